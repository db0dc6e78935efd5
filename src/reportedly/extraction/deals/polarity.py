"""Polarity and modality: what words say is not so, might be so, or is only reported."""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText

OPEN = frozenset({"may", "might", "could", "can", "ca", "should", "must"})
NEGATIVE = frozenset(
    {"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "nowhere", "none"}
)
_OPENING = frozenset({'"', "“", "«", "„"})
_CLOSING = frozenset({"”", "»", "''"})


def is_reported(text: AnnotatedText, verb: int) -> bool:
    """Whether "would" is the "will" of somebody's reported words, outside quotation marks."""
    head = text.heads[verb]
    if text.deps[verb] not in ("ccomp", "conj") or text.tags[head] not in ("VBD", "VBN"):
        return False
    start = text.sentences[text.sentence_of[verb]][0]
    marks = [word for word in text.words[start:verb] if word in _OPENING or word in _CLOSING]
    return not marks or marks[-1] in _CLOSING or (marks[-1] == '"' and len(marks) % 2 == 0)


def is_for_now(text: AnnotatedText, verb: int) -> bool:
    """Whether the clause of the verb holds only for a time: "will not deliver them for now"."""
    end = text.sentences[text.sentence_of[verb]][1]
    before = [c for c in text.children[verb] if c < verb and text.lower[c] == "for"]
    if any(text.lower[c + 1] in ("now", "the") for c in before):
        return True  # "will not for now deliver"
    for token in range(verb, end):
        if text.deps[token] in ("relcl", "ccomp") and token != verb:
            return False
        if text.lower[token] in ("now", "moment", "present", "meantime") and (
            text.lower[token - 1] in ("for", "at", "the")
        ):
            return True
    return False


def has_negative_subject(text: AnnotatedText, verb: int) -> bool:
    arguments = [c for c in text.children[verb] if text.deps[c] in ("nsubj", "nsubjpass", "dobj")]
    return any(
        text.lower[t] in ("no", "not", "neither", "none", "nothing")
        for argument in arguments
        for t in (argument, *text.children[argument])
    )


def is_negative_verb(text: AnnotatedText, head: int) -> bool:
    """Whether the word above is a verb that a negation turns; "no date for" turns nothing."""
    return text.pos[head] in ("VERB", "AUX") and any(
        text.lower[c] in NEGATIVE for c in text.children[head]
    )


def is_negative(text: AnnotatedText, governor: int) -> bool:
    """Whether a negation stands with the word: "will not send", "no licences", "no more sales"."""
    amounts = [c for c in text.children[governor] if text.lower[c] in ("further", "more")]
    return any(
        text.deps[c] in ("neg", "det", "advmod", "preconj") and text.lower[c] in NEGATIVE
        for above in (governor, *amounts)
        for c in text.children[above]
    )
