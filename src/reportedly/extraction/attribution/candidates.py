"""The words that may head a cue, and what their text is as a whole.

A candidate is a word whose counts make it a likely enough cue in its frame.
"""

from __future__ import annotations

from itertools import accumulate

from reportedly.extraction.attribution.cues import POS_OF, Cue, lexicon
from reportedly.extraction.attribution.statistics import Key, Probabilities
from reportedly.extraction.attribution.token_features import entities
from reportedly.extraction.attribution.words import function_classes
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

LEAST_LIKELY = 0.03
_STRONG = 0.35
_LONGEST_HEADLINE = 24
_USUAL_SPACING = 12  # tokens from one likely cue to the next where many speak


def find_candidates(odds: list[Probabilities]) -> list[int]:
    """The tokens likely enough to head a cue."""
    return [
        token
        for token, of_token in enumerate(odds)
        if of_token.cue >= LEAST_LIKELY or of_token.in_frame * 0.7 >= LEAST_LIKELY
    ]


class Setting:
    """A text as its candidates see it: counted once for all of them.

    `strong` and `quoted` hold how many likely cues, and quoted tokens, stand before each
    token; `headline` is the number of the paragraph that is one, or -1; `density` says how
    close likely cues follow each other, up to 1.
    """

    def __init__(
        self,
        text: AnnotatedText,
        quotations: Quotations,
        keys: list[Key],
        frames: list[int],
        odds: list[Probabilities],
    ) -> None:
        """Count what all candidates of `text` share."""
        self.text, self.quoted_by = text, quotations.of
        self.keys, self.frames, self.odds = keys, frames, odds
        self.entities = entities(text)
        self.strong = [0, *accumulate(int(of.in_frame >= _STRONG) for of in odds)]
        self.quoted = [0, *accumulate(int(number >= 0) for number in quotations.of)]
        self.headline = 0 if _has_headline(text) else -1
        self.density = min(1.0, self.strong[-1] / max(1, len(text)) * _USUAL_SPACING)

    def cue(self, token: int) -> Cue | None:
        """What cues.yml says of the word at `token`, if it names it."""
        lemma, pos = self.keys[token]
        return lexicon().get((lemma, POS_OF.get(self.text.pos[token], "verb"))) if pos else None

    def function(self, token: int) -> str:
        """The class of a function word, or the part of speech of any other."""
        return function_classes().get(self.text.lower[token]) or self.text.pos[token]

    def of_relative(self, token: int) -> int:
        """The noun that a relative pronoun stands for; any other token itself."""
        text = self.text
        clause = text.heads[token]
        relative = text.tags[token] in ("WP", "WDT") and text.deps[clause] == "relcl"
        return text.heads[clause] if relative else token


def _has_headline(text: AnnotatedText) -> bool:
    """Whether the first paragraph is a headline: one short sentence before others, in which
    nobody "said" anything, since headlines are told in the present."""
    if len(text.paragraphs) < 2:
        return False
    start, end = text.paragraphs[0]
    past = any(text.lower[token] in ("said", "told") for token in range(start, end))
    return end - start <= _LONGEST_HEADLINE and text.sentence_of[end - 1] == 0 and not past
