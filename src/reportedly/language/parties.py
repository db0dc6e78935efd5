"""The parties of a document: who is named, spoken of or meant, and where.

Names come from tables first (gazetteer.py, ambiguity.py), then from the model and from
context (names.py); unnamed parties from role nouns (role_nouns.py); and mentions of the
same party are linked (coreference.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.language.ambiguity import decide
from reportedly.language.annotated import AnnotatedText
from reportedly.language.coreference import Coreference
from reportedly.language.gazetteer import PartyTable
from reportedly.language.mentions import name_mentions, pronoun_mentions
from reportedly.language.names import NameFinder
from reportedly.language.party_tables import load_table, shipped_table
from reportedly.language.referent import Referent
from reportedly.language.role_nouns import NominalFinder
from reportedly.records import Party

__all__ = ["Parties", "PartyTable", "find_parties", "load_table"]


@dataclass(slots=True)
class Parties:
    """The parties of a text, and those that the mention at each token means."""

    text: AnnotatedText
    records: tuple[Party, ...] = ()
    tokens: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def at(self, token: int) -> str | None:
        """The id of the party whose mention covers `token`, or None; of several
        ("both countries"), the first."""
        found = self.tokens.get(token)
        return found[0] if found else None

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the parties that the noun phrase in the tokens `start` to `end` names,
        members of a conjunction in order; parties inside its modifiers are left out."""
        heads = self.text.heads
        found: dict[str, None] = {}
        pending = [
            token
            for token in range(end - 1, start - 1, -1)
            if not start <= heads[token] < end or heads[token] == token
        ]
        while pending:
            token = pending.pop()
            for party in self.tokens.get(token, ()):
                found[party] = None
            below = [child for child in self.text.children[token] if start <= child < end]
            pending += [
                child
                for child in reversed(below)
                if self.text.deps[child] == "conj"
                or (self.text.pos[token] == "ADP" and self.text.deps[child] in ("pobj", "pcomp"))
                or (self.text.pos[child] == "ADP" and self.text.pos[token] in ("VERB", "ADP"))
            ]
        return tuple(found)

    def record(self, party_id: str) -> Party:
        """The party with the id `party_id`; raises KeyError if there is none."""
        number = int(party_id[1:]) if party_id[1:].isdecimal() else 0
        if not 0 < number <= len(self.records):
            raise KeyError(party_id)
        return self.records[number - 1]


def find_parties(text: AnnotatedText, table: PartyTable | None = None) -> Parties:
    """The parties that `text` names or speaks of, ids p1, p2 … in order of first mention."""
    if not text.words:
        return Parties(text)
    table = table or shipped_table()
    found = table.find(text)
    listed = decide(text, found, table)
    taken: dict[int, object] = {
        token: name for name in listed for token in range(name.start, name.end)
    }
    unlisted = NameFinder(text, taken).find()
    borne = {token for name in unlisted for token in range(name.start, name.end)}
    listed = [name for name in listed if name.start not in borne]
    names = name_mentions(text, listed, unlisted)
    at = {token: mention for mention in names for token in range(mention.start, mention.end)}
    nominals = NominalFinder(text, names, at).find()
    for mention in nominals:
        taken.setdefault(mention.head, mention)
    coreference = Coreference(text, table)
    referents = coreference.resolve(names, nominals, pronoun_mentions(text, taken))
    return _records(text, referents, coreference.at)


def _records(text: AnnotatedText, referents: list[Referent], at: list[tuple[int, ...]]) -> Parties:
    """The referents as records, numbered by their first mention."""
    order = sorted(
        (number for number, referent in enumerate(referents) if referent.spans),
        key=lambda number: (
            min(referents[number].spans)[0],
            -max(end for _, end in referents[number].spans),
            number,
        ),
    )
    ids = {number: f"p{place}" for place, number in enumerate(order, 1)}
    records = []
    for number in order:
        referent = referents[number]
        records.append(
            Party(
                id=ids[number],
                name=referent.name,
                kind=referent.kind,
                code=referent.code,
                country=referent.country,
                role=referent.role,
                member_of=ids.get(referent.member_of) if referent.member_of is not None else None,
                mentions=tuple(text.span(*span) for span in sorted(set(referent.spans))),
            )
        )
    tokens = {
        token: tuple(ids[number] for number in meant if number in ids)
        for token, meant in enumerate(at)
        if meant
    }
    return Parties(text, tuple(records), tokens)
