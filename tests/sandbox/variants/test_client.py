"""The package's own frames of variants and genotypes, over HTTP, have the values of the VCF file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames.client import OpenCGAClient
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.study import Study

TRIO = Path(__file__).with_name("trio.vcf")


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    sandbox = Sandbox(samples=0, vcf=[TRIO])
    with serve(sandbox) as server, OpenCGAClient({"rest": {"host": server.url}, "cache_folder": "off"}) as oc:
        oc.login("analyst", "Sandbox-2026")
        yield oc.study(sandbox.study)


def test_variants(study: Study) -> None:
    frame = study.variants("1:1-100000")
    assert frame["variant_id"].tolist() == ["1:1000:A:G", "1:4001:A:-", "1:4001:AA:-", "1:5000:G:T", "1:6001:-:GA"]
    assert frame["start"].tolist() == [1000, 4001, 4001, 5000, 6001]
    assert frame["start"].dtype == pd.Int32Dtype()
    assert frame["alternate"].tolist() == ["G", "", "", "T", "GA"]


def test_genotypes(study: Study) -> None:
    frame = study.genotypes("1:1-4500", samples=["child", "dad"])
    wanted = pd.DataFrame(
        {
            "variant_id": ["1:1000:A:G"] * 2 + ["1:4001:A:-"] * 2 + ["1:4001:AA:-"] * 2,
            "sample_id": ["child", "dad"] * 3,
            "gt": ["0/1", "0/1", "2/2", "0/2", "1/1", "0/1"],
            "dp": [20, 20, 20, 21, 20, 21],
            "ad_alt": [8, 10, 0, 0, 20, 10],
        }
    )
    got = frame[list(wanted)].sort_values(["variant_id", "sample_id"], ignore_index=True)
    pd.testing.assert_frame_equal(got, wanted, check_dtype=False)


def test_genotype_matrix(study: Study) -> None:
    matrix = study.genotype_matrix("1:1-100000")
    assert isinstance(matrix, pd.DataFrame)
    assert matrix.loc["1:1000:A:G", ["dad", "mum", "child"]].tolist() == [1, 0, 1]
    assert matrix.loc["1:4001:AA:-", ["dad", "mum", "child"]].tolist() == [1, 1, 2]
    assert matrix.loc["1:6001:-:GA", ["dad", "mum", "child"]].tolist() == [0, -1, 1]
