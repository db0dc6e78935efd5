"""Pages of what the ledger holds, newest first, filtered, with a cursor to the next page.

A cursor names the last row shown, not a count of rows, so that a page stays right
while documents arrive, and the last page costs what the first does.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from reportedly.ledger import schema
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.topics import bears_on, holds
from reportedly.records import Record, ReportedlyError

Clause = Callable[[str], ColumnElement[bool]]


class UnknownCursor(ReportedlyError):
    """A cursor that this program did not give."""


class Page(Record, frozen=True, kw_only=True):
    """Some rows, and the cursor to the next ones, or None after the last."""

    rows: tuple[dict[str, Any], ...]
    next: str | None


class Filters(Record, frozen=True, kw_only=True):
    """What to list; a field that is None filters nothing.

    `since` and `until` are dates of publication, both included; `by` is a party's
    name, code, or the first part of its code ("RUS" finds "RUS.GOV"); `about` the code of
    a state or group whose transfers a claim bears on; `words` are words of its content.
    """

    since: str | None = None
    until: str | None = None
    by: str | None = None
    document: str | None = None
    stance: str | None = None
    type: str | None = None
    supplier: str | None = None
    recipient: str | None = None
    category: str | None = None
    status: str | None = None
    dossier: str | None = None
    regime: str | None = None
    about: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Listing:
    """A table of parts with the filters that it understands."""

    table: Any
    clauses: dict[str, Clause]

    def query(self, filters: Filters) -> Select[Any]:
        """All rows that `filters` let through, in order."""
        table = self.table.c
        clauses = {
            "since": lambda value: table.published >= value,
            "until": lambda value: table.published <= f"{value}~",
            "document": lambda value: table.document_id == value,
        } | self.clauses
        query = select(self.table, schema.documents.c.title, schema.documents.c.publisher).join(
            schema.documents, schema.documents.c.id == table.document_id
        )
        for name in filters.__struct_fields__:
            value = getattr(filters, name)
            if value is not None and name in clauses:
                query = query.where(clauses[name](value))
        return query.order_by(table.published.desc(), table.document_id.desc(), table.number)

    def after(self, published: str, document: str, number: int) -> ColumnElement[bool]:
        """The rows that come after the one named."""
        table = self.table.c
        return and_(
            table.published <= published,
            or_(
                table.published < published,
                table.document_id < document,
                and_(table.document_id == document, table.number > number),
            ),
        )


def _code(column: Any, name: Any) -> Clause:
    return lambda value: or_(
        column == value, column.like(f"{_escaped(value)}.%", escape="\\"), name == value
    )


def _among(column: Any) -> Clause:
    """`column` holds codes joined with a comma; one of them, or its first part, is the value."""
    return lambda value: or_(
        ("," + column + ",").like(f"%,{_escaped(value)},%", escape="\\"),
        ("," + column).like(f"%,{_escaped(value)}.%", escape="\\"),
    )


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _has_goods(value: str) -> ColumnElement[bool]:
    goods, transfers = schema.goods.c, schema.transfers.c
    return exists().where(
        goods.document_id == transfers.document_id,
        goods.transfer == transfers.id,
        goods.category == value,
    )


def _equal(table: Any, *names: str) -> dict[str, Clause]:
    def clause(name: str) -> Clause:
        return lambda value: _clause(table.c[name] == value)

    return {name: clause(name) for name in names}


def _clause(clause: Any) -> ColumnElement[bool]:
    element: ColumnElement[bool] = clause
    return element


claims, events, transfers = schema.claims.c, schema.events.c, schema.transfers.c
_documents = (
    select(
        schema.documents.c.id.label("document_id"),
        func.coalesce(schema.documents.c.published, "").label("published"),
        schema.documents.c.number,
        schema.documents.c.language,
        schema.documents.c.reprint_of,
        schema.documents.c.story,
    )
).subquery("listed")
LISTINGS = {
    "documents": Listing(
        _documents,
        {"by": lambda value: _clause(schema.documents.c.publisher == value)},
    ),
    "claims": Listing(
        schema.claims,
        _equal(schema.claims, "stance")
        | {
            "by": _code(claims.source_code, claims.source_name),
            "about": bears_on,
            "words": holds,
        },
    ),
    "events": Listing(schema.events, _equal(schema.events, "type") | {"by": _among(events.actors)}),
    "transfers": Listing(
        schema.transfers,
        _equal(schema.transfers, "supplier", "recipient", "status", "dossier")
        | {
            "category": _has_goods,
            "by": lambda value: or_(transfers.supplier == value, transfers.recipient == value),
        },
    ),
}


def page(
    ledger: Ledger, listing: str, filters: Filters, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """The first `limit` rows of `listing`, a key of `LISTINGS`, after `cursor`.

    Raises `UnknownCursor`, and `KeyError` for a listing that there is not.
    """
    wanted = LISTINGS[listing]
    query = wanted.query(filters).limit(limit + 1)
    if cursor:
        query = query.where(wanted.after(*_place(cursor)))
    with ledger.reading() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows=tuple(rows), next=_cursor(rows[-1]) if more else None)


def parties_by_claims(
    ledger: Ledger, filters: Filters, *, limit: int = 200
) -> list[dict[str, Any]]:
    """The parties that make most claims: name, code, how many of each kind of stance."""
    denials = func.sum(case((claims.stance == "denies", 1), else_=0))
    query = (
        select(
            claims.source_name.label("name"),
            claims.source_code.label("code"),
            func.count().label("claims"),
            denials.label("denials"),
            func.count(claims.document_id.distinct()).label("documents"),
            func.min(claims.published).label("first"),
            func.max(claims.published).label("last"),
        )
        .where(claims.source_name.is_not(None))
        .group_by(claims.source_name, claims.source_code)
        .order_by(func.count().desc(), claims.source_name, claims.source_code)
        .limit(limit)
    )
    if filters.by:
        query = query.where(_code(claims.source_code, claims.source_name)(filters.by))
    if filters.since:
        query = query.where(claims.published >= filters.since)
    if filters.until:
        query = query.where(claims.published <= f"{filters.until}~")
    with ledger.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def _cursor(row: dict[str, Any]) -> str:
    place = [row["published"], row["document_id"], row["number"]]
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _place(cursor: str) -> tuple[str, str, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=tuple[str, str, int])
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise UnknownCursor(f"cursor {cursor!r} is none of ours") from error
