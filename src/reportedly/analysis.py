"""A document in, its whole record out: the stages in their one order.

Nothing here opens a file, a network connection or a database, so the same call
serves a notebook, a worker process and a cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import tee
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from reportedly.assessment.embargoes import find_findings
from reportedly.extraction.attribution import attributor
from reportedly.extraction.claims import find_claims
from reportedly.extraction.events import find_events
from reportedly.extraction.transfers import find_transfers
from reportedly.extraction.triage import Topic, Triage
from reportedly.language.annotated import AnnotatedText
from reportedly.language.parties import find_parties, load_table
from reportedly.language.pipeline import Pipeline
from reportedly.language.published import infer_published
from reportedly.language.recent import Recent
from reportedly.language.times import find_times
from reportedly.reading.text import document_from_text, read_head
from reportedly.records import Analysis, Document, Failure

T = TypeVar("T")
BATCH_CHARACTERS = 200_000
CHARACTERS_KEPT = 1_000_000  # of texts whose records are kept for copies: about 30 MB
OPEN_DATES = "published date not given: relative dates left open"
PASSED_OVER = "not analysed: nothing in it tells of a transfer of arms"


class Options(NamedTuple):
    """How documents are to be analysed; what `Analyser` is made with."""

    model: str | None = None
    parties: Path | None = None
    topic: Topic = "all"
    claims_model: str | None = None


class Analyser:
    """The stages with what they need loaded once: the spaCy model and the table of parties."""

    def __init__(
        self,
        model: str | None = None,
        parties: Path | None = None,
        topic: Topic = "all",
        claims_model: str | None = None,
    ) -> None:
        """Load the spaCy `model` (default: the pinned small one), the user's own `parties`,
        and the file `claims_model` (default: the shipped one; "none": claims by rules alone).
        A document that cannot be on `topic` is not parsed; its record says so in a warning.

        Raises `ModelUnavailable`, and `ReferenceDataError` if table or file do not fit.
        """
        self._attribute = attributor(claims_model)
        self.pipeline = Pipeline(model)
        self.table = load_table(parties) if parties else None
        self._records: Recent[tuple[str, str | None], Analysis] = Recent(CHARACTERS_KEPT)
        self._triage = Triage(self.table) if topic == "arms" else None

    def analyse(self, document: Document) -> Analysis:
        """The record of one document."""
        return next(self.analyse_many([document]))

    def analyse_each(self, documents: Iterable[Document]) -> Iterator[Analysis | Failure]:
        """The record of each of `documents`, or why it has none: one that makes the analysis
        fail is told as a `Failure` and does not keep the others from being read."""
        for batch in batches(documents, text_length, BATCH_CHARACTERS):
            try:
                yield from list(self.analyse_many(batch))
            except Exception:  # noqa: BLE001  whatever it was, the next call finds whose it was
                yield from map(self._attempt, batch)

    def _attempt(self, document: Document) -> Analysis | Failure:
        try:
            return self.analyse(document)
        except Exception as error:  # noqa: BLE001  one document must never stop a batch
            cause = f"analysis failed: {type(error).__name__}: {error}"
            return Failure(name=document.doc_id, cause=cause)

    def analyse_many(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """The records of `documents`, in their order, parsed in batches."""
        waiting, ahead = tee(map(self._prepared, documents))
        parses = self.pipeline.annotate_many(
            "" if one.known else one.document.text for one in ahead
        )
        for one, text in zip(waiting, parses, strict=True):
            yield one.known or self._read(one, text)

    def _prepared(self, document: Document) -> _Prepared:
        document = read_head(document)
        warnings = document.warnings or ()
        document = msgspec.structs.replace(document, warnings=msgspec.UNSET)
        if hindrance := self._hindrance(document):
            record = Analysis(document=document, warnings=(*warnings, hindrance))
            return _Prepared(document, record.warnings, record)
        if document.published is None:
            published, told = infer_published(document, document.text)
            document = msgspec.structs.replace(document, published=published)
            warnings = (*warnings, *told) if published else (*warnings, *told, OPEN_DATES)
        return _Prepared(document, warnings, self._known(document, warnings))

    def _hindrance(self, document: Document) -> str | None:
        """Why the document is not to be analysed, or None."""
        if document.language != "en":
            return f"language {document.language}: only English is analysed"
        if self._triage is not None and not self._triage.passes(document.text):
            return PASSED_OVER
        return None

    def _known(self, document: Document, warnings: tuple[str, ...]) -> Analysis | None:
        """The record of a copy of a text that was read lately: all stages but the reading look
        at text and date alone."""
        record = self._records.get((document.text, document.published))
        if record is None:
            return None
        return msgspec.structs.replace(record, document=document, warnings=warnings)

    def _read(self, one: _Prepared, text: AnnotatedText) -> Analysis:
        document, warnings = one.document, one.warnings
        if (known := self._known(document, warnings)) is not None:  # of a copy in this batch
            return known
        times = find_times(text, document.published)
        parties = find_parties(text, self.table)
        claims = find_claims(text, times, parties, self._attribute)
        events = find_events(text, times, parties, claims)
        transfers = find_transfers(text, times, parties, claims, events)
        record = Analysis(
            document=document,
            times=times,
            parties=parties.records,
            claims=claims,
            events=events,
            transfers=transfers,
            findings=find_findings(transfers, parties.records, document.published),
            warnings=warnings,
        )
        self._records.keep((document.text, document.published), record, len(document.text))
        return record


class _Prepared(NamedTuple):
    """A document with its date; `known` is its record where nothing needs to be parsed."""

    document: Document
    warnings: tuple[str, ...]
    known: Analysis | None


def batches(
    items: Iterable[T], size_of: Callable[[T], int], most: int, number: int | None = None
) -> Iterator[list[T]]:
    """`items` in lists whose sizes come to about `most`, of no more than `number` items."""
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if size >= most or len(batch) == number:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def text_length(document: Document) -> int:
    """The size of a document in a batch."""
    return len(document.text)


def analyse(text: str, *, published: str | None = None, title: str | None = None) -> Analysis:
    """The record of one English article, given as plain text.

    `published` is its ISO date, against which "Wednesday" is read. The model is loaded
    at the first call and kept. Raises `UnreadableDocument` if the text is empty,
    `ModelUnavailable` if the model is not installed.
    """
    document = document_from_text(text, doc_id="text", published=published, title=title)
    return _default().analyse(document)


@cache
def _default() -> Analyser:
    return Analyser()
