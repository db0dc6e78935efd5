"""About the method, and which sanctions lists are kept."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from reportedly.assessment.entries import UnreadableList
from reportedly.web.pages.rendering import page_router, rendered

router = page_router()


@router.get("/about")
def about(request: Request) -> Any:
    """How it works, and what it does not say."""
    return rendered(request, "about.html")


@router.get("/lists")
def lists(request: Request) -> Any:
    """Which lists names are held against, and of which day they are."""
    screens = request.app.state.screens
    try:
        headers, fault = screens.headers(), ""
    except UnreadableList as error:
        headers, fault = (), str(error)
    return rendered(request, "lists.html", headers=headers, fault=fault, folder=screens.folder)
