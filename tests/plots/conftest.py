"""Frames of a generated study, read over the sandbox; every figure is closed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.study import Study


@pytest.fixture(autouse=True)
def _no_windows() -> Iterator[None]:
    mpl.use("Agg")
    yield
    from matplotlib import pyplot as plt

    plt.close("all")


@pytest.fixture(scope="package")
def study() -> Iterator[Study]:
    from opencga_frames import OpenCGAClient
    from opencga_frames.sandbox import Sandbox

    sandbox = Sandbox(samples=120, variants=200, jobs=True)
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo")
        yield oc.study("demo@rare:germline")
