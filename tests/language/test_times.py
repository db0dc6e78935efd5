"""Times: the sentence in, the time expressions with their TIMEX3 values out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times

HERE = Path(__file__).parent
TABLES = ("explicit", "relative", "stretches", "finance", "open", "none", "prose")


def _cases() -> list[Any]:
    cases = []
    for table in TABLES:
        content = yaml.safe_load((HERE / f"times_{table}.yml").read_text("utf-8"))
        cases += [
            pytest.param(content["published"], case["text"], case["times"], id=case["text"][:70])
            for case in content["cases"]
        ]
    return cases


def written(sentence: str) -> AnnotatedText:
    """`sentence` as if parsed: words at blanks, no tags."""
    text = AnnotatedText(sentence)
    offset = 0
    for word in sentence.split(" "):
        if word:
            text.words.append(word)
            text.starts.append(offset)
            text.ends.append(offset + len(word))
        offset += len(word) + 1
    size = len(text.words)
    text.lemmas = [word.lower() for word in text.words]
    text.pos, text.tags, text.deps = ["X"] * size, ["XX"] * size, ["dep"] * size
    text.heads = list(range(size))
    text.paragraphs = text.sentences = [(0, size)] if size else []
    return text.complete()


@pytest.mark.parametrize(("published", "sentence", "times"), _cases())
def test_a_sentence_speaks_of_these_times(
    pipeline: Pipeline, published: str | None, sentence: str, times: list[list[str]]
) -> None:
    found = find_times(pipeline.annotate(sentence), published)
    assert [[time.text, time.type, time.value] for time in found] == times


def test_ids_follow_the_text_and_spans_hold_the_words(pipeline: Pipeline) -> None:
    sentence = "On Aug. 15 the envoy said he would return on Friday.\n\nHe left two days later."
    times = find_times(pipeline.annotate(sentence), "2023-08-31")
    assert [time.id for time in times] == ["t1", "t2", "t3"]
    assert all(sentence[time.start : time.end] == time.text for time in times)
    assert [time.start for time in times] == sorted(time.start for time in times)


def test_a_time_does_not_run_over_the_end_of_a_paragraph(pipeline: Pipeline) -> None:
    times = find_times(pipeline.annotate("The envoy came in May\n\n15 ships left."), "2023-08-31")
    assert [(time.text, time.value) for time in times] == [("May", "2023-05")]


def test_a_publication_time_counts_by_its_day(pipeline: Pipeline) -> None:
    text = pipeline.annotate("The envoy spoke on Wednesday.")
    assert find_times(text, "2023-08-31T09:30:00Z")[0].value == "2023-08-30"


def test_an_incomplete_publication_date_leaves_weekdays_open(pipeline: Pipeline) -> None:
    text = pipeline.annotate("The envoy spoke on Wednesday.")
    assert find_times(text, "2023-08")[0].value == "XXXX-WXX-3"


def test_years_at_the_end_of_the_calendar_raise_nothing(pipeline: Pipeline) -> None:
    text = pipeline.annotate("It was built 9000 years ago and falls next year, in 3000 centuries.")
    assert find_times(text, "9999-12-31")
    assert find_times(text, "0001-01-01")


MIX = (
    "on in May Aug. 15 2023 , the last next week two days ago later Friday night third quarter "
    "of 1998 '98 - / a every year 8 p.m. noon early mid- 199 half and to from before since 31 "
    "February 30 Easter past recent years century 0 12/31/99 2023-02-30 ’90s fiscal FY24 long"
)
words = st.sampled_from(sorted(set(re.split(" ", MIX))))


@given(st.lists(words, max_size=30), st.sampled_from([None, "2023-08-31", "1600-02-29", "never"]))
@settings(max_examples=300)
def test_any_mix_of_time_words_gives_ordered_spans(mix: list[str], published: str | None) -> None:
    sentence = " ".join(mix)
    end = 0
    for time in find_times(written(sentence), published):
        assert end <= time.start < time.end <= len(sentence)
        assert sentence[time.start : time.end] == time.text
        assert time.value
        end = time.end


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_text_is_read_without_error(sentence: str) -> None:
    find_times(written(sentence), "2023-08-31")


def test_a_long_row_of_time_words_takes_linear_time() -> None:
    from time import perf_counter

    def seconds(count: int) -> float:
        text = written("the last two and a half years of the past few weeks " * count)
        start = perf_counter()
        find_times(text, "2023-08-31")
        return perf_counter() - start

    seconds(50)
    assert seconds(4000) < 40 * max(seconds(400), 0.01)
