"""An article's text cut into segments, so that overlapping layers can be shown as marks.

HTML can't nest spans that cross. So the text is cut at every start and end of every
span; a segment knows which layers cover it and which claims, and its id is its offset:
`#o120` lands on the character 120 wherever a value begins there. Where a span only ends
and nothing about the text changes by it, the pieces are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reportedly.records import Analysis, Spans

LAYERS = ("content", "source", "cue", "party", "time", "goods")


@dataclass(frozen=True)
class Segment:
    """A piece of the text under the same layers."""

    start: int
    text: str
    layers: tuple[str, ...]
    claims: tuple[str, ...]
    note: str

    @property
    def link(self) -> str:
        """The claim that these words lead to: cue words do, blanks and marks of direction don't,
        as a link needs a name."""
        visible = any(c.isprintable() and not c.isspace() for c in self.text)
        return self.claims[-1] if visible and self.claims and "cue" in self.layers else ""

    def with_more(self, more: Segment) -> Segment:
        """This piece and the next as one."""
        return replace(self, text=self.text + more.text)

    def alike(self, other: Segment) -> bool:
        """Whether both stand under the same marks."""
        return (self.layers, self.claims, self.note) == (other.layers, other.claims, other.note)


def segments(analysis: Analysis) -> list[list[Segment]]:
    """The text as paragraphs of segments."""
    text = analysis.document.text
    cover: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    uncover: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for layer, claim, note, spans in _layered(analysis):
        for start, end in spans:
            cover[start].append((layer, claim, note))
            uncover[end].append((layer, claim, note))
    breaks = [index for index, character in enumerate(text) if character == "\n"]
    edges = sorted({0, len(text), *cover, *uncover, *breaks, *(b + 1 for b in breaks)})
    open_marks: list[tuple[str, str, str]] = []
    paragraphs: list[list[Segment]] = [[]]
    for start, end in pairwise(edges):
        for mark in uncover.get(start, ()):
            open_marks.remove(mark)
        open_marks += cover.get(start, ())
        if text[start:end].strip("\r\n"):
            _add(paragraphs[-1], _segment(start, text[start:end], open_marks), start not in cover)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _add(paragraph: list[Segment], piece: Segment, may_join: bool) -> None:
    """Put `piece` at the end; nothing leads to its first character if it `may_join` the last."""
    if may_join and paragraph and paragraph[-1].alike(piece):
        paragraph[-1] = paragraph[-1].with_more(piece)
    else:
        paragraph.append(piece)


def _segment(start: int, words: str, marks: list[tuple[str, str, str]]) -> Segment:
    layers = {layer for layer, _, _ in marks}
    return Segment(
        start=start,
        text=words,
        layers=tuple(layer for layer in LAYERS if layer in layers),
        claims=tuple(dict.fromkeys(claim for _, claim, _ in marks if claim)),
        note="; ".join(dict.fromkeys(note for _, _, note in marks if note)),
    )


def _layered(analysis: Analysis) -> Iterator[tuple[str, str, str, Spans]]:
    """Layer, claim, note and spans of everything that is shown in the text."""
    for claim in analysis.claims:
        yield "content", claim.id, "", claim.content.spans
        yield "source", claim.id, "", claim.source.spans
        yield "cue", claim.id, f"{claim.id}: {claim.stance}", claim.cue.spans
    for party in analysis.parties:
        yield "party", "", f"{party.name}{f' ({party.code})' if party.code else ''}", party.mentions
    for time in analysis.times:
        yield "time", "", f"{time.type} {time.value}", ((time.start, time.end),)
    for transfer in analysis.transfers:
        for item in transfer.goods:
            yield "goods", "", f"{transfer.id}: {item.category}", item.spans
        for paid in transfer.payment:
            yield "goods", "", f"{transfer.id}: payment, {paid.category}", paid.spans
