"""What every engine does beside the analysis: pass over what is known, store, count, link.

A text is analysed once. Where it was found again it is noted as an appearance, also when its
first copy is still being analysed; so the same documents in the same order leave the same
ledger, whatever the engine and however many processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from reportedly.analysis import PASSED_OVER
from reportedly.engines.batching import batched
from reportedly.extraction.triage import Topic
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.reading.text import read_head
from reportedly.records import Analysis, Document, Failure

LOOKED_UP_AT_ONCE = 200
STORED_AT_ONCE = 50
COPY_OF_FAILED = "the analysis of the same text failed"


@dataclass
class Progress:
    """What an ingest has done so far, in documents. Those `passed_over` cannot be on the topic:
    they were stored, but not analysed."""

    analysed: int = 0
    passed_over: int = 0
    known: int = 0
    failed: int = 0
    dossiers: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """All documents that were looked at."""
        return self.analysed + self.passed_over + self.known + self.failed


Report = Callable[[Progress, Failure | None], None]


def no_report(_progress: Progress, _failure: Failure | None) -> None:
    """Tell nobody."""


class Intake:
    """The way into one ledger. `report` is called after each batch, and for each failure."""

    def __init__(self, ledger: Ledger, topic: Topic, report: Report = no_report) -> None:
        self.ledger = ledger
        self.progress = Progress()
        self._topic = topic
        self._report = report
        self._waiting: dict[str, list[Document]] = {}  # copies of texts that are not stored yet
        self._stored: set[str] = set()  # since the ledger was last asked what it knows

    def new(self, items: Iterable[Document | Failure]) -> Iterator[Document]:
        """The documents whose text the ledger does not hold, each text once."""
        for batch in batched(items, LOOKED_UP_AT_ONCE):
            self._stored.clear()
            known = self.known(item.id for item in batch if isinstance(item, Document))
            self.note_copies(
                item for item in batch if isinstance(item, Document) and item.id in known
            )
            for item in batch:
                if isinstance(item, Failure):
                    self.fail(item)
                elif item.id in known:
                    continue
                elif item.id in self._stored:
                    self.note_copies([item])
                elif item.id in self._waiting:
                    self._waiting[item.id].append(item)
                else:
                    self._waiting[item.id] = []
                    yield item

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the texts with these `ids` that need not be analysed."""
        known = self.ledger.known(ids)
        if self._topic == "all":  # what another topic passed over is still to be read
            known = {text for text in known if not self._was_passed_over(text)}
        return known

    def store(self, results: Iterable[Analysis | Failure]) -> None:
        """Store what was analysed, and what failed with its cause, some at a time."""
        for batch in batched(results, STORED_AT_ONCE):
            analyses = [item for item in batch if isinstance(item, Analysis)]
            copies: list[Document] = []
            self.ledger.store(analyses)
            for analysis in analyses:
                if PASSED_OVER in analysis.warnings:
                    self.progress.passed_over += 1
                else:
                    self.progress.analysed += 1
                self._stored.add(analysis.document.id)
                copies += self._waiting.pop(analysis.document.id, ())
            self.note_copies(copies)
            for failure in (item for item in batch if isinstance(item, Failure)):
                self.fail(failure)
            self._report(self.progress, None)

    def adopt(self, results: Iterable[Analysis | Failure]) -> None:
        """Store what was analysed elsewhere; a text that the ledger holds is only noted."""
        records: dict[str, Analysis] = {}

        def documents() -> Iterator[Document | Failure]:
            for result in results:
                if isinstance(result, Failure):
                    yield result
                else:
                    records.setdefault(result.document.id, result)
                    yield result.document

        self.store(records.pop(document.id) for document in self.new(documents()))

    def note_copies(self, documents: Iterable[Document]) -> None:
        """Note where texts were found that the ledger holds."""
        if copies := [read_head(document) for document in documents]:
            self.ledger.add_appearances(copies)
            self.progress.known += len(copies)

    def fail(self, failure: Failure) -> None:
        """Store and tell a failure."""
        self.ledger.store_failure(failure)
        self.progress.failed += 1
        self._report(self.progress, failure)

    def finish(self) -> Progress:
        """Bring the dossiers up to date; what was done in all."""
        for copy in (copy for copies in self._waiting.values() for copy in copies):
            self.fail(Failure(name=copy.doc_id, cause=COPY_OF_FAILED))
        self.progress.dossiers = link(self.ledger)
        self._report(self.progress, None)
        return self.progress

    def _was_passed_over(self, text: str) -> bool:
        analysis = self.ledger.analysis(text)
        return analysis is not None and PASSED_OVER in analysis.warnings
