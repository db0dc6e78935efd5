"""The records of linking: stories of documents, and dossiers of what is reported of a deal.

A dossier states who said what, when and where it was read. Its confidence is counts of
outlets and of sources, never a probability.
"""

from __future__ import annotations

from reportedly.records import Record


class Story(Record, frozen=True, kw_only=True):
    """Documents that carry one text. `origin` wrote it: the agency credited, or the outlet
    that had it first; `documents` are keys (see `document_key`), earliest first."""

    id: str
    documents: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    origin: str | None = None
    first: str | None = None


class Report(Record, frozen=True, kw_only=True):
    """A document that a dossier draws on, and the story it belongs to."""

    document: str
    doc_id: str
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    story: str | None = None
