"""What stands around a claim: when and where it was said, and through whom it came."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.record import Range
from reportedly.extraction.attribution.retelling import repeater
from reportedly.extraction.claim_parties import Parties, is_medium
from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText
from reportedly.records import SaidOn, Time

# What puts the day of one clause before or after that of the other.
_ORDERING = frozenset(("after", "before", "since", "until"))


def said_on(
    text: AnnotatedText,
    attribution: Attribution,
    times: tuple[Time, ...],
    others: Sequence[Attribution] = (),
) -> SaidOn | None:
    """The time in the cue's sentence that belongs neither to content nor to source, nor to the
    content of one of the `others` of the sentence that does not hold the cue."""
    start, end = text.span(*text.sentences[text.sentence_of[attribution.anchor]])
    taken = [text.span(*part) for part in _parts(attribution)]
    for other in others:
        if other is not attribution and not any(
            first <= attribution.anchor < last for first, last in other.content
        ):
            taken += [text.span(*part) for part in other.content]
    cue = text.starts[attribution.anchor]
    free = [
        time
        for time in times
        if start <= time.start
        and time.end <= end
        and time.type in ("DATE", "TIME")
        and not any(a < time.end and time.start < b for a, b in taken)
        and not _is_of_another_day(text, attribution.anchor, time)
        and not _goes_with_content(text, attribution, time)
        and not _is_of_aside(text, attribution.anchor, time)
    ]
    nearest = min(free, key=lambda time: abs(time.start - cue), default=None)
    return SaidOn(time=nearest.id, value=nearest.value) if nearest else None


def _is_of_another_day(text: AnnotatedText, anchor: int, time: Time) -> bool:
    """Whether `time` is that of the clause which the cue at `anchor` only comes before or
    after: "said on Monday, months after he denied any sale"."""
    mark = text.child(anchor, "mark")
    if text.deps[anchor] != "advcl" or mark is None or text.lower[mark] not in _ORDERING:
        return False
    first, last = text.span(text.left[anchor], text.right[anchor] + 1)
    return not first <= time.start < last


def _is_of_aside(text: AnnotatedText, anchor: int, time: Time) -> bool:
    """Whether `time` belongs to a clause that only describes a noun, which is no statement
    itself: "in pictures from Darfur, where an embargo has been in force since 2004"."""
    first = text.token_at(time.start)
    if first is None:
        return False
    above = {anchor, *text.ancestors(anchor)}
    for token in (first, *text.ancestors(first)):
        if token in above:
            return False
        if text.deps[token] == "relcl":
            return text.lemmas[text.heads[token]].lower() not in claim_words().venues
    return False


def _goes_with_content(text: AnnotatedText, attribution: Attribution, time: Time) -> bool:
    """Whether `time` is told together with one of the content, "between May 7 and June 1"."""
    last = text.token_at(time.end - 1)
    first = text.token_at(time.start)
    if first is None or last is None:
        return False
    heads = {text.heads[i] for i in range(first, last + 1) if text.deps[i] == "conj"}
    return any(start <= head < end for start, end in attribution.content for head in heads)


def carried_over(
    text: AnnotatedText,
    attribution: Attribution,
    speaker: str | None,
    parties: Parties,
    times: tuple[Time, ...],
    earlier: Sequence[tuple[int, str | None, SaidOn | None]],
) -> SaidOn | None:
    """The time at which `speaker` spoke in the sentence before, of the same paragraph, for
    what is told on in the past tense: "He spoke on Tuesday. He said …". `earlier` holds the
    anchors, speakers and times of the claims so far."""
    anchor = attribution.anchor
    sentence = text.sentence_of[anchor] - 1
    if speaker is None or sentence < 0 or text.tags[anchor] != "VBD":
        return None
    start, end = text.sentences[sentence]
    if text.paragraph_of[start] != text.paragraph_of[anchor]:
        return None
    for token, party, said in reversed(earlier):
        if start <= token < end and party == speaker and said is not None:
            return said if text.tags[token] == "VBD" else None
    return _spoke_on(text, (start, end), speaker, parties, times)


def _spoke_on(
    text: AnnotatedText,
    sentence: Range,
    speaker: str,
    parties: Parties,
    times: tuple[Time, ...],
) -> SaidOn | None:
    """The only date of a sentence that says that `speaker` spoke."""
    start, end = sentence
    root = next((i for i in range(start, end) if text.heads[i] == i), start)
    subject = text.child(root, "nsubj")
    if text.lemmas[root].lower() not in claim_words().speaking or text.tags[root] != "VBD":
        return None
    if subject is None or parties.at(subject) != speaker:
        return None
    first, last = text.span(start, end)
    dates = [t for t in times if first <= t.start < last and t.type in ("DATE", "TIME")]
    return SaidOn(time=dates[0].id, value=dates[0].value) if len(dates) == 1 else None


def venue_of(text: AnnotatedText, attribution: Attribution) -> str | None:
    """The occasion of the statement ("a call with reporters"), if the cue's clause names one."""
    taken = {i for start, end in _parts(attribution) for i in range(start, end)}
    for noun in _occasions(text, attribution.anchor):
        if noun not in taken:
            start, end = text.subtree(noun)
            asides = (text.left[i] for i in range(noun, end) if text.deps[i] == "relcl")
            end = min((i - 1 for i in asides if text.words[i - 1] == ","), default=end)
            inside = [i for i in range(start, end) if i not in taken]
            first, last = text.span(inside[0], inside[-1] + 1)
            return text.text[first:last]
    return None


def _occasions(text: AnnotatedText, verb: int) -> Iterator[int]:
    """The nouns that name the occasion of the verb: in a phrase of its own ("in a letter",
    "on Telegram"), as those who are told ("told a news conference"), or in a participle
    ("speaking at a forum")."""
    words = claim_words()
    for child in text.children[verb]:
        lemma = text.lemmas[child].lower()
        if text.deps[child] == "prep":
            noun = text.child(child, "pobj")
            if noun is None:
                continue
            on_platform = text.lower[noun] in words.platforms and text.lower[child] in ("on", "via")
            if on_platform or text.lemmas[noun].lower() in words.venues:
                yield noun
        elif text.deps[child] in ("dobj", "dative") and lemma in words.occasions:
            yield child
        elif text.deps[child] == "advcl" and lemma in words.speaking:
            yield from _occasions(text, child)


def passed_on_by(text: AnnotatedText, attribution: Attribution, parties: Parties) -> str | None:
    """The medium through which a claim came, by the words at its cue: who is told ("told
    Reuters"), or quotes somebody "as saying"."""
    anchor = attribution.anchor
    if (quoting := repeater(text, anchor)) is not None:
        return next(iter(parties.of(*quoting)), None)
    for child in text.children[anchor]:
        if text.deps[child] == "prep" and text.lower[child] == "to":
            heard = text.child(child, "pobj")
        else:
            heard = child if text.deps[child] in ("dobj", "dative") else None
        if heard is not None and is_medium(parties, party := parties.at(heard)):
            return party
    return None


def enclosing(attributions: list[Attribution]) -> list[int | None]:
    """For each attribution the number of the smallest other one whose content holds its cue."""
    order = sorted(range(len(attributions)), key=lambda number: attributions[number].anchor)
    anchors = [attributions[number].anchor for number in order]
    smallest: dict[int, tuple[int, int]] = {}
    for number, outer in enumerate(attributions):
        held = (sum(end - start for start, end in outer.content), number)
        for start, end in outer.content:
            for place in range(bisect_left(anchors, start), bisect_left(anchors, end)):
                inner = order[place]
                if anchors[place] != outer.anchor:
                    smallest[inner] = min(smallest.get(inner, held), held)
    return [smallest[n][1] if n in smallest else None for n in range(len(attributions))]


def _parts(attribution: Attribution) -> list[Range]:
    source = [attribution.source] if attribution.source else []
    return [*attribution.content, *source]
