"""The stance of a source: what the cue does, turned by negation, refusal and content.

"did not confirm" declines, "does not believe" doubts, "there is no evidence that" doubts,
"would violate the resolutions" calls illegal.
"""

from __future__ import annotations

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.cues import cue_at, lexicon
from reportedly.extraction.claim_words import claim_words
from reportedly.extraction.judgements import (
    gives_nothing,
    has_yet_to,
    is_of_nobody,
    judges_untrue,
    says_untrue,
)
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Stance

_PLAIN = frozenset({"asserts", "warns", "confirms", "believes"})
_NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "cannot"})


def stance_of(text: AnnotatedText, attribution: Attribution) -> Stance:
    """The stance of the source of `attribution` towards its content."""
    anchor, words = attribution.anchor, claim_words()
    cue = cue_at(text, anchor)
    lemma = cue.lemma if cue else text.lemmas[anchor].lower()
    start, end = attribution.cue
    in_cue = {text.lemmas[token].lower() for token in range(start, end)}
    refused = _is_refused(text, anchor) or gives_nothing(text, anchor) is not None
    if refused or not words.declining.isdisjoint(in_cue):
        return "declines"
    if _is_negated(text, anchor):
        if lemma in words.noncommittal:
            return "declines"
        if lemma in words.doubted:
            return "doubts"
        if lemma in words.evidence:
            return "doubts"
    after = text.lower[anchor + 1] if anchor + 1 < len(text) else ""
    stance = _of_word(text, anchor)
    if judges_untrue(text, anchor):
        return "denies"
    if lemma == "call" and after in ("for", "on", "upon"):
        return "asks"
    if stance in _PLAIN:
        if any(says_untrue(text, *part) for part in attribution.content):
            return "denies"
        if _denies_evidence(text, attribution):
            return "doubts"
        if _calls_illegal(text, attribution):
            return "calls_illegal"
    return stance


def _of_word(text: AnnotatedText, anchor: int) -> Stance:
    cue = cue_at(text, anchor)
    if cue is not None:
        return cue.stance
    # A verb that says nothing by itself has its sense from its object: "level accusations".
    noun = text.child(anchor, "dobj")
    cue = lexicon().get((text.lemmas[noun].lower(), "noun")) if noun is not None else None
    return cue.stance if cue else "asserts"


def _is_negated(text: AnnotatedText, token: int) -> bool:
    """Whether a negation depends on `token`, on its subject ("neither side"), or on the verb
    that it is joined to or completes ("is not sure", "has yet to comment")."""
    if has_yet_to(text, token):
        return True
    for child in text.children[token]:
        if text.deps[child] == "neg" or text.lower[child] in _NEGATIONS:
            return True
        if text.deps[child] in ("nsubj", "nsubjpass") and is_of_nobody(text, child):
            return True
    head = text.heads[token]
    joined = text.deps[token] in ("xcomp", "conj", "acomp") and head != token
    return joined and any(
        text.deps[child] == "neg" or text.lower[child] == "neither" for child in text.children[head]
    )


def _is_refused(text: AnnotatedText, token: int) -> bool:
    """Whether the verb completes another of declining ("refused to say"), or of not going so
    far ("stopped short of saying"), or is such a one itself."""
    head, words = text.heads[token], claim_words()
    if text.deps[token] == "xcomp":
        return text.lemmas[head].lower() in words.declining
    if text.deps[token] == "pcomp":
        return text.lemmas[text.heads[head]].lower() in words.abstaining
    return text.lemmas[token].lower() in words.abstaining and any(
        text.child(child, "pcomp") is not None for child in text.children[token]
    )


def _denies_evidence(text: AnnotatedText, attribution: Attribution) -> bool:
    """Whether the content says that there is no evidence, and says it first."""
    words = claim_words()
    for start, end in attribution.content[:1]:
        for token in range(start, min(end, start + 12)):
            if text.lemmas[token].lower() in words.evidence:
                return any(text.lower[child] in words.scant for child in text.children[token]) or (
                    _is_negated(text, text.heads[token])
                )
    return False


def _calls_illegal(text: AnnotatedText, attribution: Attribution) -> bool:
    words = claim_words()
    for start, end in attribution.content:
        for token in range(start, end):
            lemma = text.lemmas[token].lower()
            if lemma in words.unlawful:
                predicate = _is_predicate(text, token)
            elif (
                lemma in words.violating and text.pos[token] == "VERB"
            ) or lemma in words.violation:
                predicate = _has_rule(text, token)
            else:
                continue
            if (
                predicate
                and not _is_negated(text, token)
                and not _is_negated(text, text.heads[token])
            ):
                return True
    return False


def _is_predicate(text: AnnotatedText, token: int) -> bool:
    """Whether the word at `token` is said of something: "is unlawful", "described the sale as
    unlawful", "called it an unlawful sale"."""
    if text.deps[token] == "amod" and text.deps[text.heads[token]] in ("oprd", "pobj"):
        token = text.heads[token]
        if text.deps[token] == "oprd":
            return True
    elif text.deps[token] in ("acomp", "oprd", "attr", "ccomp"):
        return True
    return text.lower[text.heads[token]] == "as"


def _has_rule(text: AnnotatedText, token: int) -> bool:
    start, end = text.subtree(token)
    rules = claim_words().rules
    return any(text.lemmas[i].lower() in rules for i in range(start, end))
