"""Documents: the list, and the reading view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Depends, Request

from reportedly.ledger.listings import Filters, page
from reportedly.ledger.whereabouts import Appearance, appearances_of, dossiers_of_documents
from reportedly.records import Analysis
from reportedly.web.api import Cursor, service
from reportedly.web.filters import filters
from reportedly.web.highlight import LAYERS, segments
from reportedly.web.pages.rendering import missing, page_router, rendered

router = page_router()


@router.get("/documents")
def documents(
    request: Request,
    listed: Annotated[Filters, Depends(filters("by", "since", "until"))],
    cursor: Cursor = None,
) -> Any:
    """The documents, newest first."""
    found = page(service(request).ledger, "documents", listed, cursor=cursor)
    return rendered(request, "documents.html", filters=listed, rows=found.rows, next=found.next)


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str) -> Any:
    """The reading view of the document whose id is, or begins with, `document_id`."""
    ledger = service(request).ledger
    analysis = ledger.analysis(ledger.full_id(document_id) or "")
    if analysis is None:
        return missing(request, f"There is no document “{document_id}”.")
    key = analysis.document.id
    return reading_view(
        request,
        analysis,
        appearances=appearances_of(ledger, key),
        dossiers=dossiers_of_documents(ledger, [key]).get(key, []),
    )


def reading_view(
    request: Request,
    analysis: Analysis,
    *,
    appearances: Sequence[Appearance] = (),
    dossiers: Sequence[str] = (),
) -> Any:
    """The page that shows an article with what was read in it; where it was found, and what
    draws on it, if it is in the ledger."""
    parties = {party.id: party for party in analysis.parties}
    sources = {
        claim.id: party.name
        if (party := parties.get(claim.source.party or ""))
        else claim.source.text or "not named"
        for claim in analysis.claims
    }
    return rendered(
        request,
        "document.html",
        document=analysis.document,
        analysis=analysis,
        paragraphs=segments(analysis),
        layers=LAYERS,
        parties=parties,
        sources=sources,
        stored=bool(appearances),
        appearances=appearances,
        dossiers=dossiers,
    )
