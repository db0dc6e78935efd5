"""Pages of what the ledger holds, newest first, filtered, with a cursor to the next page.

Each condition follows an index that has the rows in the order of the listing, so a page is
read and nothing besides; where a filter may be met in several ways, the first rows of each
are put together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy import tuple_ as row_of

from reportedly.ledger import schema
from reportedly.ledger.cursors import Number, cursor_of, place_of
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.matching import Condition, Filter, among, coded, equal, one
from reportedly.ledger.topics import bears_on, holds
from reportedly.records import Record

LookedUp = Callable[[Connection, str], Condition]


class Place(NamedTuple):
    """Where a row stands in the order of a listing."""

    published: str
    document: str
    number: Number


class Page(Record, frozen=True, kw_only=True):
    """Some rows, and the cursor to the next ones, or None after the last."""

    rows: tuple[dict[str, Any], ...]
    next: str | None


class Filters(Record, frozen=True, kw_only=True):
    """What to list; a field that is None filters nothing.

    `since` and `until` are dates of publication, both included; `by` is a party's
    name, code, or the first part of its code ("RUS" finds "RUS.GOV"); `about` the code of
    a state or group whose transfers a claim bears on; `words` are words of its content.
    `as_of` lets through what had been published by the end of that day: what bears no date
    can't be said to have been.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
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
    verdict: str | None = None
    about: str | None = None
    words: str | None = None

    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class Listing:
    """A table of parts with the filters that it understands, those apart whose condition is
    made by a look into the ledger."""

    table: Any
    filters: dict[str, Filter]
    looked_up: dict[str, LookedUp] = field(default_factory=dict)

    def query(
        self, connection: Connection, filters: Filters, limit: int, after: Place | None
    ) -> Select[Any]:
        """The first `limit` rows that `filters` let through, in order, those behind the place
        `after`; with title and outlet of the document."""
        known, given = self._of_all() | self.filters, filters.given()
        ways = [known[name](value) for name, value in given.items() if name in known]
        ways += [
            (self.looked_up[name](connection, value),)
            for name, value in given.items()
            if name in self.looked_up
        ]
        if after:
            ways.append((self._behind(after),))
        branches = [self._branch(conditions, limit) for conditions in product(*ways)]
        found = (
            branches[0]
            if len(branches) == 1
            else union(*(select(branch.subquery()) for branch in branches))
        ).subquery()
        columns, of_document = self.table.c, schema.documents.c
        shown = [column for column in columns if column.name != "publisher"]
        same = and_(columns.document_id == found.c.document_id, columns.number == found.c.number)
        return (
            select(*shown, of_document.title, of_document.publisher)
            .join_from(found, self.table, same)
            .join(schema.documents, of_document.id == columns.document_id)
            .order_by(*_order(columns))
            .limit(limit)
        )

    def _branch(self, conditions: tuple[Condition, ...], limit: int) -> Select[Any]:
        """Where the first rows stand: all that their indexes need to tell."""
        columns = self.table.c
        query = select(columns.published, columns.document_id, columns.number).where(*conditions)
        return query.order_by(*_order(columns)).limit(limit)

    def _of_all(self) -> dict[str, Filter]:
        columns = self.table.c
        return {
            "since": one(lambda value: columns.published >= value),
            "until": one(lambda value: columns.published <= f"{value}~"),
            "as_of": one(lambda value: columns.published.between("0", f"{value}~")),
            "document": equal(columns.document_id),
        }

    def _behind(self, place: Place) -> Condition:
        columns = self.table.c
        row = row_of(columns.published, columns.document_id)
        last = row_of(place.published, place.document)
        return and_(row <= last, or_(row < last, columns.number > place.number))


def _order(columns: Any) -> tuple[Any, ...]:
    return columns.published.desc(), columns.document_id.desc(), columns.number


def _has_goods(value: str) -> ColumnElement[bool]:
    goods, transfers = schema.goods.c, schema.transfers.c
    return exists().where(
        goods.document_id == transfers.document_id,
        goods.transfer == transfers.id,
        goods.category == value,
    )


claims, events, transfers = schema.claims.c, schema.events.c, schema.transfers.c
documents, findings = schema.documents.c, schema.findings.c
_documents = (
    select(
        documents.id.label("document_id"),
        # As the index has it: a literal, no parameter.
        func.coalesce(documents.published, literal_column("''")).label("published"),
        documents.number,
        documents.publisher,
        documents.language,
        documents.reprint_of,
        documents.story,
    )
).subquery("listed")
LISTINGS = {
    "documents": Listing(_documents, {"by": equal(_documents.c.publisher)}),
    "claims": Listing(
        schema.claims,
        {
            "by": coded(claims.source_state, claims.source_code, claims.source_name),
            "stance": equal(claims.stance),
        },
        {"about": bears_on, "words": holds},
    ),
    "events": Listing(schema.events, {"by": one(among(events.actors)), "type": equal(events.type)}),
    "transfers": Listing(
        schema.transfers,
        {
            "by": equal(transfers.supplier, transfers.recipient),
            "supplier": equal(transfers.supplier),
            "recipient": equal(transfers.recipient),
            "status": equal(transfers.status),
            "dossier": equal(transfers.dossier),
            "category": one(_has_goods),
        },
    ),
    "findings": Listing(
        schema.findings, {"regime": equal(findings.regime), "verdict": equal(findings.verdict)}
    ),
}


def page(
    ledger: Ledger, listing: str, filters: Filters, *, limit: int = 50, cursor: str | None = None
) -> Page:
    """The first `limit` rows of `listing`, a key of `LISTINGS`, after `cursor`.

    Raises `UnknownCursor`, and `KeyError` for a listing that there is not.
    """
    after = place_of(cursor, Place) if cursor else None
    with ledger.asking() as connection:
        query = LISTINGS[listing].query(connection, filters, limit + 1, after)
        rows = [dict(row) for row in connection.execute(query).mappings()]
    shown = tuple(rows[:limit])
    return Page(rows=shown, next=_cursor(shown[-1]) if len(rows) > limit else None)


def _cursor(row: dict[str, Any]) -> str:
    return cursor_of(Place(row["published"], row["document_id"], row["number"]))
