"""Where the values of a dossier stand that no table has a place for: amounts, types, end use,
route, carrier, statuses, and the words of events. They are read from the records of its documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Event, Spans, Transfer

_AT_ONCE, _BEGINNING = 25, 60
_BOUND = ("status", "event")
Place = tuple[str, int]


class Value(NamedTuple):
    """A value of a dossier: its `kind`, the category or the document's key that it is `of`, and
    how it is written there."""

    kind: str
    of: str
    text: str


class _Text(msgspec.Struct, frozen=True):
    id: str
    text: str


class _Read(msgspec.Struct, frozen=True):
    """What is needed of a record."""

    document: _Text
    transfers: tuple[Transfer, ...] = ()
    events: tuple[Event, ...] = ()


_DECODER = msgspec.json.Decoder(_Read)


def places_of_values(
    ledger: Ledger, dossier: Dossier, ids: Mapping[str, str], wanted: Collection[Value]
) -> dict[Value, Place]:
    """The document and the first character of the `wanted` values, of those that are found; `ids`
    has the documents of the dossier's reports by their keys."""
    missing = set(wanted)
    found: dict[Value, Place] = {}
    reports = [report.document for report in dossier.reports if report.document in ids]
    asked_of = {value.of for value in wanted}
    reports.sort(key=lambda key: key not in asked_of)
    bound = sum(key in asked_of for key in reports)
    for first in range(0, len(reports), _AT_ONCE):
        if first >= bound:  # what is bound to a document is in no other
            missing = {value for value in missing if value.kind not in _BOUND}
        if not missing:
            break
        keys = {ids[key]: key for key in reports[first : first + _AT_ONCE]}
        for read in _records(ledger, tuple(keys)):
            for value, spans in _values(read, keys[read.document.id], dossier):
                if spans and value in missing:
                    missing.discard(value)
                    found[value] = (read.document.id, spans[0][0])
    return found


_RECORDS = select(schema.analyses.c.document_id, schema.analyses.c.record).where(
    schema.analyses.c.document_id.in_(bindparam("documents", expanding=True))
)


def _records(ledger: Ledger, documents: Sequence[str]) -> list[_Read]:
    """What is needed of the records of `documents`, in their order."""
    with ledger.asking() as connection:
        rows = connection.execute(_RECORDS, {"documents": documents}).all()
    records = {document: record for document, record in rows}  # noqa: C416  rows are no tuples
    return [_DECODER.decode(records[one]) for one in documents if one in records]


def _values(read: _Read, key: str, dossier: Dossier) -> Iterator[tuple[Value, Spans]]:
    """The values that a record has a place for, those of the dossier's own transfers first."""

    def is_other(transfer: Transfer) -> int:
        return (transfer.supplier != dossier.supplier) + (transfer.recipient != dossier.recipient)

    for transfer in sorted(read.transfers, key=is_other):
        yield Value("status", key, transfer.status), transfer.evidence.status
        if transfer.end_use:
            yield Value("end use", "", transfer.end_use.country), transfer.end_use.spans
        for kind, passage in (("route", transfer.route), ("carrier", transfer.carrier)):
            if passage:
                yield Value(kind, "", passage.text), passage.spans
        for goods in transfer.goods:
            if goods.quantity:
                yield Value("amount", goods.category, goods.quantity.text), goods.quantity.spans
            if goods.designation:
                yield Value("type", goods.category, goods.designation), goods.spans
    for event in read.events:
        start = min((span[0] for span in event.spans), default=0)
        end = max((span[1] for span in event.spans), default=0)
        yield value_of_event(key, read.document.text[start:end]), event.spans


def value_of_event(document: str, words: str) -> Value:
    """An event by how its words begin: a line of the timeline has no more than their beginning."""
    return Value("event", document, " ".join(words.split())[:_BEGINNING])
