"""Who acts and who receives: the parties that a noun phrase names.

A phrase whose head names no party is that of its owner, nationality, leader or place
("police in Ankara"), as actor dictionaries of event coders do by agent and origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly.extraction.coding.grammar import Grammar
from reportedly.language.annotated import AnnotatedText

if TYPE_CHECKING:
    from reportedly.language.parties import Parties

_DEPTH = 8
_OWNERS = ("poss", "amod", "compound", "nmod")
_PLACES = ("in", "from", "throughout", "inside", "at", "near", "across", "around", "within", "on")


class Roles(Grammar):
    """The roles of the predicates of a text, filled with its parties."""

    def __init__(self, text: AnnotatedText, parties: Parties) -> None:
        super().__init__(text)
        self.known = parties
        states = {p.country or p.code for p in parties.records if p.kind == "state"} - {None}
        self.only_state = states.pop() if len(states) == 1 else None

    def speaker(self, token: int) -> tuple[str, ...]:
        """The parties that say what `token` tells."""
        head = self.speaker_head(token)
        return self.parties(head) if head is not None else ()

    def parties(self, head: int) -> tuple[str, ...]:
        """The ids of the parties of the phrase at `head`, members of a conjunction in order."""
        found: dict[str, None] = {}
        for member in self.conjuncts(head):
            for party in self._of_member(member, _DEPTH):
                found[party] = None
        return tuple(found)

    def _of_member(self, head: int, depth: int) -> tuple[str, ...]:
        text = self.text
        party = self.known.at(head)
        if party is not None and self._is_descent(head):
            party = None
        if party is not None and self.code(party) is not None:
            return self._of_several(head, party) or (party,)
        if depth == 0:
            return ()
        if text.lemmas[head] in self.words.groups or text.pos[head] == "PRON":
            found = self.known.of(text.left[head], text.right[head] + 1)
            found = tuple(p for p in found if self.code(p) is not None)
            if found:
                return found
        found = self._of_modifiers(head, depth)
        if not found and party is not None and text.pos[head] == "PRON":
            found = self._of_first_mention(party, depth)
        return found or ((party,) if party is not None else ())

    def _of_several(self, head: int, party: str) -> tuple[str, ...]:
        """The parties of a plural whose modifiers name several: "Indian and Thai troops"."""
        text = self.text
        if text.tags[head] != "NNS":
            return ()
        for child in (*text.children[head], *self.prepositional(head, "of")):
            if text.deps[child] not in (*_OWNERS, "pobj"):
                continue
            named = [self.known.at(member) for member in self.conjuncts(child)]
            found = [p for p in named if p is not None and self.is_state(p)]
            if len(found) > 1:
                own = self.states((party,))
                return tuple(dict.fromkeys(party if self.states((p,)) == own else p for p in found))
        return ()

    def _of_first_mention(self, party: str, depth: int) -> tuple[str, ...]:
        """Whose the party is by the words around its first mention: "King X of Norway … he"."""
        mentions = self.known.record(party).mentions
        token = self.text.token_at(mentions[0][0]) if mentions else None
        if token is None or self.text.pos[token] == "PRON":
            return ()
        return self._of_modifiers(self.mention_head(token), depth - 1)

    def _is_descent(self, token: int) -> bool:
        """Whether a nationality is of descent, leaning or make: "ethnic Serb", "pro-Iranian",
        "Russian-made"."""
        lower = self.text.lower
        before, after = lower[max(0, token - 2) : token], lower[token + 1 : token + 3]
        return (
            before[-1:] == ["ethnic"]
            or (before[-1:] == ["-"] and before[0] in self.words.leanings)
            or (after[:1] == ["-"] and after[-1] in self.words.makes)
        )

    def _of_modifiers(self, head: int, depth: int) -> tuple[str, ...]:
        """The party of a phrase by its owner or nationality, what it is of, where it is."""
        text = self.text
        uncoded: tuple[str, ...] = ()
        for noun in (*self._owners(head), *self._places(head)):
            found = tuple(p for c in self.conjuncts(noun) for p in self._of_member(c, depth - 1))
            if any(self.code(p) for p in found):
                return found
            uncoded = uncoded or found
        for child in text.children[head]:
            if text.deps[child] == "acl" and text.tags[child] in ("VBN", "VBG"):
                place = self.location(child)
                if place is not None:
                    return self._of_member(place, depth - 1)
        return uncoded

    def _owners(self, head: int) -> Iterator[int]:
        """The heads of the phrases that may say whose the phrase at `head` is, best first."""
        text = self.text
        for deps in (("poss",), _OWNERS):
            for child in text.children[head]:
                if text.deps[child] in deps:
                    yield child
        yield from self._leader(head)
        for child in text.children[head]:
            if text.deps[child] == "appos":
                yield child
        yield from self._authors(head)
        for preposition in ("of", "by", "for"):
            yield from self.prepositional(head, preposition)

    def _authors(self, head: int) -> Iterator[int]:
        """Who made the thing at `head`: "a resolution drafted by France"."""
        text = self.text
        for child in text.children[head]:
            agent = text.child(child, "agent") if text.deps[child] == "acl" else None
            if agent is not None and (author := text.child(agent, "pobj")) is not None:
                yield author

    def _places(self, head: int) -> Iterator[int]:
        """The heads of the phrases that may say where the phrase at `head` is, or is from."""
        for preposition in _PLACES:
            yield from self.prepositional(head, preposition)

    def _leader(self, head: int) -> Iterator[int]:
        """What stands before "-led": "Kenyan-led troops" are Kenya's."""
        text = self.text
        for child in text.children[head]:
            if text.deps[child] == "amod" and text.lower[child] in self.words.leads:
                yield from text.children[child]

    def of_owner(self, head: int) -> tuple[str, ...]:
        """The parties of the owner, origin or nationality of the phrase at `head`."""
        for noun in self._owners(head):
            found = self.parties(noun)
            if any(self.code(party) for party in found):
                return found
        return ()

    def mention_head(self, token: int) -> int:
        """The head of the mention that covers `token`."""
        text, party = self.text, self.known.at(token)
        while text.heads[token] != token and self.known.at(text.heads[token]) == party:
            token = text.heads[token]
        return token

    def code(self, party: str) -> str | None:
        """The code of a party; else that of the body it belongs to, or its country."""
        record = self.known.record(party)
        if record.code is not None:
            return record.code
        if record.member_of is not None and record.member_of != party:
            return self.known.record(record.member_of).code
        if record.country is not None or self.only_state is None:
            return record.country
        # "President X", where one state alone is named, is that state's
        in_office = record.role is not None and record.role.lower() in self.words.offices
        return f"{self.only_state}.GOV" if in_office else None

    def is_place(self, head: int) -> bool:
        """Whether the phrase at `head` names a state or a place in one."""
        party = self.known.at(head)
        return party is not None and self.is_state(party)

    def is_state(self, party: str) -> bool:
        """Whether the party is a state itself."""
        return self.known.record(party).kind == "state"

    def is_national(self, party: str) -> bool:
        """Whether the party is a state or belongs to one."""
        record = self.known.record(party)
        return record.kind == "state" or record.country is not None

    def governs(self, party: str) -> bool:
        """Whether the party is a state or speaks for one."""
        return self.is_state(party) or (self.code(party) or "").endswith((".GOV", ".MIL"))

    def states(self, parties: tuple[str, ...]) -> frozenset[str]:
        """The codes of the states, or bodies of no state, that the parties belong to."""
        return frozenset((self.code(party) or party)[:3] for party in parties)

    def location(self, token: int) -> int | None:
        """The head of the place where what `token` tells of happened, or None."""
        for preposition in ("in", "at", "near", "outside", "throughout", "across"):
            for noun in self.prepositional(token, preposition):
                if self.is_place(noun) or self._of_modifiers(noun, 2):
                    return noun
        return None
