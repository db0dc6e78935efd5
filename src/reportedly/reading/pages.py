"""Addresses of the web as documents: a page, a PDF or text file, a table or archive.

Everything passes the one `Fetcher`, so no other way to the network is open.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import msgspec

from reportedly.reading.decoding import decode
from reportedly.reading.fetch import Fetcher, Limits, Page
from reportedly.reading.html import build_page
from reportedly.reading.raw import Found, RawDocument
from reportedly.reading.sources import ENDINGS, read_stream
from reportedly.reading.text import Known, Unread, build_document
from reportedly.records import Document, Failure, ReportedlyError

_FILES = ENDINGS - {".htm", ".html", ".md", ".text", ".txt", ".xhtml"}
# What a page of HTML or XML never begins with: PDF, gzip, Parquet, a web archive.
_BEGINNINGS = (b"%PDF-", b"\x1f\x8b", b"PAR1", b"WARC/1.")
_OF_FILES = Limits(seconds=600, size=256_000_000)
_TABLES = frozenset({"application/json", "application/jsonl", "application/x-ndjson"})
_TABLE_ENDINGS = frozenset({".json", ".jsonl", ".ndjson", ".parquet", ".warc"})
_TEXT = frozenset({"text/plain", "text/markdown"})


def document_from_page(page: Page, known: Known) -> Document:
    """The Document of a fetched page of HTML or text, called by its address.

    Raises `UnreadableDocument`.
    """
    known = msgspec.structs.replace(known, url=known.url or page.url)
    if page.kind in _TEXT:
        text, warnings = decode(page.body, page.charset)
        known = msgspec.structs.replace(known, warnings=known.warnings + warnings)
        return build_document(text, page.url, known)
    return build_page(page.body, page.url, known, page.charset)


def read_address(url: str, fetcher: Fetcher, published: str | None = None) -> Iterator[Found]:
    """The documents at `url`: those of a feed or sitemap, of a table or archive, or the page.

    What can't be had or read makes a `Failure`.
    """
    from reportedly.reading.feed import FeedStates, is_feed, read_feed
    from reportedly.reading.sitemap import is_sitemap, read_sitemap

    try:
        path = PurePosixPath(urlsplit(url).path)
        endings = [ending.lower() for ending in path.suffixes[-2:]]
        is_file = not _FILES.isdisjoint({"".join(endings), *endings[-1:]})
        page = fetcher.fetch(url, limits=_OF_FILES if is_file else None)
        if is_feed(page):
            yield from _dated(read_feed(url, fetcher, FeedStates(), page), published)
        elif is_sitemap(page):
            yield from _dated(read_sitemap(page, fetcher), published)
        elif is_file or page.body.startswith(_BEGINNINGS) or page.kind in _TABLES:
            stream = cast(BinaryIO, io.BufferedReader(io.BytesIO(page.body)))
            for read in read_stream(stream, str(path), published):
                yield read if page.kind in _TABLES else _placed(read, endings, page.url)
        else:
            yield document_from_page(page, Known(published=published))
    except (ReportedlyError, OSError) as error:
        yield Failure(name=url, cause=str(error).removeprefix(f"{url}: "))


def _dated(
    read: Iterable[Document | Failure], published: str | None
) -> Iterator[Document | Failure]:
    """What was read, with the date of publication that the user gives."""
    for item in read:
        if published is not None and isinstance(item, Document):
            yield msgspec.structs.replace(item, published=published)
        else:
            yield item


def _placed(read: Found, endings: list[str], url: str) -> Found:
    """A document that is a whole file, with the address of the file."""
    if isinstance(read, Failure) or not _TABLE_ENDINGS.isdisjoint(endings):
        return read
    if isinstance(read, RawDocument | Unread):
        return msgspec.structs.replace(read, known=_with_address(read.known, url))
    return read if read.url else msgspec.structs.replace(read, url=url)


def _with_address(known: Known, url: str) -> Known:
    return known if known.url else msgspec.structs.replace(known, url=url)
