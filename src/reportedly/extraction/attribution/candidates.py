"""The words that may head a cue, and what stands around each of them.

A candidate is a word whose counts make it a likely enough cue in its frame. Its features
are of the clause it heads: subject, objects, complements, auxiliaries, what it depends on,
where it stands, and the counts of its lemma.
"""

from __future__ import annotations

from itertools import accumulate
from math import log, log1p, log2

from reportedly.extraction.attribution.cues import POS_OF, lexicon
from reportedly.extraction.attribution.statistics import FRAMES, Key, Probabilities
from reportedly.extraction.attribution.token_features import entities, level
from reportedly.extraction.attribution.words import source_classes
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

LEAST_LIKELY = 0.03
STRONG = 0.35
NAMES = ("tag", "dependency", "frame", "stance", "head", "count", "subject", "subject_entity")
_DEPENDANTS = (
    *("nsubj", "nsubjpass", "agent", "ccomp", "xcomp", "dobj", "prt", "neg", "aux", "mark"),
    *("prep", "advmod", "acomp", "attr", "dative", "appos", "conj", "relcl", "poss", "punct"),
)
_MODALS = frozenset(
    ["will", "would", "could", "should", "may", "might", "can", "must", "'d", "'ll", "’d", "’ll"]
)
_LONGEST_HEADLINE = 24
_PRONOUNS = frozenset(["he", "she", "they", "i", "we"])
_NEUTER = frozenset(["it", "which", "that", "this"])
MEASURES = (*_DEPENDANTS, "infinitive", "modal", "cue", "in_frame", "extended", "sourceless",
    "quoted", "first_sentence", "seen", "noun_cue", "first_paragraph", "second_paragraph",
    "strong_beside", "quotation_beside", "density", "head_before", "before_quotation",
    "after_quotation", "before_pause")  # fmt: skip


def find_candidates(odds: list[Probabilities]) -> list[int]:
    """The tokens likely enough to head a cue."""
    return [
        token
        for token, of_token in enumerate(odds)
        if of_token.cue >= LEAST_LIKELY or of_token.in_frame * 0.7 >= LEAST_LIKELY
    ]


class CandidateFeatures:
    """Categories and measures of the candidates of one text."""

    def __init__(
        self,
        text: AnnotatedText,
        quotations: Quotations,
        keys: list[Key],
        frames: list[int],
        odds: list[Probabilities],
    ) -> None:
        """Count once what all candidates of `text` share."""
        self._text, self._quotations = text, quotations
        self._keys, self._frames, self._odds = keys, frames, odds
        self._entities = entities(text)
        self._strong = [0, *accumulate(int(of.in_frame >= STRONG) for of in odds)]
        self._quoted = [0, *accumulate(int(number >= 0) for number in quotations.of)]
        self._headline = 0 if _has_headline(text) else -1
        self._density = min(1.0, self._strong[-1] / max(1, len(text)) * 12)

    def categories(self, token: int) -> list[str]:
        """The categories of a candidate, one a name of `NAMES`."""
        text, odds = self._text, self._odds[token]
        lemma, pos = self._keys[token]
        cue = lexicon().get((lemma, POS_OF.get(text.pos[token], "verb"))) if pos else None
        head = text.heads[token]
        subject, entity = self._subject(token)
        return [
            text.tags[token],
            text.deps[token],
            FRAMES[self._frames[token]],
            cue.stance if cue else "",
            "root" if head == token else level(self._odds[head].cue),
            str(min(8, int(log2(odds.seen + 1)))),
            subject,
            entity,
        ]

    def measures(self, token: int) -> list[float]:
        """The measures of a candidate, one a name of `MEASURES`."""
        text, odds, quoted = self._text, self._odds[token], self._quotations.of
        deps = {text.deps[child] for child in text.children[token]}
        auxiliaries = {text.lower[c] for c in text.children[token] if text.deps[c] == "aux"}
        paragraph = text.paragraph_of[token]
        sentence = text.sentence_of[token]
        start, end = text.sentences[sentence]
        after = token + 1 if token + 1 < len(text) else token
        return [
            *(float(name in deps) for name in _DEPENDANTS),
            float("to" in auxiliaries),
            float(not _MODALS.isdisjoint(auxiliaries)),
            _log_odds(odds.cue),
            _log_odds(odds.in_frame),
            odds.extended,
            odds.sourceless,
            float(quoted[token] >= 0),
            float(start == text.paragraphs[paragraph][0]),
            log1p(odds.seen) / 5,
            _log_odds(self._noun_cue(token)) / 3,
            float(paragraph == self._headline),
            float(paragraph == self._headline + 1),
            min(3, self._strong[end] - self._strong[start]) / 3,
            float(self._quoted[end] > self._quoted[start]),
            self._density,
            float(text.heads[token] < token),
            float(quoted[after] >= 0),
            float(token > 0 and quoted[token - 1] >= 0),
            float(text.words[after] in (":", ",", ".")),
        ]

    def _subject(self, token: int) -> tuple[str, str]:
        """What kind of subject a candidate has, and the entity of its subject, agent or owner."""
        text = self._text
        kind = entity = ""
        for child in text.children[token]:
            dep = text.deps[child]
            if dep in ("nsubj", "nsubjpass") and not kind:
                kind = self._kind(child)
            if dep in ("nsubj", "nsubjpass", "poss", "agent") and not entity:
                named = (
                    text.children[child][0] if dep == "agent" and text.children[child] else child
                )
                entity = self._entities[named]
        return kind, entity

    def _kind(self, subject: int) -> str:
        text = self._text
        word = text.lower[subject]
        source = source_classes().get(text.lemmas[subject].lower(), "")
        if source != "document" and (text.pos[subject] == "PROPN" or word in _PRONOUNS):
            return "name"
        return source or ("neuter" if word in _NEUTER else "other")

    def _noun_cue(self, token: int) -> float:
        """How likely a noun or adjective that depends on the candidate is a cue itself."""
        text, highest = self._text, 0.002
        for child in text.children[token]:
            dep = text.deps[child]
            if dep == "prep":
                nouns = [c for c in text.children[child] if text.pos[c] == "NOUN"]
            elif dep in ("dobj", "attr", "acomp", "nsubj", "nsubjpass", "oprd"):
                nouns = [child] if text.pos[child] in ("NOUN", "ADJ", "PROPN") else []
            else:
                continue
            highest = max(highest, *(self._odds[noun].cue for noun in nouns), 0.0)
        return highest


def _has_headline(text: AnnotatedText) -> bool:
    """Whether the first paragraph is a headline: one short sentence before others, in which
    nobody "said" anything, since headlines are told in the present."""
    if len(text.paragraphs) < 2:
        return False
    start, end = text.paragraphs[0]
    past = any(text.lower[token] in ("said", "told") for token in range(start, end))
    return end - start <= _LONGEST_HEADLINE and text.sentence_of[end - 1] == 0 and not past


def _log_odds(probability: float) -> float:
    probability = min(max(probability, 0.002), 0.998)
    return log(probability / (1 - probability))
