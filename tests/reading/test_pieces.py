"""A large table cut in pieces is read as it is read whole: all documents, once, by their names."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as some

from reportedly.reading.pieces import MOST_PIECES, Piece, pieces_of, read_piece
from reportedly.reading.sources import unread_documents

ROWS = [
    {
        "text": f"A ship with {n} crates of rifles left Burgas.",
        "published": "2021-03-04",
    }
    for n in range(40)
]
LINES = [json.dumps(row) for row in ROWS]


def in_pieces(file: Path, size: int) -> list[object]:
    """What the pieces of a file give, one after the other."""
    pieces = pieces_of(str(file), size)
    assert len(pieces) > 1
    assert [piece.start for piece in pieces[1:]] == [piece.stop for piece in pieces[:-1]]
    return list(chain.from_iterable(map(read_piece, pieces)))


@pytest.mark.parametrize("size", [60, 100, 500, 1500])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n"])
def test_json_lines(tmp_path: Path, size: int, ending: str) -> None:
    lines = [*LINES[:20], "{broken", "", *LINES[20:]]
    file = tmp_path / "archive.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + ending.join(lines).encode())
    assert in_pieces(file, size) == list(unread_documents([file]))


@given(some.lists(some.sampled_from(["", "{", '{"text": "Shells from Varna."}', "x" * 70])),
       some.data())  # fmt: skip
def test_wherever_json_lines_are_cut(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: some.DataObject
) -> None:
    file = tmp_path_factory.mktemp("cut") / "archive.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    size = file.stat().st_size
    cut = data.draw(some.integers(0, size))
    parts = [Piece(str(file), 0, cut), Piece(str(file), cut, size)]
    assert list(chain.from_iterable(map(read_piece, parts))) == list(unread_documents([file]))


@pytest.mark.parametrize("group", [7, 40])
@pytest.mark.parametrize("size", [150, 700])
def test_parquet(tmp_path: Path, group: int, size: int) -> None:
    file = tmp_path / "archive.parquet"
    rows = [*ROWS[:11], {"text": None, "published": None}, *ROWS[11:]]
    parquet.write_table(arrow.Table.from_pylist(rows), file, row_group_size=group)
    assert in_pieces(file, size) == list(unread_documents([file]))


def test_a_small_file_and_one_of_another_kind_are_not_cut(tmp_path: Path) -> None:
    for name in ("archive.jsonl", "note.txt", "archive.jsonl.gz"):
        (tmp_path / name).write_text("\n".join(LINES), "utf-8")
    assert pieces_of(str(tmp_path / "archive.jsonl"), 10_000) == []
    assert pieces_of(str(tmp_path / "note.txt"), 100) == []
    assert pieces_of(str(tmp_path / "archive.jsonl.gz"), 100) == []
    assert len(pieces_of(str(tmp_path / "archive.jsonl"), 1)) == MOST_PIECES


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", json.dumps(ROWS).encode()),
        ("lines.json", "\n".join(LINES).encode()),
        ("wide.jsonl", "\n".join(LINES).encode("utf-16")),
        ("packed.jsonl", gzip.compress("\n".join(LINES).encode(), 0)),
    ],
)
def test_what_is_not_plain_lines_is_not_cut(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert pieces_of(str(tmp_path / name), 100) == []


def test_a_broken_table_is_left_to_its_reader(tmp_path: Path) -> None:
    file = tmp_path / "archive.parquet"
    file.write_bytes(b"PAR1" + b"no table " * 40)
    assert pieces_of(str(file), 100) == []
