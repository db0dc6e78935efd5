"""Dossiers in the ledger: kept beside the documents that they draw on.

A transfer whose `dossier` is empty has not been linked yet. Linking takes the pairs
of supplier and recipient that such transfers have, with every document that can bear
on them, and replaces their dossiers in one transaction; so an ingest that was killed
is completed by the next one, and documents of other pairs are not read again.

Documents are read before that transaction, so that nobody waits meanwhile. A count in the
table `state`, raised by whoever links and whoever replaces a document, tells whether what was
read still holds; if not, the dossiers are linked once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, select, update

from reportedly.ledger import schema
from reportedly.ledger.connection import take_stock
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.pairs import Pair, bearing_on, of_pairs, with_open_roles
from reportedly.ledger.sources import count_sources
from reportedly.ledger.storing import LINKED, raise_count
from reportedly.ledger.summaries import summary_row
from reportedly.linking.dossiers import Dossiers
from reportedly.linking.records import Dossier
from reportedly.records import Analysis

_ENCODER = msgspec.json.Encoder()
_PAIRS_AT_ONCE = 2000

transfers, dossiers, state = schema.transfers, schema.dossiers, schema.state


def link(ledger: Ledger) -> list[str]:
    """Bring the dossiers up to date with the documents; the ids of those written anew."""
    while True:
        with ledger.reading() as connection:
            seen = connection.scalar(select(state.c.count).where(state.c.name == LINKED))
        pairs = with_open_roles(_waiting(ledger))
        read: set[str] = set()
        linked = Dossiers(_noted(bearing_on(ledger, pairs), read)) if pairs else Dossiers()
        touched = [d for d in linked.all() if (d.supplier, d.recipient) in pairs]
        with ledger.writing() as connection:
            if raise_count(connection, seen):
                _replace(connection, pairs, touched, read)
                count_sources(connection)
                take_stock(connection)
                return [dossier.id for dossier in touched]


def _noted(found: Iterable[Analysis], read: set[str]) -> Iterator[Analysis]:
    """`found`, their documents' ids put into `read`."""
    for analysis in found:
        read.add(analysis.document.id)
        yield analysis


def _replace(
    connection: Connection, pairs: set[Pair], touched: Sequence[Dossier], read: set[str]
) -> None:
    """Store the dossiers of `pairs` instead of those that are there."""
    for some in _batches(pairs):
        connection.execute(delete(dossiers).where(of_pairs(dossiers, some)))
    if touched:
        connection.execute(dossiers.insert(), [_row(dossier) for dossier in touched])
    drawing = {
        (dossier.supplier, dossier.recipient, report.document.rpartition("@")[2]): dossier.id
        for dossier in touched
        for report in dossier.reports
    }
    for some in _batches(pairs):
        _mark(connection, some, drawing, read)


def _waiting(ledger: Ledger) -> set[Pair]:
    """The pairs of supplier and recipient that have new transfers, or a dossier that is stale."""
    roles, stale = transfers.c, dossiers.c
    new = select(roles.supplier, roles.recipient).where(roles.dossier.is_(None))
    old = select(stale.supplier, stale.recipient).where(stale.stale)
    with ledger.reading() as connection:
        return {(supplier, recipient) for supplier, recipient in connection.execute(new.union(old))}


def _batches(pairs: set[Pair]) -> Iterator[list[Pair]]:
    """`pairs` by as many as one statement may name."""
    ordered = sorted(pairs, key=str)
    for start in range(0, len(ordered), _PAIRS_AT_ONCE):
        yield ordered[start : start + _PAIRS_AT_ONCE]


def _row(dossier: Dossier) -> dict[str, Any]:
    return summary_row(dossier) | {"stale": False, "record": _ENCODER.encode(dossier)}


def _mark(
    connection: Connection,
    pairs: Sequence[Pair],
    drawing: Mapping[tuple[str | None, str | None, str], str],
    read: set[str],
) -> None:
    """Note on the transfers of `pairs` which dossier drew on them, or that none did; not on
    those of documents that have come since."""
    roles = transfers.c
    query = select(roles.document_id, roles.id, roles.supplier, roles.recipient)
    rows = [
        {
            "document": document,
            "transfer": transfer,
            "drawn": drawing.get((supplier, recipient, document[:12]), ""),
        }
        for document, transfer, supplier, recipient in connection.execute(
            query.where(of_pairs(transfers, pairs))
        )
        if document in read
    ]
    if rows:
        row = and_(roles.document_id == bindparam("document"), roles.id == bindparam("transfer"))
        connection.execute(update(transfers).where(row).values(dossier=bindparam("drawn")), rows)
