"""Score coded events against PLOVER gold cases (one sentence or short passage a case).

usage: python bench/accuracy.py events CORPUS.jsonl [--half even|odd] [--errors [TYPE]] [--keep]

A case of CORPUS is {"id", "date", "text", "event", "mode", "actor": [{"code"}], "recipient"}.
Types are PLOVER 2.0's, older names of the gold are mapped first; codes are compared by
their first three letters.

  type_any      some event has the gold type        type_first  the first event has it
  extra         events a case, beyond the first (lower is better)
  actor         F1 of actor codes, on the best-matching event; recipient: the same
  triple        some event has the type, shares an actor and, where the gold has one,
                a recipient

`--errors` prints each case that has no such triple, of one gold TYPE if given; `--keep`
stores the figures as bench/results/events.json.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.analysis import Analyser
from reportedly.reading.text import document_from_text
from reportedly.records import Event
from results import write_result

OLDER_TYPES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
OLDER_CODES = {"JAP": "JPN", "ROM": "ROU"}
GOALS = {
    "type_any": 0.65,
    "type_first": 0.55,
    "extra": 0.7,
    "actor": 0.75,
    "recipient": 0.65,
    "triple": 0.42,
}

Case = dict[str, Any]


@dataclass
class Tally:
    """Codes shared, predicted and gold."""

    shared: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, predicted: set[str], gold: set[str]) -> None:
        self.shared += len(predicted & gold)
        self.predicted += len(predicted)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.shared / total if total else 0.0


@dataclass
class Score:
    """The figures of a run, and the kinds of its errors."""

    cases: int = 0
    type_any: int = 0
    type_first: int = 0
    triple: int = 0
    extra: int = 0
    actor: Tally = field(default_factory=Tally)
    recipient: Tally = field(default_factory=Tally)
    confusion: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, events: tuple[Event, ...]) -> bool:
        """Count one case; whether its triple was found."""
        want = gold_type(case)
        actors, recipients = gold_codes(case["actor"]), gold_codes(case["recipient"])
        coded = [
            (event.type, short(event.actor_codes), short(event.recipient_codes)) for event in events
        ]
        found = any(
            kind == want and a & actors and (not recipients or r & recipients)
            for kind, a, r in coded
        )
        self.cases += 1
        self.extra += max(0, len(events) - 1)
        self.type_any += any(kind == want for kind, _, _ in coded)
        self.type_first += bool(coded) and coded[0][0] == want
        self.triple += found
        _, a, r = max(
            coded,
            key=lambda e: (e[0] == want, len(e[1] & actors) + len(e[2] & recipients)),
            default=(None, set(), set()),
        )
        self.actor.add(a, actors)
        self.recipient.add(r, recipients)
        self._confuse(want, coded, a & actors, not recipients or bool(r & recipients))
        return found

    def _confuse(self, want: str, coded: list[Any], actor: object, recipient: bool) -> None:
        if not coded:
            self.confusion[f"{want}: no event"] += 1
        elif not any(kind == want for kind, _, _ in coded):
            self.confusion[f"{want} read as {coded[0][0]}"] += 1
        elif not actor:
            self.confusion[f"{want}: actor missed"] += 1
        elif not recipient:
            self.confusion[f"{want}: recipient missed"] += 1

    def figures(self) -> dict[str, float]:
        cases = self.cases or 1
        return {
            "type_any": self.type_any / cases,
            "type_first": self.type_first / cases,
            "extra": self.extra / cases,
            "actor": self.actor.f1,
            "recipient": self.recipient.f1,
            "triple": self.triple / cases,
        }


def gold_type(case: Case) -> str:
    """The PLOVER 2.0 name of the case's type."""
    name: str = case["event"]
    return OLDER_TYPES.get(name, name)


def gold_codes(entities: Iterable[Case] | None) -> set[str]:
    """The codes of gold entities, cut to three letters."""
    return short(entity["code"] for entity in entities or () if entity.get("code"))


def short(codes: Iterable[str]) -> set[str]:
    """The first three letters of `codes`."""
    cut = (code[:3].upper() for code in codes)
    return {OLDER_CODES.get(code, code) for code in cut}


def show(case: Case, events: tuple[Event, ...]) -> None:
    """Print a case, its gold and what was read."""
    text = case["text"]
    actors, recipients = sorted(gold_codes(case["actor"])), sorted(gold_codes(case["recipient"]))
    print(f"\n{case['id']}  {gold_type(case)} {actors} -> {recipients}\n  {text}")
    for e in events:
        words = " ".join(text[start:end] for start, end in e.spans)
        print(f"    {e.type} {e.mode or ''} {e.actor_codes} -> {e.recipient_codes} [{words}]")


def main(arguments: list[str]) -> int:
    """Measure on the corpus that `arguments` name; the exit status."""
    parser = argparse.ArgumentParser(
        prog="accuracy.py events",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", nargs="?", const="")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    lines = options.corpus.read_text("utf-8").splitlines()
    cases: list[Case] = [json.loads(line) for line in lines if line.strip()]
    if options.half:
        cases = cases[options.half == "odd" :: 2]
    analyser, score = Analyser(), Score()
    documents = [
        document_from_text(case["text"], doc_id=case["id"], published=case.get("date"))
        for case in cases
    ]
    begun = time.perf_counter()
    records = list(analyser.analyse_many(documents))
    seconds = time.perf_counter() - begun
    for case, record in zip(cases, records, strict=True):
        found = score.add(case, record.events)
        if not found and options.errors is not None and options.errors in ("", gold_type(case)):
            show(case, record.events)
    for name, value in score.figures().items():
        print(f"{name:12} {value:.3f}   goal {'≤' if name == 'extra' else '≥'} {GOALS[name]}")
    print(f"{score.cases} cases, {score.cases / seconds:.0f} cases/s with the parse")
    for kind, count in score.confusion.most_common(10):
        print(f"{count:4}  {kind}")
    if options.keep:
        keep(score, options.corpus)
    return 0


def keep(score: Score, corpus: Path) -> None:
    """Store the figures for RESULTS.md."""
    worst = ", ".join(f"{kind} ({count})" for kind, count in score.confusion.most_common(10))
    write_result(
        "events",
        title="Events: PLOVER 2.0",
        rows=[
            {"figure": name, "value": round(value, 3), "goal": goal(name)}
            for name, value in score.figures().items()
        ],
        corpus=f"{corpus.name}, {score.cases} cases",
        note=f"Most frequent errors: {worst}.",
    )


def goal(name: str) -> str:
    """The goal of a figure, with its direction."""
    return f"{'at most' if name == 'extra' else 'at least'} {GOALS[name]}"
