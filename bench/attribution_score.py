"""The figures of attributions: how predicted ones agree with those of a corpus.

Definitions (all over word tokens, punctuation left out, after a one-to-one matching that
takes the pairs that share most first):
  exact    a role counts when its tokens are the gold tokens
  overlap  tokens shared / tokens predicted, tokens shared / tokens gold
  triple   source, cue and content all exact
  found    the sources share a token (or both are empty), and the contents' Jaccard is 0.5 or more
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
Words = frozenset[int]
Roles = dict[str, Words]


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


def score_corpus(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Score:
    """The score of `predicted` against `gold`, documents matched by their ids."""
    score = Score()
    of_document = {row["doc_id"]: row["attributions"] for row in predicted}
    for document in gold:
        tokens = words(document["text"])
        wanted = [cover(a, tokens) for a in document["attributions"]]
        given = [cover(a, tokens) for a in of_document.get(document["doc_id"], [])]
        kinds = [quotation(document["text"], a["content"]) for a in document["attributions"]]
        matched = {i: given[j] for i, j in match(wanted, given)}
        for rows, side in ((given, "predicted"), (wanted, "gold")):
            for row in rows:
                _count(score, row, side)
        for i, attribution in enumerate(wanted):
            of_kind = score.kinds.setdefault(kinds[i], Tally())
            of_kind.gold += 1
            if i in matched:
                of_kind.hits += _add_hits(score, attribution, matched[i])
        of_this = Tally(0, len(given), len(wanted))
        of_this.hits = sum(is_found(wanted[i], row) for i, row in matched.items())
        score.documents[document["doc_id"]] = of_this
    for measure in ("exact", "overlap"):
        parts = [score.tally(f"{measure} {role}") for role in ROLES]
        score.figures[f"{measure} all"] = Tally(
            sum(part.hits for part in parts),
            sum(part.predicted for part in parts),
            sum(part.gold for part in parts),
        )
    return score


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
    found = is_found(wanted, given)
    score.tally("found").hits += found
    return found


def is_found(wanted: Roles, given: Roles) -> bool:
    """Whether `given` finds the attribution `wanted`."""
    both = wanted["content"] | given["content"]
    shared = wanted["content"] & given["content"]
    sources = wanted["source"] & given["source"] or not (wanted["source"] or given["source"])
    return bool(sources) and len(shared) / (len(both) or 1) >= 0.5


def match(wanted: list[Roles], given: list[Roles]) -> list[tuple[int, int]]:
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


def words(text: str) -> list[tuple[int, int]]:
    """The spans of the tokens of `text`; (-1, -1) for punctuation."""
    return [m.span() if m.group()[0].isalnum() else (-1, -1) for m in _TOKEN.finditer(text)]


def cover(attribution: dict[str, Any], tokens: list[tuple[int, int]]) -> Roles:
    """The tokens of each role of an attribution, by number."""
    return {
        role: frozenset(
            i
            for i, (start, end) in enumerate(tokens)
            if any(start < b and end > a for a, b in attribution.get(role) or [])
        )
        for role in ROLES
    }


def quotation(text: str, spans: list[list[int]]) -> str:
    """Whether a content is quoted wholly (direct), partly (mixed) or not (indirect)."""
    marks = "\"“”''"
    content = " ".join(text[a:b] for a, b in spans).strip(" .,")
    if content[:1] in marks and content[-1:] in marks and content:
        return "direct"
    return "mixed" if any(mark in content for mark in '"“”') or "''" in content else "indirect"
