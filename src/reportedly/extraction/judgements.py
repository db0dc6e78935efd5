"""Verbs that judge: "called the report baseless" denies it."""

from __future__ import annotations

from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText

_NOBODY = frozenset({"neither", "no", "nobody", "none"})
_PREDICATES = ("acomp", "attr", "ccomp", "oprd", "xcomp")


def judges_untrue(text: AnnotatedText, token: int) -> bool:
    """Whether the verb at `token` calls something false: "called the report baseless"."""
    words = claim_words()
    if text.lemmas[token].lower() not in words.judging:
        return False
    thing = text.child(token, "dobj")
    below = [*text.children[token], *(text.children[thing] if thing is not None else ())]
    return any(
        text.lemmas[judged].lower() in words.untrue
        for child in below
        for judged in _judgements(text, child)
    )


def _judgements(text: AnnotatedText, child: int) -> list[int]:
    """What the dependent of a verb says of its object: itself, or what follows its "as"."""
    if text.lower[child] == "as":
        return text.children[child]
    if text.deps[child] == "advcl" and any(text.lower[c] == "as" for c in text.children[child]):
        return [child]
    if text.deps[child] not in _PREDICATES:
        return []
    return [child, *(c for c in text.children[child] if text.deps[c] == "amod")]


def says_untrue(text: AnnotatedText, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` say that something told is not so: "it is a
    lie", "the reports are baseless"."""
    words = claim_words()
    for token in range(start, end):
        if text.lemmas[token].lower() not in words.untrue or text.deps[token] not in _PREDICATES:
            continue
        verb = text.heads[token]
        subject = text.child(verb, "nsubj", "nsubjpass")
        if subject is None and text.deps[verb] == "ccomp":  # taken for an object of "said"
            subject = text.child(text.heads[verb], "dobj")
        negated = any(text.deps[child] == "neg" for child in text.children[verb])
        if subject is not None and not negated and text.lemmas[subject].lower() in words.told:
            return start <= verb < end
    return False


def gives_nothing(text: AnnotatedText, token: int) -> int | None:
    """The noun for what the verb at `token` does not give: "made no comment on"."""
    thing = text.child(token, "dobj")
    if thing is None or text.lemmas[thing].lower() not in claim_words().details:
        return None
    return thing if any(text.lower[child] == "no" for child in text.children[thing]) else None


def has_yet_to(text: AnnotatedText, token: int) -> bool:
    """Whether the verb at `token` tells what is not done so far: "has yet to comment"."""
    head = text.heads[token]
    yet = [*text.children[head], *text.children[token]]
    return text.deps[token] == "xcomp" and any(text.lower[child] == "yet" for child in yet)


def is_of_nobody(text: AnnotatedText, subject: int) -> bool:
    """Whether the subject is "neither side", "none of them" or "no official"."""
    words = {text.lower[child] for child in text.children[subject]} | {text.lower[subject]}
    return not _NOBODY.isdisjoint(words)
