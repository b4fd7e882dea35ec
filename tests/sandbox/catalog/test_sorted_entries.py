"""Some entries in the order of a field: as all of them are, without the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.sandbox.catalog.sorted_entries import SortedEntries

KEYS = st.lists(st.integers(0, 5), max_size=30)


@given(KEYS, st.lists(st.integers(0, 40), max_size=30), st.booleans())
def test_some_entries_come_as_among_all(keys: list[int], wanted: list[int], descending: bool) -> None:
    entries = SortedEntries(range(len(keys)), keys.__getitem__)
    expected = [p for p in entries.positions(descending=descending) if p in set(wanted)]
    assert entries.chosen(wanted, descending=descending) == expected


@given(KEYS.filter(bool), st.data(), st.booleans())
def test_the_order_is_that_after_the_last_write(keys: list[int], data: st.DataObject, descending: bool) -> None:
    entries = SortedEntries(range(len(keys)), keys.__getitem__)
    entries.chosen(range(len(keys)), descending=descending)
    written = data.draw(st.integers(0, len(keys) - 1))
    entries.take(written)
    assert entries.chosen(range(len(keys)), descending=descending).count(written) == 0
    keys[written] = data.draw(st.integers(-1, 6))
    entries.put(written)
    assert entries.chosen(range(len(keys)), descending=descending) == entries.positions(descending=descending)
