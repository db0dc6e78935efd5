"""Fit the attribution tagger that the package ships, on a corpus of attributions.

usage: python bench/train_claims.py CORPUS.jsonl [--cache FILE] [--epochs N] [--seed N]

The fitting is that of `reportedly train claims`; numpy is all it needs. Writes the counts as
cue_counts.tsv (facts: how often a lemma was seen, and was a cue, in which frame), apart
from claims_model.json (numbers over categories of the parse; no words but closed classes).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from gold import parse_corpus
from reportedly.extraction.attribution.fitting import Settings, fit
from reportedly.extraction.attribution.fitting.examples import AnnotatedDocument, example
from reportedly.extraction.attribution.model import FILE
from reportedly.extraction.attribution.statistics import FRAMES, CountRow

REFERENCE = Path(__file__).parents[1] / "src" / "reportedly" / "reference"


def main() -> None:
    """Fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep the parses")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--reference", type=Path, default=REFERENCE, help="where to write")
    options = parser.parse_args()
    examples = [
        example(msgspec.convert(document, AnnotatedDocument), text)
        for document, text in parse_corpus(options.corpus, options.cache)
    ]
    settings = Settings(epochs=options.epochs, seed=options.seed)
    fitted = fit(examples, options.corpus.stem, settings, lambda told: print(told, flush=True))
    write_counts(fitted.counts, options.reference / "cue_counts.tsv", options.corpus.stem)
    content = msgspec.json.encode(msgspec.structs.replace(fitted, counts=()))
    (options.reference / FILE).write_bytes(content + b"\n")
    print(fitted.provenance)


def write_counts(rows: tuple[CountRow, ...], place: Path, corpus: str) -> None:
    """Write the counts as a table."""
    names = CountRow.__struct_fields__
    lines = [
        f"# How often a word was seen, and was a cue, in {corpus} (PolNeAR 1.0.0, Newell et al.",
        f"# 2018), by frame: {', '.join(FRAMES)}.",
        "# extended: cues that go on behind the word; sourceless: cues without a source.",
        "# Made by bench/train_claims.py.",
        "\t".join(names),
        *("\t".join(str(getattr(row, name)) for name in names) for row in rows),
    ]
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
