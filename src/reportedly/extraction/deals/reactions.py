"""Reactions: what the content of a claim says by itself of a deal told elsewhere.

A denial need not repeat what it denies: it calls a report false ("a fabrication", "no truth
in it"), says that there is no such thing ("there was no deal", "it had no part in it"), or
calls it unlawful.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.extraction.deals.participants import Participants
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Span
from reportedly.reference.transfers import governor_stages, transfer_words

_NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "without"})
_SHORT = 25
# Where a word says something of the whole claim: "was false", "as lies", "recycle propaganda".
_PREDICATIVE = frozenset({"ROOT", "acomp", "advmod", "attr", "ccomp", "dobj", "oprd", "pobj"})
# Where it says something of the noun beside it: "a lie" of "the claims were a lie".
_COMPLEMENT = frozenset({"acomp", "appos", "attr", "dobj", "oprd", "pobj"})
_NAMING = frozenset({"brand", "call", "describe", "dismiss", "label", "term"})
_CALLING = ("nsubj", "nsubjpass", "dobj")


@dataclass(frozen=True, slots=True)
class Reaction:
    """A claim as a reaction: the token ranges of its content, whether it calls something
    `false` or against the law (`illegal`), whether it `denies`, and the state or group for
    which the `speaker` speaks: its source, or who is said in it to deny."""

    claim: Claim
    contents: list[range]
    false: bool
    denies: bool
    illegal: bool
    speaker: str | None

    def holds(self, token: int) -> bool:
        """Whether the token stands in the content."""
        return any(token in part for part in self.contents)

    def size(self) -> int:
        """How many tokens the content has."""
        return sum(map(len, self.contents))


def reaction_of(text: AnnotatedText, who: Participants, claim: Claim) -> Reaction:
    """What the claim says by itself of something told elsewhere."""
    contents = contents_of(text, claim)
    tokens = [token for part in contents for token in part]
    false = _calls_false(text, claim, contents)
    inner = _denial_in(text, tokens)
    none = inner is not None or _says_none(text, who, claim, tokens)
    return Reaction(
        claim=claim,
        contents=contents,
        false=false,
        denies=claim.stance == "denies" or false or none,
        illegal=claim.stance == "calls_illegal" or _calls_illegal(text, tokens),
        speaker=_speaker(text, who, claim, inner),
    )


def tokens_of(text: AnnotatedText, span: Span) -> range:
    """The tokens of a span of characters."""
    return range(bisect_left(text.starts, span[0]), bisect_left(text.starts, span[1]))


def contents_of(text: AnnotatedText, claim: Claim) -> list[range]:
    """The tokens of the claim's content."""
    return [tokens_of(text, span) for span in claim.content.spans]


def cue_of(text: AnnotatedText, claim: Claim) -> int:
    """The first token of the claim's cue, or of the text."""
    return bisect_left(text.starts, claim.cue.spans[0][0]) if claim.cue.spans else 0


def _says_none(text: AnnotatedText, who: Participants, claim: Claim, tokens: list[int]) -> bool:
    """Whether the content says that there is no such thing: "it had no missiles there", "there
    was no agreement", "we had no part in it"."""
    if (
        claim.stance not in ("asserts", "doubts")
        or claim.source.party is None
        or len(tokens) > _SHORT
    ):
        return False
    none = any(text.lower[t] in ("no", "none", "neither", "never") for t in tokens)
    sure = claim.stance == "asserts"  # who sees no proof of rifles does not say there were none
    if none and sure and any(t in who.goods_at and not who.goods_at[t].bare for t in tokens):
        return True
    words = transfer_words()
    return any(
        text.lower[child] in ("no", "any") and (none or text.lower[child] == "no")
        for token in tokens
        if text.pos[token] == "NOUN"
        and (text.lemmas[token].lower() in words.dealings | words.involvement)
        for child in text.children[token]
    )


def _calls_illegal(text: AnnotatedText, tokens: list[int]) -> bool:
    """Whether the content says that something breaks the law: "would violate sanctions"."""
    words = transfer_words()
    lemmas = [text.lemmas[token].lower() for token in tokens]
    breaking = [t for t, lemma in zip(tokens, lemmas, strict=True) if lemma in words.breaking]
    if breaking:
        broken = any(not _is_negated(text, token) for token in breaking)
        return broken and any(lemma in words.law for lemma in lemmas)
    return any(
        lemma in words.unlawful and not _is_negated(text, token)
        for token, lemma in zip(tokens, lemmas, strict=True)
    )


def _denial_in(text: AnnotatedText, tokens: list[int]) -> int | None:
    """The verb in the content by which somebody denies a report or his part in it: "the group
    denies any connection"."""
    words = transfer_words()
    for token in tokens:
        if text.pos[token] != "VERB" or governor_stages().get(text.lemmas[token].lower()) != (
            "denied"
        ):
            continue
        denied = text.child(token, "dobj")
        if denied is not None and not _is_negated(text, token):
            lemma = text.lemmas[denied].lower()
            if lemma in words.told or lemma in words.involvement:
                return token
    return None


def _speaker(
    text: AnnotatedText, who: Participants, claim: Claim, denial: int | None
) -> str | None:
    subject = text.child(denial, "nsubj") if denial is not None else None
    if subject is not None and (found := who.of_phrase(subject)):
        return found[0].code
    return who.code_of(claim.source.party) if claim.source.party else None


def _calls_false(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    """Whether the claim calls something false, in its content or by what its cue says of it."""
    words = transfer_words()
    for part in contents:
        said = [t for t in part if len(part) <= _SHORT and _says_of_all(text, t)]
        if any(_is_false(text, token) for token in said):
            return True
        if any(text.lemmas[t].lower() in words.truth and _is_negated(text, t) for t in said):
            return True
        if any(_is_false(text, t) and _says_of_report(text, t) for t in part):
            return True
    cue = cue_of(text, claim)
    if cue >= len(text):
        return False
    if text.lemmas[cue].lower() in _NAMING and any(
        len(part) and _is_false(text, part[-1]) for part in contents
    ):
        return True  # "called the claim that it had sent missiles completely false"
    return any(text.lower[child] in words.falsehood for child in text.children[cue])


def _says_of_all(text: AnnotatedText, token: int) -> bool:
    head = text.heads[token]
    return (
        text.deps[token] in _PREDICATIVE
        or text.lemmas[head].lower() in transfer_words().told
        or (text.deps[token] == "amod" and text.pos[head] in ("ADP", "SCONJ"))
    )


def _says_of_report(text: AnnotatedText, token: int) -> bool:
    """Whether the word is said of a report: "such unfounded statements", "the claims were a
    lie", "called the report a hoax"."""
    told = transfer_words().told
    return any(text.lemmas[noun].lower() in told for noun in _described(text, token))


def _described(text: AnnotatedText, token: int) -> Iterator[int]:
    head = text.heads[token]
    yield head
    if text.deps[token] in _COMPLEMENT:
        if text.pos[head] == "ADP":
            head = text.heads[head]
        yield from (child for child in text.children[head] if text.deps[child] in _CALLING)


def _is_false(text: AnnotatedText, token: int) -> bool:
    words = transfer_words().falsehood
    if text.lemmas[token].lower() not in words and text.lower[token] not in words:
        return False
    return not _is_negated(text, token)


def _is_negated(text: AnnotatedText, token: int) -> bool:
    """Whether a negation stands with the word or with the verb it depends on."""
    around = [*text.children[token], *text.children[text.heads[token]]]
    return any(text.lower[t] in _NEGATIVE for t in around if text.deps[t] in ("neg", "det"))
