"""Who speaks, told apart over many documents, and for whom.

Within a document a source is a party; here it gets a name that means the same in every
document. A person with a name is a voice; spokespersons and officials without one are the
body they speak for. A state's government, forces and services are one body, because a
claim is not confirmed by a colleague of the one who made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from reportedly.linking.records import Voice
from reportedly.records import Party, Source

# Sectors of PLOVER's actor codes that speak for a state.
_STATE_SECTORS = frozenset(("", "GOV", "MIL", "SPY", "COP", "PTY"))
_UNNAMED = "unnamed source"
_PRONOUNS = frozenset(
    ("", "he", "her", "him", "i", "it", "she", "that", "they", "this", "we", "which", "who")
)
_ARTICLE = re.compile(r"^(?:an?|the|one|another) ", re.IGNORECASE)
_PARTICLES = frozenset(("al", "bin", "da", "de", "der", "di", "el", "ibn", "la", "van", "von"))


def voice_of(party: Party | None, source: Source | None, outlet: str) -> Voice:
    """The voice of a claim's `source`, resolved to `party` or not.

    A source that is no known party speaks for itself within `outlet`, which quotes it.
    """
    if party is None:
        words = " ".join(source.text.split()) if source else ""
        if words.casefold() in _PRONOUNS:
            words = _UNNAMED
        body = f"{_ARTICLE.sub('', words)}, {outlet}".casefold()
        return Voice(key=body, name=words, body=body)
    body = _body(party, outlet)
    named = party.kind == "person" and _is_name(party.name)
    return Voice(
        key=f"{party.name}, {party.country or ''}".casefold() if named else body,
        name=party.name,
        body=body,
        code=party.code,
        country=party.country,
        role=party.role,
        named=named,
    )


def own_voice(outlet: str) -> Voice:
    """The voice of an outlet that reports a transfer without saying from whom it knows."""
    return Voice(key=outlet.casefold(), name=outlet, body=outlet.casefold())


def labels_of(party: Party) -> frozenset[str]:
    """The names under which a transfer may speak of `party` as supplier or recipient."""
    state = (party.code or "").partition(".")[0]
    labels = {party.name, party.country or ""}
    if len(state) == 3 and state not in ("IGO", "IMG", "NGO", "MNC"):
        labels.add(state)
    return frozenset(labels - {""})


def same_persons(voices: Iterable[Voice]) -> dict[str, Voice]:
    """For each voice's key the voice it stands for, with its fullest description. A person of
    no known country, or named by surname only, is the one person known who fits, if there
    is just one."""
    by_key: dict[str, Voice] = {}
    for voice in sorted(voices, key=_fullness):
        by_key[voice.key] = voice
    known = [voice for voice in by_key.values() if voice.named and voice.country]
    whole = [voice for voice in by_key.values() if voice.named and " " in voice.name]
    found = {}
    for key, voice in by_key.items():
        fitting = [v for v in known if v.name == voice.name] if not voice.country else []
        if not fitting and " " not in voice.name:
            fitting = [v for v in whole if _is_surname(voice, v)]
            fitting = [v for v in fitting if v.country] or fitting
        found[key] = fitting[0] if voice.named and len(fitting) == 1 else voice
    return found


def _is_surname(voice: Voice, of: Voice) -> bool:
    same = of.name.split()[-1].casefold() == voice.name.casefold()
    return same and voice.country in (None, of.country)


def _fullness(voice: Voice) -> tuple[bool, bool, int, bytes]:
    """The order in which the fullest description of a voice comes last."""
    role = voice.role or ""
    return (voice.code is not None, bool(role), -len(voice.name), msgspec.json.encode(voice))


def _body(party: Party, outlet: str) -> str:
    state, _, sector = (party.code or "").partition(".")
    if len(state) == 3 and state.isupper() and state not in ("IGO", "IMG", "NGO", "MNC"):
        if sector.partition(".")[0] in _STATE_SECTORS:
            return state
        if sector.partition(".")[0] == "MED":
            return party.name.casefold()
        if party.kind == "person" and not _is_name(party.name):
            return f"{party.code}, {outlet}".casefold()
        return f"{party.name}, {state}".casefold()
    if party.kind == "state" and party.country:
        return party.country
    if party.kind == "person" and not _is_name(party.name):
        return f"{party.name}, {outlet}".casefold()
    return (party.code or party.name).casefold()


def _is_name(name: str) -> bool:
    """Whether `name` is a proper name, as opposed to "a spokesman" or "U.S. officials"."""
    return all(word[:1].isupper() or word in _PARTICLES for word in name.split())
