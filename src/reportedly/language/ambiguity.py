"""Which of its meanings a name has in this document, or that it names no party.

Three kinds of evidence, from near to far: what stands beside the name (namesakes.py),
the words of the document that speak for one meaning (reference/ambiguous_names.yml),
and the other parties that it names for certain. One sense per discourse (Gale, Church
and Yarowsky 1992) is assumed for the last two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Form, Found, Listed, PartyTable, Reading
from reportedly.language.namesakes import (
    ambiguous_names,
    in_longer_person,
    in_longer_phrase,
    in_person_name,
    is_elsewhere,
    is_language,
    is_number_of_ship,
)

NO_PARTY = "none"
_LOCATING = frozenset({"in", "from", "into", "near", "across", "inside", "outside", "throughout"})
_HALVES = {"North": "PRK", "South": "KOR"}


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
def _senses() -> dict[str, _Senses]:
    return {
        name: _Senses(
            str(meanings["default"]),
            {code: frozenset(words) for code, words in meanings.items() if code != "default"},
        )
        for name, meanings in ambiguous_names().names.items()
    }


def decide(text: AnnotatedText, found: list[Found], table: PartyTable) -> list[Named]:
    """The names of `found` that name a party here, each with the party that it names."""
    persons: set[int] = set()
    blocked = in_longer_phrase(text, found)
    listed = {token: name for name in found for token in range(name.start, name.end)}
    labelled = {
        token: end
        for start, end, label in text.entities
        if label == "PERSON"
        for token in range(start, end)
    }
    kept: list[Found] = []
    for name in found:
        if name.start in blocked or is_elsewhere(text, name, listed) or is_language(text, name):
            continue
        if in_longer_person(text, name, listed) or is_number_of_ship(text, name):
            continue
        if in_person_name(text, name, labelled):
            persons.update(range(name.start, name.end))
        else:
            kept.append(name)
    surnames = {text.lower[token] for token in persons}
    senses = _senses()
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


def _is_place(text: AnnotatedText, token: int) -> bool:
    return token > 0 and text.lower[token - 1] in _LOCATING
