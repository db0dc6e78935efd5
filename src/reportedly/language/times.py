"""Times: the dates, times of day, durations and sets that a text speaks of, as TIMEX3.

The method is that of rule-based taggers such as HeidelTime (Strötgen and Gertz, 2013): a
grammar finds the expressions, and a reading of each gives its type and value from the
publication date, the tense of the verb and the times named before it.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.published import infer_published
from reportedly.language.timex.expressions import expressions
from reportedly.records import Time

__all__ = ["find_times", "infer_published"]


def find_times(text: AnnotatedText, published: str | None) -> tuple[Time, ...]:
    """The time expressions of `text` in its order, read from `published` (an ISO date).

    Without a publication date what depends on it stays open: XXXX-WXX-3, XXXX-03.
    """
    return tuple(
        Time(
            id=f"t{number}",
            start=start,
            end=end,
            text=text.text[start:end],
            type=meaning.type,
            value=meaning.value,
        )
        for number, (start, end, meaning) in enumerate(expressions(text, published), 1)
    )
