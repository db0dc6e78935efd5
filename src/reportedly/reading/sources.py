"""Whatever a user names, read document by document: files of any known kind, or standard input.

One bad document never stops a batch: it comes out as a `Failure` in its place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from reportedly.reading.compression import beginning
from reportedly.reading.dates import published_date
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.files import name_of, opened, unzipped
from reportedly.reading.raw import Found, RawDocument, RawKind, finished
from reportedly.reading.text import Known, unread_document
from reportedly.records import Document, Failure, ReportedlyError, UnreadableDocument

if TYPE_CHECKING:
    from reportedly.reading.fetch import Fetcher

Reader = Callable[[BinaryIO, str, str | None], Iterator[Found]]
Source = str | Path | BinaryIO
_GZIP = b"\x1f\x8b"
_PAGE = re.compile(rb"\A(?:<!doctype html|<\?xml)|<html", re.IGNORECASE)


def read_documents(
    sources: Iterable[Source], published: str | None = None, fetcher: Fetcher | None = None
) -> Iterator[Document | Failure]:
    """The documents of `sources` in their order, or a `Failure` for each that can't be read.

    A source is the path of a file, `-` for standard input, an open binary stream, an address
    that fsspec opens (s3://), or one of the web, which `fetcher` fetches (default: a new one,
    that refuses private hosts).
    `published` is the date of all of them and goes before what they say themselves.
    Raises `BadDate`, at the call, if it is no date.
    """
    return map(finished, unread_documents(sources, published, fetcher))


def unread_documents(
    sources: Iterable[Source], published: str | None = None, fetcher: Fetcher | None = None
) -> Iterator[Found]:
    """As `read_documents`, but some are left raw (`raw.py`), and the heads of others unread: the
    rest is done where the analysis takes place, in another process or on another machine."""
    date = published_date(published) if published is not None else None
    return _read_all(sources, date, fetcher)


def _read_all(
    sources: Iterable[Source], published: str | None, fetcher: Fetcher | None
) -> Iterator[Found]:
    for source in sources:
        if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
            from reportedly.reading.fetch import Fetcher
            from reportedly.reading.pages import read_address

            fetcher = fetcher or Fetcher()
            yield from read_address(source, fetcher, published)
        else:
            yield from _read(source, published)


def _read(source: Source, published: str | None) -> Iterator[Found]:
    name = name_of(source)
    try:
        with opened(source) as stream:
            yield from read_stream(stream, name, published)
    except ReportedlyError as error:
        yield Failure(name=name, cause=str(error).removeprefix(f"{name}: "))
    except OSError as error:
        yield Failure(name=name, cause=(error.strerror or str(error)).lower())
    except ValueError as error:  # a path that no file can have
        yield Failure(name=name, cause=str(error))


def read_stream(stream: BinaryIO, name: str, published: str | None) -> Iterator[Found]:
    """What an open file called `name` holds. Raises `UnreadableDocument`, `OSError`."""
    reader = reader_of(name, stream)
    if reader is not _WARC and is_packed(name, stream):
        name = re.sub(r"\.gz\Z", "", name, flags=re.IGNORECASE)
        stream = unzipped(stream)
    yield from reader(stream, name, published)


def read_text(stream: BinaryIO, name: str, published: str | None) -> Iterator[Document | Failure]:
    """The one document of a plain text file."""
    text, warnings = decode(stream.read(LARGEST + 1))
    yield unread_document(text, Path(name).stem, Known(published=published, warnings=warnings))


def _whole(kind: RawKind) -> Reader:
    """The reader of files that hold one document each, of a `kind` that is left raw."""

    def read(stream: BinaryIO, name: str, published: str | None) -> Iterator[RawDocument]:
        content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise UnreadableDocument(f"holds more than {LARGEST // 1_000_000} MB")
        known = Known(published=published)
        yield RawDocument(
            kind=kind, content=content, doc_id=Path(name).stem, place=name, known=known
        )

    return read


def _late(module: str, function: str) -> Reader:
    """The reader `function` of a module of this package, imported when it is first used."""

    def read(stream: BinaryIO, name: str, published: str | None) -> Iterator[Found]:
        reader: Reader = getattr(import_module(f"reportedly.reading.{module}"), function)
        yield from reader(stream, name, published)

    return read


_JSON = _late("tables", "read_json")
_JSONL = _late("tables", "read_jsonl")
_PARQUET = _late("tables", "read_parquet")
_WARC = _late("warc", "read_warc")
_HTML = _whole("html")
_PDF = _whole("pdf")
_MAIL = _whole("mail")
_BY_ENDING: dict[str, Reader] = {
    ".eml": _MAIL,
    ".htm": _HTML,
    ".html": _HTML,
    ".json": _JSON,
    ".jsonl": _JSONL,
    ".md": read_text,
    ".ndjson": _JSONL,
    ".parquet": _PARQUET,
    ".pdf": _PDF,
    ".text": read_text,
    ".txt": read_text,
    ".warc": _WARC,
    ".xhtml": _HTML,
}
ENDINGS = frozenset(_BY_ENDING) | {f"{ending}.gz" for ending in _BY_ENDING}
_BY_BEGINNING: tuple[tuple[bytes, Reader], ...] = (
    (b'{"', _JSONL),
    (b'{ "', _JSONL),
    (b"%PDF-", _PDF),
    (b"WARC/1.", _WARC),
    (b"PAR1", _PARQUET),
)


def reader_of(name: str, stream: BinaryIO) -> Reader:
    """The reader of the kind that the name's ending says, else of what the first bytes show,
    unpacked if they are packed."""
    for ending in reversed(_endings(name)):
        if ending in _BY_ENDING:
            return _BY_ENDING[ending]
    head = cast(io.BufferedReader, stream).peek(1024)[:1024]
    if head.startswith(_GZIP):
        head = beginning(head)
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, reader in _BY_BEGINNING:
        if head.startswith(start):
            return reader
    return _HTML if _PAGE.search(head) else read_text


def is_packed(name: str, stream: BinaryIO) -> bool:
    """Whether a file is packed with gzip: by its ending, or, if that is no known one, by its
    first bytes."""
    endings = _endings(name)
    if endings and endings[-1] in {".gz", *_BY_ENDING}:
        return endings[-1] == ".gz"
    return cast(io.BufferedReader, stream).peek(2).startswith(_GZIP)


def _endings(name: str) -> list[str]:
    """The last endings of a name, the one that counts last: `.txt` and `.gz`."""
    return [ending.lower() for ending in Path(name).suffixes[-2:]]
