"""To which state or body a party belongs where its own mention leaves it unsaid.

"The Foreign Ministry" is that of the state the text speaks of; "company spokesman John
Smith" speaks for the company named last.
"""

from __future__ import annotations

from reportedly.language.mentions import Mention
from reportedly.language.referents import Referents
from reportedly.language.roles import roles
from reportedly.language.salience import Salience

_WINDOW = 8


class Belonging:
    """Reads the unsaid owners in one text."""

    def __init__(self, referents: Referents, salience: Salience) -> None:
        """Share the referents and traces of the text's coreference."""
        self.referents = referents
        self.salience = salience
        self._roles = roles()

    def country_here(self, mention: Mention, noun: str | None = None) -> str | None:
        """The state that "the ministry" or "the army" belongs to where none is said: the
        most salient before it."""
        if (noun or mention.noun) not in self._roles.words.bodies:
            return None
        for _, meant in self.salience.ranked(mention.head, 3):
            referent = self.referents.all[meant[0]]
            if len(meant) == 1 and referent.country is not None:
                return referent.country
        return None

    def employ(self, person: Mention) -> None:
        """Give "company spokesman John Smith" and "army chief Ali Khan" the body meant."""
        if person.role is None or person.country or person.affiliation is not None:
            return
        words = person.role.lower().split()
        for word in words[:-1]:
            anaphor = self._roles.words.anaphors.get(word)
            if anaphor is None and word not in self._roles.organisation_sector:
                continue
            for _, meant in self.salience.ranked(person.head, _WINDOW):
                body = self.referents.all[meant[0]]
                if body.kind in ("organisation", "group") and (
                    word in body.nouns
                    or (anaphor is not None and anaphor.admits(body.kind, body.code, body.sector))
                ):
                    head = self.referents.head_of(meant[0])
                    person.affiliation, person.country = head, body.country
                    return
            if word in self._roles.words.bodies:
                person.country = self.country_here(person, word)
                return

    def place(self, mention: Mention) -> None:
        """Give a body without a state of its own, "the Foreign Ministry", the state that the
        text speaks of."""
        if (
            mention.kind == "organisation"
            and mention.listed is None
            and mention.country is None
            and mention.noun in self._roles.words.bodies
            and not self.referents.knows(mention)
        ):
            mention.country = self.country_here(mention)
