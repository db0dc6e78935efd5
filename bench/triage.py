"""What triage loses, what it lets pass, and how fast it is.

    python bench/triage.py [OTHER_NEWS.jsonl …]

Recall is that of documents for which a careful reader wrote down a transfer: all files
`bench/transfers_*.jsonl`. What passes of other news is its cost: a document too many is parsed.
Speed is on documents of 500 words that it rejects, beside reading them in the same run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from archive import Shares, archive
from reportedly.analysis import Analyser
from reportedly.extraction.triage import Triage
from reportedly.reading.text import document_from_text
from results import write_result

GOLD = sorted(Path(__file__).parent.glob("transfers_*.jsonl"))
TIMED, READ, ROUNDS = 2_000, 40, 5


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, nargs="*", help="JSON lines of other news")
    options = parser.parse_args()
    triage = Triage()
    rows: list[dict[str, str | float]] = []
    with_transfer = [row["text"] for path in GOLD for row in _lines(path) if row["transfers"]]
    passed = sum(map(triage.passes, with_transfer))
    figure = f"passed, of {len(with_transfer)} documents with a transfer"
    rows.append({"figure": figure, "value": passed / len(with_transfer), "goal": ">= 0.995"})
    for path in options.other:
        texts = [row["text"] for row in _lines(path)]
        share = sum(map(triage.passes, texts)) / len(texts)
        rows.append({"figure": f"passed, of {len(texts)} of {path.stem}", "value": share})
    rows += speed(triage)
    for row in rows:
        print(f"{row['figure']:60} {row['value']:>10.3f}  {row.get('goal', '')}")
    write_result(
        "triage",
        title="Triage: is this document worth reading?",
        corpus=", ".join(path.stem for path in [*GOLD, *options.other]),
        rows=rows,
    )


def speed(triage: Triage) -> list[dict[str, str | float]]:
    """How fast it rejects, and how much faster than reading the same documents."""
    other = archive(TIMED, Shares(arms=0, copies=0))
    texts = [text for row in other if not triage.passes(text := row["text"])]
    words = statistics.mean(len(text.split()) for text in texts)
    few = list(islice((document_from_text(text, doc_id="a") for text in texts), READ))
    warming = document_from_text("Word by word.", doc_id="warming")
    rates, ratios = [], []
    for _ in range(ROUNDS):
        judging = _seconds(lambda: list(map(triage.passes, texts))) / len(texts)
        fresh = Analyser()  # remembers none of the documents
        fresh.analyse(warming)
        reading = _seconds(partial(list, fresh.analyse_many(few))) / len(few)
        rates.append(1 / judging)
        ratios.append(reading / judging)
    return [
        {
            "figure": f"rejected a second, of {words:.0f} words, on one core",
            "value": round(statistics.median(rates)),
            "goal": ">= 3000",
        },
        {
            "figure": "times faster than reading them",
            "value": round(statistics.median(ratios)),
            "goal": ">= 150",
        },
    ]


def _seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _lines(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
