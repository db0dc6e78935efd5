"""Ingest that is killed, repeated, and given what can't be read."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from ingest_articles import NAMES

from reportedly.engines.local import ingest
from reportedly.ledger.check import check
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.reading.text import document_from_text
from reportedly.records import Failure

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
    for count, ledger in enumerate(ledgers, 1):
        ingest(documents, ledger, workers=count)
    one, two = (list(ledger.analyses()) for ledger in ledgers)
    assert one == two
    assert len(one) == 6
