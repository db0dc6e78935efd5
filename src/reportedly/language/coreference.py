"""Which mentions of a document are of the same party.

Sieves in the order of their sureness (Lee et al. 2013): names by name, abbreviation
and last name; role nouns in apposition, then definite ones by what they say
("the minister", "the company"); pronouns last, by salience. A sentence's names are
linked before its nouns and pronouns, so a pronoun may look at the whole sentence.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.belonging import Belonging
from reportedly.language.codes import is_office
from reportedly.language.gazetteer import PartyTable
from reportedly.language.mentions import Mention, content_start
from reportedly.language.nominals import NominalLinker
from reportedly.language.offices import OfficeReader
from reportedly.language.pronouns import PronounLinker
from reportedly.language.referent import Referent
from reportedly.language.referents import Referents
from reportedly.language.relatives import link_relatives
from reportedly.language.roles import roles
from reportedly.language.salience import Salience, speaks
from reportedly.language.unnamed import UnnamedParties

_NAMED_WITHIN = 4


def _of_states_first(mention: Mention) -> tuple[bool, bool, int]:
    """States before the bodies that may be theirs, and those before the persons in them."""
    return mention.kind == "person", mention.listed is None, mention.start


class Coreference:
    """Links the mentions of one text to referents."""

    def __init__(self, text: AnnotatedText, table: PartyTable) -> None:
        """Start with nothing linked."""
        self.text = text
        self.referents = Referents(text, table)
        self.salience = Salience(text)
        self.at: list[tuple[int, ...]] = [()] * len(text)
        self._belonging = Belonging(self.referents, self.salience)
        unnamed = UnnamedParties(text, self.referents, self._belonging)
        self._nominals = NominalLinker(text, self.referents, self.salience, self.at, unnamed)
        self._pronouns = PronounLinker(text, self.referents, self.salience, self.at)
        self._roles = roles()
        self._unnamed: list[int] = []

    def resolve(
        self, names: list[Mention], nominals: list[Mention], pronouns: list[Mention]
    ) -> list[Referent]:
        """The referents of the mentions; `at` then tells them by token."""
        self._belonging.read(names)
        at = {token: mention for mention in names for token in range(mention.start, mention.end)}
        offices = OfficeReader(self.text, at, {m.start: m for m in nominals})
        by_sentence: dict[int, tuple[list[Mention], list[Mention]]] = {}
        sentence_of = self.text.sentence_of
        for mention in names:
            by_sentence.setdefault(sentence_of[mention.start], ([], []))[0].append(mention)
        for mention in nominals + pronouns:
            by_sentence.setdefault(sentence_of[mention.head], ([], []))[1].append(mention)
        for sentence in sorted(by_sentence):
            named, others = by_sentence[sentence]
            apposed = self._link_names(named, offices)
            others.sort(key=lambda mention: (mention.head, mention.start))
            self._link_others(others, apposed)
            self._employ(named)
        for token, person in offices.titles.items():
            if not self.at[token]:
                self.at[token] = self.at[person.start]
        link_relatives(self.text, self.at)
        return self.referents.all

    def _link_names(
        self, named: list[Mention], offices: OfficeReader
    ) -> dict[int, tuple[int, Mention]]:
        """Link a sentence's names, bodies first: a person's role may name one."""
        apposed: dict[int, tuple[int, Mention]] = {}
        linked: list[tuple[Mention, int]] = []
        for mention in sorted(named, key=_of_states_first):
            if mention.kind == "person":
                nominal = offices.read(mention)
                self._bodies_of(mention)
            else:
                nominal = None
            number = self._named_at_last(mention)
            if number is None:
                self._belonging.place(mention)
                number = self.referents.link(mention)
            if nominal is not None:
                apposed[nominal.head] = (number, mention)
            self._mark(mention, number)
            linked.append((mention, number))
        linked.sort(key=lambda pair: pair[0].start)
        conjoined = self._conjoined(linked)
        for mention, number in linked:
            self.salience.note(mention.head, (number,))
            if mention.head in conjoined:
                self.salience.note(mention.head, conjoined[mention.head])
        return apposed

    def _employ(self, named: list[Mention]) -> None:
        """Give persons the bodies that their roles mean, which the same sentence may name, and
        what "its" means of "its spokeswoman Mao Lin"."""
        for mention in named:
            if mention.kind != "person" or mention.role is None or mention.country:
                continue
            number = self.referents.of_head[mention.head]
            if self._serves_its_owner(mention):
                self._owned_by(mention, mention, number)
            elif self._belonging.employ(mention):
                self.referents.describe(number, mention)

    def _serves_its_owner(self, person: Mention) -> bool:
        """Whether the role is one in the service of a state or body: "its minister" has one,
        "its ally" has none."""
        if person.possessor is None or person.affiliation is not None:
            return False
        words = (person.role or "").lower().split()
        sector = self._roles.sector(person.noun, words[:-1], of_state=True)
        person.sector = person.sector or sector
        return sector is not None

    def _bodies_of(self, mention: Mention) -> None:
        """A person's body must be linked before the person: it may stand after the name."""
        head = mention.affiliation
        if head is not None and head not in self.referents.of_head and self.at[head]:
            self.referents.of_head[head] = self.at[head][0]

    def _conjoined(self, linked: list[tuple[Mention, int]]) -> dict[int, tuple[int, ...]]:
        """Heads of conjunctions of parties → the members: "Russia and North Korea"."""
        heads, deps = self.text.heads, self.text.deps
        groups: dict[int, list[int]] = {}
        for mention, number in linked:
            head = mention.head
            top = head
            while deps[top] == "conj" and heads[top] != top:
                top = heads[top]
            groups.setdefault(top, []).append(number)
        return {
            top: tuple(dict.fromkeys(members))
            for top, members in groups.items()
            if len(set(members)) > 1
        }

    def _named_at_last(self, mention: Mention) -> int | None:
        """The speaker introduced by role alone whose name this is: "a spokesman said …
        Ned Price said". The name comes first now, speaks, has no role, nobody competes."""
        if mention.kind != "person" or mention.country or not self._unnamed:
            return None
        if mention.listed is not None or " " not in mention.name:
            return None
        if not speaks(self.text, mention.head):
            return None
        sentence = self.text.sentence_of[mention.head]
        recent = [
            number
            for number in self._unnamed
            if sentence - self.referents.all[number].sentence <= _NAMED_WITHIN
        ]
        if len(recent) > 1:  # "minister says" in the headline, "its minister" in the report
            recent = [number for number in recent if self.referents.all[number].country]
        if len(recent) != 1 or self.referents.all[recent[0]].anonymous:
            return None
        number = recent[0]
        role = self.referents.all[number]
        if mention.role and not self._is_his_rank(mention, role):
            return None
        known = self.referents.link(mention)
        person = self.referents.all[known]
        if person.spans or known != len(self.referents.all) - 1:
            return known
        if role.gender and person.gender and role.gender != person.gender:
            return known
        self.referents.all[number], self.referents.all[known] = person, Referent("", "unknown")
        person.role, person.code = role.name, role.code
        person.country, person.member_of = role.country, role.member_of
        person.gender = person.gender or role.gender
        person.nouns |= role.nouns
        person.modifiers |= role.modifiers
        person.sector, person.spans, person.sentence = role.sector, role.spans, role.sentence
        self.referents.move(known, number)
        self._unnamed.remove(number)
        return number

    def _is_his_rank(self, mention: Mention, role: Referent) -> bool:
        """Whether the name's title is the rank that the unnamed one has: "a Sudanese general …
        Lieutenant General Ali Khan"."""
        rank = (mention.role or "").lower().split()[-1]
        military = self._roles.person_sector.get(rank) == "MIL" and mention.affiliation is None
        return military and rank in role.nouns

    def _mark(self, mention: Mention, number: int, *, tokens: bool = True) -> None:
        referent = self.referents.all[number]
        start, end = mention.start, mention.end
        if mention.sort == "nominal":
            end = mention.head + 1
            start = content_start(self.text, mention)
        referent.spans.append((start, max(end, mention.span_end)))
        self.referents.of_head[mention.head] = number
        if tokens:
            for token in range(start, end):
                if not self.at[token] or token == mention.head:
                    self.at[token] = (number,)

    def _link_others(self, others: list[Mention], apposed: dict[int, tuple[int, Mention]]) -> None:
        for mention in others:
            head = mention.head
            if mention.sort == "pronoun":
                meant = self._pronouns.link(mention)
            elif head in apposed:
                number, person = apposed[head]
                self.at[head] = (number,)
                self.referents.of_head[head] = number
                self._owned_by(person, mention, number)
                continue
            else:
                meant = self._nominals.link(mention, self._possessor(mention))
            if not meant:
                continue
            for number in meant:
                self._mark(mention, number)
            if len(meant) > 1:
                self.at[head] = meant
            if mention.sort == "nominal" and len(meant) == 1:
                self._remember_unnamed(mention, meant[0])
            self.salience.note(head, meant)

    def _owned_by(self, person: Mention, apposition: Mention, number: int) -> None:
        """Read the body of "the company's chief executive, Jane Smith"."""
        owner = self._possessor(apposition)
        if owner is None or person.affiliation is not None or person.country is not None:
            return
        if self.referents.all[owner].kind != "person":
            person.affiliation = apposition.possessor
            person.country = self.referents.all[owner].country
            self.referents.describe(number, person)

    def _possessor(self, mention: Mention) -> int | None:
        if mention.possessor is None or not self.at[mention.possessor]:
            return None
        return self.at[mention.possessor][0]

    def _remember_unnamed(self, mention: Mention, number: int) -> None:
        """Note a single speaker known by role only, whose name may follow."""
        referent = self.referents.all[number]
        if referent.named or referent.plural or referent.kind != "person":
            return
        acts = referent.country is not None and is_office(mention.noun.split()[-1])
        acts = acts and self.text.deps[mention.head] == "nsubj"  # one minister, so the one named
        if number not in self._unnamed and (acts or speaks(self.text, mention.head)):
            referent.sentence = self.text.sentence_of[mention.head]
            start, end = self.text.sentences[referent.sentence]
            anonymity = self._roles.words.anonymity
            referent.anonymous = any(w in anonymity for w in self.text.lower[start:end])
            self._unnamed.append(number)
