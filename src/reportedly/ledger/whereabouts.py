"""Where a document was found, and which dossiers draw on it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import Record

appearances, transfers = schema.appearances.c, schema.transfers.c


class Appearance(Record, frozen=True, kw_only=True):
    """A place where a text was found: outlet or "", name, date and address where known."""

    publisher: str
    doc_id: str
    published: str | None
    url: str | None


_DRAWING = (
    select(transfers.document_id, transfers.dossier)
    .where(transfers.document_id.in_(bindparam("documents", expanding=True)))
    .where(transfers.dossier != "")
    .distinct()
    .order_by(transfers.dossier)
)


def appearances_of(ledger: Ledger, document: str) -> list[Appearance]:
    """All places where the text of `document` was found, by date."""
    columns = [appearances[name] for name in Appearance.__struct_fields__]
    query = (
        select(*columns)
        .where(appearances.document_id == document)
        .order_by(appearances.published, appearances.publisher, appearances.doc_id)
    )
    with ledger.asking() as connection:
        return [Appearance(**row) for row in connection.execute(query).mappings()]


def dossiers_of_documents(ledger: Ledger, documents: Sequence[str]) -> dict[str, list[str]]:
    """The dossiers that draw on each of the documents, where there are any."""
    found: dict[str, list[str]] = {}
    with ledger.asking() as connection:
        for document, dossier in connection.execute(_DRAWING, {"documents": list(documents)}):
            found.setdefault(document, []).append(dossier)
    return found
