"""The rows of lists as the API gives them: spans and codes as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from reportedly.ledger.search import Hit
from reportedly.ledger.summaries import Summary
from reportedly.records import (
    BasisKind,
    Factuality,
    Quotation,
    Record,
    Spans,
    Stance,
    Verdict,
)

Row = TypeVar("Row")


class Part(Record, frozen=True, kw_only=True):
    """What every row of a document says of it. `published` is empty where it is not known;
    `number` is the row's place in the record."""

    document_id: str
    title: str | None
    publisher: str | None
    published: str
    number: int


class DocumentRow(Part, frozen=True, kw_only=True):
    """A document without its text; `story` is the first document of its copies."""

    language: str
    reprint_of: str | None
    story: str | None


class ClaimRow(Part, frozen=True, kw_only=True):
    """A claim: the words that name the source, and the party that they were resolved to."""

    id: str
    party: str | None
    source: str
    source_name: str | None
    source_code: str | None
    source_state: str | None
    cue: str
    content: str
    quotation: Quotation
    stance: Stance
    basis: tuple[BasisKind, ...]
    said_on: str | None
    via: str | None
    source_spans: Spans
    cue_spans: Spans
    content_spans: Spans


class EventRow(Part, frozen=True, kw_only=True):
    """An event in PLOVER's types; actors and recipients are codes."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    happened_on: str | None
    place: str | None
    factuality: Factuality
    claim: str | None
    spans: Spans


class TransferRow(Part, frozen=True, kw_only=True):
    """A transfer as one document reports it; `dossier` is empty where none draws on it."""

    id: str
    supplier: str | None
    recipient: str | None
    status: str
    factuality: Factuality
    end_use: str | None
    reported_for: str | None
    dossier: str | None


class FindingRow(Part, frozen=True, kw_only=True):
    """A measure that the transfer `about` would fall under."""

    about: str
    regime: str
    instrument: str
    paragraph: str
    verdict: Verdict
    in_force: bool
    assessed_on: str | None
    why: str
    link: str


class PartyRow(Record, frozen=True, kw_only=True):
    """A party that makes claims: how many, how many deny, in how many documents, from when to
    when."""

    name: str
    code: str | None
    state: str | None
    claims: int
    denials: int
    documents: int
    first: str
    last: str


class Page(Record, Generic[Row], frozen=True, kw_only=True):
    """Some rows, and the cursor to the next ones, or null after the last."""

    rows: tuple[Row, ...]
    next: str | None


PAGES: dict[str, Any] = {
    "DocumentPage": Page[DocumentRow],
    "ClaimPage": Page[ClaimRow],
    "EventPage": Page[EventRow],
    "TransferPage": Page[TransferRow],
    "FindingPage": Page[FindingRow],
    "PartyPage": Page[PartyRow],
    "DossierPage": Page[Summary],
    "HitPage": Page[Hit],
}


def as_arrays(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`rows` of the ledger as the records above have them."""
    return [
        {name: _AS_ARRAY.get(name, _same)(value) for name, value in row.items()} for row in rows
    ]


def _same(value: Any) -> Any:
    return value


def _spans(value: str) -> msgspec.Raw:
    return msgspec.Raw(value.encode())


def _words(value: str) -> list[str]:
    return value.split(",") if value else []


_AS_ARRAY: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("spans", "source_spans", "cue_spans", "content_spans"), _spans),
    **dict.fromkeys(("basis", "contexts", "actors", "recipients"), _words),
}
