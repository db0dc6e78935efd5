"""The records of linking: stories of documents, and dossiers of what is reported of a deal.

A dossier states who said what, when, and where it was read. Its confidence is counts of
outlets and of sources, never a probability. Dates are ISO 8601, possibly short ("2023-03").
"""

from __future__ import annotations

from typing import Literal

from reportedly.linking.dates import plain_date
from reportedly.records import Finding, PositionKind, Record, Stance

TopicKind = Literal["transfer", "payment"]
EntryKind = Literal["event", "assertion", "denial", "doubt", "no_comment", "legal_view"]


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


class Voice(Record, frozen=True, kw_only=True):
    """Who takes a position. `key` tells voices apart over many documents; `body` is whom the
    voice speaks for: voices of one body are one independent source. `named` for a person
    with a name. A voice that is known by description only ("a diplomat") is one within the
    story of the outlet that it is `quoted_by`."""

    key: str
    name: str
    body: str
    code: str | None = None
    country: str | None = None
    role: str | None = None
    named: bool = False
    quoted_by: str | None = None


class Stand(Record, frozen=True, kw_only=True):
    """A position that a voice took: on the transfer, or on what is paid for it (`about` is
    then the category of goods in return). `via` is the voice through whom it was heard: what
    is asserted rests on that one's body."""

    voice: Voice
    position: PositionKind
    topic: TopicKind = "transfer"
    about: str | None = None
    date: str | None = None
    stance: Stance | None = None
    text: str = ""
    document: str
    claim: str | None = None
    via: Voice | None = None


class Happening(Record, frozen=True, kw_only=True):
    """An event between the parties of a dossier, as a document reports it."""

    type: str
    mode: str | None = None
    date: str | None = None
    reported: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    where: str | None = None
    factuality: str
    text: str
    document: str
    claim: str | None = None


class Item(Record, frozen=True, kw_only=True):
    """Goods as one document names them."""

    category: str
    text: str
    designation: str | None = None
    quantity: str | None = None
    possible: bool = False


class Sighting(Record, frozen=True, kw_only=True):
    """What one document reports of one transfer, cut loose from the document's own ids.
    `named` are the states and groups that the document names, as roles are written."""

    key: str
    report: Report
    supplier: str | None
    recipient: str | None
    items: tuple[Item, ...]
    status: str
    when: str | None = None
    payment: tuple[Item, ...] = ()
    end_use: str | None = None
    route: str | None = None
    carrier: str | None = None
    stands: tuple[Stand, ...] = ()
    happenings: tuple[Happening, ...] = ()
    findings: tuple[Finding, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def date(self) -> str | None:
        """When the transfer happened as far as the document says, else when it was reported."""
        return self.when or plain_date(self.report.published)


class ReportedGoods(Record, frozen=True, kw_only=True):
    """A category of goods, the words for it, and how many documents name it."""

    category: str
    words: tuple[str, ...]
    designations: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    documents: int
    possible: bool = False


class Step(Record, frozen=True, kw_only=True):
    """A status that was reported: since when, who asserts it, where it was read first."""

    status: str
    date: str | None
    reported: str | None
    sources: tuple[str, ...]
    first: str
    claim: str | None
    documents: int


class Row(Record, frozen=True, kw_only=True):
    """A row of the matrix: a voice, and its stands by date."""

    voice: Voice
    stands: tuple[Stand, ...]


class Change(Record, frozen=True, kw_only=True):
    """A voice that took one position, and later another on the same thing."""

    voice: Voice
    topic: TopicKind
    about: str | None
    before: Stand
    after: Stand


class Entry(Record, frozen=True, kw_only=True):
    """A line of the timeline."""

    date: str | None
    kind: EntryKind
    text: str
    voice: str | None = None
    documents: tuple[str, ...]
    claim: str | None = None


class Tally(Record, frozen=True, kw_only=True):
    """How much had been reported by a date: documents, and who stands behind them."""

    date: str | None
    documents: int
    independent_outlets: int
    independent_sources: int
    denials: int


class Dossier(Record, frozen=True, kw_only=True):
    """All that was reported of one supplier, recipient and family of goods.

    `independent_sources` counts the bodies that assert the transfer, `denials` those that
    deny it, `independent_outlets` the outlets that report on their own; `tallies` has the
    same counts by date of report.
    """

    id: str
    supplier: str | None
    recipient: str | None
    family: str
    goods: tuple[ReportedGoods, ...]
    status: str
    first_report: str | None
    last_report: str | None
    independent_outlets: int
    independent_sources: int
    denials: int
    stories: int
    payment: tuple[ReportedGoods, ...] = ()
    end_use: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    matrix: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    timeline: tuple[Entry, ...] = ()
    tallies: tuple[Tally, ...] = ()
    reports: tuple[Report, ...] = ()
    findings: tuple[Finding, ...] = ()

    def who(self, position: PositionKind) -> tuple[str, ...]:
        """The names of those who took `position` on the transfer, in order of the matrix;
        those whom others report to have taken it are left out."""
        names = (
            stand.voice.name
            for row in self.matrix
            for stand in row.stands
            if stand.position == position and stand.topic == "transfer" and stand.via is None
        )
        return tuple(dict.fromkeys(names))
