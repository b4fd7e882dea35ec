"""The published table of endpoints is that of the sandbox as it is."""

from __future__ import annotations

import pytest

from tests.sandbox import fidelity_table

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("shared")
def test_the_page_is_up_to_date() -> None:
    """Run ``python -m tests.sandbox.fidelity_table`` after an endpoint of the sandbox was changed."""
    assert fidelity_table.PAGE.read_text("utf-8") == fidelity_table.page()
