"""What stands around a claim: how the source knows, when and where it was said, and
through whom it came."""

from __future__ import annotations

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.record import Range
from reportedly.extraction.claim_words import basis_kinds, claim_words
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Basis, BasisKind, SaidOn, Span, Time


def bases_of(text: AnnotatedText, attribution: Attribution) -> tuple[Basis, ...]:
    """The kinds of evidence that the words of a claim name, in text order."""
    found: dict[BasisKind, Span] = {}
    for token in _own_tokens(text, attribution):
        kind = _kind(text, token, inside=False)
        if kind is not None:
            found.setdefault(kind, text.span(token, token + 1))
    for start, end in attribution.content:
        for token in range(start, end):
            kind = _kind(text, token, inside=True)
            if kind is not None:
                found.setdefault(kind, text.span(token, token + 1))
    ordered = sorted(found.items(), key=lambda item: item[1])
    return tuple(
        Basis(kind=kind, spans=(span,), text=text.text[span[0] : span[1]]) for kind, span in ordered
    )


def said_on(
    text: AnnotatedText, attribution: Attribution, times: tuple[Time, ...]
) -> SaidOn | None:
    """The time in the cue's sentence that belongs neither to content nor to source."""
    start, end = text.span(*text.sentences[text.sentence_of[attribution.anchor]])
    taken = [text.span(*part) for part in _parts(attribution)]
    cue = text.starts[attribution.anchor]
    free = [
        time
        for time in times
        if start <= time.start
        and time.end <= end
        and time.type in ("DATE", "TIME")
        and not any(a < time.end and time.start < b for a, b in taken)
    ]
    nearest = min(free, key=lambda time: abs(time.start - cue), default=None)
    return SaidOn(time=nearest.id, value=nearest.value) if nearest else None


def venue_of(text: AnnotatedText, attribution: Attribution) -> str | None:
    """The occasion of the statement ("a call with reporters"), if the cue's clause names one."""
    taken = {i for start, end in _parts(attribution) for i in range(start, end)}
    venues = claim_words().venues
    for child in text.children[attribution.anchor]:
        if text.deps[child] != "prep":
            continue
        noun = text.child(child, "pobj")
        if noun is not None and noun not in taken and text.lemmas[noun].lower() in venues:
            start, end = text.subtree(noun)
            inside = [i for i in range(start, end) if i not in taken]
            first, last = text.span(inside[0], inside[-1] + 1)
            return text.text[first:last]
    return None


def enclosing(attributions: list[Attribution]) -> list[int | None]:
    """For each attribution the number of the smallest other one whose content holds its cue."""
    found: list[int | None] = []
    for number, inner in enumerate(attributions):
        holders = [
            (sum(end - start for start, end in outer.content), other)
            for other, outer in enumerate(attributions)
            if other != number
            and outer.anchor != inner.anchor
            and any(start <= inner.anchor < end for start, end in outer.content)
        ]
        found.append(min(holders)[1] if holders else None)
    return found


def _parts(attribution: Attribution) -> list[Range]:
    source = [attribution.source] if attribution.source else []
    return [*attribution.content, *source]


def _own_tokens(text: AnnotatedText, attribution: Attribution) -> list[int]:
    """The tokens of source, cue and what depends on the cue outside the content."""
    content = {i for start, end in attribution.content for i in range(start, end)}
    own = set(range(*attribution.cue))
    if attribution.source:
        own.update(range(*attribution.source))
    for child in text.children[attribution.anchor]:
        if text.deps[child] in ("prep", "advcl", "advmod", "npadvmod"):
            own.update(range(*text.subtree(child)))
    start, end = text.sentences[text.sentence_of[attribution.anchor]]
    anonymous = claim_words().anonymity
    named = {i for i in range(start, end) if text.lower[i] in anonymous}
    return sorted((own - content) | named)


def _kind(text: AnnotatedText, token: int, *, inside: bool) -> BasisKind | None:
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
    return basis_kinds().get(lemma) if text.pos[token] in ("NOUN", "PROPN") else None


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
