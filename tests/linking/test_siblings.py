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
    return list(Analyser().analyse_many(documents))


def of_the_pair(dossiers: Dossiers) -> Dossier:
    (dossier,) = (d for d in dossiers if (d.supplier, d.recipient) == ("PRK", "RUS"))
    return dossier


def test_siblings_are_one_dossier(analyses: list[Analysis]) -> None:
    dossier = of_the_pair(Dossiers(analyses))
    assert {report.doc_id for report in dossier.reports} == set(SIBLINGS)
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
