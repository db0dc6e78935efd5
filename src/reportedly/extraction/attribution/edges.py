"""Where the parts of an attribution begin and end, put right by the parse.

The tagger decides token by token and so may stop within a phrase: a cue "said in" without
the interview, a source that runs on into "citing documents", a content "his plan would do"
without its "what".
"""

from __future__ import annotations

from dataclasses import replace

from reportedly.extraction.attribution.cues import cue_words
from reportedly.extraction.attribution.record import Attribution, by_sentence
from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText

_QUESTIONS = frozenset({"WDT", "WP", "WRB"})
_DESCRIBING = frozenset({"amod", "compound", "det", "nummod", "poss"})
# Words that go with one that follows them.
_LEANING = frozenset(
    {"amod", "aux", "auxpass", "case", "compound", "det", "neg", "nummod", "poss", "quantmod"}
)
_LONGEST_OCCASION = 6


def edged(text: AnnotatedText, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """`found` with whole cues, sources and contents."""
    of_sentence = by_sentence(text, found)
    found = tuple(_behind_others(text, attribution, of_sentence) for attribution in found)
    return tuple(
        _whole(
            text,
            _with_question(text, _without_reference(text, _with_whole_cue(text, attribution))),
        )
        for attribution in found
    )


def _with_whole_cue(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution whose cue ends with the occasion ("said in an interview"), or without a
    preposition and what else begins a phrase that the cue does not hold ("said of", "told an
    invited")."""
    first, end = attribution.cue
    taken = {i for start, stop in attribution.content for i in range(start, stop)}
    if attribution.source is not None:
        taken.update(range(*attribution.source))
    if end in taken:
        return attribution
    last = end - 1
    noun = _noun_after(text, last)
    if last <= attribution.anchor or noun is None:
        return attribution
    if text.lemmas[noun].lower() in claim_words().venues and noun - last <= _LONGEST_OCCASION:
        if taken.isdisjoint(range(end, noun + 1)):
            return replace(attribution, cue=(first, noun + 1))
        return attribution
    while last > attribution.anchor and _noun_after(text, last) == noun:
        last -= 1
    return replace(attribution, cue=(first, last + 1))


def _noun_after(text: AnnotatedText, token: int) -> int | None:
    """The noun behind the token that it describes or, as a preposition, goes with."""
    if text.deps[token] in ("prep", "dative"):
        noun = text.child(token, "pobj")
    else:
        noun = text.heads[token] if text.deps[token] in _DESCRIBING else None
    return noun if noun is not None and noun > token else None


def _without_reference(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution without what its source refers to: "the panel, citing documents,"."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source
    for token in range(start + 2, end):
        broken = text.tags[token] in _QUESTIONS and text.right[text.heads[token]] >= end
        if broken and text.words[token - 1] == "," and text.deps[text.heads[token]] == "relcl":
            return replace(attribution, source=(start, token - 1))  # "an aide, who asked"
        refers = text.tags[token] == "VBG" and text.lemmas[token] in cue_words().quoting
        refers = refers or (text.tags[token] == "VBG" and token == end - 1)  # ", speaking"
        if refers and text.words[token - 1] == ",":
            return replace(attribution, source=(start, token - 1))
    return attribution


def _behind_others(
    text: AnnotatedText, attribution: Attribution, of_sentence: dict[int, list[Attribution]]
) -> Attribution:
    """The attribution without what is told in the sentences before its own, where somebody else
    is told there to say it: "“…,” he said. …, he added."."""
    own = text.sentence_of[attribution.anchor]
    content = []
    for start, end in attribution.content:
        before = [
            other.anchor
            for sentence in range(text.sentence_of[start], own)
            for other in of_sentence.get(sentence, ())
            if any(first < end and start < last for first, last in (other.cue, *other.content))
        ]
        if before:
            start = text.sentences[text.sentence_of[max(before)]][1]
        if start < end:
            content.append((start, end))
    if not content or tuple(content) == attribution.content:
        return attribution
    return replace(attribution, content=tuple(content))


def _whole(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution with the whole of its content."""
    attribution = _from_its_subject(text, _to_its_end(text, attribution))
    return _without_joint(text, _from_that(text, attribution))


def _from_that(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution whose content begins with its "that", not with what stands between the
    cue and it: "acknowledged for the first time that", "wrote on social media that"."""
    (start, end), *others = attribution.content
    clause = text.child(attribution.anchor, "ccomp")
    mark = text.child(clause, "mark") if clause is not None else None
    if clause is None or mark is None or text.lower[mark] != "that":
        return attribution
    if not attribution.anchor < start < mark < end or text.left[clause] != mark:
        return attribution
    return replace(attribution, content=((mark, end), *others))


def _without_joint(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution whose content does not end with the word that joins what follows."""
    *others, (start, end) = attribution.content
    last = end
    while last - start > 2 and text.deps[last - 1] in ("cc", "mark", "punct"):
        if text.deps[last - 1] == "punct" and text.words[last - 1] != ",":
            break
        last -= 1
    joined = any(text.deps[token] in ("cc", "mark") for token in range(last, end))
    return replace(attribution, content=(*others, (start, last))) if joined else attribution


def _from_its_subject(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution whose content begins with the subject of its clause, not behind it."""
    (start, end), *others = attribution.content
    clause = text.child(attribution.anchor, "ccomp")
    subject = text.child(clause, "nsubj", "nsubjpass") if clause is not None else None
    if clause is None or subject is None or not start <= clause < end:
        return attribution
    first, last = text.subtree(subject)
    source = attribution.source or (start, start)
    taken = {*range(*attribution.cue), *range(*source)}
    if last != start or not taken.isdisjoint(range(first, last)):
        return attribution
    return replace(attribution, content=((first, end), *others))


def _to_its_end(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution whose content does not break off before the word that its last one goes
    with: "whether any money had" of "had changed hands"."""
    *others, (start, end) = attribution.content
    last = end - 1
    goes_with = text.heads[last]
    if text.deps[last] not in _LEANING or goes_with < end:
        return attribution
    stop = text.right[goes_with] + 1
    while stop > end and text.pos[stop - 1] in ("PUNCT", "SPACE"):
        stop -= 1
    source = attribution.source or (end, end)
    taken = (*range(*attribution.cue), *range(*source))
    if text.sentence_of[goes_with] != text.sentence_of[last] or any(
        end <= token < stop for token in taken
    ):
        return attribution
    return replace(attribution, content=(*others, (start, stop)))


def _with_question(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution with the word that its clause asks with, before who says so: "what the
    minister says the plan would do"."""
    clause = text.child(attribution.anchor, "ccomp")
    if clause is None or attribution.source is None:
        return attribution
    word, first = text.left[clause], min(attribution.source[0], attribution.cue[0])
    if word != first - 1 or text.tags[word] not in _QUESTIONS or attribution.content[0][0] < first:
        return attribution
    return replace(attribution, content=((word, first), *attribution.content))
