"""Who may give or get: the states and groups that a noun phrase stands for.

A ministry, an army, a company or a president acts for its state; a rebel movement for
itself. Where the head of a phrase names no party, what modifies it may ("the Syrian
rebels", "authorities in Kinshasa").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from reportedly.extraction.deals.makers import makers_in
from reportedly.extraction.deals.names import short_name
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.language.parties import Parties
from reportedly.language.towns import towns_in
from reportedly.records import Party
from reportedly.reference.transfers import transfer_words

_DEPTH = 3
_WITHIN = frozenset({"of", "in", "from", "for", "near", "outside"})
_MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
_COUNTRY_NOUNS = frozenset(
    {"country", "government", "nation", "state", "army", "military", "forces"}
)
_VAGUE_SIDES = frozenset(
    {"party", "parties", "side", "sides", "group", "groups", "faction", "factions"}
)
_HOLDING = frozenset({"hold", "control", "run", "rule", "dominate"})
_SIDES = frozenset(
    {"-affiliated", "-aligned", "-allied", "-backed", "-led", "-linked", "-sponsored", "-supported"}
)


@dataclass(frozen=True, slots=True)
class Filler:
    """A party in a role: the code of its state or the name of its group, and where it stands."""

    code: str
    token: int


@dataclass
class Participants:
    """The parties of a text, as givers and takers."""

    text: AnnotatedText
    parties: Parties
    goods: tuple[GoodsMention, ...]
    speakers: dict[int, str] = field(default_factory=dict)
    goods_at: dict[int, GoodsMention] = field(default_factory=dict)
    _codes: dict[str, str | None] = field(default_factory=dict)
    _makers: dict[int, str] = field(default_factory=dict)
    _towns: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.goods = tuple(m for m in self.goods if not self._is_in_name(m))
        for mention in self.goods:
            for token in range(mention.start, mention.end):
                self.goods_at[token] = mention
        self._makers = makers_in(self.text)
        self._towns = towns_in(self.text)

    def _is_in_name(self, mention: GoodsMention) -> bool:
        """Whether the words are part of a longer name: "Dana Whitlock", "Support Forces"."""
        if mention.designation is not None and any(map(str.isdigit, mention.designation)):
            return False
        for token, beside in ((mention.start, mention.start - 1), (mention.end - 1, mention.end)):
            party = self.parties.at(token)
            if party is None or not 0 <= beside < len(self.text):
                continue
            if self.parties.at(beside) == party and self.text.words[beside][:1].isupper():
                return True
        return False

    def code_at(self, token: int) -> str | None:
        """The state or group that the mention at `token` stands for, or None."""
        if token in self._makers:
            return self._makers[token]
        if token in self.goods_at:
            return None
        party_id = self.speakers.get(token) or self.parties.at(token)
        code = None if party_id is None else self.code_of(party_id)
        return code or self._towns.get(token)

    def code_of(self, party_id: str) -> str | None:
        """The state or group that the party stands for, or None."""
        if party_id not in self._codes:
            self._codes[party_id] = None  # a member of itself stands for nothing
            self._codes[party_id] = self._code(self.parties.record(party_id))
        return self._codes[party_id]

    def _code(self, party: Party) -> str | None:
        if (party.code or "").startswith("IMG.") or party.kind == "group":
            return short_name(party)
        if party.member_of is not None and (group := self.code_of(party.member_of)):
            return group
        if party.country is not None:
            return party.country
        sector = (party.code or "").split(".")[0]
        return sector if len(sector) == 3 and sector not in ("IGO", "IMG", "NGO", "MNC") else None

    def of_phrase(self, head: int) -> list[Filler]:
        """The parties that the noun phrase with the head `head` stands for, in text order."""
        found: list[Filler] = []
        for member in self.members(head):
            filler = self._of_member(member)
            if filler is not None and all(f.code != filler.code for f in found):
                found.append(filler)
        if not found:
            found = self._resolved(head)
        return found

    def _resolved(self, head: int) -> list[Filler]:
        """The parties of a pronoun or "both countries", as the parties stage resolves them."""
        found: list[Filler] = []
        for party in self.parties.of(self.text.left[head], head + 1):
            code = self.code_of(party)
            if code is not None and all(f.code != code for f in found):
                found.append(Filler(code, head))
        return found

    def members(self, head: int) -> list[int]:
        """The heads of the conjuncts of a noun phrase, in text order."""
        found, queue = [], [head]
        while queue:
            token = queue.pop()
            found.append(token)
            queue += [c for c in self.text.children[token] if self.text.deps[c] == "conj"]
        return sorted(found)

    def _of_member(self, token: int) -> Filler | None:
        text = self.text
        if token in self.goods_at or text.lower[token] == "way":
            return None  # "by way of Turkey"
        if (owner := self._own_country(token)) is not None:
            return owner
        relation = text.lemmas[token].lower() in transfer_words().relations
        code = None if relation else self.code_at(token)
        if code is not None and code in (sides := self._sides_of(token)):
            # "the Moscow-backed rebels in Georgia" are of Georgia
            home = self._of_home(token)
            return home if home is None or home.code not in sides else None
        if code is not None:
            return self._named_group(token) or Filler(code, token)
        if text.lemmas[token].lower() in transfer_words().abstract:
            return None
        if text.lower[token] in _VAGUE_SIDES and any(
            text.lower[c] in ("any", "no", "either", "neither", "both")
            for c in text.children[token]
        ):
            return None
        for child in text.children[token]:
            if text.deps[child] == "appos" and (code := self.code_at(child)) is not None:
                return Filler(code, child)
        if relation:
            return None
        if (found := self._of_modifiers(token)) is not None:
            return found
        return self._of_home(token) or self._of_holder(token)

    def _named_group(self, token: int) -> Filler | None:
        """The group by its name where it is described first: "the militant group Boko Haram"."""
        party = self.parties.at(token)
        if party is None or self.parties.record(party).kind != "group":
            return None
        if (self.parties.record(party).code or "").startswith("IMG."):
            return None
        for child in self.text.children[token]:
            named = self.parties.at(child) if self.text.deps[child] == "appos" else None
            if named is not None and self.parties.record(named).kind == "group":
                code = self.code_of(named)
                return None if code is None else Filler(code, child)
        return None

    def _of_home(self, token: int) -> Filler | None:
        """The party of the place where somebody is: "the rebels in Chad"."""
        for child in self.text.children[token]:
            if self.text.deps[child] == "prep" and self.text.lower[child] in _WITHIN:
                place = self.text.child(child, "pobj")
                if place is not None and (found := self._of_place(place)) is not None:
                    return found
        return None

    def _sides_of(self, token: int) -> list[str]:
        """The parties that only back the one meant: Iran in "Iran-backed fighters"."""
        if self.text.pos[token] != "NOUN":
            return []
        before = range(self.text.left[token], token)
        codes = [self.code_at(place) for place in before if self._is_side(place)]
        return [code for code in codes if code is not None]

    def _of_modifiers(self, token: int, depth: int = 0) -> Filler | None:
        """The party among the words before a noun, the nearest first: "Russian cargo planes"."""
        for child in reversed(self.text.children[token]):
            if child > token or self.text.deps[child] not in _MODIFIERS:
                continue
            code = self.code_at(child)
            if code is not None and not self._is_side(child):
                return Filler(code, child)
            if depth < _DEPTH and (found := self._of_modifiers(child, depth + 1)) is not None:
                return found
        return None

    def _of_place(self, place: int) -> Filler | None:
        if (code := self.code_at(place)) is not None:
            return Filler(code, place)
        for child in self.text.children[place]:
            if self.text.deps[child] in ("poss", "amod", "compound"):
                code = self.code_at(child)
                if code is not None and not self._is_side(child):
                    return Filler(code, child)  # "in Ukraine's east", "near the Turkish capital"
        return None

    def _of_holder(self, token: int) -> Filler | None:
        """Who holds a place: "Houthi-held areas"."""
        for child in self.text.children[token]:
            if self.text.lemmas[child].lower() in _HOLDING:
                for holder in self.text.children[child]:
                    if holder < child and (code := self.code_at(holder)) is not None:
                        return Filler(code, holder)
        return None

    def _own_country(self, token: int) -> Filler | None:
        """Whose country "his country" is: the state of the person meant."""
        text = self.text
        if text.lower[token] not in _COUNTRY_NOUNS:
            return None
        for child in text.children[token]:
            if text.deps[child] == "poss" and text.pos[child] == "PRON":
                party = self.parties.at(child)
                code = self.code_of(party) if party is not None else None
                return None if code is None else Filler(code, token)
        return None

    def _is_side(self, token: int) -> bool:
        """Whether `token` only says whose side a party is on: "Iran-backed"."""
        after = "".join(self.text.lower[token + 1 : token + 3])
        return any(after.startswith(side) for side in _SIDES)

    def is_firm(self, token: int) -> bool:
        """Whether the party at `token` is a company."""
        party = self.parties.at(token)
        return party is not None and (self.parties.record(party).code or "").endswith(".BUS")

    def is_noun_name(self, token: int) -> bool:
        """Whether the party at `token` is named by a noun ("Iran"), not by its adjective."""
        party = self.parties.at(token)
        if party is None:
            return True
        name = self.parties.record(party).name.lower()
        word = self.text.lower[token]
        return word in name.split() or not word.startswith(name[:4])

    @cached_property
    def sentence_fillers(self) -> dict[int, list[Filler]]:
        """The parties named in each sentence, in text order."""
        found: dict[int, list[Filler]] = {}
        for token in range(len(self.text)):
            code = self.code_at(token)
            if code is not None:
                found.setdefault(self.text.sentence_of[token], []).append(Filler(code, token))
        return found
