"""Which of its meanings a name has in this document, or that it names no party.

Three kinds of evidence, from near to far: what stands beside the name (a first name,
", Idaho", a longer phrase), the words of the document that speak for one meaning
(reference/ambiguous_names.yml), and the other parties that it names for certain.
One sense per discourse (Gale, Church and Yarowsky 1992) is assumed for the last two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Form, Found, Listed, PartyTable, Reading, words_of
from reportedly.language.roles import first_names, roles
from reportedly.reference.loader import load_yaml

NO_PARTY = "none"
_LOCATING = frozenset({"in", "from", "into", "near", "across", "inside", "outside", "throughout"})
_HALVES = {"North": "PRK", "South": "KOR"}
_LANGUAGE_VERBS = frozenset({"speak", "learn", "understand", "translate", "teach", "study"})


class AmbiguousNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ambiguous_names.yml."""

    phrases: tuple[str, ...]
    names: dict[str, dict[str, str | tuple[str, ...]]]
    subnational: tuple[str, ...]
    subnational_names: frozenset[str]
    subnational_followers: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A listed party, named at a token range, and as what it is named."""

    start: int
    end: int
    party: Listed
    form: Form


@dataclass(frozen=True, slots=True)
class _Senses:
    default: str
    evidence: dict[str, frozenset[str]]


@cache
def _knowledge() -> tuple[AmbiguousNames, dict[str, _Senses]]:
    data = load_yaml("ambiguous_names.yml", AmbiguousNames)
    senses = {
        name: _Senses(
            str(meanings["default"]),
            {code: frozenset(words) for code, words in meanings.items() if code != "default"},
        )
        for name, meanings in data.names.items()
    }
    return data, senses


@cache
def _subnational() -> frozenset[str]:
    return frozenset(_knowledge()[0].subnational)


@cache
def blocking_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Phrases with a party's name in them that mean something else, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _knowledge()[0].phrases:
        words = tuple(word.lower() for word in words_of(phrase))
        found.setdefault(words[0], []).append(words)
    return found


def decide(text: AnnotatedText, found: list[Found], table: PartyTable) -> list[Named]:
    """The names of `found` that name a party here, each with the party that it names."""
    persons: set[int] = set()
    blocked = _blocked(text, found)
    listed = {token: name for name in found for token in range(name.start, name.end)}
    labelled = {
        token: end
        for start, end, label in text.entities
        if label == "PERSON"
        for token in range(start, end)
    }
    kept: list[Found] = []
    for name in found:
        if name.start in blocked or _is_elsewhere(text, name, listed) or _is_language(text, name):
            continue
        if _in_longer_person(text, name, listed):
            continue
        if _in_person_name(text, name, labelled):
            persons.update(range(name.start, name.end))
        else:
            kept.append(name)
    surnames = {text.lower[token] for token in persons}
    senses = _knowledge()[1]
    counts: dict[str, int] = {}
    for name in kept:
        if len(name.readings) == 1 and " ".join(text.lower[name.start : name.end]) not in senses:
            code = name.readings[0].party.code or ""
            counts[code] = counts.get(code, 0) + 1
    named: list[Named] = []
    vocabulary: frozenset[str] | None = None
    for name in kept:
        key = text.lower[name.start] if name.end == name.start + 1 else None
        if key in surnames and not _is_place(text, name.start):
            persons.add(name.start)
            continue
        key = key or " ".join(text.lower[name.start : name.end])
        if key in senses:
            vocabulary = vocabulary or frozenset(text.lower)
            reading = _by_evidence(senses[key], name.readings, vocabulary, counts, table)
        else:
            reading = max(name.readings, key=lambda r: min(counts.get(r.party.code or "", 0), 3))
        if reading is not None:
            named.append(Named(name.start, name.end, reading.party, reading.form))
    if any(name.party.code in _HALVES.values() for name in named):
        named += _halves(text, table, {name.start for name in named})
        named.sort(key=lambda name: name.start)
    return named


def _halves(text: AnnotatedText, table: PartyTable, taken: set[int]) -> list[Named]:
    """The Koreas as "the North" and "the South", in a text that names one of them."""
    found = []
    for token, word in enumerate(text.words):
        if word not in _HALVES or token in taken or text.deps[token] in ("compound", "amod"):
            continue
        after = text.lower[token + 1] if token + 1 < len(text) else ""
        if token and text.lower[token - 1] == "the" and after != "of":
            party = table.by_code[_HALVES[word]]
            found.append(Named(token, token + 1, party, "name"))
    return found


def _by_evidence(
    senses: _Senses,
    readings: tuple[Reading, ...],
    vocabulary: frozenset[str],
    counts: dict[str, int],
    table: PartyTable,
) -> Reading | None:
    best, most = senses.default, 0
    for code, evidence in senses.evidence.items():
        weight = len(evidence & vocabulary) + min(counts.get(code, 0), 3)
        if weight > most or (weight == most and code == senses.default):
            best, most = code, weight
    if best == NO_PARTY:
        return None
    for reading in readings:
        if reading.party.code == best:
            return reading
    known = readings[0].party
    party = table.by_code.get(best) or Listed(known.name, known.kind, best, best.split(".")[0])
    return Reading(party, readings[0].form)


def _blocked(text: AnnotatedText, found: list[Found]) -> set[int]:
    """The first tokens of names that stand inside a longer phrase that is no party's name."""
    phrases, lower, known = blocking_phrases(), text.lower, roles()
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


def _is_elsewhere(text: AnnotatedText, name: Found, listed: dict[int, Found]) -> bool:
    """Whether the name is that of a place in a US state or Canadian province."""
    words, size = text.words, len(text.words)
    key = text.lower[name.start]
    data = _knowledge()[0]
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


def _is_language(text: AnnotatedText, name: Found) -> bool:
    """Whether an adjective names a language: "said in Russian", "speaks French"."""
    if name.readings[0].form != "adjective" or name.end != name.start + 1:
        return False
    token = name.start
    head = text.heads[token]
    if text.deps[token] == "pobj" and text.lower[head] == "in":
        return token == 0 or text.lower[token - 1] == "in"
    return text.deps[token] in ("dobj", "attr") and text.lemmas[head] in _LANGUAGE_VERBS


def _in_person_name(text: AnnotatedText, name: Found, labelled: dict[int, int]) -> bool:
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


def _in_longer_person(text: AnnotatedText, name: Found, listed: dict[int, Found]) -> bool:
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


def _is_place(text: AnnotatedText, token: int) -> bool:
    return token > 0 and text.lower[token - 1] in _LOCATING
