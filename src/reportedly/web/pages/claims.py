"""The table of claims, and search: documents by their words, and what draws on them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request

from reportedly.ledger.listings import Filters, page
from reportedly.ledger.search import search as search_documents
from reportedly.ledger.sources import sources_page
from reportedly.ledger.statements import dossiers_of_claims
from reportedly.ledger.whereabouts import dossiers_of_documents
from reportedly.records import Stance
from reportedly.web.api import Cursor, service
from reportedly.web.filters import filters
from reportedly.web.pages.narrowing import role
from reportedly.web.pages.rendering import MARKS, Word, page_router, rendered

router = page_router()
SHOWN = 20
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]
Listed = Annotated[
    Filters, Depends(filters("by", "stance", "about", "since", "until", "words", "document"))
]


@router.get("/claims")
def claims(request: Request, listed: Listed, cursor: Cursor = None) -> Any:
    """The table of claims."""
    ledger = service(request).ledger
    asked = msgspec.structs.replace(listed, about=role(listed.about))
    found = page(ledger, "claims", asked, limit=30, cursor=cursor)
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
    ledger = service(request).ledger
    hits = search_documents(ledger, q, Filters(), limit=SHOWN, marks=MARKS).rows
    dossiers = dossiers_of_documents(ledger, [hit.document_id for hit in hits])
    # The dossier that draws on most of what was found, first.
    drawn_on = Counter(dossier for some in dossiers.values() for dossier in some)
    return rendered(
        request,
        "search.html",
        q=q,
        hits=hits,
        dossiers=dossiers,
        drawn_on=sorted(drawn_on.items(), key=lambda item: (-item[1], item[0]))[:12],
        parties=sources_page(ledger, Filters(by=q.strip()), limit=5).rows if q.strip() else (),
        most=SHOWN,
    )
