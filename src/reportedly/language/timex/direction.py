"""Whether a time expression lies before or after the publication: what the verb's tense says.

"will meet on Friday" looks forward and "met on Friday" back. The verb is the one just
before the expression ("said Friday"), or else the nearest above it in the parse; an
infinitive takes the direction of what governs it ("plans to meet on Friday").
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.timex.grammar import Vocabulary

# The sign says which side; a tense that holds for the expression's own verb weighs double.
PAST, UNKNOWN, FUTURE = -1, 0, 1
FIRMLY = 2

_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d"})
_MODAL = frozenset({"can", "may", "might", "must", "should", "ought", "ca"})
_PAST_AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "'ve", "’ve", "did", "been"})
_OPEN_PREPOSITIONS = frozenset({"as", "by", "till", "until"})
_LEADING = frozenset({"on", "early", "late", "in", "at", "this", "last"})
_OF_NOUN = frozenset({"compound", "nmod", "npadvmod", "poss"})
_TO_COME = frozenset({"are", "going", "is", "was", "were"})  # "is to meet", "is going to meet"
_CLIMB = 12


def direction(text: AnnotatedText, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Below 0 if the expression at the tokens `start` to `end` lies in the past, above if in
    the future, 0 if no tense says; 2 or -2 if its own verb says so."""
    before = start - 1
    prepositions = {text.lower[token] for token in range(max(0, start - 2), start)}
    if before >= 0 and (text.lower[before] == "last" or "since" in prepositions):
        return FIRMLY * PAST
    if before >= 0 and text.lower[before] in _LEADING:
        before -= 1
    if before >= 0 and text.tags[before] == "VBD" and text.pos[before] == "VERB":
        return FIRMLY * (_of_verb(text, before, prepositions, vocabulary) or 0)
    below = token = _head(text, start, end)
    firmness, told = FIRMLY, False
    for _ in range(_CLIMB):
        if text.pos[token] in ("VERB", "AUX"):
            found = _of_verb(text, token, prepositions, vocabulary)
            if found == FUTURE and told and firmness < FIRMLY:
                return UNKNOWN  # "will appeal against Monday's ruling"
            if found == FUTURE and firmness < FIRMLY and _is_present(text, token):
                return UNKNOWN  # "is asking about Monday's debate"
            if found is not None:
                return firmness * found
            firmness = 1
        elif not start <= token < end:
            noun = text.pos[token] in ("NOUN", "PROPN")
            words = vocabulary.forward_nouns if noun else vocabulary.forward
            if text.lemmas[token].lower() in words:
                return FUTURE
            if noun and text.lower[token] not in vocabulary.units:
                firmness = 1
                told = told or (
                    text.heads[below] == token
                    and text.deps[below] in _OF_NOUN
                    and text.lemmas[token].lower() not in vocabulary.planned_events
                )
        if text.heads[token] == token:
            break
        below, token = token, text.heads[token]
    return UNKNOWN


def is_open(text: AnnotatedText, start: int) -> bool:
    """Whether a preposition before the expression sets a limit that may lie on either side."""
    return any(text.lower[token] in _OPEN_PREPOSITIONS for token in range(max(0, start - 2), start))


def _head(text: AnnotatedText, start: int, end: int) -> int:
    for token in range(start, end):
        if not start <= text.heads[token] < end:
            return token
    return start


def _is_present(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb stands in a present tense, whose future is but a reading."""
    return text.tags[verb] in ("VBG", "VBP", "VBZ")


def _of_verb(
    text: AnnotatedText, verb: int, prepositions: set[str], words: Vocabulary
) -> int | None:
    """The direction that the verb gives, or None where its governor decides."""
    tag = text.tags[verb]
    auxiliaries = {text.lower[c] for c in text.children[verb] if text.deps[c].startswith("aux")}
    perfect = bool(auxiliaries & {"have", "has", "had", "'ve", "’ve"})
    lemma = text.lemmas[verb].lower()
    if auxiliaries & _AHEAD:
        return PAST if perfect and "will" not in auxiliaries else FUTURE
    if auxiliaries & _MODAL:
        return PAST if perfect else FUTURE
    if "could" in auxiliaries:
        return UNKNOWN
    if tag == "MD":
        return FUTURE
    if lemma in words.set_for and (tag == "VBN" or prepositions & {"for", "on"}):
        return FUTURE
    if tag == "VBN" and lemma in words.forward and prepositions & {"for"}:
        return FUTURE
    if tag == "VBN" and not perfect and auxiliaries & {"is", "are", "'s", "'re"}:
        return FUTURE if prepositions & {"in", "on"} else UNKNOWN
    if tag in ("VBD", "VBN"):
        return UNKNOWN if prepositions & _OPEN_PREPOSITIONS else PAST
    if tag == "VBG":
        if perfect or auxiliaries & {"was", "were"}:
            return PAST
        return FUTURE if auxiliaries & {"is", "are", "'s", "'re", "’s", "’re", "am"} else None
    if tag in ("VBZ", "VBP"):
        return FUTURE if lemma != "say" else PAST
    if "to" in auxiliaries:
        governor = text.heads[verb]
        if text.lemmas[governor].lower() in words.forward or text.lower[governor] in _TO_COME:
            return FUTURE
        return None
    if "did" in auxiliaries:
        return PAST
    return FUTURE if auxiliaries & {"do", "does", "let"} else None
