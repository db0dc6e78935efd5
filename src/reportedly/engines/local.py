"""Ingest on this machine: documents in, records in the ledger, nothing lost.

Safe to kill at any moment: a batch is stored whole or not at all, and a second run
passes over what this version of the program has stored already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from reportedly.analysis import Analyser, Options
from reportedly.engines.intake import Intake, Progress, Report, no_report
from reportedly.engines.stages import Stages
from reportedly.ledger.ledger import Ledger
from reportedly.reading.raw import Found, with_text
from reportedly.records import Analysis, Document, Failure


def ingest(
    items: Iterable[Found],
    ledger: Ledger,
    options: Options = Options(),  # noqa: B008  immutable
    *,
    workers: int = 0,
    report: Report = no_report,
) -> Progress:
    """Analyse what `items` gives and store it; failures are stored with their cause.

    Without workers the analysis runs in this process: a document that kills or hangs it ends
    all. With workers it is stored as a failure, and the others are read. `report` is called
    after each batch, and for each failure. Raises `LedgerUnavailable`.
    """
    intake = Intake(ledger, options.topic, report)
    if workers:
        with Stages(options, workers) as stages:
            intake.store(stages.analyses(intake.new(stages.texts(items))))
    else:
        intake.store(_in_this_process(intake.new(map(with_text, items)), options))
    return intake.finish()


def _in_this_process(
    documents: Iterable[Document], options: Options
) -> Iterator[Analysis | Failure]:
    first = next(iter(documents := iter(documents)), None)
    if first is not None:  # no model is loaded for nothing
        yield from _analyser(Analyser, options).analyse_each(chain([first], documents))


@lru_cache(maxsize=1)
def _analyser(kind: Callable[..., Analyser], options: Options) -> Analyser:
    """The analyser of the last ingest in this process: a watch stores a few documents at a
    time, and need not load the model for each of them."""
    return kind(*options)
