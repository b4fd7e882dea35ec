"""The lines for sgkit and hail do what the page says; each needs an environment of its own, else it is skipped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "interoperability.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:\{code-block\} )?python\n(.*?)^```", re.MULTILINE | re.DOTALL)
pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("ignore")]


def lines_of(tool: str) -> list[str]:
    """Give the block that makes the study, and that of a section."""
    return [BLOCK.findall(PAGE)[0], *BLOCK.findall(PAGE.partition(f"## {tool}\n")[2].partition("\n## ")[0])]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def lines(tool: str) -> dict[str, Any]:
        pytest.importorskip(tool)
        monkeypatch.chdir(tmp_path)
        names: dict[str, Any] = {"__name__": "page"}
        for block in lines_of(tool):
            exec(compile(block, f"interoperability.md, {tool}", "exec"), names)
        return names

    return lines


def test_sgkit_counts_the_alleles_of_the_matrix(run: Any) -> None:
    names = run("sgkit")
    copies, statistics = names["copies"], names["statistics"]
    called = (copies >= 0).sum(axis=1)
    assert statistics["variant_n_called"].values.tolist() == called.tolist()
    assert statistics["variant_n_het"].values.tolist() == (copies == 1).sum(axis=1).tolist()
    frequencies = copies.clip(0).sum(axis=1) / (2 * called)
    assert statistics["variant_allele_frequency"].values[:, 1].tolist() == pytest.approx(frequencies.tolist())
    assert genotypes_are_those_of(names["genotypes"], names["matrix"])


def genotypes_are_those_of(genotypes: Any, matrix: Any) -> bool:
    """Compare the number of other alleles, call by call."""
    other = (genotypes["call_genotype"].values == 1).sum(axis=2)
    return bool(
        (other == matrix.to_numpy().clip(0)).all() and genotypes["samples"].values.tolist() == [*matrix.columns]
    )


def test_hail_has_every_variant_and_sample_with_its_frequency(run: Any) -> None:
    names = run("hail")
    genotypes, matrix = names["genotypes"], names["study"].genotype_matrix("7")
    assert genotypes.count() == matrix.shape
    copies = matrix.to_numpy()
    expected = copies.clip(0).sum(axis=1) / (2 * (copies >= 0).sum(axis=1))
    # hail has the variants in the order of their places, as the matrix does.
    assert [one[1] for one in genotypes.variant_qc.AF.collect()] == pytest.approx(expected.tolist())
