"""Claims: who said, wrote, believes or denies what, how they know it, and through whom.

The attributions of a text as ranges of tokens become claims: the source is resolved to
a party, the cue to a stance, and what stands around them gives basis, time, venue and
the person through whom the claim came. A compound source gives a claim a party.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from reportedly.extraction.attribution import Attribution, Attributor, find_attributions
from reportedly.extraction.attribution.record import by_sentence
from reportedly.extraction.bases import bases_of
from reportedly.extraction.circumstances import (
    carried_over,
    enclosing,
    passed_on_by,
    said_on,
    venue_of,
)
from reportedly.extraction.claim_parties import Parties
from reportedly.extraction.issuers import issuers
from reportedly.extraction.stances import stance_of
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations, find_quotations
from reportedly.reading.notices import boilerplate_spans
from reportedly.records import Claim, Quotation, SaidOn, Source, Spans, Time, passage, slices

# Tags of words that begin a clause: there, he, that, a determiner, a name.
_CLAUSE_BEGINS = frozenset({"EX", "PRP", "IN", "DT", "NNP", "PRP$"})


_RELATIVES = frozenset({"WDT", "WP"})
_ADDRESSEE = 3  # tokens: "told reporters", "told state television"
# What stands between a verb and a date: "said on Monday", "said late Tuesday".
_BEFORE_DATES = frozenset({"at", "during", "early", "in", "late", "on"})


def find_claims(
    text: AnnotatedText,
    times: tuple[Time, ...],
    parties: Parties,
    attribute: Attributor = find_attributions,
) -> tuple[Claim, ...]:
    """The claims of `text` in the order in which they begin, with ids c1, c2 …

    `attribute` finds who says what: the shipped model, or another attributor.
    """
    quotations = find_quotations(text)
    notices = boilerplate_spans(text.text)
    attributions = sorted(
        (
            _source_without_date(text, _cue_without_date(text, _without_date(text, attribution)))
            for attribution in attribute(text, quotations)
            if not _is_in(notices, text.starts[attribution.anchor])
        ),
        key=_beginning,
    )
    sources = [_source_parties(text, attribution, parties) for attribution in attributions]
    claims: list[Claim] = []
    spoken: list[tuple[int, str | None, SaidOn | None]] = []
    of_sentence = by_sentence(text, attributions)
    for number, outer in enumerate(enclosing(attributions)):
        attribution, speaker = attributions[number], sources[number][0]
        beside = of_sentence[text.sentence_of[attribution.anchor]]
        said = said_on(text, attribution, times, beside) or carried_over(
            text, attribution, speaker, parties, times, spoken
        )
        spoken.append((attribution.anchor, speaker, said))
        through = passed_on_by(text, attribution, parties)
        if outer is not None and sources[outer][0] is not None:
            through = sources[outer][0]
        for party in sources[number]:
            claims.append(
                Claim(
                    id=f"c{len(claims) + 1}",
                    source=_source(text, attribution, party),
                    cue=passage(text.text, (text.span(*attribution.cue),)),
                    content=passage(text.text, _content(text, attribution)),
                    quotation=_quotation(text, quotations, attribution),
                    stance=stance_of(text, attribution),
                    basis=bases_of(text, attribution, parties, party),
                    said_on=said,
                    venue=venue_of(text, attribution),
                    via=through if through != party else None,
                )
            )
    return tuple(claims)


def _is_in(spans: Spans, place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _entities(text: AnnotatedText, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The entities that begin at the tokens from `first` to `last`."""
    place = bisect_left(text.entities, (first,))
    while place < len(text.entities) and text.entities[place][0] <= last:
        yield text.entities[place]
        place += 1


def _without_date(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution without a date between cue and clause ("said on Friday there was")
    where the parse has drawn the date into the content."""
    first, last = attribution.content[0]
    told = attribution.cue[1] <= first <= attribution.cue[1] + _ADDRESSEE
    if not told or any(text.pos[i] == "PUNCT" for i in range(attribution.cue[1], first)):
        return attribution
    start = first + (text.lower[first] == "on")
    date = next((e for e in _entities(text, start, start) if e[2] == "DATE"), None)
    if date is None or date[1] >= last or text.tags[date[1]] not in _CLAUSE_BEGINS:
        return attribution
    return replace(attribution, content=((date[1], last), *attribution.content[1:]))


def _cue_without_date(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution with the verb of "said on Monday" for its cue: when it was said is told
    apart."""
    first, last = attribution.cue
    dates = (e[0] for e in _entities(text, first + 1, last) if e[2] in ("DATE", "TIME"))
    end = min(dates, default=last + 1)
    if end == last + 1:
        return attribution
    while end - 1 > first and text.lower[end - 1] in _BEFORE_DATES:
        end -= 1
    return replace(attribution, cue=(first, end)) if end < last else attribution


def _source_without_date(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution without the date behind its source: "the panel in January said"."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source
    for first, last, label in _entities(text, start + 2, end):
        if label != "DATE" or last != end or attribution.cue[0] < end:
            continue
        spoken = text.pos[text.heads[first - 1]] in ("NOUN", "PROPN")
        if spoken and text.lower[first - 1] in ("in", "on"):
            return replace(attribution, source=(start, first - 1))
    return attribution


def _beginning(attribution: Attribution) -> tuple[int, int]:
    ranges = [attribution.cue, *attribution.content]
    if attribution.source:
        ranges.append(attribution.source)
    return (min(start for start, _ in ranges), attribution.anchor)


def _source_parties(
    text: AnnotatedText, attribution: Attribution, parties: Parties
) -> tuple[str | None, ...]:
    if attribution.source is None:
        return (None,)
    start, end = attribution.source
    clause = text.heads[start]
    found: tuple[str, ...] = ()
    if text.tags[start] in _RELATIVES and text.deps[clause] == "relcl":
        # "Sofia, which denies": the party is that of the noun which the clause describes.
        described = text.heads[clause]
        found = parties.of(text.left[described], start)
    found = found or parties.of(start, end) or issuers(text, (start, end), parties.of)
    return found or (None,)


def _source(text: AnnotatedText, attribution: Attribution, party: str | None) -> Source:
    spans: Spans = (text.span(*attribution.source),) if attribution.source else ()
    return Source(spans=spans, text=slices(text.text, spans), party=party)


def _content(text: AnnotatedText, attribution: Attribution) -> Spans:
    return tuple(text.span(*part) for part in attribution.content)


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
