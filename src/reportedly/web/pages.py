"""The pages: rendered here, whole without JavaScript, every text escaped by the templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reportedly.ledger.dossiers import dossier_as_of, stored_dossier, stored_dossiers
from reportedly.ledger.listings import Filters, page, parties_by_claims
from reportedly.linking.records import Report
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis, Stance, UnreadableDocument
from reportedly.reference.goods import goods_table
from reportedly.reference.states import state_name
from reportedly.reference.transfers import transfer_words
from reportedly.web.api import Cursor, analysis_rate, service
from reportedly.web.charts import sparkline, timeline
from reportedly.web.highlight import LAYERS, segments

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

MENU = (
    ("", "Dossiers"),
    ("documents", "Documents"),
    ("claims", "Claims"),
    ("parties", "Parties"),
    ("read", "Read an article"),
    ("about", "About the method"),
)
_STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]
_Blank = Annotated[str, Query(max_length=200)]

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["state"] = lambda code: state_name(code) if code else "(open)"
_templates.filters["sha"] = lambda key: key.rpartition("@")[2]
_templates.filters["spans"] = lambda encoded: msgspec.json.decode(encoded) or [[0, 0]]


@router.get("/")
def dossiers(
    request: Request,
    by: _Blank = "",
    category: _Blank = "",
    status: _Blank = "",
    since: _Blank = "",
) -> Any:
    """The dossiers, the latest report first; how to begin, while there is nothing."""
    ledger = service(request).ledger
    filters = Filters(
        by=by or None, category=category or None, status=status or None, since=since or None
    )
    found = stored_dossiers(ledger, filters)
    words = transfer_words()
    return _page(
        request,
        "dossiers.html",
        filters=filters,
        dossiers=found,
        bars={dossier.id: sparkline(dossier) for dossier in found},
        categories=tuple(goods_table().categories),
        statuses=(*words.ladder, *sorted(words.endings)),
        empty=not found and not ledger.counts()["documents"],
    )


@router.get("/dossiers/{dossier_id}")
def dossier(
    request: Request,
    dossier_id: str,
    as_of: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
) -> Any:
    """All that is reported of one deal."""
    ledger = service(request).ledger
    if as_of:
        found = dossier_as_of(ledger, dossier_id, as_of)
    else:
        found = stored_dossier(ledger, dossier_id)
    if found is None:
        raise HTTPException(404, "no such dossier" + (f" on {as_of}" if as_of else ""))
    reports = {report.document: report for report in found.reports}
    stories: dict[str, list[Report]] = {}
    for report in found.reports:
        stories.setdefault(report.story or report.document, []).append(report)
    return _page(
        request,
        "dossier.html",
        dossier=found,
        chart=timeline(found),
        reports=reports,
        stories=stories.values(),
        as_of=as_of,
    )


@router.get("/documents")
def documents(
    request: Request,
    by: _Blank = "",
    since: _Blank = "",
    until: _Blank = "",
    cursor: Cursor = None,
) -> Any:
    """The documents, newest first."""
    filters = Filters(by=by or None, since=since or None, until=until or None)
    found = page(service(request).ledger, "documents", filters, cursor=cursor)
    following = _next(request, found.next)
    return _page(request, "documents.html", filters=filters, rows=found.rows, next=following)


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str) -> Any:
    """The reading view of the document whose id is, or begins with, `document_id`."""
    ledger = service(request).ledger
    analysis = ledger.analysis(ledger.full_id(document_id) or "")
    if analysis is None:
        raise HTTPException(404, "no document of that id")
    return _page(request, "document.html", **reading_view(analysis))


@router.get("/claims")
def claims(
    request: Request,
    by: _Blank = "",
    stance: _Blank = "",
    since: _Blank = "",
    until: _Blank = "",
    cursor: Cursor = None,
) -> Any:
    """The table of claims."""
    filters = Filters(
        by=by or None, stance=stance or None, since=since or None, until=until or None
    )
    found = page(service(request).ledger, "claims", filters, cursor=cursor)
    return _page(
        request,
        "claims.html",
        filters=filters,
        stances=_STANCES,
        rows=found.rows,
        next=_next(request, found.next),
    )


@router.get("/parties")
def parties(request: Request, by: _Blank = "") -> Any:
    """Who makes claims."""
    rows = parties_by_claims(service(request).ledger, Filters(by=by or None))
    return _page(request, "parties.html", rows=rows, by=by)


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=400)] = "") -> Any:
    """Documents by their words."""
    ledger = service(request).ledger
    # Marks that no text holds: the template splits at them, so that a snippet stays text.
    hits = ledger.search(q, marks=("\ue000", "\ue001"))
    found = [
        (hit, analysis.document) for hit in hits if (analysis := ledger.analysis(hit.document_id))
    ]
    return _page(request, "search.html", q=q, found=found)


@router.get("/read")
def read_form(request: Request) -> Any:
    """The form to paste an article into."""
    return _page(request, "read.html", error=None, text="", published="")


@router.post("/read", dependencies=[Depends(analysis_rate)])
async def read(
    request: Request,
    text: Annotated[str, Form(max_length=200_000)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
) -> Any:
    """The reading view of a pasted article. Nothing is stored."""
    try:
        given = document_from_text(text, doc_id="pasted article", published=published or None)
    except (UnreadableDocument, ValueError) as error:
        return _page(
            request, "read.html", status=422, error=str(error), text=text, published=published
        )
    analysis = await run_in_threadpool(service(request).analyse, given)
    return _page(request, "document.html", **reading_view(analysis))


@router.get("/about")
def about(request: Request) -> Any:
    """How it works, and what it does not say."""
    return _page(request, "about.html")


def reading_view(analysis: Analysis) -> dict[str, Any]:
    """What the template of the reading view needs."""
    parties = {party.id: party for party in analysis.parties}
    sources = {
        claim.id: party.name
        if (party := parties.get(claim.source.party or ""))
        else claim.source.text
        for claim in analysis.claims
    }
    return {
        "document": analysis.document,
        "paragraphs": segments(analysis),
        "layers": LAYERS,
        "parties": parties,
        "sources": sources,
        **{
            name: getattr(analysis, name)
            for name in ("claims", "transfers", "findings", "warnings")
        },
    }


def _page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    here = request.url.path.strip("/")
    root = request.scope.get("root_path", "")
    body = _templates.get_template(template).render(
        menu=MENU, here=here, url=lambda path: f"{root}/{path}", **values
    )
    return HTMLResponse(body, status)


def _next(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    return "?" + urlencode({**request.query_params, "cursor": cursor})
