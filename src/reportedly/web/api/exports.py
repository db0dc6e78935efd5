"""The standard formats by request: of one dossier with its documents, or of the whole ledger."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from reportedly.exchange.export import export
from reportedly.exchange.selection import OfDossier, Whole
from reportedly.web.api.answers import DossierId, service
from reportedly.web.api.details import the_dossier
from reportedly.web.guards import Rate
from reportedly.web.problems import problem_responses

router = APIRouter(tags=["export"])
export_rate = Rate(count=30, seconds=60)
Form = Literal["annotations", "csv", "ftm", "jsonl", "parquet", "plover", "register"]
To = Annotated[Form, Query(description="The format; several files come as one zip.")]
MEDIA = {
    ".csv": "text/csv",
    ".json": "application/x-ndjson",
    ".jsonl": "application/x-ndjson",
    ".zip": "application/zip",
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A file, or a zip of several.",
        "content": {
            media: {"schema": {"type": "string", "format": "binary"}}
            for media in sorted(set(MEDIA.values()))
        },
    },
    **problem_responses(422, 429, 503),
}


@router.get(
    "/dossiers/{dossier_id}/export",
    name="dossier_export",
    response_class=FileResponse,
    responses=_RESPONSES | problem_responses(404),
    dependencies=[Depends(export_rate)],
)
async def dossier_export(request: Request, dossier_id: DossierId, to: To) -> FileResponse:
    """One dossier and the records of its documents."""

    def chosen() -> Whole:
        return OfDossier(service(request).ledger, the_dossier(request, dossier_id))

    return await to_thread.run_sync(lambda: _file(chosen(), dossier_id, to))


@router.get(
    "/export",
    response_class=FileResponse,
    responses=_RESPONSES,
    dependencies=[Depends(export_rate)],
)
async def whole_export(request: Request, to: To) -> FileResponse:
    """All of the ledger, one export at a time."""
    shared = service(request)
    whole = Whole(shared.ledger)
    return await to_thread.run_sync(
        lambda: _file(whole, "reportedly", to), limiter=shared.exporting
    )


def _file(chosen: Whole, name: str, form: Form) -> FileResponse:
    """The export as one file, that is deleted when it has been sent."""
    kept = TemporaryDirectory(prefix="reportedly-export-")
    folder = Path(kept.name)
    try:
        written = sorted(export(chosen, form, folder / form))
        files = [folder / form / file for file in written]
        path = files[0] if len(files) == 1 else _zipped(files, folder / f"{form}.zip")
        media = MEDIA[path.suffix]
    except BaseException:
        kept.cleanup()
        raise
    return FileResponse(
        path,
        media_type=media,
        filename=f"{name}-{path.name}",
        background=BackgroundTask(kept.cleanup),
    )


def _zipped(files: list[Path], target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return target
