"""The code of a party by its state, its sector and the body that it belongs to."""

from __future__ import annotations

from reportedly.language.roles import roles

# Who speaks for a state wherever they sit: "Russia's U.N. ambassador".
STATES_OWN = frozenset({"ambassador", "envoy", "representative", "delegate", "diplomat"})
_OF_STATE = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD"})


def code_of(country: str | None, sector: str | None, body: str | None, noun: str) -> str | None:
    """The code of a party of `country` and `sector` that belongs to the body coded `body`."""
    if body is not None and "." in body:
        state, own = body.split(".", 1)
        if len(state) != 3 or state in ("IGO", "IMG", "MNC", "NGO"):
            sent = country and noun in STATES_OWN and state != "IMG"  # no envoys to armed groups
            return f"{country}.GOV" if sent else body
        is_open = noun in roles().words.open  # "a White House spokesman" is none of the House's
        if sector == "LEG" and own == "GOV" and not is_open:
            return f"{state}.LEG"  # "a Labour MP"
        if sector in (None, own) or is_open or sector in _OF_STATE:
            return body
        return f"{state}.{sector}"
    if body in ("NGO", "MNC", "IGO", "IMG"):
        return body
    if country is None:
        return None
    return f"{country}.{sector}" if sector else country


def is_office(noun: str) -> bool:
    """Whether `noun` says alone that its bearer holds an office of a state: "minister" does,
    "leader" and "adviser" do not."""
    known = roles()
    return known.person_sector.get(noun) in _OF_STATE and noun not in known.words.open
