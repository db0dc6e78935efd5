"""What a million documents cost on one core, step by step, and a year of Common Crawl News.

    python bench/cost.py [--documents 100]

Processor time of each step on made-up documents of 500 words; a page carries its text among
some 100 kB of other markup. The year is arithmetic on these: 150 million pages, of which so
many are English, may tell of a transfer, or are copies of one text.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive import Shares, archive
from reportedly.analysis import Analyser
from reportedly.extraction.triage import Triage
from reportedly.ledger.ledger import Ledger
from reportedly.reading.html import document_from_html
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis, Document
from reportedly.threads import use_one_thread
from results import write_result

PAGES = 150_000_000
ENGLISH, PASSING, COPIES = 0.45, 0.15, 0.2
_BOX = '<div class="teaser"><a href="/{n}"><h3>Other news of the day, number {n}</h3></a></div>\n'


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    costs = measured(parser.parse_args().documents)
    rows: list[dict[str, str | float]] = [
        {"figure": f"{name}: ms a document", "value": seconds * 1000}
        for name, seconds in costs.items()
    ]
    rows += [
        {"figure": f"a million texts, {name}: core hours", "value": seconds * 1e6 / 3600}
        for name, seconds in per_text(costs).items()
    ]
    rows += [
        {"figure": f"a year of Common Crawl News, {name}: core days", "value": seconds / 86_400}
        for name, seconds in per_year(costs).items()
    ]
    for row in rows:
        print(f"{row['figure']:80} {row['value']:>12.2f}")
    write_result(
        "cost",
        title="What an archive costs",
        corpus="made-up documents of 500 words, as text and as pages",
        rows=rows,
        note=f"A year is taken as {PAGES:,} pages, {ENGLISH:.0%} of them English; of these "
        f"{PASSING:.0%} pass triage and {COPIES:.0%} are copies of one text.",
    )


def measured(number: int) -> dict[str, float]:
    """Seconds of the processor a document, by step."""
    texts = [row["text"] for row in archive(number, Shares(arms=1, copies=0))]
    others = [row["text"] for row in archive(number, Shares(arms=0, copies=0))]
    pages = [page(text) for text in texts]
    documents, passed_over = _documents(texts), _documents(others)
    triage, analyser = Triage(), Analyser()
    analyser.analyse(document_from_text("Word by word.", doc_id="warming"))
    triage.passes(texts[0])
    document_from_html(pages[0], doc_id="warming")
    records: list[Analysis] = []
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(f"sqlite:///{Path(folder) / 'ledger.db'}")
        plain = [Analysis(document=document) for document in passed_over]
        costs = {
            "a page to text": _each(
                number, lambda: [document_from_html(p, doc_id="a") for p in pages]
            ),
            "a text to a document": _each(number, partial(_documents, texts)),
            "triage": _each(number, lambda: [triage.passes(text) for text in others]),
            "analysis": _each(number, lambda: records.extend(analyser.analyse_many(documents))),
            "storing a record": _each(number, lambda: ledger.store(records)),
            "storing what was passed over": _each(number, lambda: ledger.store(plain)),
        }
        ledger.close()
    return costs


def per_text(costs: dict[str, float]) -> dict[str, float]:
    """Seconds a text, with triage and without."""
    read = costs["a text to a document"]
    analysed = costs["analysis"] + costs["storing a record"]
    off = costs["triage"] + costs["storing what was passed over"]
    return {
        "all analysed": read + analysed,
        f"triage lets {PASSING:.0%} pass": read + PASSING * analysed + (1 - PASSING) * off,
    }


def per_year(costs: dict[str, float]) -> dict[str, float]:
    """Seconds for a year of pages."""
    reading = PAGES * costs["a page to text"]
    english = PAGES * ENGLISH
    analysed = costs["analysis"] + costs["storing a record"]
    off = costs["triage"] + costs["storing what was passed over"]
    some = PASSING * analysed + (1 - PASSING) * off
    return {
        "pages to text alone": reading,
        "all English analysed": reading + english * analysed,
        "and no copy twice": reading + english * (1 - COPIES) * analysed,
        "with triage": reading + english * some,
        "with triage and no copy twice": reading + english * (1 - COPIES) * some,
    }


def page(text: str) -> str:
    """The text as an article among the other markup of a site: scripts, menus, teasers."""
    script = f"<script>{'var shown = [1, 2, 3];' * 2_600}</script>"
    boxes = "".join(_BOX.format(n=n) for n in range(400))
    article = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    nav, aside = boxes[:20_000], boxes[20_000:]
    return (
        f"<html><head><title>News</title>{script}</head><body><nav>{nav}</nav>"
        f"<article>{article}</article><aside>{aside}</aside></body></html>"
    )


def _documents(texts: list[str]) -> list[Document]:
    return [document_from_text(text, doc_id=str(n)) for n, text in enumerate(texts)]


def _each(number: int, call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return (time.process_time() - begun) / number


if __name__ == "__main__":
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # numpy is loaded: begin again with it set
        use_one_thread()
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606
    main()
