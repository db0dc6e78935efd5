"""Where the values of a dossier stand in documents: the characters of claims and of goods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.records import Spans

_AT_ONCE = 200
ClaimKey = tuple[str, str | None]

claims, goods = schema.claims.c, schema.goods.c
documents, transfers = schema.documents.c, schema.transfers.c


def ids_of_documents(ledger: Ledger, dossier: Dossier, keys: Iterable[str]) -> dict[str, str]:
    """The ids of documents by the keys that a dossier has for them, of those that are found."""
    beginnings = {key: key.rpartition("@")[2] for key in keys}
    with ledger.asking() as connection:
        full = _full_ids(connection, dossier.id, list(dict.fromkeys(beginnings.values())))
    return {key: full[begun] for key, begun in beginnings.items() if begun in full}


def places_of_claims(
    ledger: Ledger, ids: Mapping[str, str], wanted: Iterable[ClaimKey]
) -> dict[ClaimKey, int]:
    """Where the words of claims begin, of those that are `wanted` by the key of their document and
    their id; `ids` has the documents by their keys."""
    keys = [(key, claim) for key, claim in dict.fromkeys(wanted) if key in ids and claim]
    asked = list(dict.fromkeys(ids[key] for key, _ in keys))
    with ledger.asking() as connection:
        starts = _starts(connection, asked, sorted({claim for _, claim in keys if claim}))
    return {
        (key, claim): starts[ids[key], claim] for key, claim in keys if (ids[key], claim) in starts
    }


def places_of_goods(ledger: Ledger, dossier: Dossier) -> dict[tuple[str, str], tuple[str, int]]:
    """A document that names the goods of the dossier, or what is given in return, and where it
    does, by category and words in lower case."""
    own = {report.document.rpartition("@")[2] for report in dossier.reports}
    categories = [item.category for item in (*dossier.goods, *dossier.payment)]
    roles = {"supplier": dossier.supplier, "recipient": dossier.recipient}
    known = {name: code for name, code in roles.items() if code is not None}
    asked = {"categories": categories, **known}
    found: dict[tuple[str, str], tuple[str, int]] = {}
    with ledger.asking() as connection:
        for document, category, words, spans in connection.execute(_goods(frozenset(known)), asked):
            if document[:12] in own:
                found.setdefault((category, words.casefold()), (document, _start(spans)))
    return found


@cache
def _goods(known: frozenset[str]) -> Select[Any]:
    """The goods of some categories in transfers of the roles that are `known`, the other open."""
    conditions = (
        transfers[name] == bindparam(name) if name in known else transfers[name].is_(None)
        for name in ("supplier", "recipient")
    )
    same = and_(goods.document_id == transfers.document_id, goods.transfer == transfers.id)
    return (
        select(goods.document_id, goods.category, goods.words, goods.spans)
        .join_from(schema.transfers, schema.goods, same)
        .where(*conditions, goods.category.in_(bindparam("categories", expanding=True)))
        .order_by(goods.document_id, goods.transfer, goods.number)
    )


_MARKED = select(transfers.document_id).where(transfers.dossier == bindparam("dossier")).distinct()
_SPANS = select(claims.document_id, claims.id, claims.content_spans).where(
    claims.document_id.in_(bindparam("documents", expanding=True)),
    claims.id.in_(bindparam("claims", expanding=True)),
)


def _full_ids(connection: Connection, dossier_id: str, beginnings: Sequence[str]) -> dict[str, str]:
    """The ids that begin so, by their beginnings: most are of transfers that are marked with the
    dossier."""
    marked = connection.scalars(_MARKED, {"dossier": dossier_id})
    found = {document[:12]: document for document in marked}
    missing = [beginning for beginning in beginnings if beginning not in found]
    for start in range(0, len(missing), _AT_ONCE):
        begun = (documents.id.between(b, f"{b}g") for b in missing[start : start + _AT_ONCE])
        ids = connection.scalars(select(documents.id).where(or_(*begun)))
        found |= {document[:12]: document for document in ids}
    return found


def _starts(
    connection: Connection, some_documents: list[str], ids: list[str]
) -> dict[tuple[str, str | None], int]:
    """Where the words of the claims of these ids begin in each of the documents."""
    starts: dict[tuple[str, str | None], int] = {}
    for first in range(0, len(some_documents), _AT_ONCE):
        asked = {"documents": some_documents[first : first + _AT_ONCE], "claims": ids}
        for document, claim, spans in connection.execute(_SPANS, asked):
            starts[document, claim] = _start(spans)
    return starts


def _start(spans: str) -> int:
    found = msgspec.json.decode(spans, type=Spans)
    return found[0][0] if found else 0
