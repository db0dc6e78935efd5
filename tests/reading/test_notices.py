"""Notices are found, and sentences of the report are not taken for one."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.notices import boilerplate_spans, find_notices

CASES = yaml.safe_load(Path(__file__).with_name("notices.yml").read_text("utf-8"))
REPORT = "\n".join(
    f"Inspectors opened crate number {number} at the port, a customs officer said on Friday."
    for number in range(30)
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_last_line_is_the_notice_it_is(case: dict[str, str]) -> None:
    text = f"{REPORT}\n{case['text']}"
    found = find_notices(text)
    assert {notice.kind for notice in found} >= ({case["kind"]} - {"none"})
    if case["kind"] == "none":
        assert found == ()
        return
    notice = next(notice for notice in found if notice.kind == case["kind"])
    assert notice.outlet == case.get("outlet", notice.outlet)
    words = case.get("words", case["text"])
    covered = "".join(text[start:end] for start, end in boilerplate_spans(text))
    assert covered.replace(" ", "").strip("—") == words.replace(" ", "").strip("—")


@pytest.mark.parametrize(
    "sentence",
    [
        "This report was first published by Reuters, the minister said.",
        "With files from the ministry the police began their search.",
    ],
)
def test_in_the_middle_of_a_long_report_it_is_reported(sentence: str) -> None:
    assert boilerplate_spans(f"{REPORT}\n{sentence}\n{REPORT}") == ()


def test_a_notice_may_run_over_wrapped_lines() -> None:
    wrapped = "\n".join(
        [
            "A cargo ship was stopped near the coast on Monday and the crew was",
            "taken to a naval base, where officers counted the rifles and found",
            "more of them than the captain had said there would be in the hold.",
            "",
            "This article was originally published by the Harbour Gazette, and it",
            "is reprinted with permission.",
        ]
    )
    (notice,) = {n.outlet: n for n in find_notices(wrapped) if n.kind == "reprint"}.values()
    assert notice.outlet == "Harbour Gazette"
    assert wrapped[slice(*notice.span)].endswith("with permission.")


@given(st.text(max_size=400), st.sampled_from([case["text"] for case in CASES]))
def test_spans_are_sorted_and_lie_within_any_text(noise: str, notice: str) -> None:
    text = f"{noise}\n{notice}{noise}"
    spans = boilerplate_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("unit", ["photo credit: ", "(reporting by A; ", "İ read more ", "a " * 8])
def test_a_line_of_a_megabyte_takes_linear_time(unit: str) -> None:
    assert len(boilerplate_spans(unit * (1_000_000 // len(unit)))) >= 0
