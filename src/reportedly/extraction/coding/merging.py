"""One event a fact: drafts of the same act by and on the same parties are one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.coding.contexts import ContextReader
from reportedly.extraction.coding.force import Force
from reportedly.extraction.coding.patterns import Match
from reportedly.extraction.coding.roles import Roles
from reportedly.extraction.coding.settings import Settings
from reportedly.records import Event, Span


# Dependencies by which a clause is still the main statement.
_MAIN = frozenset({"ROOT", "ccomp", "xcomp", "conj", "acomp", "parataxis", "dep"})


@dataclass(slots=True)
class Draft:
    """An event in the making: a match with its force, roles and setting."""

    match: Match
    force: Force
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    settings: Settings
    tokens: list[int] = field(default_factory=list)

    def is_complete(self, roles: Roles) -> bool:
        """Whether enough is known for an event: a coded party that acts or is acted on;
        both for a noun, and two parties for what takes two."""
        acting = any(roles.code(p) for p in self.actors)
        receiving = any(roles.code(p) for p in self.recipients)
        text, token = self.settings.text, self.match.token
        if self.force.type == "CONSULT" and len({*self.actors, *self.recipients}) < 2:
            return False
        if self.match.pattern.phrase:
            return acting
        if text.pos[token] == "NOUN":
            return acting and (receiving or len(self.actors) > 1)
        if self.is_main():
            return acting or receiving
        if self.force.factuality == "possible" or self.recipients == self.actors:
            return False
        return acting and receiving

    def is_main(self) -> bool:
        """Whether the event is told by a main clause or by what a main clause reports."""
        text, node = self.settings.text, self.match.token
        while text.heads[node] != node:
            if text.deps[node] not in _MAIN:
                return False
            node = text.heads[node]
        return True

    def event(self, name: str, roles: Roles, contexts: ContextReader) -> Event:
        """The record of this event under the id `name`."""
        token = self.match.token
        return Event(
            id=name,
            type=self.force.type,
            mode=self.force.mode,
            contexts=contexts.at(token),
            actors=self.actors,
            recipients=self.recipients,
            actor_codes=_codes(self.actors, roles),
            recipient_codes=_codes(self.recipients, roles),
            when=self.settings.when(token),
            where=self.settings.where(token),
            factuality=self.force.factuality,
            spans=self.spans(),
            claim=self.settings.claim(token),
        )

    def spans(self) -> tuple[Span, ...]:
        """The characters of the words that tell of the event."""
        text = self.settings.text
        return tuple(text.span(token, token + 1) for token in sorted({*self.tokens}))


def one_a_fact(drafts: list[Draft]) -> list[Draft]:
    """`drafts` in text order, those that tell the same fact joined into the first."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        draft.tokens = [draft.match.token]
        if draft.match.object is not None and draft.match.pattern.object:
            draft.tokens.append(draft.match.object)
        key = (draft.force.type, draft.force.mode, draft.actors, draft.recipients)
        if key in kept:
            kept[key].tokens += draft.tokens
        else:
            kept[key] = draft
    return list(kept.values())


def _codes(parties: tuple[str, ...], roles: Roles) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for p in parties if (code := roles.code(p)) is not None))
