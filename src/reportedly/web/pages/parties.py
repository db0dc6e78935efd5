"""Parties: who makes claims, and what one of them asserted and denied over time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from reportedly.assessment.entries import UnreadableList
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.sources import sources_page
from reportedly.ledger.statements import Profile, dossiers_of_claims, profile
from reportedly.reference.states import state_name
from reportedly.web.api import Cursor, service
from reportedly.web.charts.bars import by_month
from reportedly.web.filters import filters
from reportedly.web.pages.claims import STANCES
from reportedly.web.pages.rendering import Word, missing, page_router, rendered
from reportedly.web.screens import KINDS, Screens

router = page_router()


@router.get("/parties")
def parties(
    request: Request,
    listed: Annotated[Filters, Depends(filters("by", "since", "until"))],
    cursor: Cursor = None,
) -> Any:
    """Who makes claims."""
    found = sources_page(service(request).ledger, listed, limit=100, cursor=cursor)
    return rendered(request, "parties.html", rows=found.rows, filters=listed, next=found.next)


@router.get("/party")
def party(
    request: Request,
    listed: Annotated[Filters, Depends(filters("stance", "since", "until", "words"))],
    name: Word = "",
    cursor: Cursor = None,
) -> Any:
    """What the party of that name asserted and denied over time."""
    ledger = service(request).ledger
    known = profile(ledger, name)
    if known is None:
        return missing(request, f"No document names a party “{name}”.")
    found = page(ledger, "claims", Filters(by=name, **listed.given()), limit=30, cursor=cursor)
    state = known.codes[0].partition(".")[0] if known.codes else ""
    return rendered(
        request,
        "party.html",
        party=known,
        filters=listed,
        stances=STANCES,
        rows=found.rows,
        dossiers=dossiers_of_claims(ledger, found.rows),
        next=found.next,
        months=by_month(known.months),
        state=state if state_name(state) == name else "",
        speakers=_speakers(request, known, state),
        matches=_matches(request, known),
    )


def _speakers(request: Request, known: Profile, state: str) -> list[dict[str, Any]]:
    """Who else speaks for the state that the party is, the most heard first."""
    if not state or state_name(state) != known.name:
        return []
    found = sources_page(service(request).ledger, Filters(by=state), limit=16)
    return [row for row in found.rows if row["name"] != known.name]


def _matches(request: Request, known: Profile) -> Any:
    screens: Screens = request.app.state.screens
    kind = next((kind for kind in known.kinds if kind in KINDS), "")
    try:
        return screens.matches(known.name, kind)
    except UnreadableList:
        return "broken"
