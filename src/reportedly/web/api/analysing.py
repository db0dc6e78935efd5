"""Texts that are sent: analysed, and stored where the ledger takes them from the sender."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from reportedly.ledger.linking import link
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis
from reportedly.web.api.answers import encoded, service
from reportedly.web.api.described import answers
from reportedly.web.guards import Rate


class JsonRoute(APIRoute):
    """A route that takes JSON and says so of anything else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route. Raises 415."""
        handler = super().get_route_handler()

        async def checked(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise HTTPException(415, f"{kind or 'a body of no kind'} is not application/json")
            return await handler(request)

        return checked


router = APIRouter(tags=["analysis"], route_class=JsonRoute)
analysis_rate = Rate(count=30, seconds=60)
_bearer = HTTPBearer(auto_error=False, description="REPORTEDLY_TOKEN of the server.")
_EXAMPLE: dict[str, JsonValue] = {
    "text": "Ruritania sold shells to Sylvania, an official said on Monday.",
    "published": "2023-05-02",
    "title": "Ruritania sold shells",
}


class Text(BaseModel):
    """A text to analyse."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})
    text: str = Field(min_length=1, max_length=200_000)
    published: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    title: str | None = Field(None, max_length=1000)


class Article(Text):
    """A text to store, and where it was found. `doc_id` is the name you give it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _EXAMPLE
                | {
                    "doc_id": "harbour-post-17",
                    "publisher": "Harbour Post",
                    "url": "https://example.org/17",
                }
            ]
        }
    )
    doc_id: str = Field("posted", min_length=1, max_length=500)
    publisher: str | None = Field(None, max_length=250)
    url: str | None = Field(None, max_length=2000, pattern=r"^https?://")


def may_write(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    """Let pass who holds the token. Raises 403 where none is set, 401 for another."""
    token = service(request).token
    if token is None:
        raise HTTPException(403, "read-only: the server has no REPORTEDLY_TOKEN")
    offered = given.credentials if given else ""
    if not hmac.compare_digest(offered.encode(), token.encode()):
        raise HTTPException(401, "not the token", {"WWW-Authenticate": "Bearer"})


@router.post(
    "/analyse",
    responses=answers("Analysis", 400, 408, 413, 415, 429),
    dependencies=[Depends(analysis_rate)],
)
async def analyse(request: Request, text: Text) -> Response:
    """The record of a text. Nothing is stored."""
    return encoded(request, await _analysed(request, {"doc_id": "text", **text.model_dump()}))


@router.post(
    "/documents",
    status_code=201,
    responses=answers("Analysis", 400, 401, 403, 408, 413, 415, 429, status=201),
    dependencies=[Depends(may_write), Depends(analysis_rate)],
)
async def add_document(request: Request, article: Article) -> Response:
    """Analyse a text, store its record and link its dossiers. What is sent twice is stored once."""
    analysis = await _analysed(request, article.model_dump())
    await to_thread.run_sync(_store, request, analysis)
    location = request.url_for("document", document_id=analysis.document.id)
    return encoded(request, analysis, status=201, headers={"Location": location.path})


async def _analysed(request: Request, given: dict[str, Any]) -> Analysis:
    """The record of the text that is `given`, made in the one thread that waits for the model."""
    shared = service(request)
    return await to_thread.run_sync(
        lambda: shared.analyse(document_from_text(**given)), limiter=shared.analysing
    )


def _store(request: Request, analysis: Analysis) -> None:
    ledger = service(request).ledger
    ledger.store([analysis])
    link(ledger)
