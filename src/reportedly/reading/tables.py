"""Tables of documents: JSON lines, one document a line, and Parquet, one a row."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import msgspec

from reportedly.reading.dates import published_date
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.extras import extra
from reportedly.reading.raw import Found, RawDocument
from reportedly.reading.text import Known, unread_document
from reportedly.records import BadDate, Document, Failure, ReportedlyError, UnreadableDocument


class Row(msgspec.Struct, frozen=True):
    """A row of a table, as the contract gives its columns."""

    doc_id: str | int | None = None
    text: str | None = None
    html: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


_BATCH = 256
_PIECE, _MOST_SPOOLED = 1_000_000, 4_000_000_000
_DECODER = msgspec.json.Decoder(Row)
# JSON that is not a line an object: a list, or an object that is written over several lines.
_WHOLE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{[ \t\r]*\n)")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_jsonl(
    stream: BinaryIO,
    name: str,
    published: str | None = None,
    *,
    first: int = 1,
    length: int | None = None,
) -> Iterator[Found]:
    """The documents of the JSON lines in `stream`; blank lines are passed over.

    A bad line makes a `Failure` that names `name` and the line. Lines are counted from `first`;
    with `length`, only those that begin within so many bytes are read.
    """
    stem = PurePath(name).stem
    for number, line in enumerate(_lines(stream, length), first):
        place = f"{name}, line {number}"
        if isinstance(line, str):
            yield Failure(name=place, cause=line)
        elif line.strip():
            yield _read_line(line, place, f"{stem}-{number}", published)


def read_json(stream: BinaryIO, name: str, published: str | None = None) -> Iterator[Found]:
    """The documents of a .json file: of one object or a list of them, or of JSON lines.

    A bad one makes a `Failure`. Raises `UnreadableDocument`.
    """
    if not _WHOLE.match(cast(io.BufferedReader, stream).peek(1024)):
        yield from read_jsonl(stream, name, published)
        return
    text, _ = decode(stream.read(LARGEST + 1))
    try:
        rows = msgspec.json.decode(text, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
    except msgspec.DecodeError as error:
        raise UnreadableDocument(f"is no document: {error}") from error
    stem = PurePath(name).stem
    if isinstance(rows, dict):
        yield _read_line(text.encode(), name, stem, published)
        return
    for number, row in enumerate(rows, 1):
        yield _read_line(bytes(row), f"{name}, row {number}", f"{stem}-{number}", published)


def read_parquet(
    stream: BinaryIO, name: str, published: str | None = None, *, rows: range | None = None
) -> Iterator[Found]:
    """The documents of the rows of a Parquet file; its columns are those of `Row`.

    A bad row makes a `Failure` that names `name` and the row, counted from 1. With `rows`, which
    counts from 0, only those are read. Raises `UnreadableDocument`, and `ExtraNotInstalled` if
    pyarrow is missing.
    """
    parquet = extra("pyarrow.parquet", "archive")
    arrow = extra("pyarrow", "archive")
    stem = PurePath(name).stem
    number = 0
    if not stream.seekable():
        stream = _spooled(stream)
    try:
        for number, row in _rows(parquet.ParquetFile(stream), rows):
            place = f"{name}, row {number}"
            try:
                fields = msgspec.convert(row, Row, strict=False)
                yield document_from_row(fields, place, f"{stem}-{number}", published)
            except msgspec.ValidationError as error:
                yield Failure(name=place, cause=f"is no document: {error}")
            except ReportedlyError as error:
                yield Failure(name=place, cause=str(error))
    except (arrow.ArrowException, OSError) as error:
        raise UnreadableDocument(f"the file can't be read after row {number}: {error}") from error


def _spooled(stream: BinaryIO) -> BinaryIO:
    """`stream` copied where it can be sought in: in memory while small, else in a file."""
    spool = cast(BinaryIO, SpooledTemporaryFile(LARGEST))  # noqa: SIM115 - closed when dropped
    size = 0
    while piece := stream.read(_PIECE):
        size += spool.write(piece)
        if size > _MOST_SPOOLED:
            raise UnreadableDocument(f"holds more than {_MOST_SPOOLED // 1_000_000:,} MB")
    spool.seek(0)
    return spool


def _rows(table: Any, asked: range | None) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows of an open Parquet file with their numbers, from 1, read some at a time; their
    dates as text."""
    columns = [name for name in table.schema_arrow.names if name in Row.__struct_fields__]
    if not {"text", "html"} & set(columns):
        raise UnreadableDocument('has neither a column "text" nor "html"')
    everything = range(table.metadata.num_rows)
    for first, batch in _batches(table, columns, everything if asked is None else asked):
        for number, row in enumerate(batch.to_pylist(), first + 1):
            if row.get("published") is not None:
                row["published"] = str(row["published"])
            yield number, row


def _batches(table: Any, columns: list[str], asked: range) -> Iterator[tuple[int, Any]]:
    """The rows asked for, some at a time, each time with the number of the first, from 0."""
    end = 0
    for group in range(table.num_row_groups):
        begin, end = end, end + table.metadata.row_group(group).num_rows
        if begin >= asked.stop or end <= asked.start:
            continue
        for batch in table.iter_batches(_BATCH, [group], columns):
            low, high = max(asked.start - begin, 0), min(asked.stop - begin, len(batch))
            if low < high:
                yield begin + low, batch.slice(low, high - low)
            begin += len(batch)


def document_from_row(
    row: Row,
    place: str,
    doc_id: str,
    published: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Document | RawDocument:
    """The document of the row at `place`: of a text the head is still to be read, of a page all.
    `doc_id` is its name if it has none; `published` goes before its own.

    Raises `UnreadableDocument`.
    """
    doc_id = str(row.doc_id) if row.doc_id is not None else doc_id
    if published is None and row.published:
        try:
            published = published_date(row.published)
        except BadDate as error:
            warnings = (*warnings, f"published date left out: {error}")
    known = Known(
        published=published,
        title=row.title or None,
        publisher=row.publisher or None,
        url=row.url or None,
        warnings=warnings,
    )
    if row.text is not None:
        return unread_document(row.text, doc_id, known)
    if row.html is not None:
        return RawDocument(kind="html", content=row.html, doc_id=doc_id, place=place, known=known)
    raise UnreadableDocument('has neither "text" nor "html"')


def _read_line(line: bytes, place: str, doc_id: str, published: str | None) -> Found:
    try:
        text, warnings = decode(line)
        return document_from_row(_DECODER.decode(text), place, doc_id, published, warnings)
    except (msgspec.DecodeError, UnicodeError) as error:
        return Failure(name=place, cause=f"is no document: {error}")
    except ReportedlyError as error:
        return Failure(name=place, cause=str(error))


def _lines(stream: BinaryIO, length: int | None) -> Iterator[bytes | str]:
    """The lines of `stream`, or what is wrong with them; no line longer than `LARGEST` is kept.
    With `length`, those that begin within so many bytes."""
    if length is None and hasattr(stream, "peek") and stream.peek(2).startswith(_UTF16):
        stream = cast(BinaryIO, codecs.EncodedFile(stream, "utf-8", "utf-16", "replace"))
    read = 0
    while (length is None or read < length) and (line := stream.readline(LARGEST + 1)):
        read += len(line)
        if len(line) <= LARGEST:
            yield line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(LARGEST)):
            read += len(line)
        yield f"the line is longer than {LARGEST // 1_000_000} MB"
