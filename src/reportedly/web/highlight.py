"""An article's text cut into segments, so that overlapping layers can be shown as marks.

HTML can't nest spans that cross. So the text is cut at every start and end of every
span; a segment knows which layers cover it and which records, and its id is its offset:
`#o120` lands on the character 120 wherever a value begins there. Where a span only ends
and nothing about the text changes by it, the pieces are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from reportedly.records import Analysis, Spans, Transfer

LAYERS = ("content", "source", "cue", "party", "time", "goods", "transfer", "event")
# Which layer's record the words lead to, where several cover them. Contents don't: they would
# make links of most of an article.
_LEADING = ("cue", "party", "time", "goods", "transfer", "event", "source")


class Mark(NamedTuple):
    """A layer over some words: the record that they are of, and what to tell of it."""

    layer: str
    record: str
    note: str


@dataclass(frozen=True)
class Segment:
    """A piece of the text under the same marks, the record that it leads to or nothing."""

    start: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that cover it."""
        present = {mark.layer for mark in self.marks}
        return tuple(layer for layer in LAYERS if layer in present)

    @property
    def records(self) -> tuple[str, ...]:
        """The records that it is words of."""
        return tuple(dict.fromkeys(mark.record for mark in self.marks))

    @property
    def note(self) -> str:
        """What there is to tell of it."""
        return "; ".join(dict.fromkeys(mark.note for mark in self.marks if mark.note))

    @property
    def link(self) -> str:
        """The record that these words lead to. Blanks and marks of direction lead nowhere, as
        a link needs a name."""
        if not any(c.isprintable() and not c.isspace() for c in self.text):
            return ""
        leading = [mark for layer in _LEADING for mark in self.marks if mark.layer == layer]
        return leading[0].record if leading else ""

    def with_more(self, more: Segment) -> Segment:
        """This piece and the next as one."""
        return replace(self, text=self.text + more.text)


def segments(analysis: Analysis) -> list[list[Segment]]:
    """The text as paragraphs of segments."""
    text = analysis.document.text
    cover: dict[int, list[Mark]] = defaultdict(list)
    uncover: dict[int, list[Mark]] = defaultdict(list)
    for mark, spans in _marked(analysis):
        for start, end in spans:
            cover[start].append(mark)
            uncover[end].append(mark)
    breaks = [index for index, character in enumerate(text) if character == "\n"]
    edges = sorted({0, len(text), *cover, *uncover, *breaks, *(b + 1 for b in breaks)})
    open_marks: list[Mark] = []
    paragraphs: list[list[Segment]] = [[]]
    for start, end in pairwise(edges):
        for mark in uncover.get(start, ()):
            open_marks.remove(mark)
        open_marks += cover.get(start, ())
        if text[start:end].strip("\r\n"):
            piece = Segment(start, text[start:end], tuple(dict.fromkeys(open_marks)))
            _add(paragraphs[-1], piece, start not in cover)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _add(paragraph: list[Segment], piece: Segment, may_join: bool) -> None:
    """Put `piece` at the end; nothing leads to its first character if it `may_join` the last."""
    if may_join and paragraph and set(paragraph[-1].marks) == set(piece.marks):
        paragraph[-1] = paragraph[-1].with_more(piece)
    else:
        paragraph.append(piece)


def _marked(analysis: Analysis) -> Iterator[tuple[Mark, Spans]]:
    """Everything that is shown in the text, and where."""
    names = {party.id: party.name for party in analysis.parties}
    for claim in analysis.claims:
        who = names.get(claim.source.party or "", claim.source.text or "a source not named")
        stance = claim.stance.replace("_", " ")
        record = f"claim-{claim.id}"
        yield Mark("content", record, ""), claim.content.spans
        yield Mark("source", record, ""), claim.source.spans
        yield Mark("cue", record, f"{who} {stance}"), claim.cue.spans
    for party in analysis.parties:
        code = f" ({party.code})" if party.code else ""
        yield Mark("party", f"party-{party.id}", f"{party.name}{code}"), party.mentions
    for time in analysis.times:
        mark = Mark("time", f"time-{time.id}", f"{time.type.lower()} {time.value}")
        yield mark, ((time.start, time.end),)
    for transfer in analysis.transfers:
        yield from _of_transfer(transfer)
    for event in analysis.events:
        yield Mark("event", f"event-{event.id}", f"{event.id} {event.type.lower()}"), event.spans


def _of_transfer(transfer: Transfer) -> Iterator[tuple[Mark, Spans]]:
    record = f"transfer-{transfer.id}"
    for kind, items in (("goods", transfer.goods), ("payment", transfer.payment)):
        for item in items:
            category = item.category.replace("_", " ")
            yield Mark("goods", record, f"{transfer.id} {kind}: {category}"), item.spans
    for item in transfer.goods:
        if item.quantity:
            yield Mark("goods", record, f"{transfer.id} amount"), item.quantity.spans
    evidence = transfer.evidence
    status = transfer.status.replace("_", " ")
    for what, spans in (
        (f"supplier {transfer.supplier or 'open'}", evidence.supplier),
        (f"recipient {transfer.recipient or 'open'}", evidence.recipient),
        (f"status {status}", evidence.status),
        ("route", transfer.route.spans if transfer.route else ()),
        ("carrier", transfer.carrier.spans if transfer.carrier else ()),
        ("end use", transfer.end_use.spans if transfer.end_use else ()),
    ):
        yield Mark("transfer", record, f"{transfer.id} {what}"), spans
