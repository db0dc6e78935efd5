"""What reading costs beside the bare spaCy pipeline: same texts, same components, one process.

    python bench/speed.py CORPUS.jsonl [--documents N] [--rounds N]

Every way is run in turn, several rounds, so that a busy machine slows all alike;
the figures are medians of the rounds' ratios to the bare pipeline.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from reportedly.analysis import Analyser
from reportedly.extraction.claims import find_claims
from reportedly.language.parties import find_parties
from reportedly.language.times import find_times
from reportedly.reading.text import document_from_text
from reportedly.records import Document
from results import write_result


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON lines with text and published")
    parser.add_argument("--documents", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    documents = read_corpus(options.corpus)[: options.documents]
    started = time.perf_counter()
    analyser = Analyser()
    loading = time.perf_counter() - started
    ways = ways_to_read(analyser, documents)
    ratios = measure(ways, options.rounds)
    words = sum(len(document.text.split()) for document in documents)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows: list[dict[str, str | float]] = [
        {"figure": name, "value": round(ratio, 3), "goal": GOALS.get(name, "")}
        for name, ratio in ratios.items()
    ]
    rows.append({"figure": "loading, seconds", "value": round(loading, 2), "goal": "< 3"})
    rows.append({"figure": "peak memory, MB", "value": round(memory), "goal": "< 700"})
    for row in rows:
        print(f"{row['figure']:40} {row['value']:>8}  {row['goal']}")
    write_result(
        "speed",
        title="Speed, as a ratio to the bare spaCy pipeline in the same run",
        corpus=f"{options.corpus.stem}, {len(documents)} documents, {words} words",
        rows=rows,
    )


GOALS = {
    "parse as columns": "",
    "parse, times, parties and claims": "<= 1.30",
    "whole analysis": "<= 1.50",
}


def read_corpus(path: Path) -> list[Document]:
    """The documents of a corpus in JSON lines."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        document_from_text(
            row["text"], doc_id=row["doc_id"], published=row.get("published") or row.get("dct")
        )
        for row in rows
    ]


def ways_to_read(analyser: Analyser, documents: list[Document]) -> dict[str, Callable[[], object]]:
    """The ways compared, the bare pipeline first."""
    texts = [document.text for document in documents]
    dates = [document.published for document in documents]

    def bare() -> object:
        return sum(1 for _ in analyser.pipeline.nlp.pipe(texts))

    def columns() -> object:
        return sum(1 for _ in analyser.pipeline.annotate_many(texts))

    def claims() -> object:
        found = 0
        for text, date in zip(analyser.pipeline.annotate_many(texts), dates, strict=True):
            times = find_times(text, date)
            found += len(find_claims(text, times, find_parties(text)))
        return found

    def whole() -> object:
        return sum(1 for _ in analyser.analyse_many(documents))

    return {
        "bare spaCy pipeline": bare,
        "parse as columns": columns,
        "parse, times, parties and claims": claims,
        "whole analysis": whole,
    }


def measure(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median ratio of each way to the first, over `rounds` after one to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            started = time.process_time()
            way()
            seconds[name].append(time.process_time() - started)
    base = seconds[next(iter(ways))]
    return {
        name: statistics.median(a / b for a, b in zip(taken[1:], base[1:], strict=True))
        for name, taken in seconds.items()
    }


if __name__ == "__main__":
    main()
