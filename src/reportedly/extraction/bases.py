"""How a source knows: the kinds of evidence that the words of a claim name."""

from __future__ import annotations

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.cues import cue_words
from reportedly.extraction.attribution.record import Range
from reportedly.extraction.claim_parties import Parties, is_medium
from reportedly.extraction.claim_words import basis_kinds, claim_words
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Basis, BasisKind, Span

# Kinds of those who speak, not of what they rest on.
_SPEAKERS = ("official", "witness", "media")
_SAME = frozenset({"amod", "appos", "compound", "conj", "nmod"})
_AMONG = frozenset({"at", "from", "in", "within"})
_COUNTING = frozenset({"DET", "NUM", "PRON", "ADJ"})


def bases_of(
    text: AnnotatedText, attribution: Attribution, parties: Parties, party: str | None
) -> tuple[Basis, ...]:
    """The kinds of evidence that the words of a claim name, in text order; `party` is its
    source."""
    found: dict[BasisKind, Span] = {}
    for token in _own_tokens(text, attribution):
        kind = _kind(text, token, attribution.source, inside=False)
        if kind == "media" and text.lemmas[token] == "agency" and not _of_news(text, token):
            kind = None  # "the spy agency"
        if kind is not None:
            found.setdefault(kind, text.span(token, token + 1))
    for start, end in attribution.content:
        for token in range(start, end):
            kind = _kind(text, token, attribution.source, inside=True)
            if kind is not None:
                found.setdefault(kind, text.span(token, token + 1))
    source = attribution.source
    if source is not None and is_medium(parties, party):
        found.setdefault("media", text.span(*source))
    if (own := _own_sight(text, attribution, parties, party)) is not None:
        found.setdefault("own", text.span(own, own + 1))
    ordered = sorted(found.items(), key=lambda item: item[1])
    return tuple(
        Basis(kind=kind, spans=(span,), text=text.text[span[0] : span[1]]) for kind, span in ordered
    )


def _of_news(text: AnnotatedText, agency: int) -> bool:
    return any(text.lower[child] in ("news", "press", "wire") for child in text.children[agency])


def _own_tokens(text: AnnotatedText, attribution: Attribution) -> list[int]:
    """The tokens of source, cue and what depends on the cue outside the content."""
    content = {i for start, end in attribution.content for i in range(start, end)}
    own = set(range(*attribution.cue))
    if attribution.source:
        own.update(range(*attribution.source))
        # What the parse hangs on the source behind a comma: ", citing documents".
        own.update(range(*text.subtree(_head(text, attribution.source))))
    for child in text.children[attribution.anchor]:
        if text.deps[child] in ("prep", "advcl", "advmod", "npadvmod"):
            own.update(range(*text.subtree(child)))
    start, end = text.sentences[text.sentence_of[attribution.anchor]]
    anonymous = claim_words().anonymity
    named = {i for i in range(start, end) if text.lower[i] in anonymous}
    return sorted((own - content) | named)


def _kind(
    text: AnnotatedText, token: int, source: Range | None, *, inside: bool
) -> BasisKind | None:
    lemma, words = text.lemmas[token].lower(), claim_words()
    if inside:
        kind = basis_kinds().get(lemma)
        if kind not in ("intelligence", "imagery", "document", "witness"):
            return "intelligence" if lemma == "information" and _is_evidence(text, token) else None
        return kind if _is_evidence(text, token) else None
    if lemma in words.anonymity:
        return "anonymous"
    if lemma in words.unnamed_by and any(
        text.deps[child] == "neg" for child in text.children[token]
    ):
        return "anonymous"
    if lemma in words.unnamed_people and _only_knows(text, token):
        return "anonymous"
    kind = basis_kinds().get(lemma) if text.pos[token] in ("NOUN", "PROPN") else None
    if kind in _SPEAKERS and not (_speaks(text, token, source) or _is_cited(text, token)):
        return None
    return None if kind == "document" and _is_known_of(text, token) else kind


def _speaks(text: AnnotatedText, token: int, source: Range | None) -> bool:
    """Whether the noun is among those who speak, and not one of whom or to whom they do: "one
    of the diplomats", but not "critics of the government" or "said of the minister"."""
    if source is None or not source[0] <= token < source[1]:
        return False
    while source[0] <= text.heads[token] < source[1] and text.heads[token] != token:
        head = text.heads[token]
        if text.deps[token] == "pobj":
            counted = text.pos[text.heads[head]] in _COUNTING
            if not (text.lower[head] in _AMONG or (text.lower[head] == "of" and counted)):
                return False
            head = text.heads[head]
        elif text.deps[token] not in _SAME:
            return False
        token = head
    return True


def _is_cited(text: AnnotatedText, token: int) -> bool:
    """Whether the noun stands under "citing" or "quoting"."""
    return any(text.lemmas[above].lower() in cue_words().quoting for above in text.ancestors(token))


def _only_knows(text: AnnotatedText, token: int) -> bool:
    """Whether all that is said of the people is that they know: "people briefed on it"."""
    knowing = claim_words().knowing
    return any(text.lemmas[i].lower() in knowing for i in range(token, text.subtree(token)[1]))


def _is_known_of(text: AnnotatedText, token: int) -> bool:
    """Whether the thing is what somebody knows of: "diplomats familiar with the file"."""
    knowing = claim_words().knowing
    return any(text.lemmas[above].lower() in knowing for above in text.ancestors(token))


def _own_sight(
    text: AnnotatedText, attribution: Attribution, parties: Parties, party: str | None
) -> int | None:
    """The word that says that the source saw it: "said he had seen", "“I heard them,” …"."""
    words = claim_words()
    for start, end in attribution.content:
        for token in range(start, end):
            if text.lower[token] in words.perceived:
                return token
            if text.pos[token] != "VERB" or text.lemmas[token].lower() not in words.perceiving:
                continue
            subject = text.child(token, "nsubj")
            if subject is None or not start <= subject < end or text.tags[token] in ("VB", "VBP"):
                continue
            if text.lower[subject] in ("i", "we") or (
                party is not None and parties.at(subject) == party
            ):
                return token
    return None


def _head(text: AnnotatedText, source: Range) -> int:
    start, end = source
    return next((i for i in range(start, end) if not start <= text.heads[i] < end), start)


def _is_evidence(text: AnnotatedText, token: int) -> bool:
    """Whether the noun is the subject of an evidential verb, or what a claim rests on."""
    head = text.heads[token]
    if text.deps[token] in ("nsubj", "nsubjpass", "compound"):
        top = head if text.deps[token] != "compound" else text.heads[head]
        return text.lemmas[top].lower() in claim_words().evidential
    if text.deps[token] == "pobj":
        above = text.heads[head]
        return text.lower[head] in ("to", "on") and text.lemmas[above].lower() in ("accord", "base")
    return text.deps[token] == "dobj" and text.lemmas[head].lower() == "cite"
