"""What is fetched for a join of tables by their names."""

from __future__ import annotations

import pytest

from opencga_frames import join, related
from opencga_frames.frames.schema.registry import find_table, table_names
from opencga_frames.joins.needed import needed_tables


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["samples"], {"samples": ()}),
        (["samples", "individuals", "cohorts"], {"samples": (), "individuals": (), "cohorts": ()}),
        (["interpretations", "panels"], {"interpretations": ("panel_ids",), "panels": ()}),
        (["clinical_analyses", "panels"], {"clinical_analyses": (), "panels": (), "clinical_panels": ()}),
        (["individuals", "individual_phenotypes"], {"individuals": (), "individual_phenotypes": ()}),
        # The samples of a family are those of its members.
        (["families", "samples"], {"families": (), "samples": (), "individuals": ()}),
        (["samples", "families"], {"samples": (), "families": (), "individuals": ()}),
        (["cohorts", "individuals"], {"cohorts": (), "individuals": (), "samples": ()}),
        # By its files or by its individuals: which are meant is for the caller to say.
        (["clinical_analyses", "samples"], {"clinical_analyses": (), "samples": ()}),
    ],
)
def test_tables_and_columns(names, expected):
    assert needed_tables(names) == expected


@pytest.mark.parametrize("table", table_names())
def test_what_is_named_is_enough_for_every_pair_that_is_related(table):
    for other in related(table)["to_table"].unique():
        if table == other:
            continue
        frames = {}
        for name, more in needed_tables([table, other]).items():
            described = find_table(name)
            columns = [c.name for c in described.columns if c.core or c.key or c.name in more]
            frames[name] = empty(columns, name)
        assert len(join(**frames)) == 0


def empty(columns, name):
    import pandas as pd

    frame = pd.DataFrame({column: pd.Series([], dtype=object) for column in columns})
    frame.attrs["opencga_table"] = name
    return frame
