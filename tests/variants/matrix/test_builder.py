"""Matrices of genotypes: what stands where, what is refused, and how much memory it takes."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from opencga_frames.errors import ConfigurationError, UnknownNameError, UsageError
from opencga_frames.variants import GenotypeMatrixBuilder, genotype_matrix
from opencga_frames.variants.matrix.cells import VALUES

ROWS = pd.DataFrame(
    {
        "variant_id": ["1:20:A:G", "1:20:A:G", "1:10:C:T", "1:10:C:T"],
        "study": ["a"] * 4,
        "sample_id": ["S2", "S1", "S1", "S3"],
        "n_alt": pd.array([1, 0, None, 2], dtype="Int32"),
        "gt": pd.Categorical(["0/1", "0/0", None, "1/1"]),
        "dp": pd.array([30, 31, None, 0], dtype="Int32"),
        "gq": pd.array([99.0, None, 12.5, 0.0], dtype="Float64"),
        "filter": ["PASS", None, "q10", "PASS"],
    }
)


def dictionary(values: Any) -> pa.Array:
    return pa.array(values).dictionary_encode()


@pytest.mark.parametrize("source", ["pandas", "arrow", "dictionaries"])
def test_rows_and_columns_come_in_order_of_first_appearance(source: str) -> None:
    rows: Any = ROWS if source == "pandas" else pa.Table.from_pandas(ROWS)
    if source == "dictionaries":
        rows = pa.table(
            {name: dictionary(ROWS[name].tolist()) for name in ("variant_id", "sample_id")}
            | {"n_alt": pa.array([1, 0, None, 2])}
        )
    matrix = genotype_matrix(rows)
    assert isinstance(matrix, pd.DataFrame)
    assert matrix.index.tolist() == ["1:20:A:G", "1:10:C:T"]
    assert matrix.columns.tolist() == ["S2", "S1", "S3"]
    assert (matrix.index.name, matrix.columns.name) == ("variant_id", "sample_id")
    assert matrix.to_numpy().tolist() == [[1, 0, -1], [-1, -1, 2]]
    assert set(matrix.dtypes) == {np.dtype("int8")}


def test_masked_matrices_leave_missing_cells_out_of_statistics() -> None:
    matrix = genotype_matrix(ROWS, masked=True)
    assert isinstance(matrix, pd.DataFrame)
    assert set(matrix.dtypes) == {pd.Int8Dtype()}
    assert matrix.isna().to_numpy().tolist() == [[False, False, True], [True, True, False]]
    assert matrix.loc["1:20:A:G"].mean() == 0.5
    assert genotype_matrix(ROWS, "dp", masked=True)["S3"].tolist() == [pd.NA, 0]  # type: ignore[index]


def test_genotypes_are_categories_of_one_dictionary() -> None:
    matrix = genotype_matrix(ROWS, "gt")
    assert isinstance(matrix, pd.DataFrame)
    assert len(set(matrix.dtypes)) == 1
    assert matrix["S1"].cat.categories.tolist() == ["0/0", "0/1", "1/1"]
    assert matrix["S2"].tolist()[0] == "0/1"
    assert matrix.isna().to_numpy().tolist() == [[False, False, True], [True, True, False]]


def test_fractions_are_small_floats() -> None:
    matrix = genotype_matrix(ROWS, "gq")
    assert isinstance(matrix, pd.DataFrame)
    assert set(matrix.dtypes) == {np.dtype("float32")}
    np.testing.assert_array_equal(matrix.to_numpy(), np.array([[99, np.nan, np.nan], [np.nan, 12.5, 0]]))


@pytest.mark.parametrize("values", sorted(VALUES))
def test_no_rows_make_an_empty_matrix(values: str) -> None:
    kind = pa.string() if VALUES[values].shape == "code" else pa.int32()
    types = {"variant_id": pa.string(), "sample_id": pa.string(), values: kind}
    empty = pa.table({name: pa.array([], of) for name, of in types.items()})
    made = genotype_matrix(empty, values)
    assert isinstance(made, pd.DataFrame)
    assert made.shape == (0, 0)
    assert GenotypeMatrixBuilder(values).frame().shape == (0, 0)


@pytest.mark.parametrize("hint", [0, 3])
def test_pages_may_come_in_any_order(hint: int) -> None:
    whole = genotype_matrix(ROWS)
    builder = GenotypeMatrixBuilder(variants=hint, samples=hint)
    for row in range(len(ROWS)):
        builder.add(ROWS.iloc[[row]])
    pd.testing.assert_frame_equal(builder.frame(), whole)


def test_a_builder_grows_beyond_what_was_thought() -> None:
    builder = GenotypeMatrixBuilder(variants=1, samples=1)
    for variant in range(90):
        builder.add(
            pa.table(
                {
                    "variant_id": [f"v{variant}"] * 80,
                    "sample_id": [f"s{s}" for s in range(80)],
                    "n_alt": [(variant + s) % 3 for s in range(80)],
                }
            )
        )
    assert builder.shape == (90, 80)
    assert builder.frame().to_numpy().tolist() == [[(v + s) % 3 for s in range(80)] for v in range(90)]


@pytest.mark.parametrize("together", [True, False])
def test_two_rows_of_a_cell_are_refused(together: bool) -> None:
    other = ROWS.iloc[[0]].assign(study="b", n_alt=pd.array([None], dtype="Int32"))
    builder = GenotypeMatrixBuilder()
    if not together:
        builder.add(ROWS)
    with pytest.raises(UsageError, match=r"'1:20:A:G' and sample 'S2' have more than one row \(.* study 'b'\)"):
        builder.add(pd.concat([ROWS, other]) if together else other)


def test_what_cannot_be_a_matrix_is_refused() -> None:
    with pytest.raises(UsageError, match=r"without sample_id.*includeSampleId"):
        genotype_matrix(ROWS.assign(sample_id=None))
    with pytest.raises(UsageError, match="no column vaf"):
        genotype_matrix(ROWS, "vaf")
    with pytest.raises(UnknownNameError, match="n_alt"):
        genotype_matrix(ROWS, "nalt")
    with pytest.raises(UsageError, match="got list"):
        genotype_matrix([{"variant_id": "v"}])
    with pytest.raises(UsageError, match="sparse form holds n_alt"):
        genotype_matrix(ROWS, "gt", sparse=True)


def test_the_sparse_form_knows_what_is_missing() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    made = genotype_matrix(ROWS, sparse=True)
    assert not isinstance(made, pd.DataFrame)
    assert sparse.issparse(made.n_alt)
    assert (made.n_alt.format, made.n_alt.dtype, made.n_alt.nnz) == ("csr", np.int8, 2)
    assert made.n_alt.toarray().tolist() == [[1, 0, 0], [0, 0, 2]]
    assert made.missing.toarray().tolist() == [[False, False, True], [True, True, False]]
    assert (made.variants.tolist(), made.samples.tolist()) == (["1:20:A:G", "1:10:C:T"], ["S2", "S1", "S3"])


def test_without_scipy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ConfigurationError, match=r'pip install "opencga-frames\[sparse\]"'):
        genotype_matrix(ROWS, sparse=True)


def test_memory_is_that_of_the_cells_and_a_page() -> None:
    """100 variants x 20,000 samples are 2 MB of cells; the pages have 10 times the bytes in all."""
    variants, samples, width = 100, 20_000, 500
    names = [f"v{number}" for number in range(variants)]
    tracemalloc.start()
    builder = GenotypeMatrixBuilder(variants=variants, samples=samples)
    for first in range(0, samples, width):
        table = pa.table(
            {
                "variant_id": pa.DictionaryArray.from_arrays(
                    np.repeat(np.arange(variants, dtype=np.int32), width), names
                ),
                "sample_id": dictionary([f"s{first + number}" for number in range(width)] * variants),
                "n_alt": pa.array(np.ones(variants * width, np.int8)),
            }
        )
        builder.add(table)
    matrix = builder.frame()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    cells = variants * samples
    assert matrix.shape == (variants, samples)
    ids = samples * 250
    page = variants * width * 60
    assert peak < cells + ids + page + 2_000_000


@pytest.mark.slow
def test_the_benchmark_runs_on_few_cells() -> None:
    script = Path(__file__).parents[2] / "benchmarks" / "genotype_matrix.py"
    done = subprocess.run([sys.executable, script, "20", "30"], capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["compact", "masked", "gt", "sparse"]
    assert all("20 x 30" in line for line in done.stdout.splitlines())
