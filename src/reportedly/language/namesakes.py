"""Names that look like a party's but are part of another: told by what stands beside them.

A longer phrase ("National Security Council"), a place in a US state or Canadian
province (", Idaho"), a language ("in Russian"), a person ("Michael Jordan"). The
phrases and places are in reference/ambiguous_names.yml.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Found, words_of
from reportedly.language.roles import first_names, roles
from reportedly.reference.loader import load_yaml

_LANGUAGE_VERBS = frozenset({"speak", "learn", "understand", "translate", "teach", "study"})


class AmbiguousNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ambiguous_names.yml."""

    phrases: tuple[str, ...]
    names: dict[str, dict[str, str | tuple[str, ...]]]
    subnational: tuple[str, ...]
    subnational_names: frozenset[str]
    subnational_followers: dict[str, frozenset[str]]


@cache
def ambiguous_names() -> AmbiguousNames:
    """The shipped ambiguous names."""
    names: AmbiguousNames = load_yaml("ambiguous_names.yml", AmbiguousNames)
    return names


@cache
def _subnational() -> frozenset[str]:
    return frozenset(ambiguous_names().subnational)


@cache
def _blocking_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Phrases with a party's name in them that mean something else, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in ambiguous_names().phrases:
        words = tuple(word.lower() for word in words_of(phrase))
        found.setdefault(words[0], []).append(words)
    return found


def in_longer_phrase(text: AnnotatedText, found: list[Found]) -> set[int]:
    """The first tokens of names that stand inside a longer phrase that is no party's name."""
    phrases, lower, known = _blocking_phrases(), text.lower, roles()
    blocked: set[int] = set()
    for name in found:
        for start in range(max(0, name.start - 3), name.start + 1):
            for words in phrases.get(lower[start], ()):
                end = start + len(words)
                if (
                    end >= name.end
                    and end - start > name.end - name.start
                    and (tuple(lower[start:end]) == words)
                ):
                    blocked.add(name.start)
        first = known.organisation_phrase(lower, lower[name.end - 1], name.end - 1, 0)
        if 0 <= first < name.start:
            blocked.add(name.start)  # "National Security Council" is not the Security Council
    return blocked


def is_elsewhere(text: AnnotatedText, name: Found, listed: dict[int, Found]) -> bool:
    """Whether the name is that of a place in a US state or Canadian province."""
    words, size = text.words, len(text.words)
    key = text.lower[name.start]
    data = ambiguous_names()
    if name.end + 1 < size and words[name.end] == "," and words[name.end + 1] in _subnational():
        # "Moscow, Idaho"; but "Armenia, Georgia and Russia" is a list of states
        after = words[name.end + 1]
        capital = name.readings[0].form == "capital"
        return capital and not (after == "Georgia" and key == "tbilisi")
    if key not in data.subnational_names:
        return False
    if name.end < size and text.lower[name.end] in data.subnational_followers.get(key, ()):
        return True
    if name.start >= 2 and text.lower[name.start - 1] == "of":
        return text.lower[name.start - 2] == "state"
    if name.start >= 2 and words[name.start - 1] == "," and key == "georgia":
        before = name.start - 2
        other = listed.get(before)
        if other is not None:  # "Athens, Georgia", but "Tbilisi, Georgia" and "Armenia, Georgia"
            reading = other.readings[0]
            return reading.form == "capital" and reading.party.code != "GEO"
        return words[before][:1].isupper() and text.pos[before] == "PROPN"
    return False


def is_number_of_ship(text: AnnotatedText, name: Found) -> bool:
    """Whether "IMO" stands before a ship's number, and means no organisation."""
    if text.lower[name.start] != "imo":
        return False
    follow = text.lower[name.end : name.end + 3]
    return any(word.isdigit() and len(word) == 7 for word in follow)


def is_language(text: AnnotatedText, name: Found) -> bool:
    """Whether an adjective names a language: "said in Russian", "speaks French"."""
    if name.readings[0].form != "adjective" or name.end != name.start + 1:
        return False
    token = name.start
    head = text.heads[token]
    if text.deps[token] == "pobj" and text.lower[head] == "in":
        return token == 0 or text.lower[token - 1] == "in"
    return text.deps[token] in ("dobj", "attr") and text.lemmas[head] in _LANGUAGE_VERBS


def in_person_name(text: AnnotatedText, name: Found, labelled: dict[int, int]) -> bool:
    """Whether a state's or capital's name is a person's: "Michael Jordan", "Paris Hilton"."""
    reading = name.readings[0]
    if name.end - name.start > 1 or reading.form not in ("name", "capital"):
        return False
    if reading.party.kind != "state":
        return False
    token, words = name.start, text.words
    if token and text.sentence_of[token - 1] == text.sentence_of[token]:
        before = words[token - 1]
        title = roles().titles.get(before)
        if title is not None and before not in ("King", "Queen", "Emir", "Prince", "Pope"):
            return True
        if text.pos[token - 1] == "PROPN" and (
            before in first_names()
            or (
                labelled.get(token - 1, 0) > token
                and before.istitle()
                and text.deps[token - 1] == "compound"
                and before.lower() not in roles().person_sector
            )
        ):
            return True
    if token + 1 >= len(words) or text.sentence_of[token + 1] != text.sentence_of[token]:
        return False
    after = words[token + 1]
    if text.pos[token + 1] != "PROPN" or not after[:1].isupper() or after.isupper():
        return False
    lemma = after.lower()
    known = roles()
    if (
        lemma in known.person_sector
        or lemma in known.organisation_sector
        or lemma in known.modifier_sector
        or lemma in known.words.organisation_words
        or lemma in known.words.not_in_names
    ):
        return False
    if labelled.get(token, 0) > token + 1:
        return True
    # "Paris Hilton" or "Tokyo Rose" even where the model sees no person; a state's name is
    # rarely a first name, a capital's before a noun of its own rarely the government's
    verbs = known.words.speaking | known.words.acting
    return (
        reading.form == "capital"
        and text.deps[token] == "compound"
        and text.heads[token] > token
        and text.lemmas[token + 1].lower() not in verbs
        and lemma.removesuffix("s") not in verbs
    )


def in_longer_person(text: AnnotatedText, name: Found, listed: dict[int, Found]) -> bool:
    """Whether a person's last name is another's: "Melania Trump"."""
    if name.readings[0].party.kind != "person" or name.end - name.start > 1:
        return False
    known = roles()
    before, after = name.start - 1, name.end
    if (
        before >= 0
        and before not in listed
        and text.pos[before] == "PROPN"
        and text.words[before] in first_names()
        and text.sentence_of[before] == text.sentence_of[name.start]
    ):
        return True
    return (
        after < len(text)
        and after not in listed
        and text.pos[after] == "PROPN"
        and text.pos[name.start] == "PROPN"
        and text.deps[name.start] == "compound"
        and text.heads[name.start] == after
        and text.words[name.start] in first_names()
        and text.lower[after] not in known.person_sector
    )
