"""Names of ships: what follows "the tanker" or "MV", with or without quotation marks.

Each name is given before the next is sought, so that the caller may put its tokens
among those that are taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import roles


def vessels(text: AnnotatedText, taken: dict[int, object]) -> Iterator[tuple[int, int]]:
    """The ships' names of `text`, from left to right; listed names that are part of one
    are taken back."""
    words, known = text.words, roles().words
    kinds = known.vessels
    for token in range(len(text) - 1):
        if words[token] == "IMO":
            yield from _before_number(text, taken, token)
            continue
        is_prefix = words[token] in known.vessel_prefixes
        if not (is_prefix or text.lemmas[token] in kinds or text.lower[token] in kinds):
            continue
        start = token + 1
        if not is_prefix and text.lower[start] in ("called", "named") and start + 1 < len(text):
            start += 1
        if text.lower[start : start + 2] == [",", "the"] and start + 2 < len(text):
            start += 2  # "a tanker, the Suez Dawn,"
        if words[start] in ('"', "“", "'", "‘", "``") and start + 1 < len(text):
            start += 1
        if words[start] in known.vessel_prefixes and start + 1 < len(text):
            start += 1
        end = start
        while (
            end < len(text)
            and (end not in taken or (end == start and _goes_on(text, taken, end)))
            and end - start < 4
            and text.sentence_of[end] == text.sentence_of[token]
            and (words[end][:1].isupper() or (end > start and words[end].isdigit()))
            and (text.pos[end] in ("PROPN", "NOUN", "NUM", "ADJ"))
            and text.lower[end] not in known.not_in_names
        ):
            end += 1
        if (
            end > start
            and words[end : end + 1] == ["of"]
            and (words[end + 1 : end + 2] and words[end + 1][:1].isupper())
        ):  # "the Star of Oman": the state is in the name
            taken.pop(end + 1, None)
            end += 2
        if end - start > 1:
            taken.pop(start, None)  # "Amazon Pearl" is no company
        yield start, end


def _before_number(
    text: AnnotatedText, taken: dict[int, object], token: int
) -> Iterator[tuple[int, int]]:
    """The name before "(IMO 9179842" or ", IMO 9179842": the number is a ship's alone."""
    words = text.words
    if token < 2 or words[token - 1] not in ("(", ","):
        return
    if not any(word.isdigit() and len(word) == 7 for word in words[token + 1 : token + 4]):
        return
    end = start = token - 1
    while start and start - 1 not in taken and words[start - 1][:1].isupper():
        start -= 1
    if start < end and text.pos[start] == "DET":
        start += 1
    yield start, end


def _goes_on(text: AnnotatedText, taken: dict[int, object], token: int) -> bool:
    """Whether another word of a name follows a listed name of one word."""
    after = token + 1
    return (
        after < len(text)
        and after not in taken
        and text.pos[after] == "PROPN"
        and text.words[after].istitle()
        and text.lower[after] not in roles().person_sector
    )
