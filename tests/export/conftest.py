"""What tests of exports share: users who may write, and a look at what was asked."""

from __future__ import annotations

import pandas as pd
import pytest

PASSWORD = "Sandbox-2026"


@pytest.fixture
def owner(sandbox, connect):
    """A client of the user who may do everything; the log of requests begins after the login."""
    made = connect(sandbox).login("owner", PASSWORD, organization="demo")
    sandbox.requests.clear()
    return made


@pytest.fixture
def same():
    """Compare two datasets, table by table."""

    def compare(found, expected):
        assert list(found) == list(expected)
        for name in expected:
            pd.testing.assert_frame_equal(found.frame(name), expected.frame(name), obj=name)

    return compare


@pytest.fixture
def parts_of(monkeypatch):
    """Make parts small, so that little data has several."""

    def cut(entries):
        monkeypatch.setattr("opencga_frames.export.walk.PART_ENTRIES", entries)
        monkeypatch.setattr("opencga_frames.export.holding.MAX_PART_ENTRIES", entries * 3 // 2)

    return cut
