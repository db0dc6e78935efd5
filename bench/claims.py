"""Score the claims of the pipeline against a corpus of attributions.

usage: python bench/accuracy.py claims CORPUS.jsonl [--rules] [--cache FILE] [--errors N]
                                       [--predictions FILE] [--given FILE] [--keep]

Definitions (all over word tokens, punctuation left out, after a one-to-one matching that
takes the pairs that share most first):
  exact    a role counts when its tokens are the gold tokens
  overlap  tokens shared / tokens predicted, tokens shared / tokens gold
  triple   source, cue and content all exact
  found    the sources share a token (or both are empty), and the contents' Jaccard is 0.5 or more
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gold import parse_corpus, read_corpus
from reportedly.extraction.attribution import find_attributions
from reportedly.extraction.attribution.rules import attributions_by_rule
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import find_quotations
from results import write_result

ROLES = ("source", "cue", "content")
GOALS = {"exact all": 0.66, "overlap content": 0.80, "triple": 0.48, "found": 0.68}
_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
Words = frozenset[int]


@dataclass(slots=True)
class Tally:
    """Hits, predicted, and gold."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 0.0

    @property
    def precision(self) -> float:
        """Hits of what was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits of what is gold."""
        return self.hits / self.gold if self.gold else 0.0


@dataclass(slots=True)
class Score:
    """The tallies by figure, of kinds of gold attributions, and of documents."""

    figures: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    documents: dict[str, Tally] = field(default_factory=dict)

    def tally(self, figure: str) -> Tally:
        """The tally of a figure."""
        return self.figures.setdefault(figure, Tally())


def main(arguments: list[str]) -> int:
    """Predict, score, print."""
    parser = argparse.ArgumentParser(prog="accuracy.py claims", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rules", action="store_true", help="the frames of the cues alone")
    parser.add_argument("--cache", type=Path, help="where to keep the parses")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--predictions", type=Path, help="write what was predicted")
    parser.add_argument("--given", type=Path, help="score these predictions of a peer instead")
    parser.add_argument("--keep", action="store_true", help="write the figures to RESULTS.md")
    options = parser.parse_args(arguments)
    parsed = parse_corpus(options.corpus, options.cache)
    predicted = [
        {"doc_id": document["doc_id"], "attributions": predict(text, rules=options.rules)}
        for document, text in parsed
    ]
    gold = [document for document, _ in parsed]
    if options.given:
        predicted = read_corpus(options.given)
    score = score_corpus(gold, predicted)
    report(score)
    for error in errors(gold, predicted)[: options.errors]:
        print(error)
    if options.predictions:
        lines = (json.dumps(row, ensure_ascii=False) for row in predicted)
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.keep:
        name = "claims_rules" if options.rules else "claims"
        way = "rules alone" if options.rules else "the fitted tagger"
        if options.given:
            name, way = f"claims_{options.given.stem}", f"{options.given.stem}, a peer"
        rows = [
            {"figure": f"{figure} F1", "value": round(tally.f1, 4), "goal": GOALS.get(figure)}
            for figure, tally in score.figures.items()
        ]
        write_result(name, title=f"Claims, {way}", rows=rows, corpus=options.corpus.stem)
    return 0


def predict(text: AnnotatedText, *, rules: bool = False) -> list[dict[str, list[list[int]]]]:
    """The attributions of a text as character spans."""
    quotations = find_quotations(text)
    find = attributions_by_rule if rules else find_attributions
    return [
        {
            "source": [list(text.span(*found.source))] if found.source else [],
            "cue": [list(text.span(*found.cue))],
            "content": [list(text.span(*part)) for part in found.content],
        }
        for found in find(text, quotations)
    ]


def score_corpus(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Score:
    """The score of `predicted` against `gold`, documents matched by their ids."""
    score = Score()
    of_document = {row["doc_id"]: row["attributions"] for row in predicted}
    for document in gold:
        words = _words(document["text"])
        wanted = [_cover(a, words) for a in document["attributions"]]
        given = [_cover(a, words) for a in of_document.get(document["doc_id"], [])]
        kinds = [_quotation(document["text"], a["content"]) for a in document["attributions"]]
        matched = {i: given[j] for i, j in _match(wanted, given)}
        for rows, side in ((given, "predicted"), (wanted, "gold")):
            for row in rows:
                _count(score, row, side)
        for i, attribution in enumerate(wanted):
            of_kind = score.kinds.setdefault(kinds[i], Tally())
            of_kind.gold += 1
            if i in matched:
                of_kind.hits += _add_hits(score, attribution, matched[i])
        of_this = Tally(0, len(given), len(wanted))
        of_this.hits = sum(_is_found(wanted[i], row) for i, row in matched.items())
        score.documents[document["doc_id"]] = of_this
    for measure in ("exact", "overlap"):
        parts = [score.tally(f"{measure} {role}") for role in ROLES]
        score.figures[f"{measure} all"] = Tally(
            sum(part.hits for part in parts),
            sum(part.predicted for part in parts),
            sum(part.gold for part in parts),
        )
    return score


Roles = dict[str, Words]


def _count(score: Score, row: Roles, side: str) -> None:
    for figure, amount in (
        ("triple", 1),
        ("found", 1),
        *((f"exact {role}", int(bool(row[role]))) for role in ROLES),
        *((f"overlap {role}", len(row[role])) for role in ROLES),
    ):
        tally = score.tally(figure)
        setattr(tally, side, getattr(tally, side) + amount)


def _add_hits(score: Score, wanted: Roles, given: Roles) -> bool:
    for role in ROLES:
        score.tally(f"overlap {role}").hits += len(wanted[role] & given[role])
        score.tally(f"exact {role}").hits += bool(wanted[role]) and wanted[role] == given[role]
    score.tally("triple").hits += all(wanted[role] == given[role] for role in ROLES)
    found = _is_found(wanted, given)
    score.tally("found").hits += found
    return found


def _is_found(wanted: Roles, given: Roles) -> bool:
    both = wanted["content"] | given["content"]
    shared = wanted["content"] & given["content"]
    sources = wanted["source"] & given["source"] or not (wanted["source"] or given["source"])
    return bool(sources) and len(shared) / (len(both) or 1) >= 0.5


def _match(wanted: list[Roles], given: list[Roles]) -> list[tuple[int, int]]:
    """Pairs of gold and predicted attributions, those that share most first."""
    pairs = []
    for i, g in enumerate(wanted):
        for j, p in enumerate(given):
            content = len(g["content"] & p["content"])
            cue = len(g["cue"] & p["cue"])
            if content or cue:
                union = len(g["content"] | p["content"]) or 1
                source = bool(g["source"] & p["source"])
                pairs.append((-(content / union + (cue > 0) + 0.5 * source), i, j))
    taken: list[tuple[int, int]] = []
    left, right = set(range(len(wanted))), set(range(len(given)))
    for _, i, j in sorted(pairs):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            taken.append((i, j))
    return taken


def _words(text: str) -> list[tuple[int, int]]:
    return [m.span() if m.group()[0].isalnum() else (-1, -1) for m in _TOKEN.finditer(text)]


def _cover(attribution: dict[str, Any], words: list[tuple[int, int]]) -> Roles:
    return {
        role: frozenset(
            i
            for i, (start, end) in enumerate(words)
            if any(start < b and end > a for a, b in attribution.get(role) or [])
        )
        for role in ROLES
    }


def _quotation(text: str, spans: list[list[int]]) -> str:
    marks = "\"“”''"
    content = " ".join(text[a:b] for a, b in spans).strip(" .,")
    if content[:1] in marks and content[-1:] in marks and content:
        return "direct"
    return "mixed" if any(mark in content for mark in '"“”') or "''" in content else "indirect"


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


def errors(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[str]:
    """Gold and predicted side by side, where they differ; missed and invented ones alone."""
    found = []
    kinds: Counter[str] = Counter()
    for document, row in zip(gold, predicted, strict=True):
        text = document["text"]
        words = _words(text)
        wanted = [_cover(a, words) for a in document["attributions"]]
        given = [_cover(a, words) for a in row["attributions"]]
        matched = dict(_match(wanted, given))
        for i, attribution in enumerate(document["attributions"]):
            j = matched.get(i)
            if j is None:
                kinds["missed"] += 1
                found.append(f"MISSED    {_show(text, attribution)}")
            elif wanted[i] != given[j]:
                wrong = [role for role in ROLES if wanted[i][role] != given[j][role]]
                kinds.update(wrong)
                given_words = _show(text, row["attributions"][j])
                found.append(
                    f"{'+'.join(wrong)}\n  gold  {_show(text, attribution)}\n  given {given_words}"
                )
        for j in sorted(set(range(len(given))) - set(matched.values())):
            kinds["invented"] += 1
            found.append(f"INVENTED  {_show(text, row['attributions'][j])}")
    return [f"errors: {dict(kinds.most_common())}", *found]


def _show(text: str, attribution: dict[str, Any]) -> str:
    return " | ".join(" … ".join(text[a:b] for a, b in attribution[role]) for role in ROLES)


if __name__ == "__main__":
    raise SystemExit("run it as: python bench/accuracy.py claims CORPUS.jsonl")
