"""One property, tried with generated cases: some hundred in every run, ten thousand with ``-m long``."""

from __future__ import annotations

import datetime as dt
import pickle
import warnings
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencga_frames.errors import OpenCGAError, OpenCGAWarning

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, MANY = 200, 10_000
#: What no case may take: it hangs then.
HANGS = dt.timedelta(seconds=20)

#: Strings that have hurt someone before, and any others.
ODD_STRINGS = [
    "",
    " ",
    "\0",
    "\n",
    "\r\nX-Other: 1",
    "\ud800",
    "~nobody/x",
    "../../etc/passwd",
    "%00",
    "%",
    "\u202e",
    "é",
]
ODD_STRINGS += ["a" * 5_000, "{}", "[" * 2_000, "null", "NaN", "1e400", "9" * 5_000, "ey.ey.ey", "://", "\\", "'", '"']


@pytest.fixture(
    params=[pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=[pytest.mark.slow, pytest.mark.long])]
)
def fuzz(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Try a property with cases of the strategies given by name."""

    def run(holds: Callable[..., None], **strategies: Any) -> None:
        quiet = [
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.large_base_example,
        ]
        wrapped = settings(max_examples=request.param, deadline=HANGS, suppress_health_check=quiet, database=None)
        wrapped(given(**strategies)(holds))()

    return run


@pytest.fixture(scope="session")
def tried() -> Callable[[Callable[[], Any]], Any]:
    """Return what a call gives, or the error of ours that it ends with; any other error is a failure."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", OpenCGAWarning)
                return call()
        except OpenCGAError as error:
            text = str(pickle.loads(pickle.dumps(error)))
            if not text or text != str(error):
                pytest.fail(f"An error lost its message on the way through a pickle: {error!r}")
            text.encode()
            return error

    return run


_STRINGS = st.sampled_from(ODD_STRINGS) | st.text(st.characters(), max_size=20)
_NUMBERS = st.integers() | st.floats() | st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**400, -1, 0])
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _STRINGS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_STRINGS, inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture(scope="session")
def odd() -> SimpleNamespace:
    """Strings, numbers and JSON values of all kinds, among them those that have hurt someone before."""
    return SimpleNamespace(strings=_STRINGS, numbers=_NUMBERS, json=_JSON)
