"""Who is reported to supply whom: the map and the network."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from reportedly.ledger.flows import Flow, flows
from reportedly.ledger.listings import Filters
from reportedly.web.api import service
from reportedly.web.charts.network import network
from reportedly.web.charts.worldmap import DRAWN, VIEWS, world_map
from reportedly.web.pages.narrowing import DossierFilters, choices, coded
from reportedly.web.pages.rendering import Word, page_router, rendered

router = page_router()
MOST = 150


@router.get("/map")
def flow_map(request: Request, listed: DossierFilters, view: Word = "world") -> Any:
    """The flows on a map, with the same as a list."""
    found = _flows(request, listed)
    shown = VIEWS.get(view, VIEWS["world"])
    return _page(
        request, "map.html", listed, found, map=world_map(found, shown), views=VIEWS, drawn=DRAWN
    )


@router.get("/network")
def flow_network(request: Request, listed: DossierFilters) -> Any:
    """Suppliers and recipients, and what is between them."""
    found = _flows(request, listed)
    return _page(request, "network.html", listed, found, network=network(found))


def _flows(request: Request, listed: Filters) -> tuple[Flow, ...]:
    return flows(service(request).ledger, coded(listed), limit=MOST)


def _page(
    request: Request, template: str, listed: Filters, found: tuple[Flow, ...], **picture: Any
) -> Any:
    return rendered(
        request,
        template,
        filters=listed,
        flows=found,
        most=MOST,
        **choices(),
        **picture,
    )
