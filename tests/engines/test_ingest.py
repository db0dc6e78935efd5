"""Ingest that is killed, repeated, and given what can't be read."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from ingest_articles import NAMES

from reportedly import analysis
from reportedly.analysis import PASSED_OVER, Options
from reportedly.engines import intake, local
from reportedly.engines.intake import COPY_OF_FAILED
from reportedly.engines.local import ingest
from reportedly.ledger.check import check
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.reading.text import document_from_text
from reportedly.records import Document, Failure

SCRIPT = str(Path(__file__).with_name("ingest_articles.py"))
TEXT = "Iran delivered drones to Sudan, an official in Khartoum said on Monday."


def test_killed_at_twenty_points_and_run_again_it_loses_nothing(url: str) -> None:
    dice = random.Random(20)  # noqa: S311  where to kill, not a secret
    stored = []
    for _ in range(20):
        run = subprocess.Popen([sys.executable, SCRIPT, url], stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(dice.uniform(0, 0.12))
        run.kill()
        run.wait()
        run.stdout.close()
        ledger = Ledger(url)
        stored.append(ledger.counts()["documents"])
        assert list(check(ledger)) == []
        ledger.close()
    assert stored == sorted(stored)
    subprocess.run([sys.executable, SCRIPT, url], check=True, stdout=subprocess.DEVNULL)
    ledger = Ledger(url)
    counts = ledger.counts()
    assert counts["documents"] == counts["analyses"] == counts["claims"] == len(NAMES)
    assert list(check(ledger)) == []
    (dossier,) = stored_dossiers(ledger)
    assert len(dossier.reports) == len(NAMES)
    ledger.close()


def test_what_is_known_is_passed_over(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'a.db'}")
    document = document_from_text(TEXT, doc_id="a", published="2024-05-07", publisher="Quay")
    again = document_from_text(TEXT, doc_id="b", published="2024-05-08", publisher="Harbour")
    first = ingest([document], ledger)
    second = ingest([document, again], ledger)
    assert (first.analysed, first.known) == (1, 0)
    assert (second.analysed, second.known) == (0, 2)
    assert ledger.counts()["appearances"] == 2
    assert ledger.counts()["documents"] == 1


def test_failures_are_stored_and_reported(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'a.db'}")
    told: list[Failure] = []
    failure = Failure(name="x.txt", cause="binary content")
    done = ingest(
        [failure, document_from_text(TEXT, doc_id="a")],
        ledger,
        report=lambda _progress, failed: told.append(failed) if failed else None,
    )
    assert (done.analysed, done.failed) == (1, 1)
    assert ledger.failures() == told == [failure]


def test_workers_store_what_one_process_stores(tmp_path: Path) -> None:
    documents = [
        document_from_text(f"{TEXT} It was number {n}.", doc_id=str(n), published="2024-05-07")
        for n in range(6)
    ]
    ledgers = [Ledger(f"sqlite:///{tmp_path / name}") for name in ("one.db", "two.db")]
    for count, ledger in zip((0, 2), ledgers, strict=True):
        ingest(documents, ledger, workers=count)
    one, two = (list(ledger.analyses()) for ledger in ledgers)
    assert one == two
    assert len(one) == 6


CHEESE = "The fair in Parma showed cheese of a hundred kinds, the mayor said on Monday."


def test_what_is_off_the_topic_is_stored_unread_until_all_is_asked_for(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'a.db'}")
    documents = [
        document_from_text(TEXT, doc_id="arms", published="2024-05-07"),
        document_from_text(CHEESE, doc_id="cheese", published="2024-05-07"),
    ]
    arms = Options(topic="arms")
    first = ingest(documents, ledger, arms)
    assert (first.analysed, first.passed_over, first.seen) == (1, 1, 2)
    stored = ledger.analysis(documents[1].id)
    assert stored is not None
    assert (stored.warnings, stored.claims) == ((PASSED_OVER,), ())
    assert stored.document.text == CHEESE
    again = ingest(documents, ledger, arms)
    assert (again.analysed, again.passed_over, again.known) == (0, 0, 2)
    everything = ingest(documents, ledger)
    assert (everything.analysed, everything.known) == (1, 1)
    read = ledger.analysis(documents[1].id)
    assert read is not None
    assert read.claims
    assert ledger.counts()["documents"] == 2


def test_copies_in_one_run_are_analysed_once_and_noted_in_their_order(tmp_path: Path) -> None:
    documents = [
        document_from_text(TEXT, doc_id=name, published="2024-05-07", publisher=name)
        for name in ("Quay", "Harbour", "Corridor")
    ]
    for workers in (0, 2):
        ledger = Ledger(f"sqlite:///{tmp_path / f'{workers}.db'}")
        done = ingest(documents, ledger, workers=workers)
        assert (done.analysed, done.known) == (1, 2)
        assert ledger.counts()["appearances"] == 3
        (stored,) = ledger.analyses()
        assert stored.document.publisher == "Quay"


def test_a_copy_that_comes_after_the_first_was_stored_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is asked about many documents at once: it can know more when their turn comes."""
    monkeypatch.setattr(analysis, "BATCH_CHARACTERS", 1)
    monkeypatch.setattr(intake, "STORED_AT_ONCE", 1)
    texts = ["one", "two", "three", "one", "four", "two", "one"]
    documents = [
        document_from_text(f"{TEXT} It was number {text}.", doc_id=str(n), published="2024-05-07")
        for n, text in enumerate(texts)
    ]
    done = ingest(documents, Ledger(f"sqlite:///{tmp_path / 'a.db'}"))
    assert (done.analysed, done.known) == (4, 3)


class Failing:
    """Fails with every document."""

    def __init__(self, *_options: object) -> None:
        pass

    def analyse_each(self, documents: Iterable[Document]) -> Iterator[Failure]:
        """A failure for each."""
        return (Failure(name=document.doc_id, cause="broken") for document in documents)


def test_copies_of_what_failed_are_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "Analyser", Failing)
    ledger = Ledger(f"sqlite:///{tmp_path / 'a.db'}")
    done = ingest([document_from_text(TEXT, doc_id=name) for name in "ab"], ledger)
    assert done.failed == 2
    assert [(failure.name, failure.cause) for failure in ledger.failures()] == [
        ("a", "broken"),
        ("b", COPY_OF_FAILED),
    ]
