"""Lists of what the ledger holds, newest first, and search: a page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from reportedly.ledger.listings import Filters, page
from reportedly.ledger.search import search as search_documents
from reportedly.ledger.sources import sources_page
from reportedly.web.api.answers import Cursor, Limit, listed, service
from reportedly.web.api.described import answers
from reportedly.web.api.rows import as_arrays
from reportedly.web.filters import filters

router = APIRouter(tags=["ledger"])


@router.get("/documents", responses=answers("DocumentPage"))
def documents(
    request: Request,
    asked: Annotated[Filters, Depends(filters("since", "until", "as_of", "by"))],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The documents, without their texts. `by` is the outlet."""
    return _listed(request, "documents", asked, limit, cursor)


@router.get("/claims", responses=answers("ClaimPage"))
def claims(
    request: Request,
    asked: Annotated[
        Filters,
        Depends(filters("since", "until", "as_of", "by", "stance", "document", "about", "words")),
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who said what. `by` is a party's name or code; `about` the code of a state or group whose
    transfers the claim bears on; `words` are words of its content."""
    return _listed(request, "claims", asked, limit, cursor)


@router.get("/events", responses=answers("EventPage"))
def events(
    request: Request,
    asked: Annotated[
        Filters, Depends(filters("since", "until", "as_of", "by", "type", "document"))
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who did what to whom, in PLOVER's types. `by` is an actor's code."""
    return _listed(request, "events", asked, limit, cursor)


@router.get("/transfers", responses=answers("TransferPage"))
def transfers(
    request: Request,
    asked: Annotated[
        Filters,
        Depends(
            filters(
                "since",
                "until",
                "as_of",
                "by",
                "supplier",
                "recipient",
                "category",
                "status",
                "dossier",
                "document",
            )
        ),
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Transfers as single documents report them. `by` is the supplier or the recipient."""
    return _listed(request, "transfers", asked, limit, cursor)


@router.get("/findings", responses=answers("FindingPage"))
def findings(
    request: Request,
    asked: Annotated[
        Filters, Depends(filters("since", "until", "as_of", "regime", "verdict", "document"))
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Measures that reported transfers would fall under. No judgement of guilt."""
    return _listed(request, "findings", asked, limit, cursor)


@router.get("/parties", responses=answers("PartyPage"))
def parties(
    request: Request,
    asked: Annotated[Filters, Depends(filters("since", "until", "as_of", "by"))],
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Response:
    """The parties that make most claims, and how many of these deny something."""
    found = sources_page(service(request).ledger, asked, limit=limit, cursor=cursor)
    return listed(request, found.rows, found.next)


@router.get("/search", responses=answers("HitPage"))
def search(
    request: Request,
    q: Annotated[
        str,
        Query(
            max_length=400,
            description="Words that must all occur; in double quotes, a phrase.",
            examples=['"artillery shells" denied'],
        ),
    ],
    asked: Annotated[Filters, Depends(filters("since", "until", "as_of", "by"))],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Documents that hold all the words, best first; of very many, the newest are ranked. `by` is
    a party that claims something in the document."""
    found = search_documents(service(request).ledger, q, asked, limit=limit, cursor=cursor)
    return listed(request, found.rows, found.next)


def _listed(
    request: Request, listing: str, asked: Filters, limit: int, cursor: str | None
) -> Response:
    found = page(service(request).ledger, listing, asked, limit=limit, cursor=cursor)
    return listed(request, as_arrays(found.rows), found.next)
