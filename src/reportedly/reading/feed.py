"""News feeds (RSS, Atom; by feedparser): what is new in them, and what was seen before.

A feed is asked whether it has changed (ETag, Last-Modified; RFC 9110, 13). An entry
counts as seen once its document was handed on, so a run that is killed loses none.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import msgspec

from reportedly.reading.dates import parse_date
from reportedly.reading.extras import extra
from reportedly.reading.fetch import Fetcher, Page
from reportedly.reading.html import build_page
from reportedly.reading.pages import document_from_page
from reportedly.reading.text import Known
from reportedly.records import (
    Document,
    Failure,
    ReportedlyError,
    SourceBusy,
    SourceUnavailable,
    UnreadableDocument,
)

_MOST_ENTRIES = 1_000
_MOST_SEEN = 5_000
_MOST_TRIES = 3
_FEED = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]")
_OUTLINE = re.compile(r"<outline\b[^>]*\bxmlUrl\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a feed: its id, address, and what the feed says of the article."""

    id: str
    url: str
    title: str | None = None
    published: str | None = None
    content: str = ""


class FeedState(msgspec.Struct, kw_only=True):
    """What is remembered of a feed between polls: its validators, the ids seen, newest last, and
    how often what could not be had was asked for."""

    etag: str | None = None
    modified: str | None = None
    seen: list[str] = msgspec.field(default_factory=list)
    tried: dict[str, int] = msgspec.field(default_factory=dict)


class FeedStates:
    """The states of feeds by address, kept in a JSON file if `path` is given."""

    def __init__(self, path: Path | None = None) -> None:
        """Load the states. Raises `UnreadableDocument` if the file holds something else."""
        self.path = path
        self._states: dict[str, FeedState] = {}
        if path is not None and path.exists():
            try:
                self._states = msgspec.json.decode(path.read_bytes(), type=dict[str, FeedState])
            except msgspec.DecodeError as error:
                raise UnreadableDocument(f"{path}: is no file of feed states: {error}") from error

    def __getitem__(self, url: str) -> FeedState:
        return self._states.setdefault(url, FeedState())

    def save(self) -> None:
        """Write the file in one step, so that a killed run leaves the old or the new one."""
        if self.path is not None:
            new = self.path.with_name(f"{self.path.name}.new")
            new.write_bytes(msgspec.json.encode(self._states))
            new.replace(self.path)


def is_feed(page: Page) -> bool:
    """Whether a fetched page is a feed."""
    return _FEED.search(page.body[:2_000]) is not None


def read_feed(
    url: str, fetcher: Fetcher, states: FeedStates, page: Page | None = None
) -> Iterator[Document | Failure]:
    """The documents of the feed's entries that are not in its state, oldest first. `page` is
    the feed, if it was fetched already. What can't be had is asked for at later polls too.

    Raises `SourceUnavailable` if the feed itself can't be had, `ExtraNotInstalled`.
    """
    state = states[url]
    if page is None:
        validators = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        page = fetcher.fetch(url, {name: value for name, value in validators.items() if value})
    if page.status == 304:
        return
    entries = parse_feed(page)
    seen = set(state.seen)
    missed: dict[str, int] = {}
    for entry in reversed(entries):
        if entry.id in seen:
            continue
        read = _read_entry(entry, fetcher)
        yield read
        tries = state.tried.get(entry.id, 0) + 1
        if isinstance(read, Failure) and tries < _MOST_TRIES:
            missed[entry.id] = tries
        else:
            seen.add(entry.id)
            state.seen = [*state.seen, entry.id][-_MOST_SEEN:]
        states.save()
    state.tried = missed
    # Only now: a run that stops between entries must be given the rest again.
    changed = not missed
    state.etag = page.headers.get("etag") if changed else None
    state.modified = page.headers.get("last-modified") if changed else None
    states.save()


def parse_feed(page: Page) -> list[Entry]:
    """The entries of a fetched feed, in its order. Raises `SourceUnavailable` if it is none."""
    feedparser = extra("feedparser", "feeds")
    headers = {"content-type": page.headers.get("content-type", ""), "content-location": page.url}
    feed = feedparser.parse(io.BytesIO(page.body), response_headers=headers)
    if not feed.entries and not is_feed(page):
        raise SourceUnavailable(f"{page.url}: is no feed")
    entries = (_entry(raw, page.url) for raw in feed.entries[:_MOST_ENTRIES])
    return [entry for entry in entries if entry is not None]


def read_feed_list(text: str) -> list[str]:
    """The addresses in an OPML document, or in a list of one a line with `#` comments."""
    found: Iterable[str]
    if "<opml" in text[:1_000].lower():
        from html import unescape

        found = (unescape(a or b) for a, b in _OUTLINE.findall(text))
    else:
        found = (line.partition(" #")[0].strip() for line in text.splitlines())
    return list(dict.fromkeys(url for url in found if url and not url.startswith("#")))


def _entry(raw: Any, base: str) -> Entry | None:
    link = str(raw.get("link") or "")
    key = str(raw.get("id") or link)
    if not key:
        return None
    contents = [str(part.get("value") or "") for part in raw.get("content") or ()]
    return Entry(
        id=key,
        url=urljoin(base, link) if link else "",
        title=" ".join(str(raw.get("title") or "").split()) or None,
        published=parse_date(str(raw.get("published") or raw.get("updated") or "")),
        content=max([*contents, str(raw.get("summary") or "")], key=len),
    )


def _read_entry(entry: Entry, fetcher: Fetcher) -> Document | Failure:
    """The document of the entry's page; of the entry's own text where the page can't be had,
    or holds less, as behind a paywall."""
    name = entry.url or entry.id
    known = Known(published=entry.published, title=entry.title, url=entry.url or None)
    own = _own_text(entry, name, known)
    if not entry.url:
        return own
    try:
        document = document_from_page(fetcher.fetch(entry.url), known)
    except SourceBusy as error:
        return Failure(name=name, cause=str(error).removeprefix(f"{name}: "))
    except ReportedlyError as error:
        if isinstance(own, Failure):
            return Failure(name=name, cause=str(error).removeprefix(f"{name}: "))
        return _noted(own, f"only the feed's own text was read: {error}")
    if isinstance(own, Document) and len(own.text) > len(document.text):
        return _noted(own, "the feed's own text was read: its page holds less")
    return document


def _own_text(entry: Entry, name: str, known: Known) -> Document | Failure:
    try:
        return build_page(entry.content, name, known)
    except ReportedlyError as error:
        return Failure(name=name, cause=str(error))


def _noted(document: Document, note: str) -> Document:
    return msgspec.structs.replace(document, warnings=(*(document.warnings or ()), note))
