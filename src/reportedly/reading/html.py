"""A web page as a Document: the article's text by trafilatura, with the page's own metadata.

Where trafilatura (Barbaresi, ACL 2021) finds no article, all visible text is taken.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from reportedly.reading.dates import parse_date, published_date
from reportedly.reading.decoding import declared_charset, decode
from reportedly.reading.faults import PARSER_FAULTS
from reportedly.reading.raw import RawDocument
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, UnreadableDocument

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "nav", "footer")
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p"}
    | {"pre", "section", "table", "td", "th", "tr", "ul"}
)


def document_from_html(
    html: bytes | str,
    *,
    doc_id: str,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    charset: str | None = None,
) -> Document:
    """The Document of a web page; what is given goes before the page's metadata, and that
    before what its text says. `charset` is the one of the HTTP header.

    Raises `UnreadableDocument` if the page holds no text, `BadDate` if `published` is no date.
    """
    known = Known(
        published=published_date(published) if published else None,
        title=title or None,
        publisher=publisher or None,
        url=url or None,
    )
    return build_page(html, doc_id, known, charset)


def read_page(raw: RawDocument) -> Document:
    """The Document of a web page that was left raw; as `document_from_html`."""
    return build_page(raw.content, raw.doc_id, raw.known, raw.charset)


def build_page(
    html: bytes | str, doc_id: str, known: Known, charset: str | None = None
) -> Document:
    """The Document of a web page with what is `known` of it; as `document_from_html`."""
    warnings = known.warnings
    if isinstance(html, bytes):
        html, notes = decode(html, charset or declared_charset(html))
        warnings += notes
    html = _XML_DECLARATION.sub("", html).replace("\x00", "")
    page, text = _extract(html, known.url)
    if not text.strip():
        text = _visible_text(html)
        warnings += ("no article found on the page: all visible text was taken",)
    of_page = Known(
        published=known.published or parse_date(_field(page, "date") or ""),
        title=known.title or _field(page, "title"),
        publisher=known.publisher or _site(page),
        byline=known.byline or _byline(page),
        url=known.url or _field(page, "url"),
        warnings=warnings,
    )
    return build_document(text, doc_id, of_page)


def _extract(html: str, url: str | None) -> tuple[Any, str]:
    """trafilatura's document and its text; None and "" where it finds nothing."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        page: Any = trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except PARSER_FAULTS:
        return None, ""
    return (page, str(page.text or "")) if page is not None else (None, "")


def _visible_text(html: str) -> str:
    """All text of the page that a reader sees, a line a block. Raises `UnreadableDocument`."""
    if not html.strip():
        return ""
    from lxml import etree
    from lxml import html as parser

    try:
        tree = parser.document_fromstring(html)
        pieces = []
        skipped = None
        for event, node in etree.iterwalk(tree, events=("start", "end", "comment")):
            name = node.tag if isinstance(node.tag, str) else None
            if event == "start" and skipped is None and name in _UNSEEN:
                skipped = node
            if event == "start" and skipped is None:
                pieces.append("\n" if name in _BLOCKS else "")
                pieces.append(node.text or "")
            if event != "start":
                if skipped is node:
                    skipped = None
                if skipped is None:
                    pieces.append("\n" if name in _BLOCKS else "")
                    pieces.append(node.tail or "")
    except (*PARSER_FAULTS, etree.LxmlError) as error:
        raise UnreadableDocument(f"is no readable page: {error}") from error
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _field(page: Any, name: str) -> str | None:
    value = getattr(page, name, None)
    return " ".join(str(value).split()) or None if value else None


def _byline(page: Any) -> str | None:
    author = _field(page, "author")
    if author is None:
        return None
    names = [name for name in re.split(r"\s*;\s*", author) if name]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _site(page: Any) -> str | None:
    """The name of the site, if it is a name and not an address."""
    name = _field(page, "sitename")
    if name is None:
        return None
    name = name.lstrip("@")
    return None if urlsplit(f"//{name}").hostname == name.lower() and "." in name else name
