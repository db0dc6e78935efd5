"""Verbs that judge: "called the report baseless" denies it."""

from __future__ import annotations

from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText

_PREDICATES = ("acomp", "attr", "ccomp", "oprd", "xcomp")


def judges_untrue(text: AnnotatedText, token: int) -> bool:
    """Whether the verb at `token` calls something false: "called the report baseless"."""
    words = claim_words()
    return text.lemmas[token].lower() in words.judging and any(
        text.lemmas[child].lower() in words.untrue and text.deps[child] in _PREDICATES
        for child in text.children[token]
    )
