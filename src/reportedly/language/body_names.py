"""Names of ministries, institutes and other organisations that no table lists.

A capitalised run around a word such as "Ministry", and what the model sees as an
organisation if it speaks. Each name is given before the next is sought, so that the
caller may put its tokens among those that are taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.language.annotated import AnnotatedText
from reportedly.language.arms_names import is_arm
from reportedly.language.roles import roles

_LONGEST_RUN = 5


def bodies(text: AnnotatedText, taken: dict[int, object]) -> Iterator[tuple[int, int]]:
    """Capitalised runs around a word such as "Ministry": the run before it, and what
    follows "of"."""
    words = text.words
    known = roles().words.organisation_words
    phrases = roles().phrases
    for token in range(len(text)):
        lower = text.lower[token]
        if (
            (lower in known or lower in phrases)
            and words[token][0].isupper()
            and (len(lower) < 4 or not words[token].isupper())  # no dateline
            and text.pos[token] == "PROPN"
            and token not in taken
        ):
            if _goes_on(text, taken, token):
                continue
            start, end = _body_start(text, taken, token), _body_end(text, taken, token)
            if end - start > 1 and not _is_role(text, end - 1):
                yield start, end


def _goes_on(text: AnnotatedText, taken: dict[int, object], token: int) -> bool:
    """Whether a later word of the same run is the name's head: "Main Intelligence Directorate",
    "Military-Technical Cooperation Service"."""
    known = roles().words.organisation_words
    after = token + 1
    while after < len(text) and after not in taken and after - token < _LONGEST_RUN:
        word = text.words[after]
        if word != "-" and not (word[0].isupper() and text.pos[after] in ("PROPN", "ADJ")):
            return False
        if text.lower[after] in known:
            return True
        after += 1
    return False


def _is_role(text: AnnotatedText, token: int) -> bool:
    """Whether the run goes on to a role noun: "Defense Ministry Spokesman"."""
    return text.lower[token] in roles().person_sector


def _body_start(text: AnnotatedText, taken: dict[int, object], token: int) -> int:
    words = text.words
    floor = text.sentences[text.sentence_of[token]][0]
    start = token
    while start > floor:
        before = start - 1
        if before in taken or not (
            (words[before][:1].isupper() and text.pos[before] in ("PROPN", "ADJ", "NOUN"))
            or (
                words[before] in ("&", "-", "and")
                and words[before - 1][:1].isupper()
                and before - 1 not in taken
                and words[before] != "and"
            )
        ):
            break
        if words[before] in roles().titles or text.lower[before] in ("the", "a"):
            break
        start = before
    return start


def _body_end(text: AnnotatedText, taken: dict[int, object], token: int) -> int:
    """The end of "Ministry of Foreign Affairs"; never over a state's name."""
    words = text.words
    sentence_end = text.sentences[text.sentence_of[token]][1]
    end = token + 1
    if end + 1 >= sentence_end or text.lower[end] not in ("of", "for", "on"):
        return end
    stop = end + 1
    if text.lower[stop] == "the" and stop + 1 < sentence_end:
        stop += 1
    begin = stop
    while (
        stop < sentence_end
        and stop not in taken
        and stop - begin < 6
        and (words[stop][:1].isupper() or text.lower[stop] in ("and", "&", "of"))
    ):
        stop += 1
    while stop > begin and not words[stop - 1][:1].isupper():
        stop -= 1
    return stop if stop > begin else end


def speaking_organisations(
    text: AnnotatedText, taken: dict[int, object]
) -> Iterator[tuple[int, int]]:
    """What the model sees as an organisation, where such a word is in it or it speaks."""
    known = roles().words.organisation_words
    speaking = roles().words.speaking
    for start, end, label in text.entities:
        if label != "ORG":
            continue
        while start < end and (text.lower[start] in ("the", "a", "an") or start in taken):
            start += 1
        while (
            end > start
            and not text.words[end - 1][-1:].isalnum()
            and (not text.words[end - 1].endswith("."))
        ):
            end -= 1
        if end > start and text.lower[end - 1] in ("'s", "’s"):
            end -= 1
        if end <= start or not text.words[start][:1].isupper():
            continue
        last = end - 1
        named = any(text.lower[token] in known for token in range(start, end))
        speaks = text.deps[last] == "nsubj" and text.lemmas[text.heads[last]] in speaking
        if is_arm(text, start, end):
            continue
        if (named and end - start > 1) or (speaks and text.pos[last] == "PROPN"):
            yield start, end
