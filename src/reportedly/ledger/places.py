"""Where the values of a dossier stand: the characters of each claim and of each kind of goods."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Select, and_, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import Record, Spans

claims, goods = schema.claims.c, schema.goods.c
positions, transfers = schema.positions.c, schema.transfers.c


class GoodsNamed(Record, frozen=True, kw_only=True):
    """Goods, or what is given in return, in the words of one document."""

    document_id: str
    start: int
    side: str
    category: str
    words: str
    designation: str | None
    amount: float | None
    unit: str | None
    possible: bool


class Places(Record, frozen=True, kw_only=True):
    """The first character of each claim on a dossier, by the first twelve characters of the
    document's id and the claim's; and all goods, as documents name them."""

    claims: dict[tuple[str, str], int]
    goods: tuple[GoodsNamed, ...]

    def of(self, document: str, claim: str | None) -> int | None:
        """Where the words of `claim` begin in the document of that key, or None."""
        return self.claims.get((document.rpartition("@")[2], claim or ""))


def places(ledger: Ledger, dossier_id: str) -> Places:
    """The places of what the dossier draws on."""
    with ledger.reading() as connection:
        begun = connection.execute(_claims(dossier_id)).all()
        named = [dict(row) for row in connection.execute(_goods(dossier_id)).mappings()]
    return Places(
        claims={(document[:12], claim): _start(spans) for document, claim, spans in begun},
        goods=tuple(GoodsNamed(**row | {"start": _start(row.pop("spans"))}) for row in named),
    )


def _claims(dossier_id: str) -> Select[Any]:
    return (
        select(claims.document_id, claims.id, claims.content_spans)
        .join_from(
            schema.transfers,
            schema.positions,
            and_(
                positions.document_id == transfers.document_id,
                positions.transfer == transfers.id,
            ),
        )
        .join(
            schema.claims,
            and_(claims.document_id == positions.document_id, claims.id == positions.claim),
        )
        .where(transfers.dossier == dossier_id)
        .distinct()
    )


def _goods(dossier_id: str) -> Select[Any]:
    names = [name for name in GoodsNamed.__struct_fields__ if name != "start"]
    return (
        select(*(goods[name] for name in names), goods.spans)
        .join_from(
            schema.transfers,
            schema.goods,
            and_(goods.document_id == transfers.document_id, goods.transfer == transfers.id),
        )
        .where(transfers.dossier == dossier_id)
        .order_by(goods.side, goods.category, goods.words, goods.document_id, goods.number)
    )


def _start(spans: str) -> int:
    found = msgspec.json.decode(spans, type=Spans)
    return found[0][0] if found else 0
