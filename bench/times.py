"""Score time expressions against TIMEX3 annotations, as TempEval-3 task A did.

usage: python bench/accuracy.py times CORPUS.jsonl [--half even|odd] [--errors KIND]
           [--peer NAME=PREDICTED.jsonl] [--keep]

A line of CORPUS is {"doc_id", "dct", "text", "timexes": [{"start", "end", "type", "value"}]},
offsets in characters. Gold and predicted expressions are paired one to one, each gold one,
in its order, with the free prediction that shares most characters with it.

  relaxed  pairs that share a character      strict  pairs with the same start and end
  type     pairs of equal type               value   pairs of equal value
each as F1 over all gold and predicted expressions.

Gold values that TIMEX3 does not allow for their type (a DATE of "2000-01-05TEV", a DURATION of
"1998-08-04", a week of one digit) can be met by no tool that follows it; value and type are
therefore given a second time without those expressions ("sound").

`--errors` prints the errors of one kind: missed, spurious, span, type, value or all;
`--peer` scores the predictions of another tool (bench/peers/timexes.py writes them);
`--keep` stores the figures as bench/results/times.json.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times
from results import Cell, write_result

MEASURES = ("strict", "relaxed", "value", "type")
GOALS = {"strict": 0.82, "relaxed": 0.90, "value": 0.78, "type": 0.86}
SENTENCES_A_SECOND = 300

SOUND = {
    "DATE": re.compile(
        r"(?:PAST|PRESENT|FUTURE)_REF|FY\d{4}(?:-Q\d)?|[\dX]{2,3}|[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?"
        r"|W[\dX]{2}(?:-(?:WE|[1-7]))?|Q[\dX]|H[\dX]|SP|SU|FA|WI))?"
    ),
    "TIME": re.compile(r"(?:PAST|PRESENT|FUTURE)_REF|[\dXW-]*T.+"),
    "DURATION": re.compile(r"P.+"),
    "SET": re.compile(r"P.+|[\dX-]+.*"),
}

Timex = dict[str, Any]
Pair = tuple[Timex, Timex | None]


@dataclass
class Score:
    """Expressions of gold and prediction, and how many pairs hold each measure."""

    gold: int = 0
    predicted: int = 0
    unsound: int = 0
    unsound_read: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def f1(self, measure: str) -> float:
        """The harmonic mean of precision and recall of a measure."""
        total = self.gold + self.predicted
        return 2 * self.hits[measure] / total if total else 0.0

    def sound_f1(self, measure: str) -> float:
        """The same over the expressions whose gold value TIMEX3 allows."""
        total = self.gold + self.predicted - self.unsound - self.unsound_read
        return 2 * self.hits[f"sound {measure}"] / total if total else 0.0

    def add(self, gold: list[Timex], predicted: list[Timex]) -> Iterator[tuple[str, Pair]]:
        """Count one document; yields its errors, each with its kind."""
        self.gold += len(gold)
        self.predicted += len(predicted)
        pairs, spurious = paired(gold, predicted)
        for want, have in pairs:
            for kind in self._count(want, have):
                yield kind, (want, have)
        for have in spurious:
            self.kinds[f"spurious {have['type']}"] += 1
            yield "spurious", (have, None)

    def _count(self, want: Timex, have: Timex | None) -> list[str]:
        sound = SOUND[want["type"]].fullmatch(want["value"]) is not None
        self.unsound += not sound
        self.unsound_read += not sound and have is not None
        if have is None:
            self.kinds[f"missed {want['type']}"] += 1
            return ["missed"]
        same = {
            "span": (want["start"], want["end"]) == (have["start"], have["end"]),
            "type": want["type"] == have["type"],
            "value": want["value"] == have["value"],
        }
        self.hits.update(relaxed=1, strict=same["span"], type=same["type"], value=same["value"])
        if sound:
            self.hits.update({f"sound {kind}": same[kind] for kind in ("type", "value")})
        wrong = [kind for kind, equal in same.items() if not equal]
        for kind in wrong:
            self.kinds[_named(kind, want, have)] += 1
        return wrong


def _named(kind: str, want: Timex, have: Timex) -> str:
    """The kind of error in words: what the gold has against what was read."""
    if kind == "type":
        return f"{want['type']} read as {have['type']}"
    if kind == "span":
        return "span too long" if _length(have) > _length(want) else "span too short"
    return f"value {_shape(want['value'])} read as {_shape(have['value'])}"


def _length(timex: Timex) -> int:
    return int(timex["end"]) - int(timex["start"])


def _shape(value: str) -> str:
    return value if value.endswith("_REF") else re.sub(r"\d", "0", value)


def paired(gold: list[Timex], predicted: list[Timex]) -> tuple[list[Pair], list[Timex]]:
    """Each gold expression with its prediction or None, and the predictions left over."""
    free = list(predicted)
    pairs: list[Pair] = []
    for want in gold:
        best, most = None, 0
        for have in free:
            shared = min(want["end"], have["end"]) - max(want["start"], have["start"])
            if shared > most:
                best, most = have, shared
        if best is not None:
            free.remove(best)
        pairs.append((want, best))
    return pairs, free


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score_of(
    documents: Iterable[Mapping[str, Any]],
    predictions: Mapping[str, list[Timex]],
    errors: str | None = None,
) -> Score:
    """The score of `predictions`, by document id; prints the errors of the kind asked for."""
    score = Score()
    for document in documents:
        for kind, pair in score.add(document["timexes"], predictions.get(document["doc_id"], [])):
            if errors in (kind, "all"):
                show(kind, pair, document)
    return score


def show(kind: str, pair: Pair, document: Mapping[str, Any]) -> None:
    """Print one error in its surroundings."""
    (first, second), text = pair, document["text"]
    around = text[max(0, first["start"] - 50) : first["end"] + 40].replace("\n", " ")
    read_as = f" read as {second['type']} {second['value']}" if second else ""
    words = text[first["start"] : first["end"]]
    print(f"{kind:8} [{words}] {first['type']} {first['value']}{read_as}  …{around}…")


def predict(documents: list[dict[str, Any]]) -> tuple[dict[str, list[Timex]], float]:
    """Our expressions by document id, and the sentences read a second beyond the parse."""
    parsed = list(Pipeline().annotate_many(document["text"] for document in documents))
    find_times(parsed[0], None)  # compiles the grammar
    begun = time.perf_counter()
    found = [
        find_times(text, document["dct"][:10])
        for text, document in zip(parsed, documents, strict=True)
    ]
    seconds = time.perf_counter() - begun
    predictions = {
        document["doc_id"]: [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in times
        ]
        for document, times in zip(documents, found, strict=True)
    }
    return predictions, sum(len(text.sentences) for text in parsed) / max(seconds, 1e-9)


def main(arguments: list[str]) -> int:
    """Measure on the corpus that `arguments` name; the exit status."""
    parser = argparse.ArgumentParser(
        prog="accuracy.py times",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", choices=("missed", "spurious", "span", "type", "value", "all"))
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    documents = read(options.corpus)
    if options.half:
        documents = documents[options.half == "odd" :: 2]
    predictions, speed = predict(documents)
    score = score_of(documents, predictions, options.errors)
    for measure in MEASURES:
        print(f"{measure:8} F1 {score.f1(measure):.3f}   goal ≥ {GOALS[measure]}")
    for measure in ("value", "type"):
        print(f"{measure:8} F1 {score.sound_f1(measure):.3f}   sound gold values only")
    print(f"{len(documents)} documents, {score.gold} expressions, {score.unsound} not sound")
    print(f"{speed:.0f} sentences/s")
    for kind, count in score.kinds.most_common(10):
        print(f"{count:4}  {kind}")
    peers = {name: _peer(Path(file), documents) for name, _, file in _split(options.peer)}
    for name, peer in peers.items():
        print(f"{name:12} " + "  ".join(f"{m} {peer.f1(m):.3f}" for m in MEASURES))
    if options.keep:
        keep(score, speed, peers, f"{options.corpus.name}, {len(documents)} documents")
    return 0


def _split(peers: list[str]) -> list[tuple[str, str, str]]:
    return [peer.partition("=") for peer in peers]


def _peer(path: Path, documents: list[dict[str, Any]]) -> Score:
    return score_of(documents, {line["doc_id"]: line["timexes"] for line in read(path)})


def keep(score: Score, speed: float, peers: Mapping[str, Score], corpus: str) -> None:
    """Store the figures for RESULTS.md."""
    rows: list[dict[str, Cell]] = [
        {
            "figure": f"{measure} F1",
            "value": round(score.f1(measure), 3),
            "goal": f"at least {GOALS[measure]}",
        }
        for measure in MEASURES
    ]
    rows += [
        {
            "figure": f"{measure} F1, sound gold values only",
            "value": round(score.sound_f1(measure), 3),
            "goal": None,
        }
        for measure in ("value", "type")
    ]
    rows.append(
        {
            "figure": "sentences a second beyond the parse",
            "value": round(speed),
            "goal": f"at least {SENTENCES_A_SECOND}",
        }
    )
    for name, peer in peers.items():
        figures = ", ".join(f"{measure} {peer.f1(measure):.3f}" for measure in MEASURES)
        rows.append({"figure": f"{name}, for comparison", "value": figures, "goal": None})
    unsound = f"{score.unsound} gold values are not allowed by TIMEX3 for their type"
    worst = ", ".join(f"{kind} ({count})" for kind, count in score.kinds.most_common(10))
    write_result(
        "times",
        title="Times: TIMEX3",
        rows=rows,
        corpus=f"{corpus}, {score.gold} expressions",
        note=f"{unsound}. Most frequent errors: {worst}.",
    )
