"""Example dispatches on one story, read from their text to their dossier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.analysis import Analyser
from reportedly.linking.dossiers import Dossiers
from reportedly.linking.records import Dossier
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis

EXAMPLES = Path(__file__).parents[2] / "examples" / "dispatches"
SIBLINGS = (
    "prk-rus-2023-03-30-meridian",
    "prk-rus-2023-03-30-harbour",
    "prk-rus-2023-09-05-corridor",
)
# A later report in our own words: both deny, one calls it unlawful, one has changed his mind.
LATER = """\
WASHINGTON, Aug. 31 - Talks about North Korean artillery shells for Russia are moving ahead,
the White House said on Wednesday. John Kirby, the National Security Council spokesman, told
reporters that Russia's defense minister had asked for the shells when he visited Pyongyang.

In March, Kirby said that Pyongyang wanted Russian food in exchange for its weapons. But he said
on Wednesday there was no evidence of that yet.

Both Russia and North Korea have denied any such deal. On Aug. 15 Vedant Patel, a State
Department spokesman, said any such deal would violate Security Council resolutions.
"""


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    rows = map(json.loads, (EXAMPLES / "index.jsonl").read_text("utf-8").splitlines())
    documents = [
        document_from_text(
            (EXAMPLES / row["file"]).read_text("utf-8"),
            doc_id=row["doc_id"],
            published=row["published"],
            publisher=row["publisher"],
        )
        for row in rows
        if row["doc_id"] in SIBLINGS
    ]
    later = " ".join(LATER.split("\n")).replace("  ", "\n\n")
    documents.append(
        document_from_text(later, doc_id="later", published="2023-08-31", publisher="Quay Times")
    )
    return list(Analyser().analyse_many(documents))


def of_the_pair(dossiers: Dossiers) -> Dossier:
    (dossier,) = (d for d in dossiers if (d.supplier, d.recipient) == ("PRK", "RUS"))
    return dossier


def test_siblings_are_one_dossier(analyses: list[Analysis]) -> None:
    dossier = of_the_pair(Dossiers(analyses))
    assert {report.doc_id for report in dossier.reports} == {*SIBLINGS, "later"}
    assert dossier.payment[0].category == "food"


def test_the_wire_text_in_two_outlets_is_one_story_of_the_agency(analyses: list[Analysis]) -> None:
    dossiers = Dossiers(analyses).as_of("2023-03")
    (story,) = {report.story for report in of_the_pair(dossiers).reports}
    (found,) = dossiers.stories
    assert found.id == story
    assert (found.origin, found.outlets) == ("Meridian Wire", ("Harbour Post", "Meridian Wire"))


def test_at_first_one_source_asserts(analyses: list[Analysis]) -> None:
    march = of_the_pair(Dossiers(analyses).as_of("2023-03"))
    assert (march.independent_sources, march.independent_outlets, len(march.reports)) == (1, 1, 2)
    assert "John Kirby" in march.who("asserts")
    assert march.denials == 0


def test_both_sides_deny(analyses: list[Analysis]) -> None:
    august = of_the_pair(Dossiers(analyses).as_of("2023-08"))
    assert august.denials == 2
    assert {"Russia", "North Korea"} <= set(august.who("denies"))


def test_a_legal_view_is_told_as_one(analyses: list[Analysis]) -> None:
    august = of_the_pair(Dossiers(analyses).as_of("2023-08"))
    views = [entry for entry in august.timeline if entry.kind == "legal_view"]
    assert ("Vedant Patel", "2023-08-15") in {(entry.voice, entry.date) for entry in views}


def test_one_who_has_changed_his_mind_since_march_is_shown(analyses: list[Analysis]) -> None:
    august = of_the_pair(Dossiers(analyses).as_of("2023-08"))
    (change,) = (c for c in august.changes if c.voice.name == "John Kirby")
    assert (change.topic, change.about) == ("payment", "food")
    assert (change.before.position, change.after.position) == ("asserts", "doubts")
    assert change.before.date.startswith("2023-03")
    assert change.after.date.startswith("2023-08")
