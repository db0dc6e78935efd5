"""The web application: API and pages over one ledger."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from reportedly.analysis import Analyser
from reportedly.ledger.ledger import Ledger
from reportedly.records import Analysis, Document
from reportedly.version import __version__
from reportedly.web import api, pages
from reportedly.web.guards import Guards
from reportedly.web.problems import tell_problems

_STATIC = Path(__file__).parent / "static"
# Requests that read at once in a process. What reads is mostly Python and the database beside
# it: more threads than this only wait for each other.
THREADS = 2
PATIENCE = 30  # seconds that a query may take


class Service:
    """What requests share: the ledger, who may write to it, and one analyser.

    Analyses and exports of the whole ledger wait for each other, not for threads that others
    need.
    """

    def __init__(self, ledger: Ledger, token: str | None) -> None:
        self.ledger = ledger
        self.token = token
        self.analysing = CapacityLimiter(1)
        self.exporting = CapacityLimiter(1)
        self._lock = Lock()

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser()

    def analyse(self, document: Document) -> Analysis:
        """The record of `document`. One at a time: spaCy's pipeline is not safe for threads."""
        with self._lock:
            return self._analyser.analyse(document)


def create_app(ledger: Ledger, *, token: str | None = None) -> FastAPI:
    """The application over `ledger`. Who holds the `token` may add documents; without one no
    request writes."""
    app = FastAPI(
        title="reportedly",
        version=__version__,
        summary="A sourced ledger of what is reported of arms transfers.",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_limited_threads,
    )
    app.state.service = Service(ledger, token)
    tell_problems(app)
    app.add_middleware(Guards)
    app.include_router(api.router, prefix="/api")
    pages.add_pages(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    api.describe(app)
    return app


def served() -> FastAPI:
    """The application over the ledger that the environment names: one for each worker."""
    ledger = Ledger(os.environ["REPORTEDLY_LEDGER"], patience=PATIENCE)
    return create_app(ledger, token=os.environ.get("REPORTEDLY_TOKEN") or None)


@asynccontextmanager
async def _limited_threads(_app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


_DESCRIPTION = """\
What sources are reported to say of arms transfers: who said it, how they know, who denies it,
and which measure it would fall under. It never says that it is true.
"""
