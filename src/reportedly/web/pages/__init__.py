"""The pages: rendered here, whole without JavaScript, every text escaped by the templates."""

from __future__ import annotations

from fastapi import FastAPI

from reportedly.web.jobs import Jobs
from reportedly.web.pages import claims, documents, dossiers, flows, method, parties, reading
from reportedly.web.screens import Screens


def add_pages(app: FastAPI) -> None:
    """Add the pages to `app`, and what they keep besides the ledger."""
    app.state.jobs = Jobs(app.state.service.analyse)
    app.state.screens = Screens()
    for part in (dossiers, flows, claims, parties, documents, reading, method):
        app.include_router(part.router)
