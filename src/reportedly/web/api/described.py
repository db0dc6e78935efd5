"""The OpenAPI 3.1 description: the schemas of the records, and an example of every answer."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import msgspec
from fastapi import FastAPI

from reportedly.linking.records import Dossier
from reportedly.records import Analysis
from reportedly.web.api.rows import PAGES
from reportedly.web.problems import problem_responses

_REFERENCE = "#/components/schemas/{name}"
_ETAG = {"description": "Of the bytes of the answer.", "schema": {"type": "string"}}
_LINK = {
    "description": 'The next page, as `<…>; rel="next"` (RFC 8288); none after the last.',
    "schema": {"type": "string"},
}


def answers(name: str, *problems: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The description of an answer that holds the record `name`, and of its problems."""
    schema = {"$ref": _REFERENCE.format(name=name)}
    headers = {"ETag": _ETAG} | ({"Link": _LINK} if name in PAGES else {})
    content = {"application/json": {"schema": schema, "example": examples()[name]}}
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": name, "content": content, "headers": headers},
        **problem_responses(*problems, 422, 503),
    }
    if status == 200:
        described[304] = {"description": "Not changed since the ETag given."}
    return described


@cache
def examples() -> dict[str, Any]:
    """An example of each record that an answer holds."""
    text = resources.files("reportedly.web.api").joinpath("examples.json").read_bytes()
    found: dict[str, Any] = msgspec.json.decode(text)
    return found


def describe(app: FastAPI) -> None:
    """Put the JSON schemas of the records into the OpenAPI description of `app`."""
    kinds = [Analysis, Dossier, *PAGES.values()]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    components |= dict(zip(PAGES, schemas[2:], strict=True))
    make = app.openapi

    def openapi() -> dict[str, Any]:
        described = make()
        described.setdefault("components", {}).setdefault("schemas", {}).update(components)
        return described

    app.openapi = openapi  # type: ignore[method-assign]
