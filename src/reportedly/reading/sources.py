"""Whatever a user names, read document by document: files of any known kind, or standard input.

One bad document never stops a batch: it comes out as a `Failure` in its place.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from reportedly.reading.dates import published_date
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, Failure, ReportedlyError

Reader = Callable[[BinaryIO, str, str | None], Iterator[Document | Failure]]
Source = str | Path | BinaryIO


def read_documents(
    sources: Iterable[Source], published: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of `sources` in their order, or a `Failure` for each that can't be read.

    A source is the path of a file, `-` for standard input, or an open binary stream.
    `published` is the date of all of them and goes before what they say themselves.
    Raises `BadDate`, at the call, if it is no date.
    """
    date = published_date(published) if published is not None else None
    return (record for source in sources for record in _read(source, date))


def _read(source: Source, published: str | None) -> Iterator[Document | Failure]:
    name = _name(source)
    try:
        if name == "stdin":
            stream = sys.stdin.buffer if isinstance(source, str) else cast(BinaryIO, source)
            yield from _reader(name, stream := _peekable(stream))(stream, name, published)
        elif isinstance(source, (str, Path)):
            with Path(source).open("rb") as opened:
                yield from _reader(name, opened)(opened, name, published)
        else:
            yield from _reader(name, stream := _peekable(source))(stream, name, published)
    except ReportedlyError as error:
        yield Failure(name=name, cause=str(error))
    except OSError as error:
        yield Failure(name=name, cause=(error.strerror or str(error)).lower())
    except ValueError as error:  # a path that no file can have
        yield Failure(name=name, cause=str(error))


def read_text(stream: BinaryIO, name: str, published: str | None) -> Iterator[Document | Failure]:
    """The one document of a plain text file."""
    text, warnings = decode(stream.read(LARGEST + 1))
    yield build_document(text, Path(name).stem, Known(published=published, warnings=warnings))


def read_html(stream: BinaryIO, name: str, published: str | None) -> Iterator[Document | Failure]:
    """The one document of a saved web page."""
    from reportedly.reading.html import document_from_html

    yield document_from_html(stream.read(LARGEST + 1), doc_id=Path(name).stem, published=published)


def _read_jsonl(stream: BinaryIO, name: str, published: str | None) -> Iterator[Document | Failure]:
    from reportedly.reading.tables import read_jsonl

    yield from read_jsonl(stream, name, published)


_READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".json": _read_jsonl,
}


def _reader(name: str, stream: BinaryIO) -> Reader:
    """The reader of the kind that the name's ending says, else of what the first bytes show."""
    if (known := _READERS.get(Path(name).suffix.lower())) is not None:
        return known
    head = cast(io.BufferedReader, stream).peek(1024)[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b'{"', b'{ "')):
        return _read_jsonl
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in head:
        return read_html
    return read_text


def _peekable(stream: BinaryIO) -> BinaryIO:
    if hasattr(stream, "peek"):
        return stream
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, stream)))


def _name(source: Source) -> str:
    if source == "-":
        return "stdin"
    if isinstance(source, (str, Path)):
        return str(source)
    name = getattr(source, "name", None)
    return "stdin" if name in {None, "<stdin>"} or not isinstance(name, str) else name
