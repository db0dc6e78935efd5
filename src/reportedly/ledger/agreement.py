"""Whether what a ledger spreads out for queries agrees with the records that it is made from:
the rows of parts, the dossiers, the index of words."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DatabaseError

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.rows import Row, document_row, part_rows
from reportedly.ledger.storing import storable
from reportedly.linking.records import Dossier
from reportedly.linking.syndication import document_key
from reportedly.records import Analysis, Document

_DOSSIER = msgspec.json.Decoder(Dossier)
_LINKED = "dossier"  # the one column of parts that linking writes, not the record


def row_faults(
    connection: Connection, analyses: Mapping[str, Analysis]
) -> Iterator[tuple[str, str]]:
    """Documents, of those whose records these are by the ids they are stored under, with what
    their rows say otherwise."""
    expected: dict[Table, dict[str, list[Row]]] = defaultdict(dict)
    for document, analysis in analyses.items():
        expected[schema.documents][document] = [document_row(analysis)]
        for table, rows in part_rows(analysis):
            expected[table][document] = rows
    for table, of_document in expected.items():
        stored = _stored(connection, table, list(of_document))
        for document, rows in of_document.items():
            if fault := _difference(table, stored[document], rows):
                yield document, fault


def _stored(connection: Connection, table: Table, documents: list[str]) -> dict[str, list[Row]]:
    key = table.c["document_id" if "document_id" in table.c else "id"]
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(table).where(key.in_(documents))).mappings():
        found[row[key.name]].append(dict(row))
    return found


def _difference(table: Table, stored: Sequence[Row], expected: Sequence[Row]) -> str | None:
    if len(stored) != len(expected):
        return f"table {table.name} holds {len(stored)} rows, the record {len(expected)}"
    keys = [column.name for column in table.primary_key if column.name in (expected or [{}])[0]]

    def place(row: Row) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in keys)

    for have, want in zip(
        sorted(stored, key=place), sorted(map(storable, expected), key=place), strict=True
    ):
        for name, value in want.items():
            if name != _LINKED and have[name] != value:
                which = have.get("id", have.get("number", ""))
                return f"table {table.name}, row {which}: {name} is not that of the record"
    return None


def dossier_faults(connection: Connection) -> Iterator[str]:
    """Dossiers that draw on what is not there, and transfers that are marked with none of them."""
    known = _keys(connection)
    dossiers = schema.dossiers.c
    ids = set()
    for key, record in connection.execute(select(dossiers.id, dossiers.record)):
        ids.add(key)
        try:
            dossier = _DOSSIER.decode(record)
        except msgspec.DecodeError as error:
            yield f"dossier {key}: its record can't be read: {error}"
            continue
        if dossier.id != key:
            yield f"dossier {key}: its record is that of {dossier.id}"
        for missing in sorted({one.document for one in dossier.reports} - known):
            yield f"dossier {key}: draws on {missing}, which is not in the ledger"
    transfers = schema.transfers.c
    marked = select(transfers.document_id, transfers.id, transfers.dossier).where(
        transfers.dossier.is_not(None), transfers.dossier != ""
    )
    for document, transfer, marking in connection.execute(marked):
        if marking not in ids:
            yield f"document {document[:12]}: {transfer} is marked with {marking}, which is none"


def _keys(connection: Connection) -> set[str]:
    """The names that dossiers know documents by."""
    columns = schema.appearances.c
    query = select(columns.document_id, columns.doc_id, columns.publisher)
    return {
        document_key(Document(id=document, doc_id=doc_id, publisher=publisher or None, text=""))
        for document, doc_id, publisher in connection.execute(query)
    }


def file_faults(connection: Connection) -> Iterator[str]:
    """What SQLite finds broken in its file. A server of PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    for (fault,) in connection.exec_driver_sql("PRAGMA quick_check(20)"):
        if fault != "ok":
            yield f"the file is damaged: {fault}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"table {table}, row {row}: refers to a row of {parent} that is not there"


def search_faults(ledger: Ledger) -> Iterator[str]:
    """Whether the words that are searched are those of the texts. PostgreSQL makes them itself.

    Raises `LedgerUnavailable` where the file can't be written: SQLite compares them by a
    statement that could mend them.
    """
    if ledger.engine.dialect.name != "sqlite":
        return
    with ledger.writing() as connection:  # so the check is asked for: it changes nothing
        try:
            connection.exec_driver_sql(
                "INSERT INTO documents_search(documents_search, rank) VALUES('integrity-check', 1)"
            )
        except DatabaseError as error:
            if not isinstance(error.orig, sqlite3.Error) or not _is_damage(error.orig):
                raise
            yield (
                "the index of words is not that of the texts; INSERT INTO "
                "documents_search(documents_search) VALUES('rebuild') makes it anew"
            )


def _is_damage(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT
