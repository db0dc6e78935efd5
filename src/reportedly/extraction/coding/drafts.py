"""An event in the making: what was matched, and whether it is enough for a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.coding.contexts import ContextReader
from reportedly.extraction.coding.force import Force
from reportedly.extraction.coding.patterns import Match
from reportedly.extraction.coding.roles import Roles
from reportedly.extraction.coding.settings import Settings
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Event, Span

# Dependencies by which a clause is still the main statement.
_CORE = frozenset({"ROOT", "nsubj", "nsubjpass", "dobj", "attr", "appos"})
_MAIN = frozenset({"ROOT", "ccomp", "xcomp", "conj", "acomp", "parataxis", "dep"})


@dataclass(slots=True)
class Draft:
    """A match with its force and the parties that act and receive; `tokens` tell of it."""

    match: Match
    force: Force
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    tokens: list[int] = field(default_factory=list)

    def is_complete(self, text: AnnotatedText, roles: Roles) -> bool:
        """Whether enough is known for an event.

        A main clause needs a coded party that acts or is acted on; a noun or a clause
        below needs both, and what takes two parties two; a noun in a circumstance
        ("after the visit") only the actor, since it makes no event by itself.
        """
        acting = any(roles.code(party) for party in self.actors)
        receiving = any(roles.code(party) for party in self.recipients)
        if self.match.pattern.phrase:
            return acting
        if text.pos[self.match.token] == "NOUN" and not is_core(text, self.match.token):
            return acting  # it may add to what is told elsewhere
        if self.force.type == "CONSULT" and len({*self.actors, *self.recipients}) < 2:
            return False
        both = acting and (receiving or (self.match.pattern.mutual and len(self.actors) > 1))
        if text.pos[self.match.token] == "NOUN":
            return both and self.recipients != self.actors
        if is_main(text, self.match.token):
            return acting or receiving
        return both and self.force.factuality != "possible" and self.recipients != self.actors

    def event(self, name: str, roles: Roles, settings: Settings, contexts: ContextReader) -> Event:
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
            when=settings.when(token),
            where=settings.where(token, self.match.object),
            factuality=self.force.factuality,
            spans=_spans(settings.text, self.tokens),
            claim=settings.claim(token),
        )


def is_core(text: AnnotatedText, token: int) -> bool:
    """Whether the noun at `token` is what its clause tells, and no circumstance of it."""
    dep = text.deps[token]
    return dep in _CORE or (dep == "conj" and is_core(text, text.heads[token]))


def is_main(text: AnnotatedText, token: int) -> bool:
    """Whether `token` stands in a main clause, or in what a main clause reports."""
    while text.heads[token] != token:
        dep = text.deps[token]
        reported = dep == "pcomp" and text.lower[text.heads[token]] == "as"  # "quoted as saying"
        finite = dep == "amod" and text.child(token, "nsubj") is not None  # a parse gone wrong
        if dep not in _MAIN and not (reported or finite or dep == "prep"):
            return False
        token = text.heads[token]
    return True


def _spans(text: AnnotatedText, tokens: list[int]) -> tuple[Span, ...]:
    return tuple(text.span(token, token + 1) for token in sorted({*tokens}))


def _codes(parties: tuple[str, ...], roles: Roles) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for p in parties if (code := roles.code(p)) is not None))
