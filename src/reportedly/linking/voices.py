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
# Codes of PLOVER for bodies of no state.
_STATELESS = frozenset(("IGO", "IMG", "MNC", "NGO"))
_UNNAMED = "unnamed source"
_PRONOUNS = frozenset(
    ("", "he", "her", "him", "i", "it", "she", "that", "they", "this", "we", "which", "who")
)
_ARTICLE = re.compile(r"^(?:an?|the|one|another) ", re.IGNORECASE)
_ASIDE = re.compile(r", | (?:who|which|that|speaking|familiar|briefed)\b")
_PARTICLES = frozenset(("al", "bin", "da", "de", "der", "di", "el", "ibn", "la", "van", "von"))


def voice_of(party: Party | None, source: Source | None, outlet: str) -> Voice:
    """The voice of a claim's `source`, resolved to `party` or not, in a text of `outlet`."""
    if party is None:
        if source is None or not source.text:
            return own_voice(outlet)
        words = _description(source.text)
        plain = _ARTICLE.sub("", words).casefold()
        return Voice(key=plain, name=words, body=plain, quoted_by=outlet)
    named = party.kind == "person" and _is_name(party.name)
    state = (party.code or "").partition(".")[0]
    country = party.country or (state if _is_state(state) else None)
    body = _body(party)
    within = None
    if body is None:
        body, within = party.name.casefold(), outlet
    return Voice(
        key=f"{party.name}, {country or ''}".casefold() if named else body,
        name=party.name,
        body=body,
        code=party.code,
        country=country,
        role=party.role,
        named=named,
        quoted_by=within,
    )


def own_voice(outlet: str) -> Voice:
    """The voice of an outlet that reports a transfer without saying from whom it knows."""
    return Voice(key="", name=outlet, body="", quoted_by=outlet)


def placed(voice: Voice, origin: str, outlets: frozenset[str]) -> Voice:
    """`voice`, known by description only, as one voice of the outlet `origin` whose story it
    is quoted in; the outlet itself, if it speaks or is one of `outlets` (lower case)."""
    if voice.quoted_by is None:
        return voice
    name = voice.name if voice.key else origin
    key = f"{voice.key}, {origin}".casefold() if voice.key else origin.casefold()
    if voice.key in outlets:
        key = voice.key
    return msgspec.structs.replace(voice, key=key, body=key, name=name)


def labels_of(party: Party) -> frozenset[str]:
    """The names under which a transfer may speak of `party` as supplier or recipient."""
    state = (party.code or "").partition(".")[0]
    labels = {party.name, party.country or ""}
    if _is_state(state):
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


def _body(party: Party) -> str | None:
    """Whom `party` speaks for; None for an unnamed person who speaks for nobody known."""
    state, _, sector = (party.code or "").partition(".")
    unnamed = party.kind == "person" and not _is_name(party.name)
    if _is_state(state):
        sector = sector.partition(".")[0]
        if sector in _STATE_SECTORS:
            return state
        return None if unnamed else party.name.casefold()
    if party.kind == "state" and party.country:
        return party.country
    return None if unnamed else (party.code or party.name).casefold()


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isupper() and code not in _STATELESS


def _description(words: str) -> str:
    """The words for a source without what is said about it; "unnamed source" for a pronoun."""
    short = _ASIDE.split(" ".join(words.split()))[0].strip(" -–—:;,.")
    return _UNNAMED if short.casefold() in _PRONOUNS else short


def _is_name(name: str) -> bool:
    """Whether `name` is a proper name, as opposed to "a spokesman" or "U.S. officials"."""
    return all(word[:1].isupper() or word in _PARTICLES for word in name.split())
