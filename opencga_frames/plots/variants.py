"""Variants: where they are, how frequent, and what they do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import UsageError
from opencga_frames.plots.axes import COLOURS, bars, check_columns, new_axes, note, note_rest, whole_numbers

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

__all__ = ["allele_frequencies", "chromosomes", "consequences"]

_MEGABASE: Final = 1_000_000
_NUMBERED = re.compile(r"(?:chr)?(\d{1,4})", re.IGNORECASE)
_LETTERS: Final = {"X": 1, "Y": 2, "M": 3, "MT": 3}


def chromosomes(variants: pd.DataFrame, *, bin_size: int = _MEGABASE, ax: Axes | None = None) -> Axes:
    """Draw how many variants lie where along the chromosomes.

    Parameters
    ----------
    variants
        Frame of ``variants``, one row per variant.
    bin_size
        Bases that one cell of the plot covers.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One row per chromosome, in the order 1 to 22, X, Y, MT, others by name; colours stand for the variants per bin.

    Raises
    ------
    UsageError
        When the frame lacks a column, `bin_size` is not positive, or matplotlib is not installed.
    """
    import numpy as np

    check_columns(variants, ["chromosome", "start"], "chromosomes", "variants")
    if bin_size < 1:
        msg = f"plots.chromosomes got bin_size={bin_size!r}; expected a number of bases, at least 1."
        raise UsageError(msg)
    names = sorted(variants["chromosome"].dropna().unique(), key=_natural)
    ax = new_axes(ax, 9, 1.3 + 0.26 * len(names))
    if names:
        bins = (variants["start"].astype("float64") // bin_size).fillna(0).astype("int64").to_numpy()
        grid = np.zeros((len(names), int(bins.max()) + 1))
        rows = variants["chromosome"].map({name: row for row, name in enumerate(names)})
        there = rows.notna().to_numpy()
        np.add.at(grid, (rows[there].astype("int64").to_numpy(), bins[there]), 1)
        _draw_grid(ax, grid, bin_size)
    ax.set_yticks(range(len(names)), names)
    ax.set_xlabel("position in Mb")
    ax.set_ylabel("chromosome")
    ax.set_title(f"{len(variants):,} variants along the chromosomes", loc="left")
    return ax


def allele_frequencies(
    frequencies: pd.DataFrame,
    *,
    by: str | None = None,
    bins: int = 20,
    folded: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the spectrum of allele frequencies.

    Parameters
    ----------
    frequencies
        Frame of ``variant_stats`` (of a cohort) or ``variant_population_frequencies``, with ``alt_allele_freq``.
    by
        Column whose values get a line each: ``cohort_id``, ``population``; one of the two when left out.
    bins
        Number of bins of equal width.
    folded
        Draw the rarer of the two alleles, from 0 to 0.5, where the ancestral one is not known.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        Variants per bin, on a logarithmic scale. Variants that no one carries (frequency 0) are left out; a note says
        how many rows were.

    Raises
    ------
    UsageError
        When the frame lacks a column, `bins` is not positive, or matplotlib is not installed.
    """
    import numpy as np

    name = by or ("population" if "population" in getattr(frequencies, "columns", ()) else "cohort_id")
    check_columns(frequencies, ["alt_allele_freq", name], "allele_frequencies", "variant_stats")
    if bins < 1:
        msg = f"plots.allele_frequencies got bins={bins!r}; expected a number, at least 1."
        raise UsageError(msg)
    values = frequencies["alt_allele_freq"].astype("float64")
    values = values.where(values <= 1 - values, 1 - values) if folded else values
    seen = values > 0
    edges = np.linspace(0, 0.5 if folded else 1, bins + 1)
    ax = new_axes(ax, 6.5, 3.8)
    groups = frequencies.loc[seen, name].astype("object").fillna("missing")
    for place, group in enumerate(sorted(groups.unique())):
        counts = np.histogram(values[seen][groups == group], bins=edges)[0]
        ax.stairs(counts, edges, label=f"{group}", color=COLOURS[place % len(COLOURS)], linewidth=1.6)
    if seen.any():
        ax.set_yscale("log")
        ax.legend(title=name, frameon=False, fontsize=8)
    ax.set_xlabel("frequency of the rarer allele" if folded else "frequency of the alternate allele")
    ax.set_ylabel("variants")
    ax.set_title("Allele frequency spectrum", loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    note(ax, f"Left out: {int((~seen).sum()):,} rows with frequency 0 or without one." if (~seen).any() else "")
    return ax


def consequences(consequences: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw how many variants have each consequence.

    Parameters
    ----------
    consequences
        Frame of ``variant_consequences`` (a row per transcript) or of ``variants`` with ``consequence_terms``.
    top
        The most frequent terms are drawn, this many; a note counts the others.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per term of the Sequence Ontology; a variant counts once for each of its terms, whatever the number of
        transcripts.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    column = "consequence_terms" if "consequence_terms" in getattr(consequences, "columns", ()) else "so_terms"
    check_columns(consequences, ["variant_id", column], "consequences", "variant_consequences")
    rows = consequences[["variant_id", column]].astype("object").explode(column).drop_duplicates().dropna()
    total = consequences["variant_id"].nunique()
    counts = rows[column].astype("object").value_counts()
    ax = new_axes(ax, 7, 1.2 + 0.3 * min(top, len(counts)))
    bars(ax, counts.head(top), total=total)
    ax.set_xlabel(f"variants (share of {total:,})")
    ax.set_title(f"Consequences of {total:,} variants", loc="left")
    note_rest(ax, len(counts), top, "rarer terms")
    return ax


def _natural(name: str) -> tuple[int, int, str]:
    """Sort key of a chromosome: numbers first, then X, Y and MT, then the others by name."""
    number = _NUMBERED.fullmatch(name)
    if number:
        return 0, int(number[1]), name
    bare = name.upper().removeprefix("CHR")
    return (1, _LETTERS[bare], name) if bare in _LETTERS else (2, 0, name)


def _colours() -> Colormap:
    """Return colours from visible to dark: one variant must not vanish on white."""
    from matplotlib import colormaps
    from matplotlib.colors import ListedColormap

    return ListedColormap(colormaps["magma_r"]([0.25 + 0.75 * step / 255 for step in range(256)]))


def _draw_grid(ax: Axes, grid: np.ndarray, bin_size: int) -> None:
    import numpy as np

    counts = np.ma.masked_equal(grid, 0)
    width = counts.shape[1] * bin_size / _MEGABASE
    image = ax.imshow(
        counts,
        aspect="auto",
        interpolation="nearest",
        extent=(0, width, len(grid) - 0.5, -0.5),
        cmap=_colours(),
        vmin=0,
    )
    bar = ax.figure.colorbar(image, ax=ax, pad=0.01)
    bar.set_label(f"variants per {bin_size / _MEGABASE:g} Mb")
    whole_numbers(bar.ax.yaxis)
