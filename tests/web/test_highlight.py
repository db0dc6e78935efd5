"""Articles cut into pieces to be marked: nothing lost, every place reachable, every link named."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from ledger_articles import article
from reportedly.records import Analysis, Party, Source, Time, passage
from reportedly.web.highlight import segments


def with_text(text: str, spans: tuple[tuple[int, int], ...]) -> Analysis:
    """A record of `text` that names one party at `spans`."""
    base = article()
    document = msgspec.structs.replace(
        base.document, text=text, id=hashlib.sha256(text.encode()).hexdigest()
    )
    return Analysis(
        document=document,
        parties=(Party(id="p1", name="X", kind="unknown", mentions=spans),),
    )


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("one two three", ((0, 3), (0, 7), (4, 13))),
        ("a\n\nb\r\nc", ((0, 1), (3, 4))),
        ("over\nlines", ((2, 8),)),
        ("", ()),
    ],
)
def test_segments_hold_all_the_text_but_its_line_breaks(
    text: str, spans: tuple[tuple[int, int], ...]
) -> None:
    paragraphs = segments(with_text(text, spans))
    joined = "".join(segment.text for paragraph in paragraphs for segment in paragraph)
    assert joined == text.replace("\n", "").replace("\r", "")
    assert all(
        text[segment.start : segment.start + len(segment.text)].strip("\r\n")
        == segment.text.strip("\r\n")
        for paragraph in paragraphs
        for segment in paragraph
    )


def with_cue(text: str, *cue: tuple[int, int]) -> Analysis:
    """A record of `text` whose one claim has its cue at `cue`."""
    base = with_text(text, ())
    (claim, *_) = article().claims
    claim = msgspec.structs.replace(
        claim, source=Source(), cue=passage(text, cue), content=passage(text, ())
    )
    return msgspec.structs.replace(base, claims=(claim,))


@pytest.mark.parametrize("between", [" ", "\u00a0\t", "\u200b", "\u202e"])
def test_what_cannot_be_seen_is_no_link(between: str) -> None:
    text = f"said{between}flatly"
    analysis = msgspec.structs.replace(
        with_cue(text, (0, len(text))),
        times=(
            Time(id="t1", start=0, end=4, text="said", type="DATE", value="2024"),
            Time(id="t2", start=4 + len(between), end=len(text), text="", type="DATE", value=""),
        ),
    )
    (paragraph,) = segments(analysis)
    assert [(segment.text, bool(segment.link)) for segment in paragraph] == [
        ("said", True),
        (between, False),
        ("flatly", True),
    ]


def test_pieces_under_the_same_marks_are_one() -> None:
    analysis = with_text("one two three", ((0, 7), (0, 3)))
    (paragraph,) = segments(analysis)
    assert [segment.text for segment in paragraph] == ["one two", " three"]


def test_a_place_that_a_value_begins_at_stays_reachable() -> None:
    analysis = with_text("one two three", ((0, 7), (4, 7)))
    (paragraph,) = segments(analysis)
    assert [segment.start for segment in paragraph] == [0, 4, 7]
