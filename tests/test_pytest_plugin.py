"""The fixtures for test suites of users, in a project of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[1]
NAME, MODULE = "opencga_frames", "opencga_frames.pytest_plugin"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of somebody else, in which this package is installed."""
    monkeypatch.syspath_prepend(ROOT)
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    # Where this package was installed without its entry points, pytest is told of the plugin.
    installed = any(point.name == NAME for point in entry_points(group="pytest11"))
    plugins = "" if installed else f'addopts = ["-p", "{MODULE}"]'
    strict = 'filterwarnings = ["error"]\nxfail_strict = true'
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{strict}\n{plugins}\n")
    return pytester


def passed(project: pytest.Pytester, count: int) -> None:
    """Run the project in a process of its own: NumPy is not loaded twice in one."""
    project.runpytest_subprocess("--strict-markers", "-q").assert_outcomes(passed=count)


def test_pytest_finds_the_plugin_by_itself() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert points == {"pytest11": {NAME: MODULE}}


def test_a_sandbox_in_the_process(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        from opencga_frames import OpenCGAClient

        def test_first(opencga_sandbox):
            with OpenCGAClient({"rest": {"host": opencga_sandbox.url}}, session=opencga_sandbox.session()) as oc:
                oc.login("owner", "Sandbox-2026", organization="demo")
                oc.samples.create(study=opencga_sandbox.study, data={"id": "new"})
                assert len(oc.study(opencga_sandbox.study).samples()) == 31

        def test_second(opencga_sandbox):
            with OpenCGAClient({"rest": {"host": opencga_sandbox.url}}, session=opencga_sandbox.session()) as oc:
                oc.login("viewer", "Sandbox-2026", organization="demo")
                assert len(oc.study(opencga_sandbox.study).samples()) == 30
        """
    )
    passed(project, 2)


def test_a_server_on_a_port(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import urllib.request

        def test_ping(opencga_server, opencga_sandbox):
            with urllib.request.urlopen(opencga_server.url + "/webservices/rest/v2/meta/ping", timeout=10) as answer:
                assert b"pong" in answer.read()
            assert list(opencga_sandbox.requests) == [("GET", "meta/ping")]
        """
    )
    passed(project, 1)


def test_options_come_from_conftest_and_markers(project: pytest.Pytester) -> None:
    project.makeconftest(
        """
        import pytest

        @pytest.fixture
        def opencga_options(tmp_path):
            return {"samples": 7, "server_version": "4.0.0"}
        """
    )
    project.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.opencga(samples=9)

        def count(sandbox):
            body = {"user": "viewer", "password": "Sandbox-2026", "organization": "demo"}
            url = sandbox.url + "/webservices/rest/v2/"
            session = sandbox.session()
            token = session.post(url + "users/login", json=body).json()["responses"][0]["results"][0]["token"]
            found = session.get(url + "samples/search", params={"study": sandbox.study, "count": "true"},
                                headers={"Authorization": f"Bearer {token}"}).json()["responses"][0]
            return found["numMatches"], found["federationNode"]["version"]

        def test_module(opencga_sandbox):
            assert count(opencga_sandbox) == (9, "4.0.0")

        @pytest.mark.opencga(samples=4, server_version="5.0.0")
        def test_nearest(opencga_sandbox):
            assert count(opencga_sandbox) == (4, "5.0.0")
        """
    )
    passed(project, 2)


def test_a_saved_folder_is_an_option_too(project: pytest.Pytester) -> None:
    from opencga_frames.sandbox import Sandbox

    Sandbox(samples=3).save(project.path / "data")
    project.makepyfile(
        f"""
        import pytest

        @pytest.mark.opencga(data={str(project.path / "data")!r})
        def test_data(opencga_sandbox):
            assert opencga_sandbox.study == "demo@rare:germline"
        """
    )
    passed(project, 1)


def test_nothing_is_imported_until_a_test_asks() -> None:
    code = f"""
import sys, pytest
before = set(sys.modules)
import {MODULE}
loaded = set(sys.modules) - before
heavy = {{"pandas", "pyarrow", "requests", "msgspec", "yaml", "numpy"}} & {{name.partition(".")[0] for name in loaded}}
assert not heavy, heavy
assert not any(name.startswith("opencga_frames.sandbox") for name in loaded)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
