"""Articles that somebody gave to be read: one after the other, kept for an hour, then forgotten.

What has been read of a job lies in a file of a folder that only this user can open, as several
processes may serve: any of them can tell how far it is. A job's name can't be guessed, as an
article may be meant for nobody else's eyes.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import msgspec

from reportedly.records import Analysis, Document, Failure, Record, ReportedlyError

MOST_DOCUMENTS = 25
KEPT_SECONDS = 3600.0
Given = Callable[[], Iterator[Document | Failure]]
_ID = re.compile(r"[A-Za-z0-9_-]{20,40}")


class Result(Record, frozen=True, kw_only=True):
    """An article that was read, or why it could not be."""

    analysis: Analysis | None = None
    failure: Failure | None = None


class Job(Record, frozen=True, kw_only=True):
    """What was given, and what has been read of it so far; `total` is not known at first."""

    id: str
    name: str
    total: int | None = None
    results: tuple[Result, ...] = ()
    finished: bool = False


_DECODER = msgspec.json.Decoder(Job)


class Jobs:
    """The jobs that this process reads, in the order in which they come; and all in `folder`."""

    def __init__(self, analyse: Callable[[Document], Analysis], folder: Path | None = None) -> None:
        self._analyse = analyse
        self._folder = folder
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")

    def give(self, name: str, documents: Given) -> tuple[str, Future[None]]:
        """Have `documents` read: the job's id, and what is done when it has been."""
        self._forget()
        job = Job(id=secrets.token_urlsafe(24), name=name)
        self._keep(job)
        return job.id, self._reader.submit(self._read, job, documents)

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None if there is none or it has been forgotten."""
        if not _ID.fullmatch(job_id):
            return None
        try:
            return _DECODER.decode(self._path(job_id).read_bytes())
        except FileNotFoundError:
            return None

    def _read(self, job: Job, documents: Given) -> None:
        results: list[Result] = []
        try:
            given = list(islice(documents(), MOST_DOCUMENTS))
            job = msgspec.structs.replace(job, total=len(given))
            for document in given:
                self._keep(msgspec.structs.replace(job, results=tuple(results)))
                results.append(self._result(document))
        except ReportedlyError as error:
            results.append(Result(failure=Failure(name=job.name, cause=str(error))))
        except Exception as error:  # noqa: BLE001  told to who gave it; the next is read all the same
            cause = f"reading failed: {type(error).__name__}"
            results.append(Result(failure=Failure(name=job.name, cause=cause)))
        finished = {"total": len(results), "results": tuple(results), "finished": True}
        self._keep(msgspec.structs.replace(job, **finished))

    def _result(self, document: Document | Failure) -> Result:
        if isinstance(document, Failure):
            return Result(failure=document)
        return Result(analysis=self._analyse(document))

    def _keep(self, job: Job) -> None:
        """Write `job` in one step, so that who looks meanwhile sees it whole."""
        path = self._path(job.id)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(job))
        part.replace(path)

    def _forget(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for path in self._home().glob("*.json"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:  # another process was faster
                continue

    def _path(self, job_id: str) -> Path:
        return self._home() / f"{job_id}.json"

    def _home(self) -> Path:
        if self._folder is None:
            self._folder = _own_folder()
        return self._folder


def _own_folder() -> Path:
    """A folder for all processes of this user; one of this process alone where that is taken."""
    user = getattr(os, "getuid", lambda: "user")()
    folder = Path(tempfile.gettempdir()) / f"reportedly-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if hasattr(os, "getuid") and (status.st_uid != user or folder.is_symlink()):
        return Path(tempfile.mkdtemp(prefix="reportedly-"))
    return folder
