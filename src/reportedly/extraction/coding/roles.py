"""Who acts and who receives: logical subjects, objects and the parties they name.

Grammatical roles are read from the dependency parse in the manner of PETRARCH2
(Norris, Schrodt and Beieler 2017): passives are turned about, conjuncts and participles
share their subject, relative pronouns stand for their antecedent. A noun phrase whose
head names no party is that of its nationality, possessor or place ("police in Ankara").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import is_reporting

if TYPE_CHECKING:
    from reportedly.language.parties import Parties

_DEPTH = 8
_OBJECTS = ("dobj", "obj", "nsubjpass", "oprd")
_OWNERS = ("poss", "amod", "compound", "nmod")
_PLACES = ("in", "from", "throughout", "inside", "at", "near", "across", "around", "within", "on")
_GROUPS = frozenset(
    {"country", "side", "nation", "neighbor", "neighbour", "ally", "rival", "capital", "government"}
)
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
# Verbs whose object, not their subject, does what the infinitive says.
_OBJECT_CONTROL = frozenset(
    {"allow", "ask", "convince", "enable", "encourage", "force", "help", "invite", "order",
     "persuade", "press", "push", "request", "send", "tell", "train", "urge", "warn", "want"}
)  # fmt: skip


class Roles:
    """The roles of the predicates of a text, filled with its parties."""

    def __init__(self, text: AnnotatedText, parties: Parties) -> None:
        self.text = text
        self.known = parties

    # --- grammar

    def is_passive(self, verb: int) -> bool:
        """Whether the verb's surface subject is its logical object."""
        text = self.text
        if text.child(verb, "nsubjpass", "auxpass", "csubjpass") is not None:
            return True
        if text.tags[verb] != "VBN" or text.child(verb, "nsubj", "aux") is not None:
            return False
        if text.deps[verb] == "acl":
            return True
        return text.deps[verb] == "conj" and self.is_passive(text.heads[verb])

    def subject(self, verb: int, depth: int = _DEPTH) -> int | None:
        """The head of the phrase that acts, or None: the agent, where the verb is passive."""
        if self.is_passive(verb):
            return self._agent(verb)
        found = self.text.child(verb, "nsubj", "csubj")
        if found is not None:
            return self._antecedent(found, verb)
        return self._inherited(verb, depth)

    def surface(self, verb: int, depth: int = _DEPTH) -> int | None:
        """The head of the surface subject, or what a bare form takes over from its governor."""
        found = self.text.child(verb, "nsubj", "nsubjpass", "csubj")
        if found is not None:
            return self._antecedent(found, verb)
        return self._inherited(verb, depth)

    def object(self, verb: int) -> int | None:
        """The head of the phrase that is acted on, or None."""
        text = self.text
        if self.is_passive(verb):
            if text.deps[verb] == "acl":
                return text.heads[verb]
            return self.surface(verb)
        found = text.child(verb, "dobj", "obj")
        if found is None:
            if text.deps[verb] == "amod" and text.child(verb, "nsubj") is not None:
                return text.heads[verb]  # 'had "exchanged letters"', read as "exchanged" letters
            return None
        return self._antecedent(found, verb)

    def _agent(self, verb: int) -> int | None:
        text = self.text
        for child in text.children[verb]:
            if text.deps[child] == "agent" or (
                text.deps[child] == "prep" and text.lower[child] == "by"
            ):
                found = text.child(child, "pobj")
                if found is not None:
                    return found
        return None

    def _antecedent(self, noun: int, verb: int) -> int:
        text = self.text
        if text.tags[noun] in _RELATIVE:
            for _ in range(3):
                if text.deps[verb] == "relcl":
                    return text.heads[verb]
                verb = text.heads[verb]
        return noun

    def _inherited(self, verb: int, depth: int) -> int | None:
        """The subject that a verb without one takes from what it depends on."""
        text = self.text
        head, dep = text.heads[verb], text.deps[verb]
        if head == verb or depth == 0:
            return None
        if dep == "prep" or text.pos[head] == "ADP":
            return self._inherited(head, depth - 1)
        if text.pos[head] in ("VERB", "AUX"):
            if dep == "xcomp" and text.lemmas[head] in _OBJECT_CONTROL:
                return self.object(head)
            return self.surface(head, depth - 1)
        if text.pos[head] == "ADJ":
            return self._inherited(head, depth - 1) if dep in ("xcomp", "prep", "ccomp") else None
        if dep in ("acl", "relcl") and text.tags[verb] == "VBG":
            return head
        if dep in ("acl", "pcomp", "prep") and text.pos[head] in ("NOUN", "PROPN"):
            owner = text.child(head, "poss")
            return owner if owner is not None else self._inherited(head, depth - 1)
        return self._inherited(head, depth - 1) if text.deps[verb] in (*_OBJECTS, "pobj") else None

    def prepositional(self, token: int, preposition: str) -> Iterator[int]:
        """The heads of the phrases that `preposition` attaches to `token`."""
        text = self.text
        for child in text.children[token]:
            if text.lower[child] == preposition and text.deps[child] in ("prep", "dative", "agent"):
                for below in text.children[child]:
                    if text.deps[below] in ("pobj", "pcomp"):
                        yield below

    def complement(self, token: int) -> int | None:
        """The predicate of the clause that `token` governs, or None."""
        text = self.text
        found = text.child(token, "ccomp", "xcomp")
        if found is not None:
            return found
        for child in text.children[token]:
            if text.deps[child] == "advcl" and child > token and text.tags[child] == "VB":
                return child
            if text.deps[child] in ("dobj", "prep", "nsubjpass"):
                below = text.child(child, "acl", "pcomp")
                if below is not None and below > token:
                    return below
        return None

    def conjuncts(self, token: int) -> Iterator[int]:
        """`token` and the members that are joined to it."""
        yield token
        for child in self.text.children[token]:
            if self.text.deps[child] == "conj":
                yield from self.conjuncts(child)

    # --- parties

    def speaker(self, token: int) -> tuple[str, ...]:
        """The parties that say what `token` tells."""
        head = self.speaker_head(token)
        return self.parties(head) if head is not None else ()

    def speaker_head(self, token: int) -> int | None:
        """The head of the subject of the verb of saying above `token`, or None."""
        text, node = self.text, token
        while text.heads[node] != node:
            head = text.heads[node]
            if text.deps[node] in ("relcl", "acl", "advcl"):
                return None
            if text.deps[node] == "ccomp" and is_reporting(text.lemmas[head]):
                return self.surface(head)
            node = head
        return None

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
            return (party,)
        if depth == 0:
            return ()
        if text.lemmas[head] in _GROUPS or text.pos[head] == "PRON":
            found = self.known.of(text.left[head], text.right[head] + 1)
            found = tuple(p for p in found if self.code(p) is not None)
            if found:
                return found
        return self._of_modifiers(head, depth) or ((party,) if party is not None else ())

    def _is_descent(self, token: int) -> bool:
        """Whether a nationality speaks of descent or of leaning: "ethnic Serb", "pro-Iranian"."""
        before = self.text.lower[max(0, token - 2) : token]
        return before[-1:] == ["ethnic"] or (
            before[-1:] == ["-"] and before[0] in ("pro", "anti", "ex")
        )

    def _of_modifiers(self, head: int, depth: int) -> tuple[str, ...]:
        """The party of a phrase by its owner or nationality, what it is of, where it is."""
        text = self.text
        uncoded: tuple[str, ...] = ()
        for noun in self._modifiers(head):
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

    def _modifiers(self, head: int) -> Iterator[int]:
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
        for preposition in ("of", *_PLACES, "by", "for"):
            yield from self.prepositional(head, preposition)

    def _leader(self, head: int) -> Iterator[int]:
        """What stands before "-led": "Kenyan-led troops" are Kenya's."""
        text = self.text
        for child in text.children[head]:
            if text.deps[child] == "amod" and text.lower[child] in ("led", "commanded", "run"):
                yield from text.children[child]

    def of_owner(self, head: int) -> tuple[str, ...]:
        """The parties of the owner, origin or nationality of the phrase at `head`."""
        return self._of_modifiers(head, _DEPTH)

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
        return record.country

    def is_place(self, head: int) -> bool:
        """Whether the phrase at `head` names a state or a place in one."""
        party = self.known.at(head)
        return party is not None and self.is_state(party)

    def is_state(self, party: str) -> bool:
        """Whether the party is a state itself."""
        return self.known.record(party).kind == "state"

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
