"""Tables of documents: JSON lines, one document a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

import msgspec

from reportedly.reading.dates import published_date
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.html import document_from_html
from reportedly.reading.text import Known, build_document
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


_DECODER = msgspec.json.Decoder(Row)


def read_jsonl(
    stream: BinaryIO, name: str, published: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of the JSON lines in `stream`; blank lines are passed over.

    A bad line makes a `Failure` that names `name` and the line.
    """
    stem = PurePath(name).stem
    for number, line in enumerate(_lines(stream), 1):
        place = f"{name}, line {number}"
        if isinstance(line, str):
            yield Failure(name=place, cause=line)
        elif line.strip():
            yield _read_line(line, place, f"{stem}-{number}", published)


def document_from_row(row: Row, doc_id: str, published: str | None = None) -> Document:
    """The Document of a row. `doc_id` is its name if it has none; `published` goes before its own.

    Raises `UnreadableDocument`.
    """
    doc_id = str(row.doc_id) if row.doc_id is not None else doc_id
    warnings: tuple[str, ...] = ()
    if published is None and row.published:
        try:
            published = published_date(row.published)
        except BadDate as error:
            warnings = (f"published date left out: {error}",)
    if row.text is None and row.html is not None:
        document = document_from_html(
            row.html,
            doc_id=doc_id,
            published=published,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
        )
        if warnings:
            warnings += document.warnings or ()
            document = msgspec.structs.replace(document, warnings=warnings)
        return document
    if row.text is None:
        raise UnreadableDocument('has neither "text" nor "html"')
    known = Known(
        published=published,
        title=row.title or None,
        publisher=row.publisher or None,
        url=row.url or None,
        warnings=warnings,
    )
    return build_document(row.text, doc_id, known)


def _read_line(line: bytes, place: str, doc_id: str, published: str | None) -> Document | Failure:
    try:
        text, warnings = decode(line)
        document = document_from_row(_DECODER.decode(text), doc_id, published)
    except (msgspec.DecodeError, UnicodeError) as error:
        return Failure(name=place, cause=f"is no document: {error}")
    except ReportedlyError as error:
        return Failure(name=place, cause=str(error))
    if warnings:
        document = msgspec.structs.replace(
            document, warnings=(*warnings, *(document.warnings or ()))
        )
    return document


def _lines(stream: BinaryIO) -> Iterator[bytes | str]:
    """The lines of `stream`, or what is wrong with them; no line longer than `LARGEST` is kept."""
    while line := stream.readline(LARGEST + 1):
        if len(line) <= LARGEST:
            yield line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(LARGEST)):
            pass
        yield f"the line is longer than {LARGEST // 1_000_000} MB"
