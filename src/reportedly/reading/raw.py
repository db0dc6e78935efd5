"""Documents as they were found, whose text is still to be got out: pages, PDF files, messages.

Getting it out takes longer than all else that is done for most documents, and such files can
kill or hang a parser; so what reads an archive gives them on as they are, to be read where the
analysis takes place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Literal

import msgspec

from reportedly.reading.text import Known, read_head
from reportedly.records import Document, Failure, ReportedlyError

RawKind = Literal["html", "mail", "pdf"]


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The `content` of a document of some `kind`, with what is `known` of it already. A failure
    names its `place`; `charset` is the one that the sender declared."""

    kind: RawKind
    content: bytes | str
    doc_id: str
    place: str
    known: Known
    charset: str | None = None


Found = Document | RawDocument | Failure
_READERS: dict[RawKind, tuple[str, str]] = {
    "html": ("reportedly.reading.html", "read_page"),
    "mail": ("reportedly.reading.mail", "read_message"),
    "pdf": ("reportedly.reading.pdf", "read_file"),
}


def read_raw(raw: RawDocument) -> Document:
    """The Document that `raw` holds. Raises `UnreadableDocument`, `ExtraNotInstalled`."""
    module, function = _READERS[raw.kind]
    document: Document = getattr(import_module(module), function)(raw)
    return document


def read_each(raws: Iterable[RawDocument]) -> Iterator[Document | Failure]:
    """The Document of each of `raws`, or why there is none: whatever happens to one, the others
    are read."""
    for raw in raws:
        try:
            yield read_raw(raw)
        except ReportedlyError as error:
            yield Failure(name=raw.place, cause=str(error).removeprefix(f"{raw.place}: "))
        except Exception as error:  # noqa: BLE001  one document must never stop a batch
            cause = f"its text can't be got out: {type(error).__name__}: {error}"
            yield Failure(name=raw.place, cause=cause)


def with_text(item: Found) -> Document | Failure:
    """What was found, with its text."""
    return next(read_each([item])) if isinstance(item, RawDocument) else item


def finished(item: Found) -> Document | Failure:
    """What was found, its text got out and its head read."""
    item = with_text(item)
    return item if isinstance(item, Failure) else read_head(item)
