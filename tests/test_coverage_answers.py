"""Coverage of a file: the answer does not repeat which file was asked for, the request does."""

from __future__ import annotations

REGION = {"chromosome": "13", "start": 101, "end": 250, "windowSize": 50, "values": [1.5, 2.0, 0.0]}


def test_windows_bear_the_file_of_the_request(scripted, connect, wire):
    oc = connect(scripted(lambda _asked: wire.page([REGION])))
    answer = oc.alignments.query_coverage(study="demo@rare:germline", file="S1.bam", region="13:101-250")
    frame = answer.frame()
    assert answer.main_table == "region_coverage"
    assert frame["file_id"].tolist() == ["S1.bam"] * 3
    assert frame["window_start"].tolist() == [101, 151, 201]
    assert frame["depth"].tolist() == [1.5, 2.0, 0.0]
    assert str(frame["depth"].dtype) == "Float64"
