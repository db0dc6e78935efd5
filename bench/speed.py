"""What reading costs beside the bare spaCy pipeline: same texts, same components, one process.

    python bench/speed.py CORPUS.jsonl [--documents N] [--rounds N]

Every way is run in turn, several rounds, so that a busy machine slows all alike; the
figures are medians of the rounds' ratios to the bare pipeline. Nothing is remembered from
round to round but where copies are measured. If textacy is installed, its quotations are
measured too: it reads paragraph by paragraph, and skips those that it raises an error on.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import msgspec
from spacy.language import Language

from reportedly.analysis import Analyser
from reportedly.extraction.claims import find_claims
from reportedly.extraction.events import find_events
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline, load_model
from reportedly.language.recent import Recent
from reportedly.language.times import find_times
from reportedly.reading.text import Known, build_document, document_from_text
from reportedly.records import Document
from reportedly.threads import use_one_thread
from results import write_result

GOALS = {
    "parse, times, parties and claims": "<= 1.30",
    "parse, times, parties, claims and events": "<= 1.50",
    "whole analysis": "<= 1.25",
}


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
    without_memory(analyser)
    for _ in analyser.analyse_many(documents):
        pass
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ways = ways_to_read(analyser, documents)
    ratios, rate = measure(ways, options.rounds)
    rows: list[dict[str, str | float]] = [
        {"figure": name, "value": round(ratio, 3), "goal": GOALS.get(name, "")}
        for name, ratio in ratios.items()
    ]
    rows += [
        {"figure": f"documents a second: {name}", "value": round(len(documents) * rate / ratio, 2)}
        for name, ratio in ratios.items()
        if not name.startswith("parse")
    ]
    rows += copies(documents, options.rounds)
    rows.append({"figure": "loading, seconds", "value": round(loading, 2), "goal": "< 3"})
    rows.append({"figure": "peak memory, MB", "value": round(memory), "goal": "<= 900"})
    for row in rows:
        print(f"{row['figure']:50} {row['value']:>10}  {row.get('goal', '')}")
    words = sum(len(document.text.split()) for document in documents)
    write_result(
        f"speed_{options.corpus.stem}",
        title=f"Speed on {options.corpus.stem}: ratios to the bare spaCy pipeline, same run",
        corpus=f"{options.corpus.stem}, {len(documents)} documents, {words} words",
        rows=rows,
    )


def read_corpus(path: Path) -> list[Document]:
    """The documents of a corpus in JSON lines."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        document_from_text(
            row["text"],
            doc_id=row.get("doc_id") or row["id"],
            published=row.get("published") or row.get("dct"),
        )
        for row in rows
    ]


def without_memory(analyser: Analyser) -> None:
    """Let `analyser` remember nothing of what it read."""
    analyser._records = Recent(0)
    analyser.pipeline._parses = Recent(0)


def ways_to_read(analyser: Analyser, documents: list[Document]) -> dict[str, Callable[[], object]]:
    """The ways compared, the bare pipeline first."""
    texts = [document.text for document in documents]
    dates = [document.published for document in documents]
    nlp = load_model()

    def bare() -> object:
        return sum(1 for _ in nlp.pipe(texts))

    def entities() -> object:
        return [
            json.dumps([(e.text, e.label_, e.start_char) for e in doc.ents])
            for doc in nlp.pipe(texts)
        ]

    def columns() -> object:
        return sum(1 for _ in analyser.pipeline.annotate_many(texts))

    def claims() -> object:
        return _stages(analyser, texts, dates, events=False)

    def events() -> object:
        return _stages(analyser, texts, dates, events=True)

    def whole() -> object:
        return [msgspec.json.encode(record) for record in analyser.analyse_many(documents)]

    ways: dict[str, Callable[[], object]] = {
        "bare spaCy pipeline": bare,
        "spaCy with entities as output": entities,
        "parse as columns": columns,
        "parse, times, parties and claims": claims,
        "parse, times, parties, claims and events": events,
        "whole analysis": whole,
    }
    if find_spec("textacy"):
        ways["textacy's direct quotations"] = lambda: _textacy(nlp, texts)
    return ways


def _stages(analyser: Analyser, texts: list[str], dates: list[str | None], *, events: bool) -> int:
    found = 0
    for text, date in zip(analyser.pipeline.annotate_many(texts), dates, strict=True):
        times, parties = find_times(text, date), find_parties(text)
        claims = find_claims(text, times, parties)
        found += len(find_events(text, times, parties, claims)) if events else len(claims)
    return found


def _textacy(nlp: Language, texts: list[str]) -> int:
    from textacy.extract import direct_quotations

    found = 0
    paragraphs = (line for text in texts for line in text.splitlines() if line.strip())
    for paragraph in nlp.pipe(paragraphs):
        with suppress(ValueError):  # a paragraph with an odd number of quotation marks
            found += sum(1 for _ in direct_quotations(paragraph))
    return found


def measure(ways: dict[str, Callable[[], object]], rounds: int) -> tuple[dict[str, float], float]:
    """The median ratio of each way to the first, over `rounds` after one to warm up, and how
    often a second the first can be done."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            seconds[name].append(timed(way))
    base = seconds[next(iter(ways))][1:]
    ratios = {
        name: statistics.median(a / b for a, b in zip(taken[1:], base, strict=True))
        for name, taken in seconds.items()
    }
    return ratios, 1 / statistics.median(base)


def copies(documents: list[Document], rounds: int) -> list[dict[str, str | float]]:
    """How many times faster a copy is read than the first: of the same text, and of the same
    paragraphs under another headline with another credit line."""
    same: list[float] = []
    like: list[float] = []
    under_another = [
        build_document(
            f"Another headline over it all\nBy Ann Other\n{document.text}\n(Edited by Al So)",
            f"{document.doc_id}-copy",
            Known(published=document.published),
        )
        for document in documents
    ]
    analyser = Analyser()
    for _ in range(rounds):
        analyser._records, analyser.pipeline = Recent(10**9), Pipeline(tokens_kept=10**9)
        analyser.analyse(document_from_text("Word by word.", doc_id="warming"))
        first, again, other = (
            timed(lambda given=given: list(analyser.analyse_many(given)))  # type: ignore[misc]
            for given in (documents, documents, under_another)
        )
        same.append(first / again)
        like.append(first / other)
    return [
        {
            "figure": "a copy of the same text, times faster than the first",
            "value": round(statistics.median(same)),
            "goal": ">= 20",
        },
        {
            "figure": "a copy under another headline, times faster",
            "value": round(statistics.median(like), 1),
        },
    ]


def timed(call: Callable[[], object]) -> float:
    """Seconds of the processor that `call` takes."""
    started = time.process_time()
    call()
    return time.process_time() - started


if __name__ == "__main__":
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # numpy is loaded: begin again with it set
        use_one_thread()
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606
    main()
