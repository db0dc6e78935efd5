"""Writing records of many documents into one transaction, a statement for all their rows.

Rows are written in the order of document ids, so that two writers of the same documents
wait for each other instead of blocking each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from reportedly.ledger import schema
from reportedly.ledger.rows import Row, document_row, part_rows
from reportedly.records import Analysis, Document

_ENCODER = msgspec.json.Encoder()
LINKED = "linked"


class Stamp(NamedTuple):
    """Which version of the program writes, and when."""

    version: str
    at: datetime


def store_analyses(connection: Connection, analyses: Iterable[Analysis], stamp: Stamp) -> None:
    """Store `analyses`; what stands of a document is replaced whole, its appearances kept."""
    given = list(analyses)
    by_id = {analysis.document.id: analysis for analysis in given}
    ordered = [by_id[key] for key in sorted(by_id)]
    upsert(connection, schema.documents, ["id"], [document_row(one) for one in ordered])
    _make_stale(connection, by_id)
    for table in reversed(schema.PARTS):
        connection.execute(delete(table).where(table.c.document_id.in_(by_id)))
    parts: dict[Table, list[Row]] = defaultdict(list)
    for analysis in ordered:
        for table, rows in part_rows(analysis):
            parts[table] += map(storable, rows)
    for table in schema.PARTS:
        if parts[table]:
            connection.execute(table.insert(), parts[table])
    store_appearances(connection, (analysis.document for analysis in given), stamp)
    records = [
        {
            "document_id": analysis.document.id,
            "version": stamp.version,
            "analysed_at": stamp.at,
            "record": _ENCODER.encode(analysis),
        }
        for analysis in ordered
    ]
    upsert(connection, schema.analyses, ["document_id"], records)


def store_appearances(connection: Connection, documents: Iterable[Document], stamp: Stamp) -> None:
    """Note where `documents` were found."""
    rows = {
        (row["document_id"], row["doc_id"], row["publisher"]): row
        for row in (storable(_appearance(document, stamp.at)) for document in documents)
    }
    table = schema.appearances
    ids = {document for document, _, _ in rows}
    known = connection.execute(
        select(table.c.document_id, table.c.doc_id, table.c.publisher).where(
            table.c.document_id.in_(ids)
        )
    )
    keys = ["document_id", "doc_id", "publisher"]
    new = {key[0] for key in rows.keys() - set(map(tuple, known))}
    upsert(connection, table, keys, [rows[key] for key in sorted(rows)])
    _make_stale(connection, new)


def upsert(connection: Connection, table: Table, keys: list[str], rows: Sequence[Row]) -> None:
    """Insert `rows`, or replace what stands under their `keys`; either way they are locked."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert: Any = dialect.insert(table)
    rest = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    query = insert.on_conflict_do_update(index_elements=keys, set_=rest)
    connection.execute(query, [storable(row) for row in rows])


def raise_count(connection: Connection, seen: int | None = None) -> bool:
    """Raise the count of changes to what is linked; whether it still was what was `seen`."""
    count = schema.state.c.count
    query = update(schema.state).where(schema.state.c.name == LINKED).values(count=count + 1)
    if seen is not None:
        query = query.where(count == seen)
    return connection.execute(query).rowcount == 1


def _make_stale(connection: Connection, document_ids: Iterable[str]) -> None:
    """Mark the dossiers that draw on these documents as in need of being linked anew, and let
    whoever is linking know. In this order, which linking keeps too, nobody blocks another."""
    transfers, dossiers = schema.transfers.c, schema.dossiers
    query = select(transfers.dossier).where(transfers.document_id.in_(list(document_ids)))
    if drawing := set(connection.scalars(query)):
        raise_count(connection)
        stale = sorted(drawing - {None, ""})
        lock = select(dossiers.c.id).where(dossiers.c.id.in_(stale)).order_by(dossiers.c.id)
        connection.execute(lock.with_for_update())
        connection.execute(update(dossiers).where(dossiers.c.id.in_(stale)).values(stale=True))


def _appearance(document: Document, now: datetime) -> Row:
    return {
        "document_id": document.id,
        "doc_id": document.doc_id,
        "publisher": document.publisher or "",
        "url": document.url,
        "published": document.published,
        "seen_at": now,
    }


def storable(row: Row) -> Row:
    """`row`, a NUL replaced one for one: PostgreSQL can't hold it, and spans must stand."""
    return {
        name: value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        if isinstance(value, str) and "\x00" in value
        else value
        for name, value in row.items()
    }
