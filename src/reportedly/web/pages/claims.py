"""The table of claims, and search in documents."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request

from reportedly.ledger.listings import Filters, page
from reportedly.ledger.statements import dossiers_of_claims
from reportedly.records import Stance
from reportedly.web.api import Cursor, service
from reportedly.web.filters import filters
from reportedly.web.pages.rendering import Word, page_router, rendered, role

router = page_router()
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]
Listed = Annotated[
    Filters, Depends(filters("by", "stance", "about", "since", "until", "words", "document"))
]


@router.get("/claims")
def claims(request: Request, listed: Listed, cursor: Cursor = None) -> Any:
    """The table of claims."""
    ledger = service(request).ledger
    asked = msgspec.structs.replace(listed, about=role(listed.about))
    found = page(ledger, "claims", asked, cursor=cursor)
    return rendered(
        request,
        "claims.html",
        filters=listed,
        stances=STANCES,
        rows=found.rows,
        dossiers=dossiers_of_claims(ledger, found.rows),
        next=found.next,
    )


@router.get("/search")
def search(request: Request, q: Word = "") -> Any:
    """Documents by their words."""
    # Marks that no text holds: the template splits at them, so that a snippet stays text.
    hits = service(request).ledger.search(q, limit=50, marks=("\ue000", "\ue001"))
    return rendered(request, "search.html", q=q, hits=hits)
