"""Worker processes that read documents and survive what a document does to them.

Each worker makes its reader once, with the model that it needs. It reads one batch and has the
next one at hand, so that it need not wait while the parent stores; no more documents are in
memory. A worker that dies or runs over its time is replaced; the documents of the batch that it
read are tried once more, one by one, and the one that does it again is told as a failure.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from types import ModuleType
from typing import Generic, Self, TypeVar

from reportedly.reading.raw import RawDocument
from reportedly.records import Document, Failure, ReportedlyError
from reportedly.threads import use_one_thread

SECONDS_A_BATCH = 300.0
SECONDS_TO_START = 300.0  # for loading the model, on a machine that does much else
_NICENESS = 5  # what stores goes first, so that no worker waits for it
_AT_HAND = 2  # batches of a worker: one that it reads, one that waits
_SPAWN = multiprocessing.get_context("spawn")

Item = TypeVar("Item", bound=Document | RawDocument)
Result = TypeVar("Result")
Reader = Callable[[list[Item]], Iterable[Result | Failure]]  # gives one result for each


@dataclass
class _Job(Generic[Item]):
    """Items with their numbers."""

    items: list[tuple[int, Item]]
    retried: bool = False


@dataclass
class _Worker(Generic[Item]):
    """A worker process. It reads the first of its `jobs`; `deadline` is for that one."""

    process: BaseProcess
    connection: Connection
    jobs: deque[_Job[Item]] = field(default_factory=deque)
    is_ready: bool = False
    deadline: float = field(default=float("inf"))


class Workers(Generic[Item, Result]):
    """Worker processes that are kept between calls; a context that ends them."""

    def __init__(
        self,
        make: Callable[[], Reader[Item, Result]],
        number: int,
        seconds: float = SECONDS_A_BATCH,
    ) -> None:
        """For so many processes, in each of which `make` is called once; it must be of a module
        that can be imported. A batch may take so many `seconds`."""
        self._make = make
        self._number = number
        self._seconds = seconds
        self._workers: list[_Worker[Item]] = []
        self._again: deque[_Job[Item]] = deque()
        use_one_thread()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers that are missing, so that they load their models meanwhile."""
        while len(self._workers) < self._number:
            self._add()

    def run(self, batches: Iterable[list[Item]]) -> Iterator[tuple[int, Result | Failure]]:
        """What becomes of each of the items of `batches`, with its number, counted from 0, in
        the order in which they are done. The `ReportedlyError` that `make` raises is raised here.
        An iteration that is given up leaves its workers busy: `close` them then."""
        jobs = _numbered(batches)
        self.start()
        while True:
            for _ in range(_AT_HAND):  # every worker its first before any its second
                for worker in self._workers:
                    self._hand(worker, jobs)
            busy = [worker for worker in self._workers if worker.jobs]
            if not busy:
                return
            yield from self._collect(busy, jobs)

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.connection.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _add(self) -> None:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_work, args=(theirs, self._make), daemon=True)
        with _without_main_module():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _hand(self, worker: _Worker[Item], jobs: Iterator[_Job[Item]]) -> None:
        """Give the worker another job, if it has room for it and there is one."""
        if len(worker.jobs) >= _AT_HAND:
            return
        job = self._again.popleft() if self._again else next(jobs, None)
        if job is not None:
            worker.jobs.append(job)
            if len(worker.jobs) == 1:
                self._begin(worker)
            with suppress(OSError):  # it died since; `_collect` sees its closed connection
                worker.connection.send([item for _, item in job.items])

    def _begin(self, worker: _Worker[Item]) -> None:
        seconds = self._seconds if worker.is_ready else SECONDS_TO_START
        worker.deadline = time.monotonic() + seconds

    def _collect(
        self, busy: list[_Worker[Item]], jobs: Iterator[_Job[Item]]
    ) -> Iterator[tuple[int, Result | Failure]]:
        """What is done, after waiting for something to be; lost workers are replaced."""
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = set(map(id, wait([worker.connection for worker in busy], timeout=patience)))
        now = time.monotonic()
        for worker in busy:
            if id(worker.connection) in ready:
                try:
                    results = worker.connection.recv()
                except (EOFError, OSError):
                    yield from self._lose(worker, "the worker process died")
                else:
                    if isinstance(results, ReportedlyError):
                        raise results
                    if results is None:  # it has its model, and begins
                        worker.is_ready = True
                        self._begin(worker)
                        continue
                    job = worker.jobs.popleft()
                    self._begin(worker)
                    self._hand(worker, jobs)  # before the results are stored
                    numbers = [number for number, _ in job.items]
                    yield from zip(numbers, results, strict=True)
            elif now >= worker.deadline:
                seconds = self._seconds if worker.is_ready else SECONDS_TO_START
                yield from self._lose(worker, f"it took longer than {seconds:g} seconds")

    def _lose(self, worker: _Worker[Item], cause: str) -> Iterator[tuple[int, Failure]]:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        self._add()
        if not worker.jobs:
            return
        job, *others = worker.jobs
        self._again.extend(others)
        if job.retried:
            yield from ((number, _given_up(item, cause)) for number, item in job.items)
        else:
            self._again.extend(_Job([item], retried=True) for item in job.items)


def _numbered(batches: Iterable[list[Item]]) -> Iterator[_Job[Item]]:
    count = 0
    for batch in batches:
        yield _Job(list(enumerate(batch, count)))
        count += len(batch)


def _given_up(item: Document | RawDocument, cause: str) -> Failure:
    if isinstance(item, RawDocument):
        return Failure(name=item.place, cause=f"getting its text out given up twice: {cause}")
    return Failure(name=item.doc_id, cause=f"analysis given up twice: {cause}")


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Let a process that is started now not import the program that starts it: a worker needs
    nothing of it, and some programs (Ray's, a script without a guard) are dear to import or
    would begin anew."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(connection: Connection, make: Callable[[], Reader[Item, Result]]) -> None:
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        read = make()
    except ReportedlyError as error:  # no model, a bad table: no worker will do better
        connection.send(error)
        return
    connection.send(None)
    waiting: SimpleQueue[list[Item] | None] = SimpleQueue()
    Thread(target=_receive, args=(connection, waiting), daemon=True).start()
    while (items := waiting.get()) is not None:
        connection.send(list(read(items)))


def _receive(connection: Connection, waiting: SimpleQueue[list[Item] | None]) -> None:
    """Take in what the parent sends as it comes: neither side waits for the other to listen."""
    try:
        while True:
            waiting.put(connection.recv())
    except (EOFError, OSError):
        waiting.put(None)
