"""The PLOVER contexts that the words of a paragraph speak of."""

from __future__ import annotations

from reportedly.extraction.coding.ontology import contexts
from reportedly.language.annotated import AnnotatedText


class ContextReader:
    """Reads the contexts of paragraphs, each paragraph once."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self._read: dict[int, tuple[str, ...]] = {}

    def at(self, token: int) -> tuple[str, ...]:
        """The contexts of the paragraph of `token`, most spoken of first, then by name."""
        paragraph = self.text.paragraph_of[token]
        if paragraph not in self._read:
            self._read[paragraph] = self._of(paragraph)
        return self._read[paragraph]

    def _of(self, paragraph: int) -> tuple[str, ...]:
        start, end = self.text.paragraphs[paragraph]
        words = contexts()
        counts: dict[str, int] = {}
        lemmas = [lemma.lower() for lemma in self.text.lemmas[start:end]]
        for place, lemma in enumerate(lemmas):
            pair = f"{lemmas[place - 1]} {lemma}" if place else lemma
            for context in (*words.get(lemma, ()), *(words.get(pair, ()) if place else ())):
                counts[context] = counts.get(context, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
