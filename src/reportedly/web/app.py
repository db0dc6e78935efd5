"""The web application: API and pages over one ledger."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock

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


class Service:
    """What requests share: the ledger and one analyser."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = Lock()

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser()

    def analyse(self, document: Document) -> Analysis:
        """The record of `document`. One at a time: spaCy's pipeline is not safe for threads."""
        with self._lock:
            return self._analyser.analyse(document)


def create_app(ledger: Ledger) -> FastAPI:
    """The application over `ledger`. No request writes to it."""
    app = FastAPI(
        title="reportedly",
        version=__version__,
        summary="A sourced ledger of what is reported of arms transfers.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.service = Service(ledger)
    tell_problems(app)
    app.add_middleware(Guards)
    app.include_router(api.router, prefix="/api")
    pages.add_pages(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    api.describe(app)
    return app
