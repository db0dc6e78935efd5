"""When and where an event took place, and which claim carries it."""

from __future__ import annotations

from reportedly.extraction.coding.roles import Roles
from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import is_reporting
from reportedly.records import Claim, Time

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = ("in", "at", "near", "to", "outside", "into")
_POINTS = frozenset({"DATE", "TIME"})


class Settings:
    """Finds the time, place and claim of the events of one text."""

    def __init__(
        self,
        text: AnnotatedText,
        times: tuple[Time, ...],
        claims: tuple[Claim, ...],
        roles: Roles,
    ) -> None:
        self.text = text
        self.claims = claims
        self.roles = roles
        self.places = {
            token: (start, end)
            for start, end, label in text.entities
            if label in _PLACES
            for token in range(start, end)
        }
        self.times: dict[int, str] = {}
        for time in times:
            token = text.token_at(time.start)
            if token is not None and time.type in _POINTS:
                self.times.setdefault(self._predicate(token, time), time.value)
        self._carriers = _innermost(text, claims)

    def _predicate(self, token: int, time: Time) -> int:
        """The predicate that the time at `token` dates: the first verb or noun above it."""
        text = self.text
        while text.heads[token] != token and (
            text.pos[token] not in ("VERB", "AUX")
            and not (text.pos[token] == "NOUN" and text.starts[token] >= time.end)
        ):
            token = text.heads[token]
        return token

    def when(self, token: int) -> str | None:
        """The value of the time expression that dates the predicate at `token`, or None."""
        text = self.text
        for _ in range(4):
            if token in self.times:
                return self.times[token]
            head, dep = text.heads[token], text.deps[token]
            if head == token or dep in ("ccomp", "relcl", "advcl", "acl"):
                return None
            if is_reporting(text.lemmas[head]):
                return None
            token = head
        return None

    def where(self, token: int, noun: int | None = None) -> str | None:
        """The name of the place where the event told by the predicate at `token`, and by
        its object `noun`, happened, or None."""
        for head in (token,) if noun is None else (token, noun):
            for preposition in _WHERE:
                for place in self.roles.prepositional(head, preposition):
                    if place in self.places:
                        return self._name(place)
        return None

    def _name(self, place: int) -> str:
        start, end = self.places[place]
        first, last = self.text.span(start, end)
        return self.text.text[first:last].removeprefix("the ").removeprefix("The ")

    def claim(self, token: int) -> str | None:
        """The id of the innermost claim whose content covers `token`, or None."""
        return self._carriers.get(token)


def _innermost(text: AnnotatedText, claims: tuple[Claim, ...]) -> dict[int, str]:
    """The smallest claim content over each token: the widest is written first."""
    found: dict[int, str] = {}
    sized = [
        (sum(end - start for start, end in claim.content.spans), claim)
        for claim in reversed(claims)
    ]
    for _, claim in sorted(sized, key=lambda pair: -pair[0]):
        for start, end in claim.content.spans:
            token = text.token_at(start)
            while token is not None and token < len(text) and text.starts[token] < end:
                found[token] = claim.id
                token += 1
    return found
