"""An article pasted or sent in and read on the spot. Nothing of it is stored."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse

from reportedly.reading.dates import published_date
from reportedly.reading.raw import finished
from reportedly.reading.sources import read_stream
from reportedly.reading.text import document_from_text
from reportedly.records import BadDate, Document, Failure, UnreadableDocument
from reportedly.web.api import analysis_rate
from reportedly.web.jobs import MOST_DOCUMENTS, Jobs
from reportedly.web.pages.documents import reading_view
from reportedly.web.pages.rendering import missing, page_router, rendered

router = page_router()
_AT_ONCE_SECONDS = 1.0


@router.get("/read")
def read_form(request: Request) -> Any:
    """The form to paste an article into, or to choose a file with."""
    return _form(request)


@router.post("/read", dependencies=[Depends(analysis_rate)])
async def read(
    request: Request,
    text: Annotated[str, Form(max_length=200_000)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Any:
    """Begin to read what was given; on to the page that tells how far that is."""
    content = await file.read() if file else b""
    jobs = _jobs(request)
    try:
        day = published_date(published) if published else None
        if file and content:
            name = file.filename or "file"
            job_id, done = jobs.give(name, lambda: _of_file(content, name, day))
        else:
            given = document_from_text(text, doc_id="pasted article", published=day)
            job_id, done = jobs.give(given.title or "pasted article", lambda: iter([given]))
    except (UnreadableDocument, BadDate) as error:
        return _form(request, status=422, error=str(error), text=text, published=published)
    # What is read in a moment is shown at once, without the page of progress.
    await asyncio.wait([asyncio.wrap_future(done)], timeout=_AT_ONCE_SECONDS)
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/read/{job_id}", status_code=303)


@router.get("/read/{job_id}")
def progress(request: Request, job_id: str) -> Any:
    """How far the reading is; when it is done, what was read."""
    job = _jobs(request).get(job_id)
    if job is None:
        return _gone(request)
    if not job.finished:
        return rendered(request, "progress.html", job=job)
    if len(job.results) == 1 and job.results[0].analysis:
        return reading_view(request, job.results[0].analysis)
    return rendered(request, "results.html", job=job, most=MOST_DOCUMENTS)


@router.get("/read/{job_id}/{number}")
def result(request: Request, job_id: str, number: int) -> Any:
    """One of several articles that were read."""
    job = _jobs(request).get(job_id)
    if job is None or not 0 < number <= len(job.results):
        return _gone(request)
    analysis = job.results[number - 1].analysis
    if analysis is None:
        return _gone(request)
    return reading_view(request, analysis)


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _of_file(content: bytes, name: str, published: str | None) -> Iterator[Document | Failure]:
    yield from map(finished, read_stream(io.BufferedReader(io.BytesIO(content)), name, published))


def _form(request: Request, *, status: int = 200, **given: str) -> Any:
    values = {"error": "", "text": "", "published": ""} | given
    return rendered(request, "read.html", status=status, most=MOST_DOCUMENTS, **values)


def _gone(request: Request) -> Any:
    return missing(request, "What was read here has been forgotten: nothing was stored.")
