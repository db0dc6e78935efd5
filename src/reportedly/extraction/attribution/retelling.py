"""What a verb does with another's words, or with those whom it tells: put right by the parse.

"TASS quoted the governor as saying" has the governor for its source and the agency for the
one through whom it came; "told Washington it will not" claims nothing of Washington.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportedly.extraction.attribution.cues import cue_words
from reportedly.extraction.attribution.frames import trimmed
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_ADDRESSED = frozenset({"dative", "dobj", "npadvmod", "prep"})
_LONGEST_ADDRESSEE = 12


def retold(
    text: AnnotatedText, quotations: Quotations, found: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """`found` with the person quoted for the source, and nobody who is told in the content."""
    quoted = {
        a.anchor: repeated
        for a in found
        if (repeated := _repeated(text, quotations, a)) is not None
    }
    again = {repeated.anchor for repeated in quoted.values()}
    return tuple(
        quoted.get(a.anchor) or _without_addressee(text, a) for a in found if a.anchor not in again
    )


def repeater(text: AnnotatedText, token: int) -> Range | None:
    """Who quotes somebody "as saying", the verb at `token`; None where nobody does."""
    if text.deps[token] != "pcomp":
        return None
    quoting = text.heads[text.heads[token]]
    subject, agent = text.child(quoting, "nsubj"), text.child(quoting, "agent")
    if agent is not None:
        subject = text.child(agent, "pobj")
    if text.lemmas[quoting].lower() not in cue_words().quoting or subject is None:
        return None
    return text.subtree(subject)


def _repeated(
    text: AnnotatedText, quotations: Quotations, attribution: Attribution
) -> Attribution | None:
    """The attribution to the person whom the verb quotes "as saying" something, or None."""
    quoting = attribution.anchor
    if text.lemmas[quoting].lower() not in cue_words().quoting or text.pos[quoting] != "VERB":
        return None
    person = text.child(quoting, "dobj", "nsubjpass")
    likeness = next((c for c in text.children[quoting] if text.lower[c] == "as"), None)
    if person is None or likeness is None:
        return None
    saying = text.child(likeness, "pcomp")
    if saying is None or text.tags[saying] != "VBG":
        return None
    first, last = text.subtree(person)
    end = text.subtree(saying)[1]
    # Without a clause of its own, what is repeated stands before: "…," N quoted M as saying.
    has_clause = text.child(saying, "ccomp") is not None
    before = [] if has_clause else list(_before(attribution, quoting))
    ranges = before or [(saying + 1, end)]
    content = tuple(part for said in ranges if (part := trimmed(text, quotations, said)))
    if not content or last > saying:
        return None
    source = (first, min(last, likeness))
    return Attribution(saying, (likeness, saying + 1), source, content)


def _before(attribution: Attribution, place: int) -> Iterator[Range]:
    """The parts of the content before the token at `place`."""
    for start, end in attribution.content:
        if start < place:
            yield start, min(end, place)


def _without_addressee(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution without those who are told at the beginning of its content."""
    anchor, (first, last) = attribution.anchor, attribution.content[0]
    if first != attribution.cue[1] or text.lemmas[anchor].lower() not in cue_words().addressing:
        return attribution
    clause = next((c for c in text.children[anchor] if c > first and text.deps[c] == "ccomp"), None)
    begin = text.left[clause] if clause is not None else first
    if not first < begin < min(last, first + _LONGEST_ADDRESSEE):
        return attribution
    if not _is_addressed(text, anchor, first, begin):
        return attribution
    return replace(attribution, content=((begin, last), *attribution.content[1:]))


def _is_addressed(text: AnnotatedText, anchor: int, first: int, end: int) -> bool:
    """Whether all from `first` to `end` is an object of the verb and what stands with it."""
    covered: set[int] = set()
    for child in text.children[anchor]:
        if text.deps[child] in _ADDRESSED:
            covered.update(range(*text.subtree(child)))
    return covered.issuperset(range(first, end))
