"""Ingest made-up articles into the ledger named by the first argument: run to be killed.

The analysis is a stand-in that gives hand-written records at once, so that the run is
mostly writing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from ledger_articles import article
from reportedly.engines import intake, local
from reportedly.ledger.ledger import Ledger
from reportedly.records import Analysis, Document, Failure

NAMES = [f"State{number:03}" for number in range(120)]


class Ready:
    """Gives the record that belongs to a document."""

    def __init__(self, *_settings: object) -> None:
        self._records = {(a := article(name)).document.id: a for name in NAMES}

    def analyse_each(self, documents: Iterable[Document]) -> Iterator[Analysis | Failure]:
        """The records, in order."""
        yield from (self._records[document.id] for document in documents)


def main(url: str) -> None:
    """Ingest all articles in small batches."""
    local.Analyser = Ready  # type: ignore[assignment,misc]
    intake.STORED_AT_ONCE = 4
    ledger = Ledger(url)
    print("begun", flush=True)
    local.ingest((article(name).document for name in NAMES), ledger)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
