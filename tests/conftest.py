"""Fixtures that every test may use."""

from __future__ import annotations

import importlib.util
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    import pandas as pd

    from opencga_frames.client import OpenCGAClient
    from opencga_frames.sandbox import Sandbox
    from opencga_frames.study import Study

TESTS = Path(__file__).resolve().parent
SHARED = TESTS.parents[1] / "shared"
PASSWORD = "Sandbox-2026"

# A run in the background ignores Ctrl-C, and so would the programs that tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Machines that run tests are busy: an example may take its time, and a failure is the same every time.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless it is asked for by its marks or by name."""
    asked = config.option.markexpr
    if "long" in asked or asked == "slow" or any("[" in argument for argument in config.args):
        return
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
    items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of ``tests/conformance``; here, so that they are known whichever tests are run."""
    group = parser.getgroup("conformance", "server that tests/conformance is run against")
    group.addoption("--host", help="Address of a server, such as https://host/opencga; a sandbox without it.")
    group.addoption("--organization", help="Organization of the user.")
    group.addoption("--user", help="User who may make a project, such as the owner of the organization.")
    group.addoption("--password", help="Password of the user.")
    group.addoption("--admin-password", help="Password of the user `opencga`, where --user may make no second user.")


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep clients of the tests away from the user's own folder for caches."""
    monkeypatch.setenv("OPENCGA_FRAMES_CACHE", "off")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of reference material beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference material is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def traces() -> Path:
    """Folder of exchanges recorded from real servers, one file of JSON lines per server."""
    return TESTS / "data" / "recorded"


@pytest.fixture(scope="session")
def wire() -> ModuleType:
    """The module ``tests/loopback.py``: servers whose answers a test writes, and the answers' building blocks."""
    spec = importlib.util.spec_from_file_location("loopback", TESTS / "loopback.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["loopback"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clock(wire: ModuleType) -> Any:
    """Time that stands still, and sleeping that is only noted."""
    return wire.Clock()


@pytest.fixture
def scripted(wire: ModuleType) -> Callable[..., Any]:
    """Make a server without a socket from a function ``Asked -> Answer``."""
    return wire.Script


@pytest.fixture
def loopback(wire: ModuleType) -> Iterator[Callable[..., Any]]:
    """Make a server on the loopback interface from a function ``Asked -> Answer``."""
    servers: list[Any] = []

    def start(answer: Callable[..., Any]) -> Any:
        servers.append(wire.Loopback(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def connect(clock: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Make a client that knows neither the environment nor the home folder, never sleeps, and is closed at the end."""
    from opencga_frames.client import OpenCGAClient
    from opencga_frames.configuration.client_configuration import ClientConfiguration

    made: list[OpenCGAClient] = []

    def connect(server: Any, *, token: str | None = None, environ: Any = None, **settings: Any) -> OpenCGAClient:
        known = {
            "rest": {"host": server.url},
            "session_folder": str(tmp_path / "no-sessions"),
            "cache_folder": str(tmp_path / "cache"),
            **settings,
        }
        session = None if hasattr(server, "connections") or not hasattr(server, "session") else server.session()
        configuration = ClientConfiguration(known, environ=environ or {})
        made.append(OpenCGAClient(configuration, token, session, clock=clock, sleep=clock.sleep))
        return made[-1]

    yield connect
    for client in made:
        client.close()


@pytest.fixture
def sandbox(clock: Any) -> Sandbox:
    """An offline server with 30 samples and the clock of the test."""
    from opencga_frames.sandbox import Sandbox

    return Sandbox(samples=30, clock=clock)


@pytest.fixture
def oc(sandbox: Sandbox, connect: Callable[..., Any]) -> OpenCGAClient:
    """A client of the sandbox, logged in as the user who may read; the log of requests begins after that."""
    client: OpenCGAClient = connect(sandbox).login("viewer", PASSWORD, organization="demo")
    sandbox.requests.clear()
    return client


@pytest.fixture
def study(oc: OpenCGAClient, sandbox: Sandbox) -> Study:
    """The main study of the sandbox."""
    return oc.study(sandbox.study)


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """Make a frame: ``frame("samples", {"id": "S1"}, study="a")``, with the columns of the default view."""

    def made(table: str, *documents: dict[str, Any], study: str = "a", backend: Any = "numpy_nullable") -> pd.DataFrame:
        from opencga_frames.frames.collector import Collector
        from opencga_frames.frames.plan import choose_columns
        from opencga_frames.frames.request_context import EVERYTHING, RequestContext
        from opencga_frames.frames.schema.registry import entity_of
        from opencga_frames.frames.to_pandas import to_pandas

        entity = entity_of(table)
        columns = {table: choose_columns(entity.tables[table])}
        collector = Collector(entity, columns, RequestContext(study=study, projection=EVERYTHING))
        collector.add(json.dumps(documents).encode())
        result = to_pandas(collector.table(table), dtype_backend=backend)
        result.attrs["opencga_table"] = table
        return result

    return made
