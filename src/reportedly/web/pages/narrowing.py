"""Filters of dossiers as people fill them in: states by name, goods and statuses to choose from."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Depends

from reportedly.ledger.listings import Filters
from reportedly.reference.goods import goods_table
from reportedly.reference.states import state_code
from reportedly.reference.transfers import transfer_words
from reportedly.web.filters import filters

DossierFilters = Annotated[
    Filters,
    Depends(filters("supplier", "recipient", "by", "category", "status", "since", "until")),
]


def coded(given: Filters) -> Filters:
    """`given` with suppliers and recipients as records have them."""
    roles = {name: role(getattr(given, name)) for name in ("supplier", "recipient", "by")}
    return msgspec.structs.replace(given, **roles)


def role(value: str | None) -> str | None:
    """A supplier or recipient as records have it, from a name or code that a person typed."""
    return (state_code(value) or value.strip()) if value else None


def choices() -> dict[str, Any]:
    """The categories of goods, and the statuses from the first rung of the ladder on."""
    words = transfer_words()
    return {
        "categories": tuple(goods_table().categories),
        "statuses": (*words.ladder, *sorted(words.endings)),
    }
