"""The REST API: what the ledger holds, as JSON, and the analysis of a text.

Answers carry an ETag of their bytes; lists come in pages with a cursor.
"""

from __future__ import annotations

from fastapi import APIRouter

from reportedly.web.api import analysing, details, exports, lists
from reportedly.web.api.analysing import analysis_rate
from reportedly.web.api.answers import Cursor, service
from reportedly.web.api.described import describe

router = APIRouter()
for part in (lists, details, exports, analysing):
    router.include_router(part.router)

__all__ = ["Cursor", "analysis_rate", "describe", "router", "service"]
