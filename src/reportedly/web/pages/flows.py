"""Who is reported to supply whom: the map and the network."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from reportedly.ledger.flows import Flow, flows
from reportedly.ledger.listings import Filters
from reportedly.web.api import service
from reportedly.web.charts.network import network
from reportedly.web.charts.worldmap import VIEWS, world_map
from reportedly.web.filters import filters
from reportedly.web.pages.rendering import (
    Word,
    goods_choices,
    page_router,
    rendered,
    role,
    status_choices,
)

router = page_router()
MOST = 150
Listed = Annotated[
    Filters, Depends(filters("supplier", "recipient", "by", "category", "status", "since", "until"))
]


@router.get("/map")
def flow_map(request: Request, listed: Listed, view: Word = "world") -> Any:
    """The flows on a map, with the same as a list."""
    found = _flows(request, listed)
    shown = VIEWS.get(view, VIEWS["world"])
    return _page(request, "map.html", listed, found, map=world_map(found, shown), views=VIEWS)


@router.get("/network")
def flow_network(request: Request, listed: Listed) -> Any:
    """Suppliers and recipients, and what is between them."""
    found = _flows(request, listed)
    return _page(request, "network.html", listed, found, network=network(found))


def _flows(request: Request, listed: Filters) -> tuple[Flow, ...]:
    asked = {name: role(getattr(listed, name)) for name in ("supplier", "recipient", "by")}
    given = listed.given() | {name: value for name, value in asked.items() if value}
    return flows(service(request).ledger, Filters(**given), limit=MOST)


def _page(
    request: Request, template: str, listed: Filters, found: tuple[Flow, ...], **picture: Any
) -> Any:
    return rendered(
        request,
        template,
        filters=listed,
        flows=found,
        most=MOST,
        categories=goods_choices(),
        statuses=status_choices(),
        **picture,
    )
