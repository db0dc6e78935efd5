"""Attributions at the end of a sentence or a headline, found by their place alone.

News prose closes a sentence with who said it ("…, the envoy said on Monday."), a headline
with a dash or a colon ("… – Foreign Ministry"). Behind a long sentence the parse often hangs
the closing words on the wrong head, and the tagger, which sees the parse, passes them over.
The pattern of the surface is plain (Bergler 1992 on the reporting clause in final position).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reportedly.extraction.attribution.cues import cue_words
from reportedly.extraction.attribution.frames import trimmed
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.attribution.words import source_classes
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN"})
_FINITE = frozenset({"VBD", "VBN", "VBP", "VBZ"})  # "VBN" since the tagger mistakes "reported"
_NAMES = frozenset({"NOUN", "PROPN"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_SOURCE = 14
_LONGEST_HEADLINE = 30
_LONGEST_DATELINE = 14
_LEAST_SAID = 3


def closings(
    text: AnnotatedText, quotations: Quotations, taken: Collection[int]
) -> Iterator[Attribution]:
    """The closing attributions of `text` whose cue is none of the tokens `taken`."""
    reporting = cue_words().reporting
    for token, tag in enumerate(text.tags):
        if tag in _FINITE and text.lemmas[token].lower() in reporting and token not in taken:
            attribution = _closing(text, quotations, token) or _inverted(text, quotations, token)
            if attribution is not None:
                yield attribution
    for start, end in text.paragraphs:
        if end - start <= _LONGEST_HEADLINE:
            attribution = _headline(text, quotations, (start, end))
            if attribution is not None and attribution.anchor not in taken:
                yield attribution


def _closing(text: AnnotatedText, quotations: Quotations, token: int) -> Attribution | None:
    """The attribution of the reporting verb at `token` in ", N said" if nothing that is said
    follows it."""
    start, end = text.sentences[text.sentence_of[token]]
    if quotations.of[token] >= 0 or not _ends_after(text, token, end):
        return None
    source = named_before(text, token)
    if source is None:
        return None
    comma = source[0] - 1
    return _of_sentence(text, quotations, (_said_from(text, start, comma), comma), source, token)


def _inverted(text: AnnotatedText, quotations: Quotations, token: int) -> Attribution | None:
    """The attribution of the reporting verb at `token` in ", says N", which may interrupt what
    is said (", said the envoy, …")."""
    start, end = text.sentences[text.sentence_of[token]]
    if token - 1 <= start or text.words[token - 1] != "," or quotations.of[token] >= 0:
        return None
    last = token + 1
    while last < min(end, token + _LONGEST_SOURCE) and text.pos[last] in _NOMINAL:
        last += 1
    source = (token + 1, last)
    if not (_names(text, source) and _speaks(text, source)) or (
        last < end and text.pos[last] not in ("PUNCT", "SPACE")
    ):
        return None
    ranges = [(_said_from(text, start, token - 1), token - 1)]
    if last < end and text.words[last] == ",":
        ranges.append((last + 1, end))
    content = tuple(part for said in ranges if (part := trimmed(text, quotations, said)))
    if sum(stop - first for first, stop in content) < _LEAST_SAID:
        return None
    return Attribution(token, (token, token + 1), source, content)


def named_before(text: AnnotatedText, token: int) -> Range | None:
    """The noun phrase between the last comma and the verb at `token`: ", the envoy said"."""
    start, _ = text.sentences[text.sentence_of[token]]
    source = (_nominal_from(text, start, token), token)
    begins_at_comma = source[0] > start and text.words[source[0] - 1] == ","
    return source if begins_at_comma and _names(text, source) else None


def _nominal_from(text: AnnotatedText, start: int, end: int) -> int:
    """Where the run of nominal words that stops at `end` begins, not before `start`."""
    first = end
    while first > max(start, end - _LONGEST_SOURCE) and text.pos[first - 1] in _NOMINAL:
        first -= 1
    return first


def _ends_after(text: AnnotatedText, token: int, end: int) -> bool:
    """Whether only circumstances follow the verb: the end, a comma, a preposition, a date."""
    after = token + 1
    if any(
        text.deps[child] in ("ccomp", "dobj") for child in text.children[token] if child > token
    ):
        return False
    if after >= end or text.pos[after] in ("PUNCT", "SPACE"):
        return text.words[min(after, end - 1)] not in (":", "“", '"')
    return text.tags[after] == "IN" and text.lower[after] in ("on", "in", "at", "during")


def _names(text: AnnotatedText, source: Range) -> bool:
    """Whether the range is a noun phrase by itself, or a personal pronoun."""
    start, end = source
    if start + 1 == end and text.tags[start] == "PRP":
        return text.lower[start] not in ("it", "them")
    if start >= end or text.tags[start] in ("IN", "TO", "WDT", "WP", "WP$"):
        return False
    return text.pos[end - 1] in _NAMES and not any(
        text.tags[token] in ("WDT", "WP") for token in range(start, end)
    )


def _said_from(text: AnnotatedText, start: int, end: int) -> int:
    """Where the sentence begins behind a dateline ("OSLO, May 3 (AFP) –")."""
    for token in range(start, min(start + _LONGEST_DATELINE, end)):
        if text.pos[token] == "VERB":
            break
        if text.words[token] in _DASHES:
            return token + 1
    return start


def _headline(text: AnnotatedText, quotations: Quotations, line: Range) -> Attribution | None:
    """The attribution of a line that ends in a dash or a colon and who says so."""
    start, end = line
    while end > start and text.pos[end - 1] == "SPACE":
        end -= 1
    source = (_nominal_from(text, start + 1, end), end)
    mark = source[0] - 1
    if (
        mark < start
        or not _is_mark(text, mark)
        or not _names(text, source)
        or not _speaks(text, source)
    ):
        return None
    return _of_sentence(text, quotations, (start, mark), source, mark)


def _is_mark(text: AnnotatedText, token: int) -> bool:
    """Whether the token is a colon, or a dash that stands by itself."""
    spaced = token > 0 and text.ends[token - 1] < text.starts[token]
    return text.words[token] == ":" or (spaced and text.words[token] in _DASHES)


def _speaks(text: AnnotatedText, source: Range) -> bool:
    """Whether the noun phrase is a name, or ends in a noun for speakers or documents."""
    last = source[1] - 1
    return text.pos[last] == "PROPN" or text.lemmas[last].lower() in source_classes()


def _of_sentence(
    text: AnnotatedText, quotations: Quotations, said: Range, source: Range, token: int
) -> Attribution | None:
    content = trimmed(text, quotations, said)
    if content is None or content[1] - content[0] < _LEAST_SAID:
        return None
    if not any(text.pos[i] in ("AUX", "VERB") for i in range(*content)):
        return None
    return Attribution(token, (token, token + 1), source, (content,))
