"""Which sentences are headlines in Title Case, where a capital tells of no name.

"Driver Claimed Truck Was Full" has no person in it, though a model trained on prose sees
one. There, a name counts that has a known first name, or that stands in the body as well.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import first_names

_LEAST = 4
_SHORT = 3  # "of", "the", "and" keep their small letters


class Headlines:
    """The headlines of one text; each sentence is looked at once, when it is asked about."""

    def __init__(self, text: AnnotatedText) -> None:
        """Start with none looked at."""
        self._text = text
        self._known: dict[int, bool] = {}
        self._words: dict[str, set[int]] | None = None

    def hold_no_name(self, start: int, end: int) -> bool:
        """Whether the tokens are capitalised words of a headline rather than a name."""
        text = self._text
        if end - start < 1 or not self._is_headline(text.sentence_of[start]):
            return False
        if any(text.words[token] in first_names() for token in range(start, end)):
            return False
        return len(self._sentences_of().get(text.words[end - 1], ())) < 2

    def _sentences_of(self) -> dict[str, set[int]]:
        """The sentences that each word stands in, indexed once."""
        if self._words is None:
            self._words = {}
            for word, sentence in zip(self._text.words, self._text.sentence_of, strict=True):
                self._words.setdefault(word, set()).add(sentence)
        return self._words

    def _is_headline(self, sentence: int) -> bool:
        """Whether all words of some length begin with a capital."""
        if sentence not in self._known:
            start, end = self._text.sentences[sentence]
            words = [word for word in self._text.words[start:end] if word.isalpha()]
            long = [word for word in words if len(word) > _SHORT]
            self._known[sentence] = (
                len(long) >= _LEAST
                and all(word[0].isupper() for word in long)
                and not all(word.isupper() for word in long)
            )
        return self._known[sentence]
