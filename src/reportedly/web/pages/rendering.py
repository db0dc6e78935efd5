"""Templates into pages: the menu, the addresses, how values are written, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reportedly.ledger.cursors import UnknownCursor
from reportedly.linking.records import Report
from reportedly.records import LedgerUnavailable
from reportedly.reference.states import state_name
from reportedly.version import __version__

MENU = (
    ("", "Dossiers"),
    ("map", "Map"),
    ("network", "Network"),
    ("claims", "Claims"),
    ("parties", "Parties"),
    ("documents", "Documents"),
    ("lists", "Lists"),
    ("read", "Read an article"),
    ("about", "About"),
)
# Marks around words of a text, that no text holds: so a snippet stays text.
MARKS = ("\ue000", "\ue001")
# Words of records that want more than a blank to be read with ease.
_WRITTEN = {
    "uav": "drones (UAV)",
    "small_arms_light_weapons": "small arms and light weapons",
    "engines_components": "engines and components",
    "chemical_biological_nuclear": "chemical, biological, nuclear",
    "money_technology": "money and technology",
    "dual_use_electronics": "dual-use electronics",
    "dual_use": "dual use",
}
_DIRECTIONS = {
    ord(mark): f"⟨{name}⟩"
    for mark, name in {
        "\u061c": "ALM",
        "\u200e": "LRM",
        "\u200f": "RLM",
        "\u202a": "LRE",
        "\u202b": "RLE",
        "\u202c": "PDF",
        "\u202d": "LRO",
        "\u202e": "RLO",
        "\u2066": "LRI",
        "\u2067": "RLI",
        "\u2068": "FSI",
        "\u2069": "PDI",
    }.items()
}
Word = Annotated[str, Query(max_length=400)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class PageRoute(APIRoute):
    """A route that answers people: what can't be shown is said on a page, not as a record."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, its expected errors told on a page."""
        handler = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                faults = (f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
                return missing(request, f"This was not understood: {'; '.join(faults)}.", 422)
            except HTTPException as error:
                return missing(request, error.detail, error.status_code, error.headers)
            except UnknownCursor:
                return missing(request, "This list has no such page. Begin it anew.", 422)
            except LedgerUnavailable:
                again = {"Retry-After": "5"}
                return missing(request, "The ledger can't be reached just now.", 503, again)

        return told


def page_router() -> APIRouter:
    """A router of pages: they are no part of the API's description."""
    return APIRouter(
        include_in_schema=False, default_response_class=HTMLResponse, route_class=PageRoute
    )


def rendered(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of `template` with `values`."""
    root = request.scope.get("root_path", "")
    body = filled(
        template,
        menu=MENU,
        here=request.url.path.removeprefix(root).strip("/"),
        url=lambda path: f"{root}/{path}",
        with_query=lambda **changed: _query(request, changed),
        **values,
    )
    return HTMLResponse(body, status)


def filled(template: str, **values: Any) -> str:
    """`template` with `values`."""
    return _templates.get_template(template).render(version=__version__, **values)


def missing(
    request: Request, what: str, status: int = 404, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """The page that says `what` is not here, or why it can't be shown."""
    page = rendered(request, "missing.html", status=status, what=what)
    page.headers.update(headers or {})
    return page


def _query(request: Request, changed: dict[str, str | None]) -> str:
    """The address of this page with some of its query changed; what is None is left out."""
    asked = {**request.query_params, **changed}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _marked(snippet: str) -> Markup:
    """`snippet` as text, what stands between its marks as such."""
    begin, end = MARKS
    text = str(escape(_visible(snippet)))
    return Markup(text.replace(begin, "<mark>").replace(end, "</mark>"))  # noqa: S704  escaped


def _visible(value: Any) -> Any:
    """`value` with marks of writing direction, which could make words read otherwise than they
    stand, replaced by their names."""
    return value if type(value) is not str or value.isascii() else value.translate(_DIRECTIONS)


def _place(report: Report, start: int | None, claim: str | None) -> str:
    """The path of the characters of `report` from `start` on, or else of a claim in it."""
    at = f"#o{start}" if start is not None else f"#claim-{claim}" if claim else ""
    return f"documents/{report.document.rpartition('@')[2]}{at}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "state": lambda code: state_name(code) if code else "not said",
        "words": lambda value: _WRITTEN.get(value) or value.replace("_", " "),
        "sha": lambda key: key.rpartition("@")[2],
        "start": lambda spans: spans[2:].partition(",")[0] or 0,
        "marked": _marked,
        "place": _place,
        "count": lambda number: f"{number:,}",
    }
    return environment


_templates = _environment()
