"""Which tokens tell of an event, and by which pattern of `plover.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.extraction.coding.ontology import Lexicon, Pattern
from reportedly.extraction.coding.roles import Roles
from reportedly.language.annotated import AnnotatedText

_PLACES = frozenset({"FAC", "GPE", "LOC"})
_PERSONS = frozenset({"PERSON", "NORP"})
_PARTICLES = frozenset({"prt", "advmod", "prep"})


@dataclass(slots=True)
class Match:
    """A token, the pattern that holds for it, and the head of its object if it has one."""

    token: int
    pattern: Pattern
    object: int | None = None


def find_matches(text: AnnotatedText, roles: Roles, lexicon: Lexicon) -> dict[int, Match]:
    """The matches of a text by their token, in text order."""
    matcher = _Matcher(text, roles, lexicon)
    found: dict[int, Match] = {}
    for token, pos in enumerate(text.pos):
        match = None
        if pos in ("VERB", "AUX"):
            match = matcher.verb(token)
        elif pos == "NOUN":
            match = matcher.noun(token)
        elif pos == "ADJ":
            match = matcher.adjective(token)
        if match is not None:
            found[token] = match
    return found


class _Matcher:
    def __init__(self, text: AnnotatedText, roles: Roles, lexicon: Lexicon) -> None:
        self.text = text
        self.roles = roles
        self.lexicon = lexicon
        self.dates = {end - 1 for _, end, label in text.entities if label in ("DATE", "TIME")}
        self.places = {end - 1 for _, end, label in text.entities if label in _PLACES}
        self.people = {
            token
            for start, end, label in text.entities
            if label in _PERSONS
            for token in range(start, end)
        }

    def verb(self, token: int) -> Match | None:
        duty = self._duty(token)
        lemma = self.text.lemmas[token].lower()
        patterns = duty or self.lexicon.verbs.get(self.lexicon.words.lemmas.get(lemma, lemma))
        if not patterns:
            return None
        noun = self.roles.object(token)
        for pattern in patterns:
            if self._holds(pattern, token, noun):
                return Match(token, pattern, noun)
        return None

    def _is_joint(self, token: int, noun: int | None) -> bool:
        """Whether two or more parties act together."""
        subject = self.roles.subject(token)
        if subject is not None and len(self.roles.parties(subject)) > 1:
            return True
        return noun is not None and any(
            self.text.lower[child] in ("joint", "combined", "multinational", "bilateral")
            for child in self.text.children[noun]
        )

    def _duty(self, token: int) -> tuple[Pattern, ...]:
        """The patterns of an auxiliary of duty at `token` that somebody else speaks of."""
        text = self.text
        for child in text.children[token]:
            if text.deps[child] == "aux" and text.lower[child] in self.lexicon.necessity:
                patterns = self.lexicon.necessity[text.lower[child]]
                return tuple(p for p in patterns if self._holds(p, token, None))
        return ()

    def adjective(self, token: int) -> Match | None:
        patterns = self.lexicon.adjectives.get(self.text.lower[token])
        if not patterns or self.text.deps[token] not in ("acomp", "ccomp", "ROOT", "conj", "oprd"):
            return None
        for pattern in patterns:
            if self._holds(pattern, token, None):
                return Match(token, pattern)
        return None

    def noun(self, token: int) -> Match | None:
        patterns = self.lexicon.nouns.get(self.text.lemmas[token].lower())
        if not patterns or self.text.deps[token] in ("compound", "nmod", "npadvmod"):
            return None
        for pattern in patterns:
            if pattern.phrase is None or self._follows(token, pattern.phrase.split()):
                return Match(token, pattern)
        return None

    def _follows(self, token: int, words: list[str]) -> bool:
        return self.text.lower[max(0, token - len(words)) : token] == words

    def _holds(self, pattern: Pattern, token: int, noun: int | None) -> bool:
        if pattern.particle and not self._attached(token, pattern.particle, _PARTICLES):
            return False
        if pattern.preposition and not self._has_preposition(pattern, token, noun):
            return False
        if pattern.object and (noun is None or not self.is_of(noun, pattern.object)):
            return False
        if pattern.joint and not self._is_joint(token, noun):
            return False
        if pattern.clause is not None and pattern.clause == (self.roles.complement(token) is None):
            return False
        if pattern.reported and not (self._is_reported(token) and self._obliges(pattern, token)):
            return False
        if pattern.party is not None and not self._fits(pattern, token, noun):
            return False
        if pattern.subject or pattern.subject_not:
            return self._subject_fits(pattern, token)
        return True

    def _is_reported(self, token: int) -> bool:
        """Whether a party other than the subject says what `token` tells."""
        subject = self.roles.surface(token)
        speaker = self.roles.speaker(token)
        return bool(speaker) and subject is not None and (self.roles.parties(subject) != speaker)

    def _obliges(self, pattern: Pattern, token: int) -> bool:
        """Whether "has" is "has to": an infinitive of its own."""
        if not pattern.clause:
            return True
        below = self.text.child(token, "xcomp")
        return below is not None and any(
            self.text.tags[child] == "TO" for child in self.text.children[below]
        )

    def _attached(self, token: int, words: tuple[str, ...], deps: frozenset[str]) -> bool:
        text = self.text
        return any(
            text.lower[child] in words and text.deps[child] in deps
            for child in text.children[token]
        )

    def _has_preposition(self, pattern: Pattern, token: int, noun: int | None) -> bool:
        for place in (token, noun):
            if place is None:
                continue
            for preposition in pattern.preposition:
                for head in self.roles.prepositional(place, preposition):
                    if head not in self.dates and (
                        not pattern.within or self.is_of(head, pattern.within)
                    ):
                        return True
        return False

    def _fits(self, pattern: Pattern, token: int, noun: int | None) -> bool:
        """Whether the object is a party, of the kind that the pattern asks for."""
        if pattern.party == "place":
            return any(
                self.roles.is_place(place)
                for preposition in pattern.preposition
                for place in self.roles.prepositional(token, preposition)
            )
        if pattern.party == "named":
            heads = [h for p in pattern.preposition for h in self.roles.prepositional(token, p)]
            return any(
                self.roles.known.at(head) is not None or self.is_of(head, ("delegation",))
                for head in (heads if noun is None else [noun, *heads])
            )
        if pattern.party == "none":
            return noun is not None and self.roles.known.at(noun) is None
        if noun is None:
            return False
        if pattern.party == "person":
            return noun in self.people or self.is_of(noun, ("delegation",))
        return bool(self.roles.parties(noun))

    def _subject_fits(self, pattern: Pattern, token: int) -> bool:
        subject = self.roles.subject(token)
        if subject is None:
            return not pattern.subject
        if pattern.subject_not and self.is_of(subject, pattern.subject_not):
            return False
        if not pattern.subject or self.is_of(subject, pattern.subject):
            return True
        return self.text.pos[subject] in ("PROPN", "PRON") and "delegation" in pattern.subject

    def is_of(self, noun: int, classes: tuple[str, ...]) -> bool:
        """Whether the noun phrase at `noun` speaks of one of the classes of nouns."""
        if "place" in classes and noun in self.places:
            return True
        return any(
            form in self.lexicon.classes[name] for form in self._forms(noun) for name in classes
        )

    def _forms(self, noun: int, depth: int = 3) -> Iterator[str]:
        """The lemma of a noun, alone and with each modifier, then of what it is of or joined to."""
        text = self.text
        head = text.lemmas[noun].lower()
        yield head
        for child in text.children[noun]:
            dep = text.deps[child]
            if dep in ("compound", "amod", "nmod"):
                yield f"{text.lemmas[child].lower()}_{head}"
            elif depth and dep == "conj":
                yield from self._forms(child, depth - 1)
            elif depth and dep == "prep" and text.lower[child] in ("of", "in"):
                for below in text.children[child]:
                    if text.deps[below] == "pobj":
                        yield from self._forms(below, depth - 1)
