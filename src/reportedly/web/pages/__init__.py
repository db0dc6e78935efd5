"""The pages: rendered here, whole without JavaScript, every text escaped by the templates."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.web.jobs import Jobs
from reportedly.web.pages import claims, documents, dossiers, flows, method, parties, reading
from reportedly.web.pages.rendering import missing
from reportedly.web.screens import Screens


def add_pages(app: FastAPI) -> None:
    """Add the pages to `app`, and what they keep besides the ledger."""
    app.state.jobs = Jobs(app.state.service.analyse)
    app.state.screens = Screens()
    for part in (dossiers, flows, claims, parties, documents, reading, method):
        app.include_router(part.router)
    app.router.default = _nowhere(app.router.default)


def _nowhere(problem: ASGIApp) -> ASGIApp:
    """What answers an address that there is not: a page, but for the API the `problem`."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive) if scope["type"] == "http" else None
        if request is None or request.url.path.startswith(f"{scope.get('root_path', '')}/api/"):
            await problem(scope, receive, send)
            return
        page = missing(request, f"There is no page {request.url.path}.")
        await page(scope, receive, send)

    return answer
