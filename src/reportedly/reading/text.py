"""Plain text as a Document: decoded with care, its head and notices read, not a letter changed.

Spans point into the text that users have, so line ends and white space stay as given.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

import msgspec

from reportedly.reading.dates import published_date
from reportedly.reading.heading import Heading, find_heading
from reportedly.reading.language import detect_language
from reportedly.reading.notices import Notice, find_notices
from reportedly.reading.outlets import Outlet, find_outlet, outlet_of_site
from reportedly.reading.units import Lines
from reportedly.records import Document, UnreadableDocument

MOST_CHARACTERS = 2_000_000  # the parser takes a minute or two for so many
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document beside its text; it goes before what the text says."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


def document_from_text(
    text: str,
    *,
    doc_id: str,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """The Document of `text`; what is given goes before what the text's head says.

    Raises `UnreadableDocument` if the text holds no word, `BadDate` if `published` is no date.
    """
    known = Known(
        published=published_date(published) if published else None,
        title=title or None,
        publisher=publisher or None,
        url=url or None,
    )
    return build_document(text, doc_id, known)


class Unread(Document, frozen=True, kw_only=True):
    """A Document whose head and notices are still to be read; what is `known` goes before them.
    Until then it has its text and names, and nothing else."""

    known: Known


def build_document(text: str, doc_id: str, known: Known) -> Document:
    """The Document of `text` with what is `known` of it.

    Raises `UnreadableDocument` if the text holds no word, or is longer than any article.
    """
    return read_head(unread_document(text, doc_id, known))


def unread_document(text: str, doc_id: str, known: Known) -> Unread:
    """As `build_document`, for `read_head` to be called later: most of the work, which another
    process may do."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"holds {len(text):,} characters; a document has at most {MOST_CHARACTERS:,}"
        )
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        warnings = (*known.warnings, "characters that are no Unicode text were replaced")
        known = msgspec.structs.replace(known, warnings=warnings)
    if not any(map(str.isalnum, text)):
        raise UnreadableDocument("holds no text")
    return Unread(
        id=hashlib.sha256(text.encode()).hexdigest(), doc_id=doc_id, text=text, known=known
    )


def read_head(document: Document) -> Document:
    """`document` with all that its head and notices tell, if they are still to be read."""
    if not isinstance(document, Unread):
        return document
    text, known = document.text, document.known
    lines = Lines(text)
    notices = find_notices(text, lines)
    heading = find_heading(lines, notices)
    publisher = _publisher(known, heading, notices)
    return Document(
        id=document.id,
        doc_id=document.doc_id,
        title=known.title or heading.title,
        text=text,
        url=known.url,
        published=known.published or heading.published,
        publisher=publisher,
        byline=known.byline or heading.byline,
        dateline=heading.dateline,
        language=known.language or detect_language(text),
        reprint_of=_reprint_of(heading, notices, publisher),
        warnings=known.warnings or msgspec.UNSET,
    )


def _publisher(known: Known, heading: Heading, notices: tuple[Notice, ...]) -> str | None:
    """Who put the text out: as given, by the site's address, by byline or copyright line."""
    if known.publisher:
        outlet = find_outlet(known.publisher)
        return outlet.name if outlet else known.publisher
    if known.url and (outlet := outlet_of_site(urlsplit(known.url).hostname or "")):
        return outlet.name
    named = [*heading.outlets]
    named += [
        outlet
        for notice in notices
        if notice.kind == "copyright" and notice.outlet and (outlet := find_outlet(notice.outlet))
    ]
    return next((outlet.name for outlet in named if outlet.kind != "agency"), None)


def _reprint_of(heading: Heading, notices: tuple[Notice, ...], publisher: str | None) -> str | None:
    """The outlet whose text this is, if it is not the publisher's own."""
    named: list[str] = [n.outlet for n in notices if n.kind == "reprint" and n.outlet]
    named += [outlet.name for outlet in heading.outlets if outlet.kind == "agency"]
    for kind in ("copyright", "files"):
        for notice in notices:
            known: Outlet | None = find_outlet(notice.outlet or "")
            if notice.kind == kind and known is not None and known.kind == "agency":
                named.append(known.name)
    return next((name for name in named if name != publisher), None)
