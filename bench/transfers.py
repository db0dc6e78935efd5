"""Score reported transfers against a file of dispatches with gold records.

`python bench/transfers.py FILE.jsonl … [--half odd|even] [--errors] [--keep]`

A pair is (supplier, recipient), None where open; a document's pairs are a set. F1 is over
all documents: of pairs, of (pair, category), of pairs whose transfer is denied. Status is
the share of found gold pairs whose status is the gold's; `empty` the share of documents
without transfers in which none is found. `--keep` stores the figures as
bench/results/transfers.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from reportedly.extraction.claims import find_claims
from reportedly.extraction.transfers import find_transfers
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times
from results import write_result

Pair = tuple[str | None, str | None]
Transfer = dict[str, Any]

GOALS = {"pairs F1": 0.75, "pair and category F1": 0.65, "denied F1": 0.75, "status": 0.6}


class Score:
    """True positives, found and gold, and what follows from them."""

    def __init__(self) -> None:
        self.hits = self.found = self.gold = 0

    def add(self, found: set[Any], gold: set[Any]) -> None:
        self.hits += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def __str__(self) -> str:
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.gold if self.gold else 0.0
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}"

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.found + self.gold
        return 2 * self.hits / total if total else 0.0


def system(pipeline: Pipeline, text: str, published: str | None) -> list[dict[str, Any]]:
    """The transfers that reportedly finds, in the shape of the gold."""
    parsed = pipeline.annotate(text)
    times = find_times(parsed, published)
    parties = find_parties(parsed)
    claims = find_claims(parsed, times, parties)
    return [
        {
            "supplier": t.supplier,
            "recipient": t.recipient,
            "categories": sorted({g.category for g in t.goods if not g.possible}),
            "status": t.status,
            "denied": any(p.position == "denies" for p in t.positions),
        }
        for t in find_transfers(parsed, times, parties, claims, ())
    ]


class Figures:
    """The scores of one file of dispatches."""

    def __init__(self) -> None:
        self.pairs, self.goods, self.denied = Score(), Score(), Score()
        self.status: list[bool] = []
        self.empty: list[bool] = []
        self.confusion = Counter[str]()

    def add(self, found: list[Transfer], gold: list[Transfer]) -> None:
        """Count what was found in one document."""
        by_gold = {(t["supplier"], t["recipient"]): t for t in gold}
        by_found = {(t["supplier"], t["recipient"]): t for t in reversed(found)}
        self.pairs.add(set(by_found), set(by_gold))
        self.goods.add(_goods(found), _goods(gold))
        self.denied.add(_denied(found), _denied(gold))
        for pair in by_gold.keys() & by_found.keys():
            told, expected = by_found[pair]["status"], by_gold[pair]["status"]
            self.status.append(told == expected)
            if told != expected:
                self.confusion[f"{expected} read as {told}"] += 1
        if not gold:
            self.empty.append(not found)

    def rows(self) -> dict[str, float]:
        """The figures by name."""
        return {
            "pairs F1": self.pairs.f1,
            "pair and category F1": self.goods.f1,
            "denied F1": self.denied.f1,
            "status": sum(self.status) / max(1, len(self.status)),
            "no transfer": sum(self.empty) / max(1, len(self.empty)),
        }


def measure(lines: list[dict[str, Any]], pipeline: Pipeline, *, errors: bool) -> Figures:
    """The figures of the documents; prints those read otherwise than the gold if `errors`."""
    figures = Figures()
    for line in lines:
        found = system(pipeline, line["text"], line.get("published"))
        gold = line["transfers"]
        figures.add(found, gold)
        if errors and _key(found) != _key(gold):
            print(line["id"], line["text"])
            print("   gold ", *_show(gold), sep="\n     ")
            print("   found", *_show(found), sep="\n     ")
    return figures


def main() -> None:
    """Measure on each file, print the figures, and store them if told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    pipeline = Pipeline()
    measured: dict[str, Figures] = {}
    counts: list[str] = []
    for file in options.files:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]
        if options.half:
            lines = lines[0 if options.half == "odd" else 1 :: 2]
        figures = measured[file.stem] = measure(lines, pipeline, errors=options.errors)
        counts.append(f"{file.name} ({len(lines)} documents)")
        print(f"{file.name}: {len(lines)} documents")
        print(f"pairs         {figures.pairs}")
        print(f"pair+category {figures.goods}")
        print(f"denied        {figures.denied}")
        print(f"status        {figures.rows()['status']:.3f} of {len(figures.status)} pairs")
        print(f"empty         {figures.rows()['no transfer']:.3f} of {len(figures.empty)}")
        if options.errors:
            print(figures.confusion.most_common())
    if options.keep:
        keep(measured, ", ".join(counts))


def keep(measured: dict[str, Figures], corpus: str) -> None:
    """Store the figures for RESULTS.md."""
    confusion = sum((figures.confusion for figures in measured.values()), Counter[str]())
    worst = ", ".join(f"{kind} ({count})" for kind, count in confusion.most_common(6))
    write_result(
        "transfers",
        title="Reported transfers",
        rows=[
            {
                "figure": f"{name}, {stem}",
                "value": round(value, 3),
                "goal": f"at least {GOALS[name]}" if name in GOALS else None,
            }
            for stem, figures in measured.items()
            for name, value in figures.rows().items()
        ],
        corpus=corpus,
        note=f"Most frequent errors of status: {worst}.",
    )


def _goods(transfers: list[dict[str, Any]]) -> set[tuple[str | None, str | None, str]]:
    return {(t["supplier"], t["recipient"], c) for t in transfers for c in t["categories"]}


def _denied(transfers: list[dict[str, Any]]) -> set[Pair]:
    return {(t["supplier"], t["recipient"]) for t in transfers if t["denied"]}


def _show(transfers: list[dict[str, Any]]) -> list[str]:
    return [
        f"{t['supplier']} > {t['recipient']} {' '.join(t['categories'])} {t['status']}"
        + (" DENIED" if t["denied"] else "")
        for t in transfers
    ]


def _key(transfers: list[dict[str, Any]]) -> list[str]:
    return sorted(_show(transfers))


if __name__ == "__main__":
    main()
