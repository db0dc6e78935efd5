"""The bench for times counts as TempEval-3 task A did."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("bench_times", BENCH / "times.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["bench_times"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCH))
    return module


def timex(start: int, end: int, kind: str = "DATE", value: str = "2023") -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind, "value": value}


def test_each_measure_counts_what_it_says(bench: ModuleType) -> None:
    score = bench.Score()
    gold = [timex(0, 4), timex(10, 14), timex(20, 24), timex(30, 34)]
    read = [timex(0, 4), timex(9, 14, "TIME"), timex(20, 22, value="2022"), timex(50, 54)]
    kinds = [kind for kind, _ in score.add(gold, read)]
    assert kinds == ["span", "type", "span", "value", "missed", "spurious"]
    assert score.f1("relaxed") == pytest.approx(3 / 4)
    assert score.f1("strict") == pytest.approx(1 / 4)
    assert score.f1("type") == pytest.approx(2 / 4)
    assert score.f1("value") == pytest.approx(2 / 4)


def test_an_expression_is_paired_once_and_with_most_overlap(bench: ModuleType) -> None:
    gold = [timex(0, 10), timex(11, 14)]
    read = [timex(0, 3), timex(2, 14)]
    pairs, spurious = bench.paired(gold, read)
    assert pairs == [(gold[0], read[1]), (gold[1], None)]
    assert spurious == [read[0]]


def test_touching_is_not_sharing(bench: ModuleType) -> None:
    pairs, _ = bench.paired([timex(0, 4)], [timex(4, 8)])
    assert pairs == [(timex(0, 4), None)]


def test_values_that_timex3_does_not_allow_are_set_aside(bench: ModuleType) -> None:
    score = bench.Score()
    gold = [timex(0, 4), timex(10, 14, value="2023-01-05TNI"), timex(20, 24, "DURATION", "2023")]
    gold += [timex(30, 34, value="2023-W7"), timex(40, 44, value="2023-W07")]
    read = [timex(0, 4), timex(10, 14, "TIME", "2023-01-05TNI"), timex(40, 44, value="2023-W07")]
    list(score.add(gold, read))
    assert score.unsound == 3
    assert score.sound_f1("value") == 1.0
    assert score.f1("value") == pytest.approx(6 / 8)


def test_nothing_predicted_scores_nothing(bench: ModuleType) -> None:
    score = bench.Score()
    assert [kind for kind, _ in score.add([timex(0, 4)], [])] == ["missed"]
    assert score.f1("relaxed") == 0.0
    assert bench.Score().f1("relaxed") == 0.0


def test_the_command_prints_the_figures(
    bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The envoy left on Friday."
    day = timex(18, 24, value="2023-08-25")
    corpus = tmp_path / "corpus.jsonl"
    document = {"doc_id": "a", "dct": "2023-08-31", "text": text, "timexes": [day]}
    corpus.write_text(json.dumps(document) + "\n")
    assert bench.main([str(corpus), "--peer", f"same={corpus}"]) == 0
    printed = capsys.readouterr().out
    assert "value    F1 1.000" in printed
    assert "same         strict 1.000" in printed
