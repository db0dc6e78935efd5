"""Which person met before a name means: the full name, the last name, initials, a short form."""

from __future__ import annotations

from reportedly.language.mentions import Mention
from reportedly.language.names import SUFFIXES
from reportedly.language.referent import Referent
from reportedly.language.roles import first_names


class PersonNames:
    """The persons of one text under their last and first words."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._holders: dict[str, list[int]] = {}

    def note(self, number: int, words: list[str]) -> None:
        """Let the person `number` be found by the last and the first word of a name."""
        for word in dict.fromkeys((words[-1], words[0])):
            holders = self._holders.setdefault(word, [])
            if number not in holders:
                holders.append(number)

    def move(self, old: int, new: int) -> None:
        """Let who was noted under the number `old` be found under `new`."""
        for holders in self._holders.values():
            if old in holders:
                holders[holders.index(old)] = new

    def known(self, mention: Mention, words: list[str], persons: list[Referent]) -> int | None:
        """The person met before whose name agrees, the latest first."""
        for number in reversed(self._holders.get(words[-1], ())):
            referent = persons[number]
            if mention.listed is not None and referent.listed is mention.listed:
                return number
            if mention.gender and referent.gender and mention.gender != referent.gender:
                continue
            if len(words) == 1 or _agree(words, referent.name.split()):
                return number
        if len(words) > 1:
            # "Kim visited … Kim Jong Un": the family name may stand first
            for number in self._holders.get(words[0], ()):
                if persons[number].name == words[0]:
                    return number
        return None


def name_words(name: str) -> list[str]:
    """The words of a person's name without "Jr." and the like."""
    words = name.split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words


def gender_by_name(words: list[str]) -> str | None:
    """m or f where the first name says it, else None."""
    gender = first_names().get(words[0]) if len(words) > 1 else None
    return gender if gender in ("m", "f") else None


def _agree(words: list[str], known: list[str]) -> bool:
    """Whether two names of the same last word may be one person's."""
    if len(known) == 1:
        return True
    known = [word for word in known if word not in SUFFIXES]
    if len(known) == 1 or words[-1] != known[-1]:
        return len(known) == 1
    first, other = words[0], known[0]
    if first == other or first in known or other in words:
        return True
    return first[0] == other[0] and (
        first.endswith(".")
        or other.endswith(".")
        or (first.startswith(other[:3]) or other.startswith(first[:3]))
    )
