"""Logical subjects, objects and clauses, read from the dependency parse.

Roles are found in the manner of PETRARCH2 (Norris, Schrodt and Beieler, JOSS 2017):
passives are turned about, conjuncts and participles share their subject, relative
pronouns stand for their antecedent.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.extraction.coding.ontology import lexicon
from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import is_reporting

_DEPTH = 8
_OBJECTS = ("dobj", "obj", "nsubjpass", "oprd")
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


class Grammar:
    """The grammatical roles of the predicates of a text: heads of phrases, by token."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.words = lexicon().words

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
        """What stands after "by", at the verb or, where the parse hung it there, at what
        stands after "with": "was supplied with helicopters by Russia"."""
        for place in (verb, *self.prepositional(verb, "with")):
            found = next(self.prepositional(place, "by"), None)
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
        if dep == "prep" and text.pos[head] in ("NOUN", "PROPN"):
            return text.child(head, "poss")  # "a pretext for sending": nobody is said to send
        if dep == "prep" or text.pos[head] == "ADP":
            return self._inherited(head, depth - 1)
        if text.pos[head] in ("VERB", "AUX"):
            if dep == "xcomp" and text.lemmas[head] in self.words.object_control:
                return self.object(head)
            return self.surface(head, depth - 1)
        if text.pos[head] == "ADJ":
            return self._inherited(head, depth - 1) if dep in ("xcomp", "prep", "ccomp") else None
        if dep in ("acl", "relcl") and text.tags[verb] == "VBG":
            return head
        if dep == "acl" and text.pos[head] in ("NOUN", "PROPN"):
            owner = text.child(head, "poss")
            return owner if owner is not None else self._inherited(head, depth - 1)
        return self._inherited(head, depth - 1) if text.deps[verb] in (*_OBJECTS, "pobj") else None

    def prepositional(self, token: int, preposition: str) -> Iterator[int]:
        """The heads of the phrases that `preposition` attaches to `token`."""
        text = self.text
        for child in text.children[token]:
            if text.lower[child] == preposition and text.deps[child] in ("prep", "dative", "agent"):
                objects = [b for b in text.children[child] if text.deps[b] in ("pobj", "pcomp")]
                yield from objects or self._following(child)

    def _following(self, preposition: int) -> Iterator[int]:
        """The phrase right after a preposition that the parse left without an object: the
        subject of a reduced clause ("asylum to officers held in Lima")."""
        text, token = self.text, preposition + 1
        if token >= len(text) or text.sentence_of[token] != text.sentence_of[preposition]:
            return
        while text.left[text.heads[token]] == preposition + 1 and text.heads[token] != token:
            token = text.heads[token]
            if text.pos[token] not in ("NOUN", "PROPN"):
                return
            if text.deps[token] == "nsubj":
                yield token
                return

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
