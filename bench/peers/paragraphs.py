"""A quote finder of another project over a corpus, paragraph by paragraph.

A finder takes a paragraph and gives triples of `speaker`, `cue` and `content`, each a
sequence of spaCy tokens. Paragraphs on which it raises an exception are left without
predictions, and counted.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Finder = Callable[[str], Iterable[Any]]


def predict_corpus(find: Finder, corpus: Path, predictions: Path) -> None:
    """Write what `find` finds in `corpus`, and say how long it took."""
    documents = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    failed, started = 0, time.perf_counter()
    with predictions.open("w", encoding="utf-8") as out:
        for document in documents:
            found: list[dict[str, list[list[int]]]] = []
            for match in re.finditer(r"[^\n]+", document["text"]):
                try:
                    found += [_row(triple, match.start()) for triple in find(match.group())]
                except Exception:  # noqa: BLE001  whatever a peer raises, the others are read
                    failed += 1
            out.write(json.dumps({"doc_id": document["doc_id"], "attributions": found}) + "\n")
    rate = len(documents) / (time.perf_counter() - started)
    print(f"{len(documents)} documents, {rate:.1f} a second, {failed} paragraphs failed")


def _row(triple: Any, offset: int) -> dict[str, list[list[int]]]:
    return {
        "source": _spans(triple.speaker, offset),
        "cue": _spans(triple.cue, offset),
        "content": _spans(triple.content, offset),
    }


def _spans(tokens: Any, offset: int) -> list[list[int]]:
    return [[offset + token.idx, offset + token.idx + len(token)] for token in tokens]
