"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from reportedly.ledger.cursors import UnknownCursor
from reportedly.ledger.ledger import Unaskable
from reportedly.records import BadDate, LedgerUnavailable, UnreadableDocument

PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """A response of `application/problem+json`."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return Response(msgspec.json.encode(body), status, headers, "application/problem+json")


def problem_responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The OpenAPI description of problems with these statuses."""
    content = {"application/problem+json": {"schema": PROBLEM_SCHEMA}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


def tell_problems(app: FastAPI) -> None:
    """Make `app` answer every expected error with problem details."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UnknownCursor, _unreadable)
    app.add_exception_handler(Unaskable, _unreadable)
    app.add_exception_handler(LedgerUnavailable, _unavailable)
    app.add_exception_handler(UnreadableDocument, _unreadable)
    app.add_exception_handler(BadDate, _unreadable)
    app.add_exception_handler(Exception, _unexpected)


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  starlette's type of handlers is wider
    return problem(error.status_code, error.detail, dict(error.headers or {}))


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return problem(422, "; ".join(faults))


async def _unavailable(_request: Request, _error: Exception) -> Response:
    return problem(503, "the ledger can't be reached", {"Retry-After": "5"})


async def _unreadable(_request: Request, error: Exception) -> Response:
    return problem(422, str(error))


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return problem(500, "a fault of the server; its log says more")
