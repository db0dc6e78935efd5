"""Where the marks of pictures stand."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.flows import Flow
from reportedly.ledger.statements import Month
from reportedly.linking.records import Dossier, Entry, Step
from reportedly.reference.world import world
from reportedly.web.charts.bars import by_month, sparkline
from reportedly.web.charts.network import network
from reportedly.web.charts.timeline import WIDTH, timeline
from reportedly.web.charts.worldmap import VIEWS, world_map

CODES = st.sampled_from([None, "PRK", "RUS", "IRN", "UKR", "RSF", "Houthis", "XYZ"])


def flow(supplier: str | None, recipient: str | None, documents: int = 1, denied: int = 0) -> Flow:
    """A flow of one dossier."""
    return Flow(
        supplier=supplier,
        recipient=recipient,
        dossiers=1,
        documents=documents,
        denied=denied,
        first_report="2023-01-01",
        last_report="2023-02-01",
    )


def dossier(*entries: tuple[str | None, str], steps: tuple[tuple[str, str], ...] = ()) -> Dossier:
    """A dossier with these dates and kinds on its timeline, and these statuses."""
    return Dossier(
        id="a-b-arms-2023",
        supplier="PRK",
        recipient="RUS",
        family="arms",
        goods=(),
        status="alleged",
        first_report="2023-01-01",
        last_report="2023-02-01",
        independent_outlets=1,
        independent_sources=1,
        denials=0,
        stories=1,
        history=tuple(
            Step(
                status=status,
                date=day,
                reported=day,
                sources=(),
                first="x@0",
                claim=None,
                documents=1,
            )
            for day, status in steps
        ),
        timeline=tuple(
            Entry(date=day, kind=kind, text="words", documents=("x@0",))  # type: ignore[arg-type]
            for day, kind in entries
        ),
    )


def test_events_stand_above_claims_and_denials_apart() -> None:
    chart = timeline(
        dossier(("2023-01-01", "event"), ("2023-01-01", "assertion"), ("2023-03", "denial"))
    )
    assert chart
    heights = {mark.lane: mark.y for mark in chart.marks}
    assert heights["events"] < chart.axis < heights["asserted"] < heights["denied"]


def test_entries_that_would_cover_each_other_are_one_mark() -> None:
    days = [(f"2023-01-{day:02}", "assertion") for day in range(1, 29)]
    chart = timeline(dossier(*days, ("2026-01-01", "assertion")))
    assert chart
    assert [mark.count for mark in chart.marks] == [28, 1]


def test_what_has_no_date_is_counted() -> None:
    chart = timeline(dossier(("2023-01-01", "event"), (None, "denial")))
    assert chart
    assert chart.undated == 1
    assert timeline(dossier((None, "denial"))) is None


def test_words_of_statuses_do_not_cover_each_other() -> None:
    near = tuple((f"2023-01-0{day}", f"status {day}") for day in range(1, 8))
    chart = timeline(dossier(("2024-01-01", "event"), steps=near))
    assert chart
    assert len({flag.y for flag in chart.flags}) == 7


@given(
    st.lists(
        st.tuples(
            st.dates().map(str), st.sampled_from(["event", "assertion", "denial", "no_comment"])
        ),
        min_size=1,
        max_size=40,
    )
)
def test_all_marks_are_on_the_picture(entries: list[tuple[str, str]]) -> None:
    chart = timeline(dossier(*entries))
    assert chart
    assert sum(mark.count for mark in chart.marks) == len(entries)
    for mark in chart.marks:
        assert mark.x - mark.radius >= 0
        assert mark.x + mark.radius <= WIDTH
        assert mark.y + mark.radius <= chart.height
    for mark, following in pairwise(chart.marks):
        assert mark.lane != following.lane or following.x - mark.x >= 49.8


@given(
    st.lists(
        st.tuples(CODES, CODES, st.integers(1, 10_000)), max_size=12, unique_by=lambda f: f[:2]
    )
)
def test_every_flow_is_drawn_or_named(flows: list[tuple[str | None, str | None, int]]) -> None:
    found = [flow(*one) for one in flows]
    drawn = world_map(found, VIEWS["world"])
    assert {arc.flow for arc in drawn.arcs} | set(drawn.unplaced) == set(found)
    assert drawn == world_map(found, VIEWS["world"])


def test_a_group_stands_where_it_acts() -> None:
    (arc,) = world_map([flow("IRN", "Houthis")], VIEWS["middle-east"]).arcs
    assert arc.flow.recipient == "Houthis"
    assert VIEWS["middle-east"].holds(world()["YEM"].x, world()["YEM"].y)


def test_goods_and_what_is_sent_back_keep_apart() -> None:
    there, back = world_map([flow("PRK", "RUS"), flow("RUS", "PRK")], VIEWS["world"]).arcs
    assert there.curve.split("Q")[1].split()[:2] != back.curve.split("Q")[1].split()[:2]


@pytest.mark.parametrize("code", ["PRK", "RUS", "FRA", "SGP", "XKX", "TWN", "PSE"])
def test_states_have_a_place_on_the_map(code: str) -> None:
    assert VIEWS["world"].holds(world()[code].x, world()[code].y)


def test_no_outline_runs_across_the_picture() -> None:
    for land in world().values():
        for ring in land.outline.split("M")[1:]:
            steps = [step.split() for step in ring.rstrip("z").split("l")[1:]]
            assert all(abs(float(x)) < 150 for x, _ in steps), land.code


def test_bands_fill_the_bars_that_they_join() -> None:
    found = [flow("PRK", "RUS", 6), flow("IRN", "RUS", 4), flow("PRK", "EGY", 2)]
    drawn = network(found)
    assert drawn
    widths = {band.flow.supplier: 0.0 for band in drawn.bands}
    for band in drawn.bands:
        widths[band.flow.supplier] += band.width
    for node in drawn.suppliers:
        assert widths[node.code] == pytest.approx(node.height, abs=0.2)
    assert drawn == network(found)
    assert network([flow(None, "RUS")]) is None


def test_sparks_show_any_report() -> None:
    assert sparkline((1000, 0, 1)) == "M1 11v-10M7 11v-2"
    assert sparkline(()) == ""


def test_denials_hang_below_their_month() -> None:
    months = [
        Month(month="", claims=5, denials=0),
        Month(month="2022-12", claims=4, denials=0),
        Month(month="2023-02", claims=3, denials=3),
    ]
    first, last = by_month(months)
    assert (first.x, first.height, first.below) == (0, 40, 0)
    assert (last.x, last.height, last.below) == (2, 0, 30)
    assert by_month([msgspec.structs.replace(months[0])]) == []
