"""Whose a role noun's party is, by the names in its phrase.

The state counts before the body ("Russian army officers" are Russia's), but "Yemen's Houthi
fighters" are the Houthis', and a council's "Libya committee" is the council's.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.mentions import Mention
from reportedly.language.party_tables import governed_by
from reportedly.language.roles import roles

_NO_STATES = frozenset({"IGO", "IMG", "MNC", "NGO"})


class Owners:
    """Finds the owners of role nouns in one text."""

    def __init__(self, text: AnnotatedText, at: dict[int, Mention]) -> None:
        """`at` maps tokens to mentions by name."""
        self.text = text
        self.at = at
        self._roles = roles()

    def before(self, mention: Mention, content: int) -> Mention | None:
        """The state or body before the noun; of "Yemen's Houthi fighters" the group, of "the
        U.N. council's Libya committee" the council."""
        owner: Mention | None = None
        for token in range(mention.head - 1, content - 1, -1):
            inner = self.at.get(token)
            if inner is None or inner is owner or self._only_leans(token):
                continue
            if inner.kind == "person":
                if mention.noun in self._roles.words.governments:
                    mention.country = governed_by(inner.name.split()[-1])
            elif inner.kind != "state" or inner.listed is None:
                is_bare = owner is not None and self.text.lower[owner.end] not in ("'s", "’s", "'")
                if owner is None or owner.kind != "state" or (is_bare and _code(inner) == "IGO"):
                    owner = inner
            elif owner is None or not (owner.kind == "group" or _code(owner) == "MED"):
                if owner is not None and owner.kind == "state":
                    continue
                owner = inner
        return owner

    def may_own(self, owner: Mention, mention: Mention) -> bool:
        """Whether "of" says whose the noun's party is: a person heads a government only."""
        return owner.kind != "person" or mention.noun in self._roles.words.governments

    def _only_leans(self, token: int) -> bool:
        """Whether a party's name only tells who stands behind: "Iran-backed militias"."""
        lower, leanings = self.text.lower, self._roles.words.leanings
        joined = lower[token].rpartition("-")[2]
        return joined in leanings or (
            lower[token + 1 : token + 2] == ["-"] and lower[token + 2] in leanings
        )

    def state_of_head(self, government: int) -> str | None:
        """The state of "the Obama administration", by the name of its head."""
        if self.text.lemmas[government].lower() not in self._roles.words.governments:
            return None
        named = self.at.get(government - 1)
        return governed_by(named.name.split()[-1]) if named is not None else None


def _code(party: Mention) -> str:
    """What sort of body its code says that a listed party is: "IGO", "MED"."""
    state, _, sector = ((party.listed.code if party.listed else None) or "").partition(".")
    return sector if len(state) == 3 and state not in _NO_STATES else state
