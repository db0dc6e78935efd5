"""Dossiers: the list, one dossier, and its report for printing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.routing import NoMatchFound

from reportedly.ledger.dossiers import stored_dossier
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.past import as_it_stood, dossier_page_as_of
from reportedly.ledger.places import places_of_goods
from reportedly.ledger.statements import who_made_claims
from reportedly.ledger.summaries import dossier_page
from reportedly.linking.records import Dossier, Report
from reportedly.web.api import Cursor, service
from reportedly.web.charts.bars import sparkline
from reportedly.web.charts.timeline import timeline
from reportedly.web.leads import LINES, leads_of
from reportedly.web.matrix import POSITIONS, goods_of, matrix_of
from reportedly.web.pages.narrowing import DossierFilters, choices, coded
from reportedly.web.pages.rendering import (
    Day,
    missing,
    page_router,
    rendered,
)

router = page_router()
EXPORTS = {
    "csv": "CSV tables",
    "ftm": "FollowTheMoney",
    "annotations": "Web annotations",
    "plover": "PLOVER events",
    "register": "Trade register",
}
_STATEMENTS, _STORIES, _ALL = 6, 40, 100_000


@dataclass(frozen=True)
class Told:
    """How a dossier is to be shown: as of which day, and whether at full length."""

    as_of: Day = ""
    all: bool = False


@router.get("/")
def dossiers(
    request: Request, listed: DossierFilters, as_of: Day = "", cursor: Cursor = None
) -> Any:
    """The dossiers, the latest report first; how to begin, while there is nothing."""
    ledger = service(request).ledger
    asked = coded(listed)
    if as_of:
        found = dossier_page_as_of(ledger, asked, as_of, cursor=cursor)
    else:
        found = dossier_page(ledger, asked, limit=30, cursor=cursor)
    filtered = bool(as_of or cursor or asked.given())
    if not found.rows and not filtered and not ledger.counts()["documents"]:
        return rendered(request, "empty.html")
    return rendered(
        request,
        "dossiers.html",
        filters=listed,
        filtered=filtered,
        as_of=as_of,
        dossiers=[(row, sparkline(row.reports)) for row in found.rows],
        next=found.next,
        **choices(),
    )


@router.get("/dossiers/{dossier_id}")
def dossier(request: Request, dossier_id: str, told: Annotated[Told, Depends()]) -> Any:
    """All that is reported of one deal."""
    return _dossier_page(request, "dossier.html", dossier_id, told)


@router.get("/dossiers/{dossier_id}/report")
def report(request: Request, dossier_id: str, as_of: Day = "") -> Any:
    """The dossier at full length, to be printed or saved as PDF."""
    return _dossier_page(request, "report.html", dossier_id, Told(as_of=as_of, all=True))


def _dossier_page(request: Request, template: str, dossier_id: str, told: Told) -> Any:
    ledger = service(request).ledger
    found = stored_dossier(ledger, dossier_id)
    if found and told.as_of:
        found = as_it_stood(found, told.as_of)
    if found is None:
        day = f" on {told.as_of}" if told.as_of else ""
        return missing(request, f"There is no dossier “{dossier_id}”{day}.")
    exports = _exports(request, dossier_id)
    return rendered(request, template, exports=exports, **shown(ledger, found, told))


def shown(ledger: Ledger, found: Dossier, told: Told) -> dict[str, Any]:
    """What the templates of a dossier are filled with."""
    reports = {one.document: one for one in found.reports}
    matrix = matrix_of(found, reports, _ALL if told.all else _STATEMENTS)
    chart = timeline(found)
    leads = leads_of(ledger, found, matrix, chart)
    stories = _stories(found)
    return {
        "dossier": found,
        "chart": chart,
        "leads": leads,
        "lines": LINES,
        "reports": reports,
        "positions": POSITIONS,
        "matrix": matrix,
        "parties": who_made_claims(ledger, _names(found)),
        "goods": goods_of(found, places_of_goods(ledger, found)),
        "stories": stories if told.all else stories[:_STORIES],
        "more_stories": 0 if told.all else max(0, len(stories) - _STORIES),
        "start": leads.start,
        **asdict(told),
    }


def _names(found: Dossier) -> Iterator[str]:
    """The names that the page tells of, and that may have a page of their own."""
    yield from (row.voice.name for row in found.matrix)
    yield from (name for step in found.history for name in step.sources)


def _stories(found: Dossier) -> list[list[Report]]:
    """The reports by the story that they carry, the copies after its first, the latest first."""
    stories: dict[str, list[Report]] = {}
    for one in found.reports:
        stories.setdefault(one.story or one.document, []).append(one)
    return sorted(stories.values(), key=lambda story: story[0].published or "", reverse=True)


def _exports(request: Request, dossier_id: str) -> dict[str, str]:
    """The addresses of the dossier in other forms, by what they are called."""
    try:
        address = request.app.url_path_for("dossier_export", dossier_id=dossier_id)
    except NoMatchFound:
        return {}
    return {name: f"{address.lstrip('/')}?to={form}" for form, name in EXPORTS.items()}
