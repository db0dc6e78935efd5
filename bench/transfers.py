"""Score reported transfers against a file of dispatches with gold records.

`python bench/transfers.py bench/transfers_dev.jsonl [--half odd|even] [--errors]`

A pair is (supplier, recipient), None where open; a document's pairs are a set. F1 is over
all documents: of pairs, of (pair, category), of pairs whose transfer is denied. Status is
the share of found gold pairs whose status is the gold's; `empty` the share of documents
without transfers in which none is found.
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

Pair = tuple[str | None, str | None]


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
        total = self.found + self.gold
        return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * self.hits / total if total else 0:.3f}"


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line]
    if options.half:
        lines = lines[0 if options.half == "odd" else 1 :: 2]
    pipeline = Pipeline()
    pairs, goods, denied = Score(), Score(), Score()
    status, empty, confusion = [], [], Counter[str]()
    for line in lines:
        found = system(pipeline, line["text"], line.get("published"))
        gold = line["transfers"]
        by_gold = {(t["supplier"], t["recipient"]): t for t in gold}
        by_found = {(t["supplier"], t["recipient"]): t for t in reversed(found)}
        pairs.add(set(by_found), set(by_gold))
        goods.add(_goods(found), _goods(gold))
        denied.add(_denied(found), _denied(gold))
        for pair in by_gold.keys() & by_found.keys():
            told, expected = by_found[pair]["status"], by_gold[pair]["status"]
            status.append(told == expected)
            if told != expected:
                confusion[f"{expected} read as {told}"] += 1
        if not gold:
            empty.append(not found)
        if options.errors and _key(found) != _key(gold):
            print(line["id"], line["text"])
            print("   gold ", *_show(gold), sep="\n     ")
            print("   found", *_show(found), sep="\n     ")
    print(f"pairs         {pairs}")
    print(f"pair+category {goods}")
    print(f"denied        {denied}")
    print(f"status        {sum(status) / max(1, len(status)):.3f} of {len(status)} matched pairs")
    print(f"empty         {sum(empty) / max(1, len(empty)):.3f} of {len(empty)}")
    if options.errors:
        print(confusion.most_common())


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
