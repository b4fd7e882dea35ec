"""Draw walks.png of walks.json: seconds and memory of long walks by the number of their rows.

``python tests/benchmarks/over_http.py --curves docs/images/walks.json`` measures all but ``dataset_memory``, which
``python tests/benchmarks/datasets.py memory 10000 30000 100000 300000 1000000`` prints; ``python docs/images/walks.py``
draws.
"""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
from matplotlib import pyplot as plt

FIGURES = Path(__file__).with_suffix(".json")
PICTURE = Path(__file__).with_suffix(".png")


def main() -> None:
    """Draw both curves beside each other."""
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    rows = found["rows"]
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.6), layout="constrained")
    left.loglog(rows, found["by_skip"], "o-", color="#b3442d", label="by skip alone")
    left.loglog(rows, found["by_ranges"], "s-", color="#2d6db3", label="by ranges of dates")
    left.set(xlabel="rows", ylabel="seconds", title="One column, 0.5 µs for each skipped row")
    left.legend(frameon=False)
    right.semilogx(rows, found["dataset_memory"], "o-", color="#b3442d", label="a dataset, from the sandbox")
    right.semilogx(rows, found["memory"], "s-", color="#2d6db3", label="files, from the canned server")
    right.axhline(300, color="#999", linestyle="--")
    right.set(xlabel="rows", ylabel="MB above the import", title="Five tables to Parquet", ylim=(0, 420))
    right.legend(frameon=False, loc="upper left")
    for axes in (left, right):
        axes.grid(visible=True, which="major", color="#eee")
    figure.savefig(PICTURE, dpi=130, metadata={"Software": None})


if __name__ == "__main__":
    main()
