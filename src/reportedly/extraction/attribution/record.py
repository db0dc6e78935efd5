"""The attribution: cue, source and content as ranges of tokens (Pareti 2012's three roles)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.language.annotated import AnnotatedText

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its source (None where the text names none) and the ranges of its content.

    `anchor` is the token that heads the cue. Ranges are half open, over the tokens of the
    whole document, and hold neither leading nor trailing punctuation but quotation marks.
    """

    anchor: int
    cue: Range
    source: Range | None
    content: tuple[Range, ...]


def by_sentence(
    text: AnnotatedText, attributions: Iterable[Attribution]
) -> dict[int, list[Attribution]]:
    """The attributions by the number of the sentence of their anchor."""
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        found.setdefault(text.sentence_of[attribution.anchor], []).append(attribution)
    return found
