"""Where the values of a dossier stand in documents: the characters of claims and of goods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Spans

_AT_ONCE = 200
ClaimKey = tuple[str, str | None]

claims, goods = schema.claims.c, schema.goods.c
documents, transfers = schema.documents.c, schema.transfers.c


def places_of_claims(
    ledger: Ledger, dossier: Dossier, wanted: Iterable[ClaimKey]
) -> dict[ClaimKey, int]:
    """Where the words of claims that the dossier draws on begin, of those that are `wanted` by
    the key of their document and their id."""
    of_document: dict[str, list[ClaimKey]] = {}
    for key, claim in dict.fromkeys(wanted):
        of_document.setdefault(key.rpartition("@")[2], []).append((key, claim))
    with ledger.reading() as connection:
        full = _full_ids(connection, dossier.id, list(of_document))
        pairs = [
            (full[begun], claim)
            for begun, some in of_document.items()
            for _, claim in some
            if begun in full
        ]
        starts = _starts(connection, pairs)
    return {
        (key, claim): starts[full[begun], claim]
        for begun, some in of_document.items()
        for key, claim in some
        if begun in full and (full[begun], claim) in starts
    }


def places_of_goods(ledger: Ledger, dossier: Dossier) -> dict[tuple[str, str], tuple[str, int]]:
    """A document that names the goods of the dossier, or what is given in return, and where it
    does, by category and words in lower case."""
    own = {report.document.rpartition("@")[2] for report in dossier.reports}
    categories = [item.category for item in (*dossier.goods, *dossier.payment)]
    query = (
        select(goods.document_id, goods.category, goods.words, goods.spans)
        .join_from(
            schema.transfers,
            schema.goods,
            and_(goods.document_id == transfers.document_id, goods.transfer == transfers.id),
        )
        .where(
            _is(transfers.supplier, dossier.supplier),
            _is(transfers.recipient, dossier.recipient),
            goods.category.in_(categories),
        )
        .order_by(goods.document_id, goods.transfer, goods.number)
    )
    found: dict[tuple[str, str], tuple[str, int]] = {}
    with ledger.reading() as connection:
        for document, category, words, spans in connection.execute(query):
            if document[:12] in own:
                found.setdefault((category, words.casefold()), (document, _start(spans)))
    return found


def _full_ids(connection: Connection, dossier_id: str, beginnings: list[str]) -> dict[str, str]:
    """The ids that begin so: most are of transfers that are marked with the dossier."""
    marked = select(transfers.document_id).where(transfers.dossier == dossier_id).distinct()
    found = {document[:12]: document for document in connection.scalars(marked)}
    missing = [beginning for beginning in beginnings if beginning not in found]
    for start in range(0, len(missing), _AT_ONCE):
        begun = (documents.id.between(b, f"{b}g") for b in missing[start : start + _AT_ONCE])
        ids = connection.scalars(select(documents.id).where(or_(*begun)))
        found |= {document[:12]: document for document in ids}
    return found


def _starts(connection: Connection, pairs: list[Any]) -> dict[Any, int]:
    columns = (claims.document_id, claims.id, claims.content_spans)
    starts = {}
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        # Without the documents by themselves, SQLite goes through all claims.
        query = select(*columns).where(
            claims.document_id.in_(sorted({document for document, _ in some})),
            row_of(claims.document_id, claims.id).in_(some),
        )
        for document, claim, spans in connection.execute(query):
            starts[document, claim] = _start(spans)
    return starts


def _is(column: Any, value: str | None) -> Any:
    return column.is_(None) if value is None else column == value


def _start(spans: str) -> int:
    found = msgspec.json.decode(spans, type=Spans)
    return found[0][0] if found else 0
