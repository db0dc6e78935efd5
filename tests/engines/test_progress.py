"""How far an ingest has come, in words."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reportedly.cli.progress import Files, told
from reportedly.engines.intake import Progress
from reportedly.reading.fetch import Fetcher
from reportedly.records import Document

TEXT = "Iran delivered drones to Sudan, an official in Khartoum said on Monday. "


@pytest.mark.parametrize(
    ("seconds", "part", "words"),
    [
        (10.0, 0.5, "40 documents, 4.0 a second, 3 failed, 0:00:10 left"),
        (10.0, 0.001, "40 documents, 4.0 a second, 3 failed, 2:46:30 left"),
        (0.0, 0.0, "40 documents, 40000.0 a second, 3 failed"),
        (10.0, None, "40 documents, 4.0 a second, 3 failed"),
        (10.0, 1.0, "40 documents, 4.0 a second, 3 failed, 0:00:00 left"),
    ],
)
def test_the_rate_and_what_remains_are_told(seconds: float, part: float | None, words: str) -> None:
    progress = Progress(analysed=20, passed_over=10, known=7, failed=3)
    assert told(progress, seconds, part) == words


def test_the_part_that_was_read_grows_to_the_whole(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT * (number + 1), "utf-8")
    lines = b'{"text": "%s"}\n' % TEXT.encode() * 2_000
    (tmp_path / "many.jsonl.gz").write_bytes(gzip.compress(lines, 0))
    files = Files([str(file) for file in sorted(tmp_path.iterdir())])
    parts = []
    for item in files.documents(None, Fetcher()):
        assert isinstance(item, Document)
        parts.append(files.part_read())
    assert len(parts) == 2_003
    assert all(part is not None for part in parts)
    assert parts == sorted(parts)
    assert len(set(parts)) > 5
    assert files.part_read() == 1.0


def test_nobody_knows_what_remains_of_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    files = Files([str(tmp_path / "a.txt"), "http://127.0.0.1:9/feed"])
    assert len(list(files.documents(None, Fetcher()))) == 2
    assert files.part_read() is None
