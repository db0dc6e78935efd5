"""What stands around a time expression: publication, tense, and the times spoken of before."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.language.annotated import AnnotatedText
from reportedly.language.timex.direction import direction
from reportedly.language.timex.grammar import Vocabulary
from reportedly.language.timex.moments import FINENESS, Moment

Fields = dict[str, str]
Dated = tuple[str | None, Moment | None]


@dataclass(slots=True)
class Surroundings:
    """Where an expression stands: the text, its tokens `start` to `end`, the publication,
    and the moments that the text spoke of before, each with its sentence."""

    text: AnnotatedText
    words: Vocabulary
    published: Moment | None
    start: int = 0
    end: int = 0
    spoken: list[tuple[int, Moment]] = field(default_factory=list)

    @property
    def word_before(self) -> str:
        return self.text.lower[self.start - 1] if self.start else ""

    @property
    def words_before(self) -> tuple[str, str]:
        """The two words before the expression, "" where there are none."""
        earlier = self.text.lower[self.start - 2] if self.start > 1 else ""
        return earlier, self.word_before

    @property
    def is_first(self) -> bool:
        """Whether the expression opens its sentence, quotation marks aside."""
        first = self.text.sentences[self.text.sentence_of[self.start]][0]
        return all(pos == "PUNCT" for pos in self.text.pos[first : self.start])

    @property
    def word_after(self) -> str:
        return self.text.lower[self.end] if self.end < len(self.text.lower) else ""

    def tense(self) -> int:
        """Which side of the publication the verb names."""
        return direction(self.text, self.start, self.end, self.words)

    def spoken_of(self, unit: str, *, near: bool = False) -> Moment | None:
        """The last moment before that is as fine as `unit`; `near`: in the same sentence,
        or else the one before it."""
        sentence = self.text.sentence_of[self.start]
        reach = 1 if near else 4
        for where, moment in reversed(self.spoken):
            if sentence - where > reach:
                break
            if FINENESS[moment.unit] <= max(FINENESS[unit], 0):
                return moment
        return None


def dated(moment: Moment | None) -> Dated:
    return (None, None) if moment is None else (moment.value(), moment)
