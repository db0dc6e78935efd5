"""A corpus of attributions, parsed and aligned to tokens.

A corpus is JSON lines with `doc_id`, `text` and `attributions`, each with the character
spans of `source`, `cue` and `content`.
"""

from __future__ import annotations

import json
import pickle
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline

_HEADS = ("VERB", "NOUN", "ADJ", "AUX")


@dataclass(slots=True)
class Gold:
    """One annotated attribution as sets of tokens; `anchor` heads its cue."""

    anchor: int | None
    source: set[int]
    cue: set[int]
    content: set[int]


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """The documents of a corpus."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def parse_corpus(
    path: Path, cache: Path | None = None
) -> list[tuple[dict[str, Any], AnnotatedText]]:
    """The documents of a corpus with their parses, kept in the file `cache` if one is given."""
    if cache is not None and cache.exists():
        parsed: list[tuple[dict[str, Any], AnnotatedText]] = pickle.loads(cache.read_bytes())  # noqa: S301
        return parsed
    documents = read_corpus(path)
    texts = Pipeline().annotate_many(document["text"] for document in documents)
    parsed = list(zip(documents, texts, strict=True))
    if cache is not None:
        cache.write_bytes(pickle.dumps(parsed))
    return parsed


def align(text: AnnotatedText, attribution: dict[str, Any]) -> Gold:
    """An annotated attribution over the tokens of `text`."""
    cue = cover(text, attribution["cue"])
    return Gold(
        _anchor(text, cue),
        cover(text, attribution["source"]),
        cue,
        cover(text, attribution["content"]),
    )


def cover(text: AnnotatedText, spans: list[list[int]]) -> set[int]:
    """The tokens that touch any of the character spans."""
    found: set[int] = set()
    for start, end in spans:
        token = bisect_right(text.ends, start)
        while token < len(text) and text.starts[token] < end:
            found.add(token)
            token += 1
    return found


def _anchor(text: AnnotatedText, cue: set[int]) -> int | None:
    """The head of a cue: of its highest words a content word, the nearest to the root."""
    heads = text.heads
    tops = [token for token in cue if heads[token] not in cue or heads[token] == token]

    def rank(token: int) -> tuple[bool, bool, int, int]:
        mark = text.pos[token] in ("PUNCT", "SPACE")
        return (mark, text.pos[token] not in _HEADS, len(text.ancestors(token)), token)

    return min(tops, key=rank, default=None)
