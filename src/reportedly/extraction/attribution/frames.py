"""The attribution that the frame of a cue word gives: where its source and content stand.

A cue verb has a subject and a clause, a quotation or an object; "according to" has the
noun that it names, and says the rest of its sentence.
"""

from __future__ import annotations

from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
_INHERITING = ("conj", "advcl", "xcomp", "pcomp", "prep")


class Framed:
    """A text with its quotations, asked for the attributions of its cue words."""

    def __init__(self, text: AnnotatedText, quotations: Quotations) -> None:
        """Hold both."""
        self.text, self.quotations = text, quotations

    def verb(self, token: int, frames: tuple[str, ...]) -> Attribution | None:
        """The attribution of the verb at `token`, which may stand in any of `frames`."""
        text = self.text
        source = self.source(token)
        cue = (self._first_auxiliary(token), token + 1)
        content = text.child(token, "ccomp")
        if content is None and "infinitive" in frames:
            content = text.child(token, "xcomp")
        if content is None and "object" in frames:
            content = text.child(token, "dobj", "nsubjpass")
        if content is not None:
            ranges = _without(text.subtree(content), [cue, source])
            ranges = self._with_quotation(ranges, token)
        elif source is not None and (quoted := self._quotation_beside(token)):
            ranges = [quoted]
        else:
            return None
        return self.attribution(token, cue, source, ranges)

    def according(self, token: int) -> Attribution | None:
        """The attribution of "according to" at `token`."""
        text = self.text
        to = token + 1
        if to >= len(text) or text.lower[to] != "to":
            return None
        named = text.child(to, "pobj")
        if named is None:
            return None
        source = text.subtree(named)
        sentence = text.sentences[text.sentence_of[token]]
        ranges = _without(sentence, [(token, source[1])])
        return self.attribution(token, (token, to + 1), source, ranges)

    def source(self, token: int) -> Range | None:
        """Who does what the verb at `token` says, as its agent, its subject, or that of the
        verb that it goes with."""
        text = self.text
        agent = text.child(token, "agent")
        if agent is not None and (named := text.child(agent, "pobj")) is not None:
            return text.subtree(named)
        for verb in (token, *text.ancestors(token)):
            subject = text.child(verb, *_SUBJECTS)
            if subject is not None:
                passive = text.deps[subject] == "nsubjpass" and verb == token
                return quoted_person(text, token) if passive else text.subtree(subject)
            if text.deps[verb] in ("acl", "relcl"):
                head = text.heads[verb]
                return (text.left[head], verb) if text.left[head] < verb else None
            if text.deps[verb] not in _INHERITING:
                return None
        return None

    def attribution(
        self, token: int, cue: Range, source: Range | None, ranges: list[Range]
    ) -> Attribution | None:
        """The attribution of these parts, None if nothing is said in the `ranges`."""
        kept = [trimmed(self.text, self.quotations, found) for found in ranges]
        content = tuple(found for found in kept if found is not None)
        if source is not None and self.text.words[source[1] - 1] == ",":
            source = (source[0], source[1] - 1)
        return Attribution(token, cue, source, content) if content else None

    def _first_auxiliary(self, token: int) -> int:
        text, first = self.text, token
        while first > 0 and text.deps[first - 1] in _AUXILIARIES and text.heads[first - 1] == token:
            first -= 1
        return first

    def _quotation_beside(self, token: int) -> Range | None:
        start, end = self.text.sentences[self.text.sentence_of[token]]
        for place in (*range(token, end), *range(token, start, -1)):
            number = self.quotations.of[place]
            if number >= 0:
                record = self.quotations.records[number]
                return (record.start, record.end)
        return None

    def _with_quotation(self, ranges: list[Range], token: int) -> list[Range]:
        """`ranges`, and what the quotations they touch hold outside the cue's own words."""
        of = self.quotations.of
        touched = {of[i] for start, end in ranges for i in range(start, end)} - {-1}
        for number in sorted(touched):
            record = self.quotations.records[number]
            if not record.start <= token < record.end:
                ranges = [*ranges, (record.start, record.end)]
        merged: list[Range] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


def quoted_person(text: AnnotatedText, token: int) -> Range | None:
    """Who "was quoted as saying" what the word at `token` introduces: the subject of the
    passive, though subjects of other passives ("was told") say nothing."""
    for verb in (token, *text.ancestors(token)[:2]):
        subject = text.child(verb, "nsubjpass")
        if subject is not None:
            repeats = any(text.lower[child] == "as" for child in text.children[verb])
            return text.subtree(subject) if repeats else None
    return None


def _without(whole: Range, holes: list[Range | None]) -> list[Range]:
    ranges = [whole]
    for hole in holes:
        if hole is None:
            continue
        cut = []
        for start, end in ranges:
            if hole[1] <= start or hole[0] >= end:
                cut.append((start, end))
                continue
            cut += [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if a < b]
        ranges = cut
    return ranges


def trimmed(text: AnnotatedText, quotations: Quotations | None, span: Range) -> Range | None:
    """`span` without white space and punctuation at its ends, quotation marks kept."""
    marks = quotations.marks if quotations is not None else frozenset()
    start, end = span
    while start < end and text.pos[start] in ("PUNCT", "SPACE") and start not in marks:
        start += 1
    while end > start and text.pos[end - 1] in ("PUNCT", "SPACE") and end - 1 not in marks:
        end -= 1
    return (start, end) if any(text.words[i][0].isalnum() for i in range(start, end)) else None
