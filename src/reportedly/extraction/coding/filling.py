"""The actors and recipients of a match, by the roles that its pattern names."""

from __future__ import annotations

from reportedly.extraction.coding.patterns import Match
from reportedly.extraction.coding.roles import Roles
from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import is_reporting

Ids = tuple[str, ...]


class RoleFiller:
    """Fills the roles of the matches of one text."""

    def __init__(self, text: AnnotatedText, roles: Roles) -> None:
        self.text = text
        self.roles = roles

    def actors(self, match: Match) -> Ids:
        """The ids of the parties that act, in text order."""
        token, roles = match.token, self.roles
        if self.text.pos[token] == "NOUN":
            return self._actors_of_noun(match)
        subject = roles.subject(token)
        if subject is not None:
            found = roles.parties(subject)
            if found or self.text.pos[subject] != "PRON":
                return found
            return self.speaker(token)
        if match.pattern.actor == "location":
            place = roles.location(token)
            if place is not None:
                return roles.parties(place)
        return ()

    def _actors_of_noun(self, match: Match) -> Ids:
        text, roles, token = self.text, self.roles, match.token
        for preposition in ("by", "between", "among"):
            for noun in roles.prepositional(token, preposition):
                found = roles.parties(noun)
                if found:
                    return found
        for dep in ("poss", "amod", "compound", "nmod"):
            for child in text.children[token]:
                if text.deps[child] == dep and (found := roles.parties(child)):
                    return found
        head = text.heads[token]
        if text.deps[token] in ("dobj", "nsubjpass") and text.pos[head] == "VERB":
            subject = roles.subject(head)
            return roles.parties(subject) if subject is not None else ()
        return ()

    def speaker(self, token: int) -> Ids:
        """The parties that say what `token` tells: the subject of the verb of saying above it."""
        text, node = self.text, token
        while text.heads[node] != node:
            head = text.heads[node]
            if text.deps[node] in ("relcl", "acl", "advcl"):
                return ()
            if text.deps[node] == "ccomp" and is_reporting(text.lemmas[head]):
                subject = self.roles.surface(head)
                return self.roles.parties(subject) if subject is not None else ()
            node = head
        return ()

    def recipients(self, match: Match, actors: Ids) -> Ids:
        """The ids of the parties that receive, found at the best of the pattern's places."""
        for place in match.pattern.recipient:
            if place == "near" and match.pattern.mutual and len(actors) > 1:
                return ()
            found = tuple(p for p in self._at(place, match, actors) if p not in actors)
            if found:
                return found
        return ()

    def _at(self, place: str, match: Match, actors: Ids) -> Ids:
        roles, noun = self.roles, match.object
        if place == "object":
            return roles.parties(noun) if noun is not None else ()
        if place == "possessor":
            return roles.of_owner(noun) if noun is not None else ()
        if place == "dative":
            found = self.text.child(match.token, "dative")
            return roles.parties(found) if found is not None else ()
        if place == "clause":
            below = roles.complement(match.token)
            subject = roles.surface(below) if below is not None else None
            return roles.parties(subject) if subject is not None else ()
        if place == "near":
            return self._near(match.token, actors)
        for start in (match.token, noun):
            if start is not None:
                for head in roles.prepositional(start, place):
                    if found_there := roles.parties(head):
                        return found_there
        return ()

    def _near(self, token: int, actors: Ids) -> Ids:
        """The nearest party after `token` in what it governs, and those joined to it."""
        text, known = self.text, self.roles.known
        for place in range(token + 1, text.right[token] + 1):
            party = known.at(place)
            if party is not None and party not in actors and self.roles.code(party) is not None:
                return self.roles.parties(place)
        return ()
