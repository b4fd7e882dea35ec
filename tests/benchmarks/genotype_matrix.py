"""Peak memory and time of a genotype matrix: 1,000 variants x 100,000 samples, filled from Arrow pages.

Run as ``python tests/benchmarks/genotype_matrix.py [variants] [samples]``. Every form is made in a process of its own;
``beside`` is the peak less what the process held before the first page (the interpreter and its libraries).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa

from opencga_frames.variants.matrix.builder import GenotypeMatrixBuilder

FORMS = ("compact", "masked", "gt", "sparse")
GENOTYPES = np.array(["0/0", "0/1", "1/1"])
#: Samples of one page, as the server sends at most; variants of one page, so that a page has 200,000 rows.
SAMPLES_PER_PAGE, VARIANTS_PER_PAGE = 1_000, 200


def pages(variants: int, samples: int):
    """Give synthetic pages of ``variant_genotypes``."""
    random = np.random.default_rng(7)
    for first in range(0, variants, VARIANTS_PER_PAGE):
        ids = [f"1:{1_000 + number}:A:G" for number in range(first, min(first + VARIANTS_PER_PAGE, variants))]
        for start in range(0, samples, SAMPLES_PER_PAGE):
            names = [f"sample-{number:06}" for number in range(start, min(start + SAMPLES_PER_PAGE, samples))]
            yield page(ids, names, random)


def page(ids: list[str], names: list[str], random: np.random.Generator) -> pa.Table:
    """Make one page, ordered by variant, with one genotype in fifty missing."""
    cells = len(ids) * len(names)
    copies = random.choice(3, cells, p=(0.9, 0.07, 0.03)).astype(np.int8)
    unknown = random.random(cells) < 0.02
    return pa.table(
        {
            "variant_id": pa.DictionaryArray.from_arrays(
                np.repeat(np.arange(len(ids), dtype=np.int32), len(names)), ids
            ),
            "sample_id": pa.DictionaryArray.from_arrays(
                np.tile(np.arange(len(names), dtype=np.int32), len(ids)), names
            ),
            "n_alt": pa.array(copies, mask=unknown),
            "gt": pa.DictionaryArray.from_arrays(pa.array(copies, mask=unknown), pa.array(GENOTYPES)),
        }
    )


def peak() -> float:
    """Give the peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(form: str, variants: int, samples: int) -> None:
    """Make one form of the matrix and print what it took."""
    import pandas  # noqa: F401, ICN001 - it belongs to what was there before

    if form == "sparse":
        import scipy.sparse  # noqa: F401
    page(["1:1:A:G"], ["S"], np.random.default_rng(1))
    before, started = peak(), time.perf_counter()
    builder = GenotypeMatrixBuilder("gt" if form == "gt" else "n_alt", variants=variants, samples=samples)
    for table in pages(variants, samples):
        builder.add(table)
    made = builder.sparse() if form == "sparse" else builder.frame(masked=form != "compact")
    shape = made.n_alt.shape if form == "sparse" else made.shape
    seconds = time.perf_counter() - started
    print(
        f"{form:8} {shape[0]:>6,} x {shape[1]:,}",
        f"peak {peak():6.0f} MB  beside {peak() - before:6.0f} MB  {seconds:5.1f} s",
    )


def main(arguments: list[str]) -> None:
    """Measure every form, or the one that is named."""
    if arguments and arguments[0] in FORMS:
        measure(arguments[0], int(arguments[1]), int(arguments[2]))
        return
    sizes = arguments or ["1000", "100000"]
    for form in FORMS:
        subprocess.run([sys.executable, __file__, form, *sizes], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
