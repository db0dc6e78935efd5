"""Events: a sentence in, who did what to whom out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.extraction.claims import find_claims
from reportedly.extraction.coding.ontology import contexts, lexicon
from reportedly.extraction.events import find_events
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times
from reportedly.records import Claim, Event

HERE = Path(__file__).parent
CASES = [
    case
    for name in ("events_cases.yml", "events_prose.yml")
    for case in yaml.safe_load((HERE / name).read_text("utf-8"))
]
FACTS = yaml.safe_load((HERE / "events_facts.yml").read_text("utf-8"))
PUBLISHED = "2023-05-10"


def read(pipeline: Pipeline, text: str) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
    parsed = pipeline.annotate(text)
    times = find_times(parsed, PUBLISHED)
    parties = find_parties(parsed)
    claims = find_claims(parsed, times, parties)
    return find_events(parsed, times, parties, claims), claims


def states(codes: tuple[str, ...]) -> list[str]:
    return sorted(code[:3] for code in codes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_first_event(pipeline: Pipeline, case: dict[str, object]) -> None:
    text = str(case["text"])
    events, _ = read(pipeline, text)
    if case.get("none"):
        assert events == ()
        return
    assert events, "no event"
    first = events[0]
    assert first.type == case["type"]
    assert states(first.actor_codes) == sorted(case["actors"])  # type: ignore[call-overload]
    for name in ("mode", "factuality"):
        if name in case:
            assert getattr(first, name) == case[name]
    if "recipients" in case:
        assert states(first.recipient_codes) == sorted(case["recipients"])  # type: ignore[call-overload]


def test_one_event_a_fact(pipeline: Pipeline) -> None:
    events, _ = read(
        pipeline,
        "The Spanish foreign minister visited Egypt on Monday. "
        "The Spanish foreign minister visited Egypt to discuss gas.",
    )
    visits = [event for event in events if event.mode == "visit"]
    assert len(visits) == 1
    assert len(visits[0].spans) == 2


@pytest.mark.parametrize("case", FACTS, ids=lambda case: case["text"][:60])
def test_a_fact_is_one_event_however_often_told(
    pipeline: Pipeline, case: dict[str, object]
) -> None:
    events, _ = read(pipeline, str(case["text"]))
    facts: dict[str, int] = case["facts"]  # type: ignore[assignment]
    assert {kind: sum(event.type == kind for event in events) for kind in facts} == facts


def test_another_visit_is_another_fact(pipeline: Pipeline) -> None:
    events, _ = read(
        pipeline,
        "Danish officials visited Chad in March. Another group of Danish officials visited Chad.",
    )
    assert [event.mode for event in events] == ["visit", "visit"]


def test_talks_take_up_the_parties_of_the_talks_before(pipeline: Pipeline) -> None:
    events, _ = read(
        pipeline, "Japan and Kenya held talks in Nairobi. More talks were planned, a diplomat said."
    )
    assert [event.type for event in events] == ["CONSULT", "CONSULT"]
    assert states(events[1].actor_codes) == ["JPN", "KEN"]
    assert events[1].factuality == "planned"


def test_the_claim_that_carries_an_event(pipeline: Pipeline) -> None:
    events, claims = read(pipeline, "Chilean soldiers seized a Peruvian boat, Lima said on Monday.")
    assert events[0].claim == claims[0].id


def test_when_and_where(pipeline: Pipeline) -> None:
    events, _ = read(pipeline, "The Omani foreign minister visited Tehran on 3 March 2021.")
    assert (events[0].when, events[0].mode) == ("2021-03-03", "visit")
    events, _ = read(pipeline, "Greek and Turkish diplomats held talks in Vienna last week.")
    assert events[0].where == "Vienna"


def test_contexts_come_from_the_paragraph(pipeline: Pipeline) -> None:
    events, _ = read(pipeline, "Ghana expelled two Togolese diplomats after a spy was arrested.")
    assert {"diplomatic", "intelligence"} <= set(events[0].contexts)
    plover = contexts().values()
    assert all(context in {c for cs in plover for c in cs} for context in events[0].contexts)


def test_ids_follow_the_text(pipeline: Pipeline) -> None:
    events, _ = read(
        pipeline, "Italy expelled a Russian envoy. Russia condemned Italy. Malta praised Italy."
    )
    assert [event.id for event in events] == ["e1", "e2", "e3"]
    assert [event.type for event in events] == ["SANCTION", "ACCUSE", "SUPPORT"]
    starts = [event.spans[0] for event in events]
    assert starts == sorted(starts)


def test_every_pattern_names_a_known_type_and_mode() -> None:
    types = lexicon().types
    for patterns in lexicon().verbs.values():
        for pattern in patterns:
            assert pattern.mode is None or pattern.mode in types[pattern.type].modes


@settings(max_examples=40)
@given(text=st.text(max_size=300))
def test_any_text_is_read_without_error(pipeline: Pipeline, text: str) -> None:
    events, _ = read(pipeline, text)
    for event in events:
        assert all(0 <= start < end <= len(text) for start, end in event.spans)


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "said", "Iran", "visited " * 200])
def test_scraps_are_read_without_error(pipeline: Pipeline, text: str) -> None:
    read(pipeline, text)
