"""Fixtures for test suites of code that talks to OpenCGA: a sandbox in the test's process, or behind a port.

pytest finds them by itself where this package is installed. Nothing but pytest is imported before a test asks for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox import Sandbox, ServedSandbox

__all__ = ["opencga_options", "opencga_sandbox", "opencga_server"]


def pytest_configure(config: pytest.Config) -> None:
    """Describe the marker."""
    config.addinivalue_line("markers", "opencga(**options): what the sandbox of the test is made with")


@pytest.fixture
def opencga_options() -> dict[str, Any]:
    """Return what every sandbox is made with, to be overridden in a ``conftest.py``.

    Returns
    -------
    dict of str to Any
        Arguments of :class:`opencga_frames.sandbox.Sandbox`.
    """
    return {"samples": 30}


@pytest.fixture
def opencga_sandbox(request: pytest.FixtureRequest, opencga_options: dict[str, Any]) -> Sandbox:
    """Return a sandbox of the test's own, in its process: no port, no thread.

    It is made with the options of the fixture ``opencga_options``, and with those of the marker ``opencga`` where the
    test, its class or its module has one.

    Returns
    -------
    Sandbox
        A new one for each test, so that tests may write.

    Examples
    --------
    A test of a function that takes a client::

        @pytest.mark.opencga(samples=12, seed=7)
        def test_the_report_counts_samples(opencga_sandbox):
            oc = OpenCGAClient(opencga_sandbox.url, session=opencga_sandbox.session())
            oc.login("analyst", "Sandbox-2026", organization="demo")
            assert "12 samples" in report(oc, opencga_sandbox.study)
    """
    from opencga_frames.sandbox import Sandbox

    marked = [mark.kwargs for mark in reversed(list(request.node.iter_markers("opencga")))]
    options = dict(opencga_options)
    for given in marked:
        options.update(given)
    return Sandbox(**options)


@pytest.fixture
def opencga_server(opencga_sandbox: Sandbox) -> Iterator[ServedSandbox]:
    """Return the test's sandbox behind a port of this machine, for code that makes its own connections.

    Yields
    ------
    ServedSandbox
        Its ``url`` is the address; it is closed when the test is over.

    Examples
    --------
    A test of a program::

        def test_the_program_writes_a_file(opencga_server, tmp_path):
            run("export.py", "--host", opencga_server.url, "--out", tmp_path)
            assert (tmp_path / "samples.csv").exists()
    """
    from opencga_frames.sandbox import serve

    with serve(opencga_sandbox) as served:
        yield served
