"""The text of a PDF file, page after page, by pypdf."""

from __future__ import annotations

import io
import logging
from typing import Any, cast

import msgspec

from reportedly.reading.extras import extra
from reportedly.reading.faults import PARSER_FAULTS
from reportedly.reading.raw import RawDocument
from reportedly.reading.text import build_document
from reportedly.records import Document, UnreadableDocument

MOST_PAGES = 2_000


def read_file(raw: RawDocument) -> Document:
    """The document of a PDF file. Raises `UnreadableDocument`, `ExtraNotInstalled`."""
    pypdf = extra("pypdf", "archive")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        text, warnings = _text(pypdf.PdfReader(io.BytesIO(cast(bytes, raw.content))))
    except (*PARSER_FAULTS, pypdf.errors.PyPdfError) as error:
        raise UnreadableDocument(f"is no readable PDF: {error}") from error
    if not text.strip():
        raise UnreadableDocument("holds no text: the pages are pictures")
    known = msgspec.structs.replace(raw.known, warnings=raw.known.warnings + warnings)
    return build_document(text, raw.doc_id, known)


def _text(reader: Any) -> tuple[str, tuple[str, ...]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument("is locked with a password")
    pages = len(reader.pages)
    texts = [reader.pages[number].extract_text() for number in range(min(pages, MOST_PAGES))]
    cut = (f"only the first {MOST_PAGES} of {pages} pages were read",) if pages > MOST_PAGES else ()
    return "\n".join(text for text in texts if text.strip()), cut
