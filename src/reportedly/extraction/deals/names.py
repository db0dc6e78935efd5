"""The name by which a deal calls a party: the code of its state, or the group's short name."""

from __future__ import annotations

from reportedly.language.party_tables import shipped_table
from reportedly.records import Party


def short_name(party: Party) -> str | None:
    """The name by which news calls a group: its own if it is short, else its initials."""
    known = shipped_table().by_code.get(party.code or "")
    name = party.name if known is None else known.name
    words = name.removesuffix(" Group").split()
    if not name[:1].isupper():
        return party.country  # "the militia" is no name
    initials = "".join(word[0] for word in words)
    suffix = (party.code or "").partition("IMG.")[2]
    if len(words) > 1 and (suffix == initials or (len(words) > 2 and initials.isupper())):
        return initials
    return " ".join(words)
