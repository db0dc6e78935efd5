"""Who supplies and who receives, as a measure sees them: states, their bodies, armed groups."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from reportedly.assessment.measures import Group, Measure, european_members, measure_table
from reportedly.records import Party
from reportedly.reference.states import state_name

_STATE = re.compile(r"([A-Z]{3})(?:\.[A-Z]+)?")
_OFFICIAL = (".GOV", ".MIL", ".LEG", ".JUD", ".SPY")
# Party codes whose first part is a kind of body, not a country (after CAMEO and PLOVER).
_NOT_STATES = frozenset({"IGO", "IMG", "INT", "MNC", "NGM", "NGO", "NON", "UNK"})
_UNION = frozenset({"EU", "EUR", "IGO.EU", "European Union"})


class Actor(NamedTuple):
    """A supplier or recipient: `state` it is or belongs to, or the armed `group` it is.

    `official` is false for a company or person of the state. `territories` are where a
    group operates; `known` is its record, if it has one.
    """

    name: str
    state: str | None = None
    official: bool = True
    group: bool = False
    territories: tuple[str, ...] = ()
    known: Group | None = None
    union: bool = False


class Match(NamedTuple):
    """How an actor is a target: wholly (`why` null), partly, or as a government left out."""

    why: str | None = None
    government: bool = False


def find_actor(value: str | None, parties: tuple[Party, ...]) -> Actor | None:
    """The actor that a transfer's supplier or recipient names, or None where the role is open."""
    if not value:
        return None
    if value in _UNION:
        return Actor("the European Union", union=True)
    if known := _groups().get(value.casefold().removeprefix("the ")):
        return _group(known, value)
    party = next((each for each in parties if value in (each.name, each.code)), None)
    if party is not None and party.kind != "state":
        return _of_party(party, parties)
    code = _STATE.fullmatch(value)
    if code and code[1] not in _NOT_STATES:
        return Actor(_state_name(code[1], parties), state=code[1])
    if party is not None:
        return Actor(party.name, state=party.country or party.code)
    return Actor(value)


def _of_party(party: Party, parties: tuple[Party, ...]) -> Actor:
    """The actor that a party which is no state is or belongs to."""
    known = _groups().get((party.code or "").casefold()) or _groups().get(party.name.casefold())
    if known:
        return _group(known, party.name)
    code = party.code or ""
    official = code.endswith(_OFFICIAL)
    # Units of an army and companies that fight are called groups, too: by code, they are a
    # state's.
    if party.kind == "group" and not official and not code.endswith(".BUS"):
        territories = (party.country,) if party.country else ()
        return Actor(party.name, group=True, territories=territories)
    leader = next((each for each in parties if each.id == party.member_of), None)
    if leader is not None and leader.kind == "group" and leader is not party:
        return _of_party(leader, parties)
    state = party.country
    if state is None and (found := _STATE.fullmatch(code)) and found[1] not in _NOT_STATES:
        state = found[1]
    return Actor(party.name, state=state, official=official)


def _group(known: Group, name: str) -> Actor:
    if name.endswith("s") and not name.startswith("the "):
        name = f"the {name}"
    return Actor(name, group=True, territories=known.territories, known=known)


@cache
def _groups() -> dict[str, Group]:
    """Groups by casefolded name, alias and code."""
    return {
        name.casefold(): group
        for group in measure_table().groups
        for name in (group.name, *group.aliases, *group.codes)
    }


def _state_name(code: str, parties: tuple[Party, ...]) -> str:
    """The state's name in the text, else in the tables, else its code."""
    for party in parties:
        if party.kind == "state" and code in (party.code, party.country):
            return party.name
    return state_name(code)


def match_target(measure: Measure, actor: Actor, on: date | None) -> Match | None:
    """How the measure's targets include the actor on that day, or None where they do not."""
    if actor.group:
        return _match_group(measure, actor, on)
    if actor.state is None:
        return None
    if actor.state in measure.states:
        return Match(None if actor.official else f"{actor.name} is a body or person of the state")
    for part in measure.partly:
        if part.state == actor.state and (part.begin is None or on is None or part.begin <= on):
            return Match(part.why)
    if actor.state in measure.not_government:
        return Match(measure.government, government=True)
    return None


def _match_group(measure: Measure, actor: Actor, on: date | None) -> Match | None:
    if any(territory in measure.groups_in for territory in actor.territories):
        return Match()
    if actor.known and any(actor.known.on_list(name, on) for name in measure.lists):
        return Match()
    for part in measure.partly:
        if part.groups_in in actor.territories:
            return Match(part.why)
    return None


def european(actor: Actor | None, on: date | None) -> bool:
    """Whether the actor is the Union, or of a state that was a member on that day (or is now)."""
    if actor is None:
        return False
    member = european_members().get(actor.state or "")
    return actor.union or (member is not None and member.on(on or date.max))


def passes_union(route: str, on: date | None) -> bool:
    """Whether the words of a route name a state that was a member on that day."""
    return any(
        member.on(on or date.max) and re.search(rf"\b{member.name}\b", route)
        for member in european_members().values()
    )


def names_group_in(state: str, parties: tuple[Party, ...]) -> str | None:
    """The name of an armed group of that territory which the document mentions, if any."""
    for party in parties:
        if party.kind == "group" and state in _of_party(party, parties).territories:
            return party.name
    return None
