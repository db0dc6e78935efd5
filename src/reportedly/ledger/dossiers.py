"""Dossiers in the ledger: kept beside the documents that they draw on.

A transfer whose `dossier` is empty has not been linked yet. Linking takes the pairs
of supplier and recipient that such transfers have, with every document that can bear
on them, and replaces their dossiers in one transaction; so an ingest that was killed
is completed by the next one, and documents of other pairs are not read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, or_, select, update

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.sources import count_sources
from reportedly.ledger.summaries import summary_row, wanted
from reportedly.linking.dossiers import Dossiers
from reportedly.linking.records import Dossier
from reportedly.records import Analysis

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Dossier)
_ANALYSIS = msgspec.json.Decoder(Analysis)
_AT_ONCE = 500
Pair = tuple[str | None, str | None]

appearances, analyses = schema.appearances, schema.analyses
transfers, dossiers = schema.transfers, schema.dossiers


def link(ledger: Ledger) -> list[str]:
    """Bring the dossiers up to date with the documents; the ids of those written anew."""
    pairs = _waiting(ledger)
    with ledger.writing() as connection:
        count_sources(connection)
    if not pairs:
        return []
    pairs |= {pair for one in pairs for pair in ((one[0], None), (None, one[1]), (None, None))}
    linked = Dossiers(_bearing_on(ledger, pairs))
    touched = [d for d in linked.all() if (d.supplier, d.recipient) in pairs]
    with ledger.writing() as connection:
        connection.execute(delete(dossiers).where(_of_pairs(dossiers, pairs)))
        connection.execute(update(transfers).where(_of_pairs(transfers, pairs)).values(dossier=""))
        for dossier in touched:
            connection.execute(dossiers.insert().values(_row(dossier)))
            _mark(connection, dossier)
    return [dossier.id for dossier in touched]


def stored_dossiers(ledger: Ledger, filters: Filters | None = None) -> list[Dossier]:
    """The dossiers that `filters` let through, the latest report first."""
    columns = dossiers.c
    query = select(columns.record).order_by(columns.last_report.desc(), columns.id)
    with ledger.reading() as connection:
        found = connection.scalars(query.where(*wanted(filters or Filters())))
        return [_DECODER.decode(record) for record in found]


def stored_dossier(ledger: Ledger, dossier_id: str) -> Dossier | None:
    """The dossier of that id, or None."""
    query = select(dossiers.c.record).where(dossiers.c.id == dossier_id)
    with ledger.reading() as connection:
        record = connection.scalar(query)
    return _DECODER.decode(record) if record is not None else None


def dossiers_as_of(ledger: Ledger, date: str) -> tuple[Dossier, ...]:
    """All dossiers as they stood at the end of `date`, linked anew from the documents."""
    return Dossiers(_with_transfers(ledger)).as_of(date).all()


def dossier_as_of(ledger: Ledger, dossier_id: str, date: str) -> Dossier | None:
    """The dossier as it stood at the end of `date`, or None if nothing was reported by then.

    An id names goods and year as they are known now; a dossier that went by another id then
    is found by its supplier and recipient, if they had only that one.
    """
    now = stored_dossier(ledger, dossier_id)
    if now is None:
        return None
    then = [
        one
        for one in dossiers_as_of(ledger, date)
        if (one.supplier, one.recipient) == (now.supplier, now.recipient)
    ]
    same = [one for one in then if one.id == dossier_id or one.family == now.family]
    found = same or then
    return found[0] if len(found) == 1 or same else None


def _waiting(ledger: Ledger) -> set[Pair]:
    """The pairs of supplier and recipient that have new transfers, or a dossier that is stale."""
    roles, stale = transfers.c, dossiers.c
    new = select(roles.supplier, roles.recipient).where(roles.dossier.is_(None))
    old = select(stale.supplier, stale.recipient).where(stale.stale)
    with ledger.reading() as connection:
        return {(supplier, recipient) for supplier, recipient in connection.execute(new.union(old))}


def _bearing_on(ledger: Ledger, pairs: Iterable[Pair]) -> Iterator[Analysis]:
    """Every document with a transfer that shares a known role with one of `pairs`, or that
    leaves both open."""
    roles = transfers.c
    suppliers = {supplier for supplier, _ in pairs if supplier}
    recipients = {recipient for _, recipient in pairs if recipient}
    return _with_transfers(
        ledger,
        or_(
            roles.supplier.in_(suppliers),
            roles.recipient.in_(recipients),
            and_(roles.supplier.is_(None), roles.recipient.is_(None)),
        ),
    )


def _with_transfers(ledger: Ledger, *clauses: Any) -> Iterator[Analysis]:
    with ledger.reading() as connection:
        ids = list(
            connection.scalars(
                select(transfers.c.document_id)
                .where(*clauses)
                .distinct()
                .order_by(transfers.c.document_id)
            )
        )
    for start in range(0, len(ids), _AT_ONCE):
        at_once = ids[start : start + _AT_ONCE]
        with ledger.reading() as connection:
            records = connection.execute(
                select(analyses.c.document_id, analyses.c.record).where(
                    analyses.c.document_id.in_(at_once)
                )
            ).all()
            places = connection.execute(
                select(appearances)
                .where(appearances.c.document_id.in_(at_once))
                .order_by(appearances.c.doc_id, appearances.c.publisher)
            )
            found = defaultdict(list)
            for place in places.mappings():
                found[place["document_id"]].append(place)
        for document, record in records:
            analysis = _ANALYSIS.decode(record)
            yield from (_seen_at(analysis, place) for place in found[document])


def _seen_at(analysis: Analysis, place: Mapping[str, Any]) -> Analysis:
    """The record as it was found at one of its places: copies are documents of their own."""
    document = msgspec.structs.replace(
        analysis.document,
        doc_id=place["doc_id"],
        publisher=place["publisher"] or None,
        url=place["url"],
        published=place["published"],
    )
    return msgspec.structs.replace(analysis, document=document)


def _of_pairs(table: Any, pairs: Iterable[Pair]) -> Any:
    columns = table.c
    return or_(
        *(
            and_(
                columns.supplier == s if s else columns.supplier.is_(None),
                columns.recipient == r if r else columns.recipient.is_(None),
            )
            for s, r in sorted(pairs, key=str)
        )
    )


def _row(dossier: Dossier) -> dict[str, Any]:
    return summary_row(dossier) | {"stale": False, "record": _ENCODER.encode(dossier)}


def _mark(connection: Connection, dossier: Dossier) -> None:
    """Note on the transfers which dossier drew on them."""
    drawn_on = {report.document.rpartition("@")[2] for report in dossier.reports}
    pair = _of_pairs(transfers, [(dossier.supplier, dossier.recipient)])
    documents = connection.scalars(select(transfers.c.document_id).where(pair).distinct())
    ids = [document for document in documents if document[:12] in drawn_on]
    connection.execute(
        update(transfers).where(transfers.c.document_id.in_(ids), pair).values(dossier=dossier.id)
    )
