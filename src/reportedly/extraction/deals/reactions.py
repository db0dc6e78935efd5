"""Reactions: what the content of a claim says by itself of a deal told elsewhere.

A denial need not repeat what it denies: it calls a report false ("a fabrication", "no truth
in it"), says that there is no such thing ("there was no deal", "it had no missiles there"),
or calls it unlawful; it speaks of the deal by a word that points back ("the allegations").
"""

from __future__ import annotations

from bisect import bisect_left

from reportedly.extraction.deals.participants import Participants
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Span
from reportedly.reference.transfers import transfer_words

_POINTING = frozenset(
    {"the", "any", "such", "this", "that", "these", "those", "all", "its", "their", "both", "no"}
)
_PRONOUNS = frozenset({"it", "that", "this", "them", "these", "those", "so"})
_NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "without"})
_SHORT = 25
# Where a word says something of the whole claim: "was false", "as lies", "recycle propaganda".
_PREDICATIVE = frozenset({"ROOT", "acomp", "advmod", "attr", "ccomp", "dobj", "oprd", "pobj"})


def tokens_of(text: AnnotatedText, span: Span) -> range:
    """The tokens of a span of characters."""
    return range(bisect_left(text.starts, span[0]), bisect_left(text.starts, span[1]))


def contents_of(text: AnnotatedText, claim: Claim) -> list[range]:
    """The tokens of the claim's content."""
    return [tokens_of(text, span) for span in claim.content.spans]


def cue_of(text: AnnotatedText, claim: Claim) -> int:
    """The first token of the claim's cue, or of the text."""
    return bisect_left(text.starts, claim.cue.spans[0][0]) if claim.cue.spans else 0


def disowns(text: AnnotatedText, who: Participants, claim: Claim, contents: list[range]) -> bool:
    """Whether the content says of arms that there are none: "it had no missiles there"."""
    tokens = [token for part in contents for token in part]
    if claim.stance != "asserts" or claim.source.party is None or len(tokens) > _SHORT:
        return False
    return any(text.lower[t] in ("no", "none", "neither", "never") for t in tokens) and any(
        t in who.goods_at and not who.goods_at[t].bare for t in tokens
    )


def says_none_such(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    """Whether the content says that there is no such deal: "there was no agreement"."""
    tokens = [token for part in contents for token in part]
    if claim.stance != "asserts" or claim.source.party is None or len(tokens) > _SHORT:
        return False
    words = transfer_words()
    return any(
        text.lower[child] == "no"
        for token in tokens
        if text.pos[token] == "NOUN" and text.lemmas[token].lower() in words.dealings
        for child in text.children[token]
    )


def calls_illegal(text: AnnotatedText, contents: list[range]) -> bool:
    """Whether the content says that something breaks the law: "would violate sanctions"."""
    words = transfer_words()
    lemmas = [text.lemmas[token].lower() for part in contents for token in part]
    if any(lemma in words.breaking for lemma in lemmas):
        return any(lemma in words.law for lemma in lemmas)
    return any(lemma in words.unlawful for lemma in lemmas)


def calls_false(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    """Whether the claim calls something false, in its content or by what its cue says of it."""
    words = transfer_words()
    if any(len(part) > _SHORT for part in contents):
        said = []
    else:
        said = [token for part in contents for token in part if _says_of_all(text, token)]
    if any(_is_false(text, token) for token in said):
        return True
    if any(text.lemmas[t].lower() in words.truth and _is_negated(text, t) for t in said):
        return True
    cue = cue_of(text, claim)
    if cue >= len(text):
        return False
    return any(text.lower[child] in words.falsehood for child in text.children[cue])


def _says_of_all(text: AnnotatedText, token: int) -> bool:
    head = text.heads[token]
    return (
        text.deps[token] in _PREDICATIVE
        or text.lemmas[head].lower() in transfer_words().told
        or (text.deps[token] == "amod" and text.pos[head] in ("ADP", "SCONJ"))
    )


def _is_false(text: AnnotatedText, token: int) -> bool:
    words = transfer_words().falsehood
    if text.lemmas[token].lower() not in words and text.lower[token] not in words:
        return False
    return not _is_negated(text, token)


def _is_negated(text: AnnotatedText, token: int) -> bool:
    """Whether a negation stands with the word or with the verb it depends on."""
    around = [*text.children[token], *text.children[text.heads[token]]]
    return any(text.lower[t] in _NEGATIVE for t in around if text.deps[t] in ("neg", "det"))


def refers_back(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    """Whether the content speaks of a deal by a word that points back: "the allegations"."""
    nouns = transfer_words().reference_nouns
    tokens = [token for part in contents for token in part]
    if not tokens:
        return claim.stance in ("denies", "declines", "doubts")
    for token in tokens:
        if text.lemmas[token].lower() in nouns and text.pos[token] == "NOUN":
            if any(text.lower[child] in _POINTING for child in text.children[token]):
                return True
            if claim.stance in ("denies", "doubts", "calls_illegal"):
                return True
    return len(tokens) <= 8 and any(text.lower[token] in _PRONOUNS for token in tokens)
