"""The parties that make claims, counted: how often, how often they deny, when.

Counting goes through all claims, so it is done when documents have been stored, and once
more only where a list asks for a stretch of time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, func, or_, select
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.cursors import Number, cursor_of, place_of
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters, Page
from reportedly.ledger.matching import coded


class Place(NamedTuple):
    """Where a party stands in the order of the list."""

    claims: Number
    name: str
    code: str


claims, sources = schema.claims.c, schema.sources


def count_sources(connection: Connection) -> None:
    """Count the claims of all parties anew."""
    connection.execute(sources.delete())
    names = [column.name for column in sources.columns]
    connection.execute(sources.insert().from_select(names, _counted()))


def sources_page(
    ledger: Ledger, filters: Filters, *, limit: int = 200, cursor: str | None = None
) -> Page:
    """The parties that make most claims, after `cursor`: name, code, how many claims, denials
    and documents, from when to when. Raises `UnknownCursor`."""
    dated = filters.since or filters.until or filters.as_of
    table = _counted(filters).subquery() if dated else sources
    columns = table.c
    query = select(table).order_by(columns.claims.desc(), columns.name, columns.code)
    if filters.by:
        query = query.where(or_(*coded(columns.state, columns.code, columns.name)(filters.by)))
    if cursor:
        place = place_of(cursor, Place)
        behind = row_of(columns.name, columns.code) > row_of(place.name, place.code)
        query = query.where(
            columns.claims <= place.claims, or_(columns.claims < place.claims, behind)
        )
    with ledger.asking() as connection:
        rows = [dict(row) for row in connection.execute(query.limit(limit + 1)).mappings()]
    last = rows[limit - 1] if len(rows) > limit else None
    shown = tuple(row | {"code": row["code"] or None} for row in rows[:limit])
    following = cursor_of(Place(last["claims"], last["name"], last["code"])) if last else None
    return Page(rows=shown, next=following)


def _counted(filters: Filters | None = None) -> Select[Any]:
    """The claims of each party, counted as the table of sources has them."""
    code = func.coalesce(claims.source_code, "").label("code")
    query = (
        select(
            claims.source_name.label("name"),
            code,
            claims.source_state.label("state"),
            func.count().label("claims"),
            func.sum(case((claims.stance == "denies", 1), else_=0)).label("denials"),
            func.count(claims.document_id.distinct()).label("documents"),
            func.min(claims.published).label("first"),
            func.max(claims.published).label("last"),
        )
        .where(claims.source_name.is_not(None))
        .group_by(claims.source_name, claims.source_code, claims.source_state)
    )
    if filters and filters.since:
        query = query.where(claims.published >= filters.since)
    if filters and filters.until:
        query = query.where(claims.published <= f"{filters.until}~")
    if filters and filters.as_of:
        query = query.where(claims.published.between("0", f"{filters.as_of}~"))
    return query
