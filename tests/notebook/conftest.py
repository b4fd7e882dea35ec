"""A client that is logged in to a sandbox in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opencga_frames import OpenCGAClient, Study
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(samples=40, jobs=True)


@pytest.fixture
def oc(sandbox: Sandbox) -> Iterator[OpenCGAClient]:
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as client:
        yield client.login("analyst", "Sandbox-2026", organization="demo")


@pytest.fixture
def study(oc: OpenCGAClient) -> Study:
    return oc.study("demo@rare:germline")
