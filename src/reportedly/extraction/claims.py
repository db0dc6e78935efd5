"""Claims: who said, wrote, believes or denies what, how they know it, and through whom.

The attributions of a text as ranges of tokens become claims: the source is resolved to
a party, the cue to a stance, and what stands around them gives basis, time, venue and
the person through whom the claim came. A compound source gives a claim a party.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import structs

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.cues import POS_OF, lexicon
from reportedly.extraction.attribution.rules import attributions_by_rule
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations, find_quotations
from reportedly.records import (
    Claim,
    Passage,
    Quotation,
    SaidOn,
    Source,
    Spans,
    Stance,
    Time,
    passage,
    slices,
)


class Parties(Protocol):
    """What this stage needs of the parties of a text."""

    def at(self, token: int) -> str | None:
        """The party whose mention covers the token, or None."""

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """The parties of the noun phrase in the token range."""


def find_claims(
    text: AnnotatedText, times: tuple[Time, ...], parties: Parties
) -> tuple[Claim, ...]:
    """The claims of `text` in the order in which they begin, with ids c1, c2 …"""
    quotations = find_quotations(text)
    claims: list[Claim] = []
    for attribution in sorted(attributions_by_rule(text, quotations), key=_beginning):
        for party in _source_parties(attribution, parties):
            claim = _claim(text, quotations, attribution, party, f"c{len(claims) + 1}")
            claims.append(structs.replace(claim, said_on=_said_on(text, attribution, times)))
    return tuple(claims)


def _beginning(attribution: Attribution) -> tuple[int, int]:
    ranges = [attribution.cue, *attribution.content]
    if attribution.source:
        ranges.append(attribution.source)
    return (min(start for start, _ in ranges), attribution.anchor)


def _source_parties(attribution: Attribution, parties: Parties) -> tuple[str | None, ...]:
    if attribution.source is None:
        return (None,)
    return parties.of(*attribution.source) or (None,)


def _claim(
    text: AnnotatedText,
    quotations: Quotations,
    attribution: Attribution,
    party: str | None,
    name: str,
) -> Claim:
    source: Spans = (text.span(*attribution.source),) if attribution.source else ()
    content: Spans = tuple(text.span(*part) for part in attribution.content)
    return Claim(
        id=name,
        source=Source(spans=source, text=slices(text.text, source), party=party),
        cue=_passage(text, (text.span(*attribution.cue),)),
        content=_passage(text, content),
        quotation=_quotation(text, quotations, attribution),
        stance=_stance(text, attribution),
    )


def _passage(text: AnnotatedText, spans: Spans) -> Passage:
    return passage(text.text, spans)


def _quotation(text: AnnotatedText, quotations: Quotations, attribution: Attribution) -> Quotation:
    inside = outside = 0
    for start, end in attribution.content:
        for token in range(start, end):
            if text.pos[token] in ("PUNCT", "SPACE"):
                continue
            if quotations.of[token] >= 0:
                inside += 1
            else:
                outside += 1
    if inside and outside:
        return "mixed"
    return "direct" if inside else "indirect"


def _stance(text: AnnotatedText, attribution: Attribution) -> Stance:
    anchor = attribution.anchor
    cue = lexicon().get((text.lemmas[anchor].lower(), POS_OF.get(text.pos[anchor], "verb")))
    return cue.stance if cue else "asserts"


def _said_on(
    text: AnnotatedText, attribution: Attribution, times: tuple[Time, ...]
) -> SaidOn | None:
    """The time in the cue's sentence that belongs neither to content nor to source."""
    start, end = text.span(*text.sentences[text.sentence_of[attribution.anchor]])
    taken = [text.span(*part) for part in attribution.content]
    if attribution.source:
        taken.append(text.span(*attribution.source))
    for time in times:
        inside = start <= time.start and time.end <= end and time.type in ("DATE", "TIME")
        if inside and not any(a < time.end and time.start < b for a, b in taken):
            return SaidOn(time=time.id, value=time.value)
    return None
