"""Score the claims of the pipeline against a corpus of attributions.

usage: python bench/accuracy.py claims CORPUS.jsonl [--model FILE|none] [--cache FILE]
       [--errors N] [--kinds] [--predictions FILE] [--given FILE] [--keep]

`attribution_score` defines the figures, `attribution_errors` the kinds of error.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from attribution_errors import kinds, side_by_side
from attribution_score import Score, score_corpus
from gold import Parsed, parse_corpus, read_corpus
from reportedly.extraction.attribution import RULES_ALONE, Attributor, attributor
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import find_quotations
from results import Cell, write_result

GOALS = {"exact all": 0.66, "overlap content": 0.80, "triple": 0.48, "found": 0.68}
KINDS_KEPT = 10


def main(arguments: list[str]) -> int:
    """Predict, score, print."""
    parser = argparse.ArgumentParser(prog="accuracy.py claims", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", help="a model file, or none for the frames of the cues alone")
    parser.add_argument("--cache", type=Path, help="where to keep the parses")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--kinds", action="store_true", help="count the kinds of error")
    parser.add_argument("--predictions", type=Path, help="write what was predicted")
    parser.add_argument("--given", type=Path, help="score these predictions of a peer instead")
    parser.add_argument("--keep", action="store_true", help="write the figures to RESULTS.md")
    options = parser.parse_args(arguments)
    parsed = parse_corpus(options.corpus, options.cache)
    gold = [document for document, _ in parsed]
    if options.given:
        predicted = read_corpus(options.given)
    else:
        predicted = predict(parsed, attributor(options.model))
    score = score_corpus(gold, predicted)
    report(score)
    for _, error in zip(range(options.errors), side_by_side(gold, predicted), strict=False):
        print(error)
    if options.kinds:
        report_kinds(parsed, predicted, options.corpus.stem if options.keep else None)
    if options.predictions:
        lines = (json.dumps(row, ensure_ascii=False) for row in predicted)
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.keep:
        name, way = "claims", "the fitted tagger"
        if options.model == RULES_ALONE:
            name, way = "claims_rules", "rules alone"
        if options.given:
            name, way = f"claims_{options.given.stem}", f"{options.given.stem}, a peer"
        rows = [
            {"figure": f"{figure} F1", "value": round(tally.f1, 4), "goal": GOALS.get(figure)}
            for figure, tally in score.figures.items()
        ]
        write_result(name, title=f"Claims, {way}", rows=rows, corpus=options.corpus.stem)
    return 0


def predict(parsed: list[Parsed], attribute: Attributor) -> list[dict[str, Any]]:
    """What `attribute` finds in the texts, in the form of a corpus."""
    return [
        {"doc_id": document["doc_id"], "attributions": _attributions(text, attribute)}
        for document, text in parsed
    ]


def _attributions(text: AnnotatedText, attribute: Attributor) -> list[dict[str, Any]]:
    """The attributions of a text as character spans."""
    return [
        {
            "source": [list(text.span(*found.source))] if found.source else [],
            "cue": [list(text.span(*found.cue))],
            "content": [list(text.span(*part)) for part in found.content],
        }
        for found in attribute(text, find_quotations(text))
    ]


def report(score: Score) -> None:
    """Print the figures, those by kind of quotation, and the worst documents."""
    for figure, tally in sorted(score.figures.items()):
        goal = f"  goal {GOALS[figure]:.2f}" if figure in GOALS else ""
        print(f"{figure:16} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}{goal}")
    for kind, tally in sorted(score.kinds.items()):
        print(f"found, {kind:9} R {tally.recall:.3f} of {tally.gold}")
    worst = sorted(score.documents.items(), key=lambda item: (item[1].f1, item[0]))
    for name, tally in worst[:8]:
        print(f"worst: {name} found F1 {tally.f1:.2f} ({tally.gold} gold)")


def report_kinds(parsed: list[Parsed], predicted: list[dict[str, Any]], corpus: str | None) -> None:
    """Print the kinds of error; keep the most frequent for RESULTS.md if `corpus` is named."""
    counts = kinds(parsed, predicted)
    for kind, count in counts.most_common():
        print(f"{count:5} {kind}")
    if corpus is not None:
        rows: list[dict[str, Cell]] = [
            {"figure": kind, "value": count} for kind, count in counts.most_common(KINDS_KEPT)
        ]
        title = "Claims, the most frequent kinds of error that remain"
        write_result("claims_errors", title=title, rows=rows, corpus=corpus)


if __name__ == "__main__":
    raise SystemExit("run it as: python bench/accuracy.py claims CORPUS.jsonl")
