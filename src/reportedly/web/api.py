"""The REST API: what the ledger holds, as JSON, and the analysis of a text.

Responses carry an ETag of their bytes; lists come in pages with a cursor.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from reportedly.ledger.dossiers import stored_dossier, stored_dossiers
from reportedly.ledger.ledger import Hit
from reportedly.ledger.listings import Filters, Page, page
from reportedly.ledger.sources import sources_page
from reportedly.linking.records import Dossier
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis
from reportedly.web.guards import Rate
from reportedly.web.problems import problem_responses

if TYPE_CHECKING:
    from reportedly.web.app import Service

router = APIRouter(tags=["ledger"])
analysis_rate = Rate(count=30, seconds=60)

Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2023-08-31"])]
Word = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=400)]
DocumentId = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def service(request: Request) -> Service:
    """What the application shares."""
    shared: Service = request.app.state.service
    return shared


def encoded(request: Request, content: Any, media: str = "application/json") -> Response:
    """`content` as JSON with its ETag; 304 without a body where the client has it already."""
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = [item.strip() for item in request.headers.get("if-none-match", "").split(",")]
    if tag in known or f"W/{tag}" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)


def _ok(name: str, *problems: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of a response that holds the record `name`."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {
        200: {"description": name, "content": {"application/json": {"schema": schema}}},
        304: {"description": "not changed since the ETag given"},
        **problem_responses(*problems, 503),
    }


@router.get("/documents/{document_id}", responses=_ok("Analysis", 404, 422))
def document(request: Request, document_id: DocumentId) -> Response:
    """The whole record of one document."""
    analysis = service(request).ledger.analysis(document_id)
    if analysis is None:
        raise HTTPException(404, "no document of that id")
    return encoded(request, analysis)


@router.get("/claims", responses=_ok("Page", 422))
def claims(
    request: Request,
    since: Day = None,
    until: Day = None,
    by: Word = None,
    stance: Word = None,
    document_id: Annotated[DocumentId | None, Query()] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who said what, newest first. `by` is a party's name or code."""
    filters = Filters(since=since, until=until, by=by, stance=stance, document=document_id)
    return _listed(request, "claims", filters, limit, cursor)


@router.get("/events", responses=_ok("Page", 422))
def events(
    request: Request,
    since: Day = None,
    until: Day = None,
    by: Word = None,
    type: Word = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who did what to whom, newest first, in PLOVER types. `by` is an actor's code."""
    filters = Filters(since=since, until=until, by=by, type=type)
    return _listed(request, "events", filters, limit, cursor)


@router.get("/transfers", responses=_ok("Page", 422))
def transfers(
    request: Request,
    since: Day = None,
    until: Day = None,
    supplier: Word = None,
    recipient: Word = None,
    category: Word = None,
    status: Word = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Reported transfers, one a document, newest first."""
    filters = Filters(
        since=since,
        until=until,
        supplier=supplier,
        recipient=recipient,
        category=category,
        status=status,
    )
    return _listed(request, "transfers", filters, limit, cursor)


@router.get("/dossiers", responses=_ok("Dossiers", 422))
def dossiers(
    request: Request,
    since: Day = None,
    until: Day = None,
    supplier: Word = None,
    recipient: Word = None,
    category: Word = None,
    status: Word = None,
) -> Response:
    """What is reported of each deal, the latest report first."""
    filters = Filters(
        since=since,
        until=until,
        supplier=supplier,
        recipient=recipient,
        category=category,
        status=status,
    )
    return encoded(request, stored_dossiers(service(request).ledger, filters))


@router.get("/dossiers/{dossier_id}", responses=_ok("Dossier", 404, 422))
def dossier(request: Request, dossier_id: Annotated[str, Field(max_length=200)]) -> Response:
    """The whole of one dossier."""
    found = stored_dossier(service(request).ledger, dossier_id)
    if found is None:
        raise HTTPException(404, "no dossier of that id")
    return encoded(request, found)


@router.get("/parties", responses=_ok("Parties", 422))
def parties(
    request: Request,
    since: Day = None,
    until: Day = None,
    by: Word = None,
    limit: Limit = 200,
) -> Response:
    """The parties that make most claims."""
    filters = Filters(since=since, until=until, by=by)
    return encoded(request, sources_page(service(request).ledger, filters, limit=limit).rows)


@router.get("/search", responses=_ok("Hits", 422))
def search(
    request: Request,
    q: Annotated[str, Query(max_length=400, examples=['"artillery shells"'])],
    limit: Limit = 20,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Response:
    """Documents that hold all the words of `q`, best first."""
    return encoded(request, service(request).ledger.search(q, limit=limit, offset=offset))


class Text(BaseModel):
    """A text to analyse."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Ruritania sold shells to Sylvania, an official said on Monday.",
                    "published": "2023-05-02",
                }
            ]
        }
    )
    text: str = Field(min_length=1, max_length=200_000)
    published: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    title: str | None = Field(None, max_length=1000)


@router.post(
    "/analyse",
    responses=_ok("Analysis", 413, 422, 429),
    dependencies=[Depends(analysis_rate)],
)
async def analyse(request: Request, text: Text) -> Response:
    """The record of a text. Nothing is stored."""
    given = document_from_text(text.text, doc_id="text", published=text.published, title=text.title)
    return encoded(request, await run_in_threadpool(service(request).analyse, given))


def describe(app: FastAPI) -> None:
    """Put the JSON schemas of the records into the OpenAPI description of `app`."""
    template = "#/components/schemas/{name}"
    named = {"Hits": list[Hit], "Parties": list[dict[str, Any]], "Dossiers": list[Dossier]}
    (*schemas,), components = msgspec.json.schema_components(
        [Analysis, Page, *named.values()], ref_template=template
    )
    components |= dict(zip(named, schemas[2:], strict=True))
    make = app.openapi

    def openapi() -> dict[str, Any]:
        described = make()
        described.setdefault("components", {}).setdefault("schemas", {}).update(components)
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _listed(
    request: Request, listing: str, filters: Filters, limit: int, cursor: str | None
) -> Response:
    found = page(service(request).ledger, listing, filters, limit=limit, cursor=cursor)
    return encoded(request, found)
