"""What is exported: a whole ledger, or one dossier with the documents that it draws on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select, true

from reportedly.ledger import schema
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Analysis

documents, appearances, stored = schema.documents.c, schema.appearances.c, schema.analyses.c
_OF_DOCUMENT = (
    documents.id,
    documents.title,
    documents.published,
    documents.publisher,
    documents.language,
    documents.reprint_of,
    documents.story,
)
# Where it was found, by one name and address, and which version of the program read it, when.
_FOUND = (
    func.min(appearances.doc_id).label("doc_id"),
    func.min(appearances.url).label("url"),
    stored.version,
    stored.analysed_at,
)
DOCUMENT_COLUMNS = {column.name: column.type.python_type for column in (*_OF_DOCUMENT, *_FOUND)}


class Whole:
    """All of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def analyses(self) -> Iterator[Analysis]:
        """The records of the documents, in order of publication."""
        return self._ledger.analyses()

    def dossiers(self) -> Iterable[Dossier]:
        """The dossiers."""
        return stored_dossiers(self._ledger)

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table of parts, as they are stored, in order of their keys."""
        yield from self._select(select(table).order_by(*table.primary_key))

    def documents(self) -> Iterator[dict[str, Any]]:
        """What is known of each document but its text, in order of ids: `DOCUMENT_COLUMNS`."""
        return self._documents_where(true())

    def _documents_where(self, chosen: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
        query = (
            select(*_OF_DOCUMENT, *_FOUND)
            .select_from(schema.documents)
            .join(schema.appearances, appearances.document_id == documents.id)
            .join(schema.analyses, stored.document_id == documents.id)
            .where(chosen)
            .group_by(*_OF_DOCUMENT, stored.version, stored.analysed_at)
            .order_by(documents.id)
        )
        for row in self._select(query):
            at = row["analysed_at"]  # SQLite keeps no zone; all are UTC
            yield row | {"analysed_at": at.replace(tzinfo=UTC) if at.tzinfo is None else at}

    def _select(self, query: Any) -> Iterator[dict[str, Any]]:
        with self._ledger.streaming() as connection:
            for row in connection.execute(query).mappings():
                yield dict(row)


class OfDossier(Whole):
    """One dossier, and the documents that it draws on."""

    def __init__(self, ledger: Ledger, dossier: Dossier) -> None:
        super().__init__(ledger)
        self._dossier = dossier
        beginnings = {report.document.rpartition("@")[2] for report in dossier.reports}
        found = map(ledger.full_id, sorted(beginnings))
        self._ids = [document for document in found if document]

    def analyses(self) -> Iterator[Analysis]:
        """The records of the documents, in order of their ids."""
        found = map(self._ledger.analysis, self._ids)
        return (analysis for analysis in found if analysis)

    def dossiers(self) -> Iterable[Dossier]:
        """The one dossier."""
        return (self._dossier,)

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of its documents in a table of parts."""
        among = table.c.document_id.in_(self._ids)
        yield from self._select(select(table).where(among).order_by(*table.primary_key))

    def documents(self) -> Iterator[dict[str, Any]]:
        """What is known of its documents but their texts."""
        return self._documents_where(documents.id.in_(self._ids))
