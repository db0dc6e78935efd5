"""Sitemaps (sitemaps.org protocol 0.9, with Google's news extension): the pages of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from reportedly.reading.compression import unpack
from reportedly.reading.dates import parse_date
from reportedly.reading.fetch import Fetcher, Page
from reportedly.reading.pages import document_from_page
from reportedly.reading.text import Known
from reportedly.records import (
    Document,
    Failure,
    LimitExceeded,
    ReportedlyError,
    SourceUnavailable,
)

_LARGEST = 52_428_800  # bytes unpacked, and entries, by the protocol
_MOST_ENTRIES = 50_000
_MOST_MAPS = 500
_MAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")


class Place(msgspec.Struct, frozen=True):
    """A page that a sitemap names, with the title and date its news extension gives."""

    url: str
    title: str | None = None
    published: str | None = None
    is_map: bool = False


def is_sitemap(page: Page) -> bool:
    """Whether a fetched page is a sitemap, packed or not."""
    return (page.body[:2] == b"\x1f\x8b" and page.url.endswith("xml.gz")) or (
        _MAP.search(page.body[:2_000]) is not None
    )


def read_sitemap(page: Page, fetcher: Fetcher) -> Iterator[Document | Failure]:
    """The documents of all pages that the fetched sitemap, and those it points to, name."""
    maps, seen = [page.url], {page.url}
    for number, url in enumerate(maps):
        try:
            if number >= _MOST_MAPS:
                raise LimitExceeded(f"only {_MOST_MAPS} sitemaps were read, of {len(maps)}")
            places = parse_sitemap(page if number == 0 else fetcher.fetch(url))
        except ReportedlyError as error:
            yield Failure(name=url, cause=str(error).removeprefix(f"{url}: "))
            if number >= _MOST_MAPS:
                return
            continue
        for place in places:
            if place.url in seen:
                continue
            seen.add(place.url)
            if place.is_map:
                maps.append(place.url)
            else:
                yield _read(place, fetcher)


def _read(place: Place, fetcher: Fetcher) -> Document | Failure:
    """The document of a page that a sitemap names."""
    try:
        known = Known(published=place.published, title=place.title)
        return document_from_page(fetcher.fetch(place.url), known)
    except ReportedlyError as error:
        return Failure(name=place.url, cause=str(error).removeprefix(f"{place.url}: "))


def parse_sitemap(page: Page) -> list[Place]:
    """The places that a fetched sitemap names. Raises `SourceUnavailable` if it is none."""
    from lxml import etree

    body = page.body
    if body[:2] == b"\x1f\x8b":
        body = unpack([body], "gzip", _LARGEST)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceUnavailable(f"{page.url}: is no sitemap: {error}") from error
    if root is None or str(root.tag).rpartition("}")[2] not in {"urlset", "sitemapindex"}:
        raise SourceUnavailable(f"{page.url}: is no sitemap")
    nodes = (node for node in root if isinstance(node.tag, str))
    places = (_place(node) for node, _ in zip(nodes, range(_MOST_ENTRIES), strict=False))
    return [place for place in places if place is not None]


def _place(node: Any) -> Place | None:
    fields: dict[str, str] = {}
    for child in node.iter():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            fields.setdefault(child.tag.rpartition("}")[2], child.text.strip())
    if "loc" not in fields:
        return None
    is_map = node.tag.rpartition("}")[2] == "sitemap"
    date = parse_date(fields.get("publication_date", ""))
    return Place(fields["loc"], fields.get("title"), date, is_map)
