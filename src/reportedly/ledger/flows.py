"""Who is reported to supply whom: the dossiers added up by supplier and recipient."""

from __future__ import annotations

from sqlalchemy import func, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.summaries import wanted
from reportedly.records import Record

dossiers = schema.dossiers.c


class Flow(Record, frozen=True, kw_only=True):
    """Transfers reported from `supplier` to `recipient`: how many dossiers, from how many
    documents, and in how many dossiers somebody denies it. An open role is None."""

    supplier: str | None
    recipient: str | None
    dossiers: int
    documents: int
    denied: int
    first_report: str | None
    last_report: str | None


def flows(ledger: Ledger, filters: Filters, *, limit: int = 200) -> tuple[Flow, ...]:
    """The first `limit` flows of the dossiers that `filters` let through, the most reported
    first."""
    documents = func.sum(dossiers.documents)
    query = (
        select(
            dossiers.supplier,
            dossiers.recipient,
            func.count().label("dossiers"),
            documents.label("documents"),
            func.count().filter(dossiers.denials > 0).label("denied"),
            func.min(dossiers.first_report).label("first_report"),
            func.max(dossiers.last_report).label("last_report"),
        )
        .where(*wanted(filters))
        .group_by(dossiers.supplier, dossiers.recipient)
        .order_by(
            documents.desc(),
            func.coalesce(dossiers.supplier, ""),
            func.coalesce(dossiers.recipient, ""),
        )
        .limit(limit)
    )
    with ledger.reading() as connection:
        return tuple(
            Flow(**row | {"documents": int(row["documents"])})
            for row in map(dict, connection.execute(query).mappings())
        )
