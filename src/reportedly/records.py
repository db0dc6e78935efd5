"""The records that reportedly makes of a document, and the errors it raises.

Every record is frozen. A span is a pair `(start, end)` of Unicode character
offsets into `Document.text`; a date is an ISO 8601 string, possibly short
("2023-03"), as TIMEX3 values are. The field names are the public contract:
`Analysis` encodes to the JSON object that `reportedly read --format json` prints.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Span = tuple[int, int]
Spans = tuple[Span, ...]

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PartyKind = Literal["person", "state", "organisation", "group", "vessel", "unknown"]
Quotation = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "asserts",
    "denies",
    "accuses",
    "confirms",
    "declines",
    "warns",
    "pledges",
    "doubts",
    "calls_illegal",
    "asks",
    "believes",
    "intends",
]
BasisKind = Literal[
    "intelligence", "document", "imagery", "witness", "media", "official", "anonymous", "own"
]
Factuality = Literal["happened", "ongoing", "planned", "possible", "hypothetical", "negated"]
PositionKind = Literal["asserts", "denies", "doubts", "declines", "calls_illegal"]
Verdict = Literal["would_fall_under", "may_fall_under", "not_covered"]


class ReportedlyError(Exception):
    """The root of every error that reportedly raises on purpose."""


class UnreadableDocument(ReportedlyError):
    """A document's bytes can't be read as text; the message names the file and the cause."""


class BadDate(ReportedlyError):
    """A publication date that the user gave is no date; wrong usage."""


class ExtraNotInstalled(ReportedlyError):
    """A package that only some users need is missing; the message says how to install it."""


class SourceUnavailable(ReportedlyError):
    """A page or feed can't be fetched; the message names the address and the cause."""


class SourceBusy(SourceUnavailable):
    """The host of a source asks to be left alone for a while, or fails again and again."""


class AddressRefused(SourceUnavailable):
    """An address that must not be fetched: no public host, no http(s), or robots.txt forbids it."""


class LimitExceeded(SourceUnavailable):
    """A limit on size, time, redirects or pages was reached."""


class ReferenceDataError(ReportedlyError):
    """A file of reference data does not fit its schema; the message names file and place."""


class LedgerUnavailable(ReportedlyError):
    """The ledger can't be opened, read or written; the message says what to do."""


class ModelUnavailable(ReportedlyError):
    """The spaCy model that was asked for is not installed."""


class Record(msgspec.Struct, frozen=True):
    """The base of all records: frozen, compared by value, built by keyword."""


class Failure(Record, frozen=True, kw_only=True):
    """A document that could not be read or analysed: its name, and why."""

    name: str
    cause: str


class Document(Record, frozen=True, kw_only=True):
    """One article as plain text, plus what is known of it. `id` is the SHA-256 of the text.

    `warnings` says what reading was not sure of; it is left out where there is nothing to say.
    """

    id: str
    doc_id: str
    title: str | None = None
    text: str
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str = "en"
    reprint_of: str | None = None
    warnings: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class Time(Record, frozen=True, kw_only=True):
    """A time expression and its TIMEX3 type and value."""

    id: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str


class Party(Record, frozen=True, kw_only=True):
    """A state, organisation, armed group, person or ship, and where the text names it."""

    id: str
    name: str
    kind: PartyKind
    code: str | None = None
    country: str | None = None
    role: str | None = None
    member_of: str | None = None
    mentions: Spans = ()


class Source(Record, frozen=True, kw_only=True):
    """Who makes a claim: the words, and the party they were resolved to."""

    spans: Spans = ()
    text: str = ""
    party: str | None = None


class Passage(Record, frozen=True, kw_only=True):
    """Words of the document; `text` joins the slices of `spans` with a blank."""

    spans: Spans
    text: str


class Basis(Record, frozen=True, kw_only=True):
    """How a source says it knows: the kind of evidence and the words that say so."""

    kind: BasisKind
    spans: Spans
    text: str


class SaidOn(Record, frozen=True, kw_only=True):
    """When a claim was made: the time expression, if the text has one, and its value."""

    time: str | None = None
    value: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """Somebody said, wrote, believes or denies something.

    `via` is the id of the party through whom the claim reached the reporter.
    """

    id: str
    source: Source
    cue: Passage
    content: Passage
    quotation: Quotation
    stance: Stance
    basis: tuple[Basis, ...] = ()
    said_on: SaidOn | None = None
    venue: str | None = None
    via: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom, coded in PLOVER 2.0; `claim` is the claim that carries it."""

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actor_codes: tuple[str, ...] = ()
    recipient_codes: tuple[str, ...] = ()
    when: str | None = None
    where: str | None = None
    factuality: Factuality
    spans: Spans
    claim: str | None = None


class Quantity(Record, frozen=True, kw_only=True):
    """An amount as reported: `value` a number, `unit` what is counted, `qualifier` the hedge."""

    text: str
    spans: Spans
    value: float | None = None
    unit: str | None = None
    qualifier: str | None = None


class Goods(Record, frozen=True, kw_only=True):
    """Goods of a transfer, in the categories of the goods table."""

    category: str
    text: str
    spans: Spans
    designation: str | None = None
    quantity: Quantity | None = None
    possible: bool = False


class Payment(Record, frozen=True, kw_only=True):
    """What is given in return, in the categories of the goods table."""

    category: str
    text: str
    spans: Spans
    possible: bool = False


class EndUse(Record, frozen=True, kw_only=True):
    """The country where, or against which, the goods are to be used."""

    country: str
    spans: Spans


class Evidence(Record, frozen=True, kw_only=True):
    """The words from which supplier, recipient and status were read."""

    supplier: Spans = ()
    recipient: Spans = ()
    status: Spans = ()


class Position(Record, frozen=True, kw_only=True):
    """Where a claim stands on a transfer."""

    claim: str
    position: PositionKind


class Transfer(Record, frozen=True, kw_only=True):
    """A reported transfer of arms or related goods; roles that the text leaves open are null."""

    id: str
    supplier: str | None
    recipient: str | None
    goods: tuple[Goods, ...]
    status: str
    factuality: Factuality
    payment: tuple[Payment, ...] = ()
    end_use: EndUse | None = None
    when: str | None = None
    evidence: Evidence
    positions: tuple[Position, ...] = ()
    route: Passage | None = None
    carrier: Passage | None = None


class Finding(Record, frozen=True, kw_only=True):
    """A measure that a transfer would fall under, on a date, with why. No judgement of guilt."""

    about: str
    regime: str
    instrument: str
    paragraph: str
    verdict: Verdict
    in_force: bool
    on: str | None
    why: str
    link: str
    exceptions: tuple[str, ...] = ()


class Analysis(Record, frozen=True, kw_only=True):
    """All that was read from one document. Lists are in text order."""

    document: Document
    times: tuple[Time, ...] = ()
    parties: tuple[Party, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()


def passage(text: str, spans: Spans) -> Passage:
    """The passage of `text` at `spans`, its slices joined with a blank."""
    return Passage(spans=spans, text=slices(text, spans))


def slices(text: str, spans: Spans) -> str:
    """The slices of `text` at `spans`, joined with a blank."""
    return " ".join(text[start:end] for start, end in spans)
