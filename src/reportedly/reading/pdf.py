"""The text of a PDF file, page after page, by pypdf."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from reportedly.reading.decoding import LARGEST
from reportedly.reading.extras import extra
from reportedly.reading.faults import PARSER_FAULTS
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, Failure, UnreadableDocument

MOST_PAGES = 2_000


def read_pdf(
    stream: BinaryIO, name: str, published: str | None = None
) -> Iterator[Document | Failure]:
    """The one document of a PDF file. Raises `UnreadableDocument`, `ExtraNotInstalled`."""
    pypdf = extra("pypdf", "archive")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableDocument(f"holds more than {LARGEST // 1_000_000} MB")
    try:
        text, warnings = _text(pypdf.PdfReader(io.BytesIO(data)))
    except (*PARSER_FAULTS, pypdf.errors.PyPdfError) as error:
        raise UnreadableDocument(f"is no readable PDF: {error}") from error
    if not text.strip():
        raise UnreadableDocument("holds no text: the pages are pictures")
    known = Known(published=published, warnings=warnings)
    yield build_document(text, PurePath(name).stem, known)


def _text(reader: Any) -> tuple[str, tuple[str, ...]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument("is locked with a password")
    pages = len(reader.pages)
    texts = [reader.pages[number].extract_text() for number in range(min(pages, MOST_PAGES))]
    cut = (f"only the first {MOST_PAGES} of {pages} pages were read",) if pages > MOST_PAGES else ()
    return "\n".join(text for text in texts if text.strip()), cut
