"""Addresses of the web as documents: a page, a PDF or text file, a table or archive.

Everything passes the one `Fetcher`, so no other way to the network is open.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import msgspec

from reportedly.reading.decoding import decode
from reportedly.reading.fetch import Fetcher, Limits, Page
from reportedly.reading.html import build_page
from reportedly.reading.sources import read_stream
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, Failure, ReportedlyError

_ARCHIVES = frozenset({".jsonl", ".ndjson", ".parquet", ".warc", ".eml", ".pdf"})
_ARCHIVE = Limits(seconds=600, size=256_000_000)
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


def read_address(
    url: str, fetcher: Fetcher, published: str | None = None
) -> Iterator[Document | Failure]:
    """The documents at `url`: those of a feed or sitemap, of a table or archive, or the page.

    What can't be had or read makes a `Failure`.
    """
    from reportedly.reading.feed import FeedStates, is_feed, read_feed
    from reportedly.reading.sitemap import is_sitemap, read_sitemap

    try:
        path = PurePosixPath(urlsplit(url).path)
        is_archive = not _ARCHIVES.isdisjoint(suffix.lower() for suffix in path.suffixes)
        page = fetcher.fetch(url, limits=_ARCHIVE if is_archive else None)
        if is_feed(page):
            yield from read_feed(url, fetcher, FeedStates())
        elif is_sitemap(page):
            yield from read_sitemap(page, fetcher)
        elif is_archive or page.body[:5] == b"%PDF-":
            stream = cast(BinaryIO, io.BufferedReader(io.BytesIO(page.body)))
            yield from read_stream(stream, str(path), published)
        else:
            yield document_from_page(page, Known(published=published))
    except (ReportedlyError, OSError) as error:
        yield Failure(name=url, cause=str(error).removeprefix(f"{url}: "))
