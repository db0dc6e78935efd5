"""One document, one dossier, and the list of dossiers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from reportedly.ledger.dossiers import dossier_as_of, stored_dossier
from reportedly.ledger.listings import Filters
from reportedly.ledger.past import dossier_page_as_of, narrowed
from reportedly.ledger.summaries import dossier_page
from reportedly.linking.records import Dossier
from reportedly.web.api.answers import (
    Cursor,
    DocumentId,
    DossierId,
    Limit,
    encoded,
    listed,
    service,
)
from reportedly.web.api.described import answers
from reportedly.web.filters import filters

router = APIRouter(tags=["ledger"])


@router.get("/documents/{document_id}", responses=answers("Analysis", 404))
def document(request: Request, document_id: DocumentId) -> Response:
    """The whole record of one document."""
    analysis = service(request).ledger.analysis(document_id)
    if analysis is None:
        raise HTTPException(404, "no document of that id")
    return encoded(request, analysis)


@router.get("/dossiers", responses=answers("DossierPage"))
def dossiers(
    request: Request,
    asked: Annotated[
        Filters,
        Depends(
            filters("since", "until", "as_of", "by", "supplier", "recipient", "category", "status")
        ),
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What is reported of each deal, the latest report first. `by` is the supplier or the
    recipient."""
    ledger = service(request).ledger
    if asked.as_of:
        found = dossier_page_as_of(ledger, asked, asked.as_of, limit=limit, cursor=cursor)
    else:
        found = dossier_page(ledger, asked, limit=limit, cursor=cursor)
    return listed(request, found.rows, found.next)


@router.get("/dossiers/{dossier_id}", responses=answers("Dossier", 404))
def dossier(
    request: Request,
    dossier_id: DossierId,
    asked: Annotated[Filters, Depends(filters("since", "until", "as_of", "by"))],
) -> Response:
    """One dossier: history, who says what, findings, sources; of these what was published `since`
    and `until` these days, and said by the party `by`. Counts are of the whole."""
    return encoded(request, narrowed(the_dossier(request, dossier_id, asked.as_of), asked))


def the_dossier(request: Request, dossier_id: str, as_of: str | None = None) -> Dossier:
    """The dossier of that id. Raises 404."""
    ledger = service(request).ledger
    if as_of:
        found = dossier_as_of(ledger, dossier_id, as_of)
    else:
        found = stored_dossier(ledger, dossier_id)
    if found is None:
        raise HTTPException(404, "no dossier of that id" + (f" on {as_of}" if as_of else ""))
    return found
