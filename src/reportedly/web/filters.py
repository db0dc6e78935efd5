"""The filters of a list, from the query of a request: one dependency for the API and the pages.

`Listed = Annotated[Filters, Depends(filters("since", "until", "by"))]` as the type of a
parameter gives a route these three query parameters, in its OpenAPI description too. What a
form sends empty is not given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import Query
from pydantic import AfterValidator

from reportedly.ledger.listings import Filters


def _day(value: str | None) -> str | None:
    """`value` if it is empty or a day of the calendar. Raises `ValueError`."""
    return date.fromisoformat(value).isoformat() if value else value


_DAY = Annotated[
    str | None,
    Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", examples=["2023-08-31"]),
    AfterValidator(_day),
]
_WORD = Annotated[str | None, Query(max_length=200)]
_DOCUMENT = Annotated[str | None, Query(alias="document_id", pattern=r"^([0-9a-f]{64})?$")]
_KINDS: dict[str, Any] = {"since": _DAY, "until": _DAY, "as_of": _DAY, "document": _DOCUMENT}


def filters(*names: str) -> Callable[..., Filters]:
    """A FastAPI dependency that gives `Filters` of the fields `names`."""
    unknown = set(names) - set(Filters.__struct_fields__)
    if unknown:
        raise TypeError(f"no filters: {', '.join(sorted(unknown))}")

    def given(**values: str | None) -> Filters:
        return Filters(**{name: value or None for name, value in values.items()})

    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=_KINDS.get(name, _WORD))
        for name in names
    ]
    # FastAPI reads a dependency's parameters from its signature, which this one has from `names`.
    given.__signature__ = Signature(parameters, return_annotation=Filters)  # type: ignore[attr-defined]
    return given
