"""What all answers share: the ledger they read, their ETag, the link to what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import Query, Request, Response
from pydantic import Field

if TYPE_CHECKING:
    from reportedly.web.app import Service

Limit = Annotated[int, Query(ge=1, le=500, description="Rows at most.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="`next` of the page before, or nothing.")
]
DocumentId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="The SHA-256 of the document's text.")
]
DossierId = Annotated[str, Field(max_length=200, examples=["prk-rus-ammunition-2023"])]


def service(request: Request) -> Service:
    """What the application shares."""
    shared: Service = request.app.state.service
    return shared


def encoded(
    request: Request, content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """`content` as JSON with its ETag; 304 without a body where the client has it already."""
    body = msgspec.json.encode(content)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    known = [item.strip() for item in request.headers.get("if-none-match", "").split(",")]
    if request.method == "GET" and (tag in known or f"W/{tag}" in known or "*" in known):
        return Response(status_code=304, headers=sent)
    return Response(body, status, sent, "application/json")


def listed(request: Request, rows: Any, following: str | None) -> Response:
    """A page of a list, with the link to the next one (RFC 8288) besides its cursor."""
    headers = {}
    if following:
        query = urlencode({**request.query_params, "cursor": following})
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return encoded(request, {"rows": rows, "next": following}, headers=headers)
