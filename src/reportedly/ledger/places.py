"""Where values stand in documents: the characters of each claim and of all goods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.records import Record, Spans

_AT_ONCE = 200

claims, goods, documents = schema.claims.c, schema.goods.c, schema.documents.c


class Places(Record, frozen=True, kw_only=True):
    """The first character of each claim, by the first twelve characters of the document's id
    and the claim's; and of goods or payment, by category and words in lower case, with the
    first document that has them."""

    claims: dict[tuple[str, str], int]
    goods: dict[tuple[str, str], tuple[str, int]]

    def of(self, document: str, claim: str | None) -> int | None:
        """Where the words of `claim` begin in the document of that key, or None."""
        return self.claims.get((document.rpartition("@")[2], claim or ""))


def places(ledger: Ledger, keys: Sequence[str]) -> Places:
    """The places in the documents of these keys, as reports of a dossier have them."""
    found = Places(claims={}, goods={})
    with ledger.reading() as connection:
        for start in range(0, len(keys), _AT_ONCE):
            ids = _full_ids(connection, keys[start : start + _AT_ONCE])
            columns = (claims.document_id, claims.id, claims.content_spans)
            for document, claim, spans in connection.execute(_among(ids, *columns)):
                found.claims[document[:12], claim] = _start(spans)
            named = (goods.document_id, goods.category, goods.words, goods.spans)
            for document, category, words, spans in connection.execute(_among(ids, *named)):
                found.goods.setdefault((category, words.casefold()), (document, _start(spans)))
    return found


def _full_ids(connection: Connection, keys: Sequence[str]) -> list[str]:
    beginnings = (key.rpartition("@")[2] for key in keys)
    begun = (documents.id.between(beginning, f"{beginning}g") for beginning in beginnings)
    return list(connection.scalars(select(documents.id).where(or_(*begun))))


def _among(ids: list[str], *columns: Any) -> Any:
    document = columns[0]
    return select(*columns).where(document.in_(ids)).order_by(*columns[:-1])


def _start(spans: str) -> int:
    found = msgspec.json.decode(spans, type=Spans)
    return found[0][0] if found else 0
