"""The parties of a document as they build up, and the linking of names to them.

A state is one party under all its names; a person is the same under the full name,
the last name and the title; a body under its name, its abbreviation and with or
without its state before it ("the Russian Defense Ministry", "the Defense Ministry").
"""

from __future__ import annotations

from itertools import pairwise

from reportedly.language.annotated import AnnotatedText
from reportedly.language.codes import code_of, is_office
from reportedly.language.gazetteer import Listed, PartyTable
from reportedly.language.mentions import Mention
from reportedly.language.party_tables import known_persons
from reportedly.language.person_names import PersonNames, gender_by_name, name_words
from reportedly.language.referent import Referent
from reportedly.language.roles import roles

_PAST = frozenset({"former", "ex", "late", "retired", "then"})
_DROPPED = frozenset({"the", "a", "an", "'s", "’s", "-", "'"})


class Referents:
    """The referents of one text, found again by name."""

    def __init__(self, text: AnnotatedText, table: PartyTable) -> None:
        """Start with none."""
        self.text = text
        self.table = table
        self.all: list[Referent] = []
        self.of_head: dict[int, int] = {}
        self._keys: dict[tuple[str, str | None], int] = {}
        self._persons = PersonNames()
        self._roles = roles()

    def new(self, referent: Referent) -> int:
        """The number of `referent`, now one of all."""
        self.all.append(referent)
        return len(self.all) - 1

    def link(self, mention: Mention) -> int:
        """The referent that the mention by name means, made if it is new."""
        if mention.kind == "person":
            return self._person(mention)
        if mention.listed is not None:
            number = self._listed(mention.listed, mention)
        else:
            number = self._body(mention)
        self._abbreviated(mention, number)
        return number

    def _abbreviated(self, mention: Mention, number: int) -> None:
        """Note the short name that follows in brackets."""
        words, end = self.text.words, mention.end
        if end + 2 < len(words) and words[end] == "(" and words[end + 2] == ")":
            short = words[end + 1]
            if short.isupper() and len(short) > 1:
                for country in dict.fromkeys((None, mention.country)):
                    self._keys.setdefault((short.lower(), country), number)

    def state(self, country: str) -> int | None:
        """The referent of the state `country`, if it was mentioned."""
        party = self.table.by_code.get(country)
        return None if party is None else self._keys.get((party.name, party.code))

    def head_of(self, number: int) -> int | None:
        """The head of a mention of the referent, or None."""
        for head, referent in self.of_head.items():
            if referent == number:
                return head
        return None

    def move(self, old: int, new: int) -> None:
        """Let what was noted under the number `old`, the last, be found under `new`."""
        self.all.pop()
        self._persons.move(old, new)

    def _listed(self, party: Listed, mention: Mention) -> int:
        country = mention.country or party.country
        name, code = party.name, party.code
        if country != party.country and code and "." in code:
            # a ministry of the same name in another state: "the German Foreign Office"
            code = f"{country}.{code.split('.', 1)[1]}"
            name = mention.name
        key = (name, code)
        if key not in self._keys:
            self._keys[key] = self.new(
                Referent(
                    name,
                    party.kind,
                    code,
                    country,
                    listed=party,
                    nouns=_head_nouns(name.lower().split()),
                    plural=name.endswith("s") and party.kind == "group",
                )
            )
        return self._keys[key]

    def knows(self, mention: Mention) -> bool:
        """Whether a body of this name was met before, of any state."""
        core = " ".join(_core(mention))
        return any(name == core for name, _ in self._keys)

    def _body(self, mention: Mention) -> int:
        """A body that no table lists, under its words without its state's name."""
        words = _core(mention)
        core = " ".join(words)
        for country in (mention.country, None) if mention.country else (None,):
            number = self._keys.get((core, country))
            if number is not None:
                referent = self.all[number]
                if mention.country and referent.country is None:
                    referent.country = mention.country
                    self._keys[(core, mention.country)] = number
                return number
        if mention.country is None:
            for (name, _), number in reversed(self._keys.items()):
                if name == core and self.all[number].kind == mention.kind:
                    return number
        code = None
        if mention.kind != "vessel":
            code = code_of(mention.country, mention.sector, self.body_code(mention), mention.noun)
        number = self.new(
            Referent(
                mention.name,
                mention.kind,
                code,
                mention.country,
                nouns=_head_nouns(words),
                sector=mention.sector,
                plural=mention.plural,
                named=mention.sort == "name",
            )
        )
        self._keys[(core, mention.country)] = number
        return number

    def body_code(self, mention: Mention) -> str | None:
        """The code of the body, not state, to which a mention says its party belongs."""
        number = self.of_head.get(mention.affiliation) if mention.affiliation is not None else None
        if number is None:
            return None
        referent = self.all[number]
        if referent.kind == "state":
            return None
        return referent.code

    def _person(self, mention: Mention) -> int:
        words = name_words(mention.name)
        number = self._persons.known(mention, words, self.all)
        if number is not None and mention.listed is not None:
            self._introduce(number, mention)
        if number is None:
            gender = mention.gender or gender_by_name(words)
            number = self.new(Referent(mention.name, "person", gender=gender))
            self._introduce(number, mention)
        referent = self.all[number]
        if len(mention.name.split()) > len(referent.name.split()) and mention.listed is None:
            referent.name = mention.name
        self._persons.note(number, words)
        self.describe(number, mention)
        return number

    def _introduce(self, number: int, mention: Mention) -> None:
        referent = self.all[number]
        if mention.listed is not None:
            listed = mention.listed
            referent.name, referent.listed = listed.name, listed
            referent.code = referent.code or listed.code
            referent.country = referent.country or listed.country
            gender, offices = known_persons().get(listed.name, (None, ()))
            referent.gender = referent.gender or gender
            referent.nouns.update(word for office in offices for word in office.split())
            self._persons.note(number, listed.name.split())

    def describe(self, number: int, mention: Mention) -> None:
        """Give the referent what a mention says of its role, where it has none yet."""
        referent = self.all[number]
        referent.gender = referent.gender or mention.gender
        if mention.noun:
            referent.nouns.add(mention.noun.split()[-1])
        told = referent.role is not None
        if mention.role and (referent.role is None or (mention.noun and len(referent.role) < 6)):
            referent.role = mention.role
            referent.modifiers.update(mention.role.lower().split())
        body = self.body_code(mention)
        code = code_of(mention.country, mention.sector, body, mention.noun)
        if not told and code is not None and self._holds_other_office(referent, mention):
            referent.code, referent.country = code, mention.country
        if code is not None and (
            referent.code is None
            or (referent.listed is None and ("." not in referent.code and "." in code))
        ):
            referent.code = code
        if referent.country is None:
            referent.country = mention.country
        if referent.member_of is None and mention.affiliation is not None:
            owner = self.of_head.get(mention.affiliation)
            if owner is not None and self.all[owner].kind in ("organisation", "group"):
                referent.member_of = owner
                referent.country = referent.country or self.all[owner].country
        referent.sector = referent.sector or mention.sector

    def _holds_other_office(self, referent: Referent, mention: Mention) -> bool:
        """Whether the title tells of an office in another state or body than the table knows:
        what the text says holds for its own day."""
        return (
            referent.listed is not None
            and mention.country not in (None, referent.listed.country)
            and mention.role is not None
            and is_office(mention.noun)
            and not _PAST.intersection(mention.role.lower().split())
        )


def _head_nouns(words: list[str]) -> set[str]:
    """The nouns by which a body comes back: "the ministry", "the panel" of experts."""
    heads = [before for before, after in pairwise(words) if after in ("of", "for", "on")]
    return {*heads[:1], *words[-1:]}


def _core(mention: Mention) -> list[str]:
    """The words of a body's name that tell it from others: "ministry of defence" is
    "defense ministry"."""
    noun = (mention.noun or mention.name.lower()).replace("defence", "defense")
    words = [word for word in noun.split() if word not in _DROPPED]
    if len(words) > 2 and words[1] == "of" and words[0] in ("ministry", "department"):
        words = [*words[2:], words[0]]
    return words
