"""A corpus of attributions, parsed, with each attribution over the tokens of its text.

A corpus is JSON lines with `doc_id`, `text` and `attributions`, each with the character
spans of `source` (none where the text names none), `cue` and `content`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline
from reportedly.language.quotations import Quotations, find_quotations
from reportedly.records import ReportedlyError

_HEADS = ("VERB", "NOUN", "ADJ", "AUX")
Span = tuple[int, int]


class CorpusUnreadable(ReportedlyError):
    """A corpus can't be read or fitted on; the message names the line and the cause."""


class AnnotatedAttribution(msgspec.Struct, frozen=True):
    """The character spans of one attribution."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()


class AnnotatedDocument(msgspec.Struct, frozen=True):
    """A line of a corpus."""

    doc_id: str
    text: str
    attributions: tuple[AnnotatedAttribution, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution of the corpus as sets of tokens."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(slots=True)
class Example:
    """One parsed document, and its attributions by the token that heads their cue."""

    text: AnnotatedText
    quotations: Quotations
    gold: dict[int, Gold]


def read_examples(path: Path, pipeline: Pipeline) -> list[Example]:
    """The parsed documents of the corpus at `path`; raises `CorpusUnreadable`."""
    documents = list(read_documents(path))
    texts = pipeline.annotate_many(document.text for document in documents)
    return list(map(example, documents, texts))


def read_documents(path: Path) -> Iterator[AnnotatedDocument]:
    """The documents of a corpus; raises `CorpusUnreadable`."""
    decoder = msgspec.json.Decoder(AnnotatedDocument)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise CorpusUnreadable(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CorpusUnreadable(f"{path}, line {number}: {error}") from error
        for span in _spans(document):
            if not 0 <= span[0] < span[1] <= len(document.text):
                raise CorpusUnreadable(
                    f"{path}, line {number}: span {list(span)} is not within the text"
                )
        yield document


def _spans(document: AnnotatedDocument) -> Iterator[Span]:
    for attribution in document.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)


def example(document: AnnotatedDocument, text: AnnotatedText) -> Example:
    """A document over the tokens of its parse. Of attributions with the same cue word the
    first one counts, and one without any cue word does not."""
    gold: dict[int, Gold] = {}
    for attribution in document.attributions:
        cue = cover(text, attribution.cue)
        anchor = _anchor(text, cue)
        if anchor is not None:
            found = Gold(cover(text, attribution.source), cue, cover(text, attribution.content))
            gold.setdefault(anchor, found)
    return Example(text, find_quotations(text), gold)


def cover(text: AnnotatedText, spans: Iterable[Span]) -> frozenset[int]:
    """The tokens that touch any of the character spans."""
    found: set[int] = set()
    for start, end in spans:
        token = bisect_right(text.ends, start)
        while token < len(text) and text.starts[token] < end:
            found.add(token)
            token += 1
    return frozenset(found)


def _anchor(text: AnnotatedText, cue: frozenset[int]) -> int | None:
    """The head of a cue: of its highest words a content word, the nearest to the root."""
    heads = text.heads
    tops = [token for token in cue if heads[token] not in cue or heads[token] == token]

    def rank(token: int) -> tuple[bool, bool, int, int]:
        mark = text.pos[token] in ("PUNCT", "SPACE")
        return (mark, text.pos[token] not in _HEADS, len(text.ancestors(token)), token)

    return min(tops, key=rank, default=None)
