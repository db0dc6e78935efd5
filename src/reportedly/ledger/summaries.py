"""What a list shows of a dossier: small, made when dossiers are linked, read page by page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, or_, select

from reportedly.ledger import schema
from reportedly.ledger.cursors import cursor_of, place_of
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters
from reportedly.ledger.matching import among, equal, one
from reportedly.linking.dates import ordinal
from reportedly.linking.records import Dossier
from reportedly.records import Record
from reportedly.reference.states import state_code

STRETCHES = 16
_ENCODER = msgspec.json.Encoder()

dossiers = schema.dossiers.c


class Place(NamedTuple):
    """Where a dossier stands in the order of the list."""

    last_report: str
    id: str


class NamedGoods(Record, frozen=True, kw_only=True):
    """A category of goods, and the designations that were reported."""

    category: str
    designations: tuple[str, ...] = ()


class Summary(Record, frozen=True, kw_only=True):
    """A dossier in a list. `reports` counts documents over equal stretches of time from the
    first report to the last; `would_fall_under` names instruments."""

    id: str
    supplier: str | None
    recipient: str | None
    family: str
    goods: tuple[NamedGoods, ...]
    status: str
    first_report: str | None
    last_report: str | None
    documents: int
    independent_outlets: int
    independent_sources: int
    denials: int
    reports: tuple[int, ...] = ()
    would_fall_under: tuple[str, ...] = ()


class SummaryPage(Record, frozen=True, kw_only=True):
    """Some dossiers, the latest report first, and the cursor to the next ones or None."""

    rows: tuple[Summary, ...]
    next: str | None


_DECODER = msgspec.json.Decoder(Summary)


def summary_of(dossier: Dossier) -> Summary:
    """What a list shows of `dossier`."""
    shared = set(Summary.__struct_fields__) & set(Dossier.__struct_fields__) - {"goods", "reports"}
    under = (f.instrument for f in dossier.findings if f.verdict == "would_fall_under")
    return Summary(
        **{name: getattr(dossier, name) for name in shared},
        goods=tuple(
            NamedGoods(category=goods.category, designations=goods.designations)
            for goods in dossier.goods
        ),
        documents=len(dossier.reports),
        reports=_over_time(report.published for report in dossier.reports),
        would_fall_under=tuple(dict.fromkeys(under)),
    )


def summary_row(dossier: Dossier) -> dict[str, object]:
    """The columns of a dossier that its summary fills."""
    summary = summary_of(dossier)
    names = "id supplier recipient family status first_report documents"
    counts = "independent_outlets independent_sources denials"
    return {name: getattr(summary, name) for name in f"{names} {counts}".split()} | {
        "last_report": summary.last_report or "",
        "goods": ",".join(goods.category for goods in summary.goods),
        "summary": _ENCODER.encode(summary),
    }


def dossier_page(
    ledger: Ledger, filters: Filters, *, limit: int = 50, cursor: str | None = None
) -> SummaryPage:
    """The first `limit` dossiers after `cursor` that `filters` let through.

    Raises `UnknownCursor`.
    """
    order = dossiers.last_report.desc(), dossiers.id
    query = select(dossiers.id).where(*wanted(filters)).order_by(*order).limit(limit + 1)
    if cursor:
        place = place_of(cursor, Place)
        behind = or_(dossiers.last_report < place.last_report, dossiers.id > place.id)
        query = query.where(dossiers.last_report <= place.last_report, behind)
    found = query.subquery()
    rows_of = select(dossiers.last_report, dossiers.id, dossiers.summary).join(
        found, found.c.id == dossiers.id
    )
    with ledger.asking() as connection:
        rows = connection.execute(rows_of.order_by(*order)).all()
    shown = rows[:limit]
    following = cursor_of(Place(shown[-1].last_report, shown[-1].id)) if len(rows) > limit else None
    return SummaryPage(rows=tuple(_DECODER.decode(row.summary) for row in shown), next=following)


def wanted(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that `filters` put on dossiers."""
    return [
        or_(*_FILTERS[name](value)) for name, value in filters.given().items() if name in _FILTERS
    ]


def admits(filters: Filters, found: Summary) -> bool:
    """Whether `filters` let `found` through: as `wanted`, for what is not stored as it stood."""
    roles = (found.supplier, found.recipient)
    return (
        (filters.since or "") <= (found.last_report or "")
        and (not filters.until or "0" < (found.first_report or "") <= f"{filters.until}~")
        and filters.supplier in (None, found.supplier)
        and filters.recipient in (None, found.recipient)
        and filters.status in (None, found.status)
        and (not filters.by or _role(filters.by) in roles)
        and filters.category in (None, *(goods.category for goods in found.goods))
    )


def _role(value: str) -> str:
    """A party as suppliers and recipients are written: a state by its code, whatever name or
    sector of it was given."""
    return state_code(value) or state_code(value.partition(".")[0]) or value


_FILTERS = {
    "since": one(lambda value: dossiers.last_report >= value),
    "until": one(lambda value: dossiers.first_report <= f"{value}~"),
    "supplier": equal(dossiers.supplier),
    "recipient": equal(dossiers.recipient),
    "status": equal(dossiers.status),
    "by": lambda value: equal(dossiers.supplier, dossiers.recipient)(_role(value)),
    "category": one(among(dossiers.goods)),
}


def _over_time(published: Iterable[str | None]) -> tuple[int, ...]:
    """How many of the dates fall into each of equal stretches, from the first to the last."""
    days = [day for date in published if (day := ordinal(date)) is not None]
    if not days:
        return ()
    first, span = min(days), max(1, max(days) - min(days))
    counts = [0] * STRETCHES
    for day in days:
        counts[min(STRETCHES - 1, (day - first) * STRETCHES // span)] += 1
    return tuple(counts)
