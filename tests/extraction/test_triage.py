"""What triage lets pass and what it does not."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.analysis import PASSED_OVER, Analyser
from reportedly.extraction.triage import Triage
from reportedly.language.party_tables import load_table
from reportedly.reading.text import document_from_text
from reportedly.records import Document

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load(Path(__file__).with_name("triage.yml").read_text("utf-8"))
TRIAGE = Triage()


@pytest.mark.parametrize("text", CASES["pass"])
def test_what_may_tell_of_a_transfer_is_read(text: str) -> None:
    assert TRIAGE.passes(text)
    assert TRIAGE.passes(f"{'The weather was fine. ' * 200}\n{text}\n{'It rained. ' * 200}")


@pytest.mark.parametrize("text", CASES["reject"])
def test_what_cannot_tell_of_one_is_not(text: str) -> None:
    assert not TRIAGE.passes(text)


def with_transfers() -> list[str]:
    """The texts for which a careful reader wrote down a transfer."""
    files = ("transfers_dev.jsonl", "transfers_dispatches.jsonl")
    lines = (line for name in files for line in (ROOT / "bench" / name).open(encoding="utf-8"))
    return [row["text"] for row in map(json.loads, lines) if row["transfers"]]


def test_no_known_transfer_is_lost() -> None:
    texts = with_transfers()
    assert len(texts) > 150
    lost = [text for text in texts if not TRIAGE.passes(text)]
    assert len(lost) <= 0.005 * len(texts), lost


@pytest.mark.parametrize(
    "written",
    ["{} sold mortars to {}.", "{} has sent {} mortars", "Mortars of {} were bought by {}"],
)
@pytest.mark.parametrize(
    "party", ["Türkiye", "the UAE", "US", "Guinea-Bissau", "Houthi", "Côte d’Ivoire"]
)
def test_parties_are_found_as_they_are_written(written: str, party: str) -> None:
    assert TRIAGE.passes(written.format(party, "somebody"))


def test_ones_own_parties_count(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("name\tkind\nOrder of the Heron\tgroup\n", "utf-8")
    text = "The Order of the Heron was given mortars."
    assert not TRIAGE.passes(text)
    assert Triage(load_table(table)).passes(text)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert TRIAGE.passes(text) in (True, False)
    assert TRIAGE.passes(f"{text}\nIran sold rifles to Syria.")


@pytest.mark.parametrize(
    "words",
    [
        "rifle ",
        "rifle sale ",
        "Syria rifle ",
        "arms control rifle ",
        "shell-shell\n",
        "Stingers gave Iran ",
    ],
)
def test_a_text_of_a_megabyte_takes_a_moment(words: str) -> None:
    begun = process_time()
    assert not TRIAGE.passes(words * 100_000)
    assert process_time() - begun < 5


def test_what_is_passed_over_is_a_record_that_says_so() -> None:
    analyser = Analyser(topic="arms")
    of_cheese = document_from_text(CASES["reject"][1], doc_id="cheese")
    of_arms = document_from_text(CASES["pass"][0], doc_id="arms", published="2024-06-01")
    first, second = analyser.analyse_many([of_cheese, of_arms])
    assert first.warnings == (PASSED_OVER,)
    assert isinstance(first.document, Document)
    assert first.document == of_cheese
    assert (first.parties, first.claims) == ((), ())
    assert second == Analyser().analyse(of_arms)
    assert second.claims
