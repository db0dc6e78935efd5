"""Ingest on this machine: documents in, records in the ledger, nothing lost.

Safe to kill at any moment: a batch is stored whole or not at all, and a second run
passes over what this version of the program has stored already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from reportedly.analysis import Analyser
from reportedly.engines.workers import AnalysesEach, analyse_in_workers
from reportedly.ledger.dossiers import link
from reportedly.ledger.ledger import Ledger
from reportedly.records import Analysis, Document, Failure

T = TypeVar("T")

LOOKED_UP_AT_ONCE = 200
STORED_AT_ONCE = 50


@dataclass
class Progress:
    """What an ingest has done so far, in documents."""

    analysed: int = 0
    known: int = 0
    failed: int = 0
    dossiers: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """All documents that were looked at."""
        return self.analysed + self.known + self.failed


def ingest(
    items: Iterable[Document | Failure],
    ledger: Ledger,
    *,
    workers: int = 1,
    model: str | None = None,
    parties: Path | None = None,
    report: Callable[[Progress, Failure | None], None] = lambda _progress, _failure: None,
) -> Progress:
    """Analyse what `items` gives and store it; failures are stored with their cause.

    With one worker the analysis runs in this process. `report` is called after each
    batch, and for each failure. Raises `LedgerUnavailable`.
    """
    progress = Progress()
    make: Callable[[], AnalysesEach] = partial(Analyser, model, parties)
    unknown = _unknown(items, ledger, progress, report)
    if workers == 1:
        results = _in_this_process(unknown, make)
    else:
        results = analyse_in_workers(unknown, make, workers=workers)
    for batch in _batches(results, STORED_AT_ONCE):
        failures = [item for item in batch if isinstance(item, Failure)]
        analyses = [item for item in batch if isinstance(item, Analysis)]
        ledger.store(analyses)
        progress.analysed += len(analyses)
        for failure in failures:
            _fail(failure, ledger, progress, report)
        report(progress, None)
    progress.dossiers = link(ledger)
    report(progress, None)
    return progress


def _in_this_process(
    documents: Iterable[Document], make: Callable[[], AnalysesEach]
) -> Iterator[Analysis | Failure]:
    first = next(iter(documents := iter(documents)), None)
    if first is not None:  # no model is loaded for nothing
        yield from make().analyse_each(chain([first], documents))


def _unknown(
    items: Iterable[Document | Failure],
    ledger: Ledger,
    progress: Progress,
    report: Callable[[Progress, Failure | None], None],
) -> Iterator[Document]:
    """The documents that the ledger does not hold; the others are noted as appearances."""
    seen: set[str] = set()
    for batch in _batches(items, LOOKED_UP_AT_ONCE):
        documents = [item for item in batch if isinstance(item, Document)]
        known = ledger.known(document.id for document in documents)
        for item in batch:
            if isinstance(item, Failure):
                _fail(item, ledger, progress, report)
            elif item.id in known:
                ledger.add_appearance(item)
                progress.known += 1
            elif item.id in seen:
                # Its first copy may still be with a worker: read again, stored as one.
                yield item
            else:
                seen.add(item.id)
                yield item


def _fail(
    failure: Failure,
    ledger: Ledger,
    progress: Progress,
    report: Callable[[Progress, Failure | None], None],
) -> None:
    ledger.store_failure(failure)
    progress.failed += 1
    report(progress, failure)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
