"""A corpus of attributions, parsed.

A corpus is JSON lines with `doc_id`, `text` and `attributions`, each with the character
spans of `source`, `cue` and `content`.
"""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline

Parsed = tuple[dict[str, Any], AnnotatedText]


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """The documents of a corpus."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def parse_corpus(path: Path, cache: Path | None = None) -> list[Parsed]:
    """The documents of a corpus with their parses, kept in the file `cache` if one is given."""
    if cache is not None and cache.exists():
        parsed: list[Parsed] = pickle.loads(cache.read_bytes())  # noqa: S301
        return parsed
    documents = read_corpus(path)
    texts = Pipeline().annotate_many(document["text"] for document in documents)
    parsed = list(zip(documents, texts, strict=True))
    if cache is not None:
        cache.write_bytes(pickle.dumps(parsed))
    return parsed
