"""The actors and recipients of a match, by the roles that its pattern names."""

from __future__ import annotations

from reportedly.extraction.coding.ontology import lexicon
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
        if match.pattern.actor == "speaker":
            return roles.speaker(token)
        if match.pattern.actor == "from":
            return self._at("from", match, ())
        if self.text.pos[token] == "NOUN":
            return self._actors_of_noun(match)
        subject = roles.subject(token)
        found: Ids = ()
        if subject is not None:
            found = roles.parties(subject)
            if any(roles.code(party) for party in found):
                return found
            if self.text.pos[subject] == "PRON":
                return roles.speaker(token)
        if match.pattern.actor == "object" and match.object is not None:
            return roles.parties(match.object)
        if match.pattern.actor == "location" or self._is_at_home(match):
            place = roles.location(token)
            if place is None and match.object is not None and match.pattern.type == "ASSAULT":
                place = roles.location(match.object)  # "kidnapped two engineers in …"
            if place is not None:
                return (*found, *roles.parties(place))
        return found

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
            subject = None if is_reporting(text.lemmas[head]) else roles.subject(head)
            return roles.parties(subject) if subject is not None else ()
        return ()

    def recipients(self, match: Match, actors: Ids) -> Ids:
        """The ids of the parties that receive, found at the best of the pattern's places.

        What a state does to people of no named party it does to its own, and so do
        those who protest, unless a place is named.
        """
        own: Ids = ()
        uncoded: Ids = ()
        at_home = self._is_at_home(match)
        for place in match.pattern.recipient:
            if place == "near" and (
                (match.pattern.mutual and len(actors) > 1) or (at_home and self._is_unnamed(match))
            ):
                break
            named = self._at(place, match, actors)
            found = tuple(p for p in named if p not in actors)
            if match.pattern.plain:
                found = self._others(found, actors)
            if any(self.roles.code(party) for party in found):
                return found
            uncoded = uncoded or found
            own = own or named
        if not at_home or (match.pattern.mutual and len(actors) > 1):
            return uncoded
        return (*uncoded, *(own or self._at_home(match, actors)))

    def _others(self, parties: Ids, actors: Ids) -> Ids:
        """`parties` without the state that an actor speaks for: a minister who denies what
        is said of the country denies it to others."""
        own = self.roles.states(tuple(p for p in actors if self.roles.governs(p)))
        return tuple(
            party
            for party in parties
            if not (self.roles.is_state(party) and self.roles.states((party,)) <= own)
        )

    def _is_own(self, noun: int) -> bool:
        """Whether the object is the actor's: "withdrew its troops"."""
        owner = self.text.child(noun, "poss")
        return owner is not None and self.text.lower[owner] in ("his", "her", "its", "their")

    def _is_at_home(self, match: Match) -> bool:
        """Whether the act falls on the actor's own people where nobody else is named."""
        pattern = match.pattern
        return pattern.type in lexicon().words.at_home and pattern.mode not in ("seize", "cyber")

    def _is_unnamed(self, match: Match) -> bool:
        """Whether people of no named party are acted on."""
        return (
            match.object is not None
            and self.text.lemmas[match.object].lower() in lexicon().classes["person"]
        )

    def _at_home(self, match: Match, actors: Ids) -> Ids:
        if match.pattern.type == "ASSAULT" and not (
            match.object is None or self._is_unnamed(match)
        ):
            return ()
        place = self.roles.location(match.token)
        if place is not None and (found := self.roles.parties(place)):
            return found
        return tuple(party for party in actors[:1] if self.roles.is_national(party))

    def _at(self, place: str, match: Match, actors: Ids) -> Ids:
        roles, noun = self.roles, match.object
        if place == "object":
            return roles.parties(noun) if noun is not None and not self._is_own(noun) else ()
        if place == "possessor":
            return roles.of_owner(noun) if noun is not None else ()
        if place == "dative":
            found = self.text.child(match.token, "dative")
            return roles.parties(found) if found is not None else ()
        if place == "clause":
            below = roles.complement(match.token)
            subject = roles.surface(below) if below is not None else None
            return roles.parties(subject) if subject is not None else ()
        if place == "subject":
            return self._of_subject(match.token)
        if place == "near":
            return self._near(match, actors)
        for start in (match.token, noun):
            if start is not None:
                for head in roles.prepositional(start, place):
                    if found_there := roles.parties(head):
                        return found_there
        return ()

    def _of_subject(self, token: int) -> Ids:
        """The parties of the subject of the verb at or above `token`, or within it."""
        text, roles = self.text, self.roles
        while text.pos[token] not in ("VERB", "AUX") and text.heads[token] != token:
            token = text.heads[token]
        subject = roles.surface(token)
        if subject is None:
            return ()
        found = roles.parties(subject)
        if found or text.pos[subject] == "PRON":
            return found
        inside = (roles.known.at(place) for place in range(*text.subtree(subject)))
        return tuple([p for p in inside if p is not None and roles.code(p) is not None][:1])

    def _near(self, match: Match, actors: Ids) -> Ids:
        """The nearest party after `token` in what it governs, and those joined to it."""
        text, known, token = self.text, self.roles.known, match.token
        for place in range(token + 1, text.right[token] + 1):
            party = known.at(place)
            if (
                party is not None
                and party not in actors
                and self.roles.code(party) is not None
                and self._within_reach(place, match)
            ):
                return self.roles.parties(self.roles.mention_head(place))
        return ()

    def _within_reach(self, place: int, match: Match) -> bool:
        """Whether no clause of its own stands between `place` and the trigger of `match`."""
        text, node = self.text, place
        while node != match.token:
            head, dep = text.heads[node], text.deps[node]
            if head == node or dep in ("relcl", "parataxis") or text.lower[node] == "according":
                return False
            if dep in ("advcl", "acl") and text.tags[node] != "VB":
                return False
            if dep == "pcomp" and not match.pattern.governs:
                return False
            node = head
        return True
