"""A file whose bytes were changed after it was written is read as it was, or not at all."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opencga_frames import read_parquet, read_provenance
from opencga_frames.errors import StorageError
from opencga_frames.parquet import Provenance, write_table
from opencga_frames.parquet.checksums import BLOCK, MARK

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = Provenance(host="https://h", parameters={"study": "s"}, num_matches=3_000)
#: Damages tried: bytes anywhere, near the end where the footer is, in the headers of pages, and ends cut off.
DAMAGES = 600


def make(rows: int) -> Any:
    chance = random.Random(7)
    return pa.table(
        {
            "id": [f"S{i}" for i in range(rows)],
            "size": pa.array([None if i % 7 == 0 else i for i in range(rows)], pa.int64()),
            "sex": pa.array([chance.choice(["MALE", "FEMALE"]) for _ in range(rows)]).dictionary_encode(),
            "ids": [[str(i)] * (i % 3) for i in range(rows)],
            "noise": [chance.random() for _ in range(rows)],
            "time": pa.array([chance.randrange(10**9) for _ in range(rows)], pa.timestamp("s")),
        }
    )


def hurt(path: Path) -> None:
    """Change four bytes in the middle of the column of random numbers."""
    noise = pq.ParquetFile(path).metadata.row_group(0).column(4)
    at = noise.dictionary_page_offset + noise.total_compressed_size // 2
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 4]) + whole[at + 4 :])


def damaged(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    first = chance.choice([0, len(content) - 4_000, len(content) - 12])
    for _ in range(chance.choice([1, 1, 1, 2, 5, 50])):
        changed[chance.randrange(first, len(changed))] ^= chance.randrange(1, 256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.05 else changed)


def test_no_damage_changes_a_value(tmp_path: Path) -> None:
    path = write_table(make(3_000), tmp_path / "samples.parquet", ORIGIN, row_group_size=1_000)
    whole, frame, origin = path.read_bytes(), read_parquet(path), read_provenance(path)
    assert len(whole) > BLOCK
    chance, errors = random.Random(14), 0
    for _ in range(DAMAGES):
        path.write_bytes(damaged(whole, chance))
        for read, expected in ((read_parquet, frame), (read_provenance, origin)):
            try:
                found = read(path)
            except StorageError as error:
                errors += str(path) in str(error)
            else:
                assert found.equals(expected) if isinstance(found, pd.DataFrame) else found == expected
    assert errors > DAMAGES


def test_every_byte_of_a_small_file_is_watched(tmp_path: Path) -> None:
    path = write_table(make(2), tmp_path / "samples.parquet", ORIGIN)
    whole, frame, origin = path.read_bytes(), read_parquet(path), read_provenance(path)
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert (read_parquet(path).equals(frame), read_provenance(path)) == (True, origin), at
        except StorageError:
            continue


def test_only_the_columns_that_are_read_are_looked_at(tmp_path: Path) -> None:
    path = write_table(make(40_000), tmp_path / "samples.parquet", ORIGIN)
    frame = read_parquet(path)
    hurt(path)
    pd.testing.assert_frame_equal(read_parquet(path, columns=["id", "size"]), frame[["id", "size"]])
    with pytest.raises(StorageError, match=r"samples\.parquet: the file is damaged: bytes [\d,]+ to [\d,]+ are not as"):
        read_parquet(path, columns=["noise"])


def test_pages_have_checksums_for_other_readers_too(tmp_path: Path) -> None:
    path = write_table(make(40_000), tmp_path / "samples.parquet", ORIGIN)
    hurt(path)
    with pytest.raises(OSError, match="CRC"):
        pq.read_table(path, page_checksum_verification=True)


@pytest.mark.parametrize("rows", [0, 1, 3_000])
def test_other_readers_step_over_the_checksums(tmp_path: Path, rows: int) -> None:
    path = write_table(make(rows), tmp_path / "samples.parquet", ORIGIN)
    assert MARK in path.read_bytes()
    total = sum(i for i in range(rows) if i % 7)
    assert pq.read_table(path)["size"].combine_chunks().sum().as_py() == (total if rows > 1 else None)
    assert pl.read_parquet(path)["size"].sum() == total
    assert duckdb.sql(f"select count(*), coalesce(sum(size), 0) from '{path}'").fetchall() == [(rows, total)]


def test_a_file_that_a_tool_wrote_anew_has_the_checksums_of_its_pages(tmp_path: Path) -> None:
    path = write_table(make(3_000), tmp_path / "samples.parquet", ORIGIN)
    pq.write_table(pq.read_table(path), tmp_path / "copy.parquet", write_page_checksum=True)
    copy = tmp_path / "copy.parquet"
    assert MARK not in copy.read_bytes()
    assert read_parquet(copy).equals(read_parquet(path))
    hurt(copy)
    with pytest.raises(StorageError, match="CRC"):
        read_parquet(copy)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 3, struct.pack("<I4s", 2**32 - 1, b"PAR1"), MARK * 9])
def test_what_is_no_parquet_file_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "samples.parquet"
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"samples\.parquet"):
        read_parquet(path)
