"""Count the cue words of a corpus of attributions, and fit the attribution tagger on it.

usage: python bench/train_claims.py CORPUS.jsonl [--cache FILE] [--epochs N] [--seed N]

Needs PyTorch beside the package; minutes on two cores. Writes cue_counts.tsv (facts: how
often a lemma was seen, and was a cue, in which frame) and claims_model.json (a few
thousand numbers over categories of the parse; no words but the counts). While fitting,
the counts that a document sees leave its own out, so they are as honest as on new text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from gold import Gold, align, parse_corpus
from reportedly.extraction.attribution import candidates as candidate_features
from reportedly.extraction.attribution import token_features
from reportedly.extraction.attribution.candidates import CandidateFeatures, find_candidates
from reportedly.extraction.attribution.cues import lexicon
from reportedly.extraction.attribution.decoding import CONTENT, CUE, SOURCE
from reportedly.extraction.attribution.layout import lay_out
from reportedly.extraction.attribution.model import FILE
from reportedly.extraction.attribution.statistics import Counts, CueStatistics, Key, frames, keys
from reportedly.extraction.attribution.surroundings import (
    LABELS,
    SIZES,
    Surroundings,
    surroundings,
)
from reportedly.extraction.attribution.tagger import LIKELY
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations, find_quotations

REFERENCE = Path(__file__).parents[1] / "src" / "reportedly" / "reference"
WIDTH, ROUNDS, BATCH, RATE = 16, 4, 8, 8e-3
THRESHOLD = 0.0
RARE_TOKEN, RARE_CANDIDATE, RARE_LABEL = 0.0008, 0.002, 0.0005
INDEX = ("before", "behind", "head")


@dataclass(slots=True)
class Example:
    """One document with its annotation and what its cues count."""

    text: AnnotatedText
    quotations: Quotations
    gold: dict[int, Gold]
    counts: dict[Key, Counts]


def main() -> None:
    """Count, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep the parses")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    examples = [
        example(document, text) for document, text in parse_corpus(options.corpus, options.cache)
    ]
    counts = add(part.counts for part in examples)
    write_counts(counts, options.corpus.stem, len(examples))
    encoder = Encoder(examples, counts)
    encoded = [row for row in (encoder.encode(part) for part in examples) if row]
    net = fit(encoder, encoded, options.epochs)
    provenance = {
        "corpus": options.corpus.stem,
        "documents": len(examples),
        "seed": options.seed,
        "epochs": options.epochs,
        "numbers": sum(weights.numel() for weights in net.parameters()),
    }
    write_model(net, encoder, provenance)
    print(provenance)


def example(document: dict[str, Any], text: AnnotatedText) -> Example:
    """A document with its gold attributions by anchor, and its counts."""
    quotations = find_quotations(text)
    gold: dict[int, Gold] = {}
    for attribution in document["attributions"]:
        aligned = align(text, attribution)
        if aligned.anchor is not None:
            gold.setdefault(aligned.anchor, aligned)
    counts: dict[Key, Counts] = {}
    for token, (key, frame) in enumerate(zip(keys(text), frames(text, quotations), strict=True)):
        if key[1]:
            of_key = counts.setdefault(key, Counts())
            of_key.seen[frame] += 1
            if (found := gold.get(token)) is not None:
                of_key.cues[frame] += 1
                of_key.extended += max(found.cue) > token
                of_key.sourceless += not found.source
    return Example(text, quotations, gold, counts)


def add(parts: Any) -> dict[Key, Counts]:
    """The sums of counts, of the words worth counting: cues, listed ones, and verbs."""
    total: dict[Key, Counts] = {}
    for part in parts:
        for key, counts in part.items():
            of_key = total.setdefault(key, Counts())
            of_key.seen = [a + b for a, b in zip(of_key.seen, counts.seen, strict=True)]
            of_key.cues = [a + b for a, b in zip(of_key.cues, counts.cues, strict=True)]
            of_key.extended += counts.extended
            of_key.sourceless += counts.sourceless
    listed = lexicon()
    kept = {}
    for key, counts in total.items():
        cues, seen = sum(counts.cues), sum(counts.seen)
        word = key[0].replace("-", "").isalpha() and key[0].isascii()
        mark = key in ((":", "punctuation"), ("-", "punctuation"))
        worth = cues > 1 or key in listed or (key[1] == "verb" and seen > 1)
        if mark or (word and worth):
            kept[key] = counts
    return kept


def write_counts(counts: dict[Key, Counts], corpus: str, documents: int) -> None:
    """Write cue_counts.tsv, sorted."""
    lines = [
        f"# How often a word was seen, and was a cue, in {documents} articles of {corpus}",
        "# (PolNeAR 1.0.0, Newell et al. 2018), by frame: clause, infinitive, object, quotation,",
        "# bare. extended: cues that go on behind the word; sourceless: cues without a source.",
        "# Made by bench/train_claims.py.",
        "lemma\tpos\tseen\tcues\textended\tsourceless",
    ]
    for (lemma, pos), of_key in sorted(counts.items()):
        seen, cues = (" ".join(map(str, n)) for n in (of_key.seen, of_key.cues))
        lines.append(f"{lemma}\t{pos}\t{seen}\t{cues}\t{of_key.extended}\t{of_key.sourceless}")
    (REFERENCE / "cue_counts.tsv").write_text("\n".join(lines) + "\n")


class Encoder:
    """Turns examples into arrays of codes, by the values that are frequent enough."""

    def __init__(self, examples: list[Example], counts: dict[Key, Counts]) -> None:
        """Count the values of all features over `examples`."""
        self.counts = counts
        labels: Counter[str] = Counter()
        for part in examples:
            labels.update(part.text.deps)
        self.labels = frequent(labels, RARE_LABEL)[: LABELS - 1]
        self._numbers = {label: number for number, label in enumerate(self.labels, 1)}
        tokens: list[Counter[str]] = [Counter() for _ in token_features.NAMES]
        candidates: list[Counter[str]] = [Counter() for _ in candidate_features.NAMES]
        for part in examples:
            columns, rows, _, _ = self._features(part)
            for counter, column in zip(tokens, columns, strict=True):
                counter.update(column)
            for row in rows:
                for counter, value in zip(candidates, row, strict=True):
                    counter[value] += 1
        self.token_values = [frequent(counter, RARE_TOKEN) for counter in tokens]
        self.candidate_values = [frequent(counter, RARE_CANDIDATE) for counter in candidates]

    def _features(
        self, part: Example
    ) -> tuple[
        list[list[str]], list[list[str]], list[list[float]], tuple[Surroundings, list[int]] | None
    ]:
        text, quotations = part.text, part.quotations
        statistics = CueStatistics(self.counts, part.counts)
        of_keys, of_frames = keys(text), frames(text, quotations)
        odds = [statistics.of(*pair) for pair in zip(of_keys, of_frames, strict=True)]
        anchors = find_candidates(odds)
        if not anchors:
            return [[] for _ in token_features.NAMES], [], [], None
        layout = lay_out(text, quotations, [of.in_frame >= LIKELY for of in odds])
        columns = token_features.token_features(text, quotations, layout, odds)
        features = CandidateFeatures(text, quotations, of_keys, of_frames, odds)
        numbers = np.array([self._numbers.get(label, 0) for label in text.deps], dtype=np.int32)
        near = surroundings(layout, anchors, numbers)
        return (
            columns,
            [features.categories(token) for token in anchors],
            [features.measures(token) for token in anchors],
            (near, anchors),
        )

    def encode(self, part: Example) -> dict[str, Any] | None:
        """The arrays of one document, or None if it has no candidate."""
        columns, categories, measures, found = self._features(part)
        if found is None:
            return None
        near, anchors = found
        labels = np.zeros(len(near.token), dtype=np.int64)
        counted = np.zeros(len(near.token), dtype=bool)
        bounds = [*near.begins.tolist(), len(near.token)]
        for number, anchor in enumerate(anchors):
            gold = part.gold.get(anchor)
            if gold is None:
                continue
            rows = slice(bounds[number], bounds[number + 1])
            counted[rows] = True
            for role, tokens in ((CONTENT, gold.content), (SOURCE, gold.source), (CUE, gold.cue)):
                labels[rows][np.isin(near.token[rows], list(tokens))] = role
        shifts = np.concatenate([[0], np.cumsum(SIZES)[:-1]])
        return {
            "near": near,
            "tokens": codes(columns, self.token_values).T,
            "candidates": codes(list(zip(*categories, strict=True)), self.candidate_values).T,
            "measures": np.array(measures, dtype=np.float32),
            "pairs": np.stack(near.categories, axis=1) + shifts,
            "labels": labels,
            "counted": counted,
            "kept": np.array([anchor in part.gold for anchor in anchors], dtype=np.float32),
        }


def frequent(counter: Counter[str], share: float) -> list[str]:
    """The values that make up more than `share` of all, sorted."""
    least = counter.total() * share
    return sorted(value for value, count in counter.items() if count > least)


def codes(columns: Any, values: list[list[str]]) -> Any:
    """The columns as numbers, each feature's behind those of the one before."""
    offset, encoded = 0, []
    for column, known in zip(columns, values, strict=True):
        numbers = {value: number for number, value in enumerate(known, 1)}
        encoded.append([numbers.get(value, 0) + offset for value in column])
        offset += len(known) + 1
    return np.array(encoded, dtype=np.int32)


def batch(parts: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
    """Several documents as one, their row numbers shifted."""
    names = ("tokens", "candidates", "measures", "pairs", "labels", "counted", "kept")
    joined: dict[str, list[Any]] = {name: [part[name] for part in parts] for name in names}
    places = ("token", "candidate", "before", "behind", "head", "first", "last", "branch", "own")
    joined |= {name: [] for name in places}
    total = sum(len(part["labels"]) for part in parts)
    rows = tokens = anchors = branches = 0
    for part in parts:
        near: Surroundings = part["near"]
        size = len(near.token)
        joined["token"].append(near.token + tokens)
        joined["candidate"].append(near.candidate + anchors)
        joined["branch"].append(near.branch + branches)
        for name in ("first", "last", "own"):
            joined[name].append(getattr(near, name) + rows)
        for name in INDEX:
            column = getattr(near, name)
            joined[name].append(np.where(column == size, total, column + rows))
        rows, tokens = rows + size, tokens + len(part["tokens"])
        anchors, branches = anchors + len(part["kept"]), branches + int(near.branch[-1]) + 1
    return {name: torch.from_numpy(np.concatenate(column)) for name, column in joined.items()}


class Net(nn.Module):
    """The network of `extraction.attribution.tagger`, to be fitted."""

    def __init__(self, encoder: Encoder, measures: int) -> None:
        """Draw the first weights."""
        super().__init__()

        def table(size: int) -> nn.EmbeddingBag:
            bag = nn.EmbeddingBag(size, WIDTH, mode="sum")
            nn.init.normal_(bag.weight, 0, 0.15)
            return bag

        self.token = table(sum(len(values) + 1 for values in encoder.token_values))
        self.pair = table(sum(SIZES))
        self.candidate = table(sum(len(values) + 1 for values in encoder.candidate_values))
        self.measures = nn.Linear(measures, WIDTH)
        self.messages = nn.Linear(7 * WIDTH, WIDTH)
        nn.init.normal_(self.messages.weight, 0, 0.5 / WIDTH**0.5)
        self.label = nn.Linear(WIDTH, 4)
        self.keep = nn.Linear(2 * WIDTH, 1)

    def forward(self, b: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """The labels' scores of all rows, and the log-odds of all candidates."""
        known = self.candidate(b["candidates"]) + self.measures(b["measures"])
        state = self.token(b["tokens"])[b["token"]] + self.pair(b["pairs"]) + known[b["candidate"]]
        state = torch.relu(state)
        spans = (b["last"] - b["first"])[:, None].float()
        pad = torch.zeros(1, WIDTH)
        for _ in range(ROUNDS):
            padded = torch.cat([state, pad])
            sums = torch.cat([pad.double(), state.double().cumsum(0)])
            within = (sums[b["last"]] - sums[b["first"]]).float() / spans
            heard = torch.cat(
                [
                    state,
                    *(padded[b[name]] for name in INDEX),
                    within,
                    means(state, b["branch"])[b["branch"]],
                    state[b["own"]][b["candidate"]],
                ],
                1,
            )
            state = state + torch.relu(self.messages(heard))
        both = torch.cat([state[b["own"]], means(state, b["candidate"])], 1)
        return self.label(state), self.keep(both)[:, 0]


def means(state: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """The means of the rows of each group."""
    size = int(groups[-1]) + 1
    counts = torch.zeros(size).index_add_(0, groups, torch.ones(len(groups)))
    return torch.zeros(size, state.shape[1]).index_add_(0, groups, state) / counts[:, None]


def fit(encoder: Encoder, encoded: list[dict[str, Any]], epochs: int) -> Net:
    """The network after `epochs` over all documents, its weights averaged over the last steps."""
    net = Net(encoder, encoded[0]["measures"].shape[1])
    steps = epochs * -(-len(encoded) // BATCH)
    adam = torch.optim.Adam(net.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=RATE, total_steps=steps + 1)
    average = {name: value.clone() for name, value in net.state_dict().items()}
    step = 0
    for epoch in range(epochs):
        random.shuffle(encoded)
        losses = []
        for first in range(0, len(encoded), BATCH):
            part = batch(encoded[first : first + BATCH])
            labels, kept = net(part)
            of_labels = nn.functional.cross_entropy(
                labels[part["counted"]], part["labels"][part["counted"]]
            )
            of_kept = nn.functional.binary_cross_entropy_with_logits(kept, part["kept"])
            loss = of_labels + 0.5 * of_kept
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            schedule.step()
            step += 1
            decay = min(0.995, step / (step + 10))
            for name, value in net.state_dict().items():
                average[name].mul_(decay).add_(value, alpha=1 - decay)
            losses.append((of_labels.item(), of_kept.item()))
        print(epoch, np.round(np.mean(losses, axis=0), 4), flush=True)
    net.load_state_dict(average)
    return net


def write_model(net: Net, encoder: Encoder, provenance: dict[str, Any]) -> None:
    """Write claims_model.json."""
    state = {name: value.numpy() for name, value in net.state_dict().items()}
    arrays = {
        "token": state["token.weight"],
        "pair": state["pair.weight"],
        "candidate": state["candidate.weight"],
        "measures": state["measures.weight"].T,
        "bias": state["measures.bias"],
        "messages": state["messages.weight"].T,
        "messages_bias": state["messages.bias"],
        "label": state["label.weight"].T,
        "label_bias": state["label.bias"],
        "keep": state["keep.weight"][0],
        "keep_bias": state["keep.bias"],
    }
    content = {
        "provenance": provenance,
        "layers": ROUNDS,
        "threshold": THRESHOLD,
        "dependencies": encoder.labels,
        "token_values": encoder.token_values,
        "candidate_values": encoder.candidate_values,
        "arrays": {
            name: {"shape": array.shape, "numbers": [round(n, 4) for n in array.ravel().tolist()]}
            for name, array in arrays.items()
        },
    }
    (REFERENCE / FILE).write_text(json.dumps(content, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
