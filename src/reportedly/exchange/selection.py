"""What is exported: a whole ledger, or one dossier with the documents that it draws on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, select

from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Analysis


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
        self._documents = [document for document in found if document]

    def analyses(self) -> Iterator[Analysis]:
        """The records of the documents, in order of their ids."""
        found = map(self._ledger.analysis, self._documents)
        return (analysis for analysis in found if analysis)

    def dossiers(self) -> Iterable[Dossier]:
        """The one dossier."""
        return (self._dossier,)

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of its documents in a table of parts."""
        among = table.c.document_id.in_(self._documents)
        yield from self._select(select(table).where(among).order_by(*table.primary_key))
