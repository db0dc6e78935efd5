"""Measure the matching of names and the search in a large list; fit the weights of the signs.

usage: python bench/screening.py PAIRS.jsonl [--names 100000] [--peer PYTHON] [--fit]

PAIRS.jsonl: {"left", "right", "match", "schema"} a line, as in the name benchmarks of
nomenklatura and yente. Ten-fold cross-validation keeps pairs that share a name together, fits
weights and threshold on nine folds and scores the tenth. The large list is made of the pairs'
names and of words drawn from them at random. `--peer` is a Python that has nomenklatura;
`--fit` prints the weights fitted on all pairs.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.assessment.entries import ListEntry, ListHeader, SanctionsList
from reportedly.assessment.names import read_name
from reportedly.assessment.resemblance import (
    Signs,
    compare,
    name_weights,
    score_signs,
    signs_between,
)
from reportedly.assessment.screening import Screener
from results import Cell, write_result

FOLDS, SEEDS = 10, 5
PRECISION = 0.955  # asked of the training folds, so that 0.95 is met on the others
Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Pair(NamedTuple):
    """Two names, whether they are one, and whether they are persons'."""

    left: str
    right: str
    match: bool
    person: bool


class Figures(NamedTuple):
    """F1, precision and recall."""

    f1: float
    precision: float
    recall: float


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of the file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Pair(r["left"], r["right"], r["match"], r["schema"] == "Person") for r in rows]


def figures(scores: Vector, gold: Flags, threshold: float) -> Figures:
    """How well the scores at or above the threshold tell the true pairs."""
    said = scores >= threshold
    true = int((said & gold).sum())
    precision = true / max(1, int(said.sum()))
    recall = true / max(1, int(gold.sum()))
    return Figures(2 * precision * recall / max(1e-9, precision + recall), precision, recall)


def best_threshold(scores: Vector, gold: Flags, precision: float = 0.0) -> float:
    """The threshold of the best F1 among those of at least this precision."""
    found = [(figures(scores, gold, t), t) for t in np.arange(0.3, 0.96, 0.01)]
    return float(max(found, key=lambda each: (each[0].precision >= precision, each[0].f1))[1])


def fit(signs: Vector, gold: Flags) -> Vector:
    """The weights of a logistic regression with an L2 penalty of 1 (Newton's method)."""
    penalty = np.diag([0.0] + [1.0] * (signs.shape[1] - 1))
    weights = np.zeros(signs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (chance - gold) + penalty @ weights
        bend = (signs * (chance * (1 - chance))[:, None]).T @ signs + penalty
        weights -= np.linalg.solve(bend, slope)
    return weights


def cross_validate(pairs: list[Pair], signs: Vector, gold: Flags, shipped: Vector) -> Figures:
    """Figures of weights and threshold that were fitted without the pairs they are tried on.

    Equal names and the caps for shared words score as shipped, whatever the weights.
    """
    ruled = np.abs(shipped - plain_scores(signs)) > 1e-9
    results = []
    for seed in range(SEEDS):
        names = sorted({pair.right for pair in pairs})
        random.Random(seed).shuffle(names)
        fold = {name: place % FOLDS for place, name in enumerate(names)}
        folds = np.array([fold[pair.right] for pair in pairs])
        said = np.zeros(len(pairs))
        for number in range(FOLDS):
            held = folds == number
            weights = fit(signs[~held], gold[~held])
            scores = np.where(ruled, shipped, 1 / (1 + np.exp(-signs @ weights)))
            threshold = best_threshold(scores[~held], gold[~held], PRECISION)
            said[held] = scores[held] >= threshold
        results.append(figures(said, gold, 0.5))
    return Figures(*(float(value) for value in np.mean(results, axis=0)))


def plain_scores(signs: Vector) -> Vector:
    """The scores of the shipped weights alone."""
    return np.array([score_signs(Signs(*row[1:])) for row in signs])


def large_list(pairs: list[Pair], size: int) -> tuple[SanctionsList, int]:
    """A list with the pairs' right names first, then made-up ones; and how many are real."""
    chance = random.Random(11)
    rights = sorted({(pair.right, pair.person) for pair in pairs})
    words = {
        kind: [w for name, person in rights if person == kind for w in name.split()]
        for kind in (True, False)
    }
    made = [
        (" ".join(chance.choices(words[kind], k=chance.randint(2, 5))), kind)
        for kind in (chance.random() < 0.7 for _ in range(size - len(rights)))
    ]
    entries = tuple(
        ListEntry(id=str(i), kind="person" if person else "organisation", name=name)
        for i, (name, person) in enumerate([*rights, *made])
    )
    header = ListHeader(
        name="made", title="", source="", retrieved="", version="", sha256="", entries=size
    )
    return SanctionsList(header=header, entries=entries), len(rights)


def score(pair: Pair) -> float:
    """The score of a pair as shipped."""
    left, right = read_name(pair.left, pair.person), read_name(pair.right, pair.person)
    return compare(left, right).score


def search(pairs: list[Pair], size: int) -> list[dict[str, Cell]]:
    """Speed of one name against many, and whether the index leaves the right name in."""
    names, real = large_list(pairs, size)
    begin = time.perf_counter()
    screener = Screener([names])
    built = time.perf_counter() - begin
    least = name_weights().threshold
    wanted = [pair for pair in pairs if pair.match and score(pair) >= least]
    seconds = []
    found = 0
    for pair in wanted:
        begin = time.perf_counter()
        matches = screener.screen(pair.left, "person" if pair.person else None, limit=real)
        seconds.append(time.perf_counter() - begin)
        found += any(match.entry.name == pair.right for match in matches)
    slow = float(np.quantile(seconds, 0.99))
    return [
        row(f"{size:,} names: seconds to build the index", round(built, 2)),
        row("1 name: ms, mean", round(1000 * float(np.mean(seconds)), 1), "< 50"),
        row("1 name: ms, 99th of 100", round(1000 * slow, 1), "< 50"),
        row("found, of all that match in full comparison", found / len(wanted)),
    ]


def peer(python: str, path: Path, gold: Flags) -> list[dict[str, Cell]]:
    """nomenklatura's logic-v2 at its best threshold, where it is installed."""
    script = Path(__file__).parent / "peers" / "nomenklatura_pairs.py"
    ran = subprocess.run([python, str(script), str(path)], capture_output=True, check=False)  # noqa: S603
    if ran.returncode:
        sys.stderr.write(f"nomenklatura is not installed in {python}: left out\n")
        return []
    answer = json.loads(ran.stdout)
    scores = np.array(answer["scores"])
    threshold = best_threshold(scores, gold)
    best = figures(scores, gold, threshold)
    name = "nomenklatura logic-v2"
    return [
        row(f"{name} at its best threshold ({threshold:.2f}): F1", best.f1),
        row(f"{name}: precision there", best.precision),
        row(f"{name}: comparisons a second", round(answer["speed"])),
    ]


def row(figure: str, value: Cell, goal: Cell = None) -> dict[str, Cell]:
    """A row of the page of results."""
    return {"figure": figure, "value": value} | ({"goal": goal} if goal else {})


def main() -> None:
    """Measure, and write bench/results/screening.json."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("pairs", type=Path)
    arguments.add_argument("--names", type=int, default=100_000)
    arguments.add_argument("--peer", default=sys.executable)
    arguments.add_argument("--fit", action="store_true")
    given = arguments.parse_args()
    pairs = read_pairs(given.pairs)
    gold = np.array([pair.match for pair in pairs])
    names = [(read_name(p.left, p.person), read_name(p.right, p.person)) for p in pairs]
    begin = time.perf_counter()
    scores = np.array([compare(left, right).score for left, right in names])
    speed = len(pairs) / (time.perf_counter() - begin)
    signs = np.array([(1.0, *signs_between(left, right)) for left, right in names])
    if given.fit:
        fitted = zip(("constant", *Signs._fields), fit(signs, gold), strict=True)
        sys.stdout.writelines(f"{name}: {value:.2f}\n" for name, value in fitted)
        return
    threshold = name_weights().threshold
    ours = figures(scores, gold, threshold)
    held = cross_validate(pairs, signs, gold, scores)
    rows = [
        row(f"F1 at the default threshold ({threshold})", ours.f1, ">= 0.91"),
        row("precision there", ours.precision, ">= 0.95"),
        row("recall there", ours.recall),
        row("cross-validated F1", held.f1, ">= 0.91"),
        row("cross-validated precision", held.precision, ">= 0.95"),
        row("comparisons a second", round(speed)),
        *peer(given.peer, given.pairs, gold),
        *search(pairs, given.names),
    ]
    write_result(
        "screening",
        title="Screening: one name against sanctions lists",
        rows=rows,
        corpus=f"{len(pairs):,} name pairs of the nomenklatura and yente benchmarks (MIT), "
        f"{int(gold.sum())} of them true",
        note=f"Cross-validation: {FOLDS} folds, weights and threshold fitted on nine, pairs that "
        f"share a name in one fold, mean of {SEEDS} shuffles. Comparisons with names already taken "
        "apart, one process.",
    )
    sys.stdout.write((Path(__file__).parent / "results" / "screening.json").read_text())


if __name__ == "__main__":
    main()
