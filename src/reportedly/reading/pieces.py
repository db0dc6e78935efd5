"""Pieces of large tables, so that several machines can read one file.

JSON lines are cut by bytes, a line belonging to the piece in which it begins; Parquet is cut by
rows. The pieces of a file, one after the other, give what the whole file gives: the same
documents under the same names, the same failures in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from reportedly.reading.extras import extra
from reportedly.reading.files import opened
from reportedly.reading.raw import Found
from reportedly.reading.tables import read_jsonl, read_parquet
from reportedly.records import Failure, ReportedlyError

MOST_PIECES = 128  # a file: each begins by finding its place
_LINES = frozenset({".jsonl", ".ndjson"})
# What is packed, or in an encoding of two bytes a character, has no lines to be found in its bytes.
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_BLOCK = 1 << 20


class Piece(NamedTuple):
    """A part of a file: where it begins and ends, in bytes of JSON lines or rows of Parquet."""

    file: str
    start: int
    stop: int


def pieces_of(file: str, size: int) -> list[Piece]:
    """`file` of this machine in pieces of about `size` bytes, but no more than `MOST_PIECES`;
    none if it is small, or of a kind that can't be cut. Raises `OSError`, `ExtraNotInstalled`."""
    bytes_ = Path(file).stat().st_size
    number = min(bytes_ // size, MOST_PIECES)
    kind = PurePath(file).suffix.lower()
    if number < 2 or not (kind == ".parquet" or (kind in _LINES and _is_plain(file))):
        return []
    units = bytes_ if kind in _LINES else _rows_of(file)
    edges = [units * edge // number for edge in range(number + 1)]
    return [Piece(file, *edge) for edge in pairwise(edges) if edge[0] < edge[1]]


def read_piece(piece: Piece, published: str | None = None) -> Iterator[Found]:
    """The documents of a piece, as `unread_documents` gives them of the whole file."""
    file, start, stop = piece
    try:
        with opened(file) as stream:
            if PurePath(file).suffix.lower() == ".parquet":
                yield from read_parquet(stream, file, published, rows=range(start, stop))
            else:
                first, start = _first_line(stream, start)
                length = max(stop - start, 0)
                yield from read_jsonl(stream, file, published, first=first, length=length)
    except ReportedlyError as error:
        yield Failure(name=file, cause=str(error))
    except OSError as error:
        yield Failure(name=file, cause=(error.strerror or str(error)).lower())


def _is_plain(file: str) -> bool:
    with Path(file).open("rb") as stream:
        return _PLAIN.match(stream.read(1024)) is not None


def _first_line(stream: BinaryIO, start: int) -> tuple[int, int]:
    """Put `stream` where the first line begins at `start` or after; its number, from 1, and
    its place."""
    if start == 0:
        return 1, 0
    lines, place = 1, 0
    while place < start - 1 and (block := stream.read(min(_BLOCK, start - 1 - place))):
        lines += block.count(b"\n")
        place += len(block)
    while rest := stream.readline(_BLOCK):  # of the line that begins before
        place += len(rest)
        if rest.endswith(b"\n"):
            return lines + 1, place
    return lines, place


def _rows_of(file: str) -> int:
    """How many rows a Parquet file has; 0 if it can't be read, which the reader will tell."""
    parquet, arrow = extra("pyarrow.parquet", "archive"), extra("pyarrow", "archive")
    try:
        return int(parquet.read_metadata(file).num_rows)
    except (arrow.ArrowException, OSError):
        return 0
