"""Which mentions of a document are of the same party.

Sieves in the order of their sureness (Lee et al. 2013): names by name, abbreviation
and last name; role nouns in apposition, then definite ones by what they say
("the minister", "the company"); pronouns last, by salience. A sentence's names are
linked before its nouns and pronouns, so a pronoun may look at the whole sentence.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import PartyTable
from reportedly.language.mentions import HE, IT, SELF, SHE, THEY, Mention
from reportedly.language.nominals import NominalLinker
from reportedly.language.offices import OfficeReader
from reportedly.language.referents import Referent, Referents
from reportedly.language.roles import roles
from reportedly.language.salience import Salience, governor, speaks

_WINDOW = 6
_SPEAKING_WINDOW = 12
_NAMED_WITHIN = 4
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


class Coreference:
    """Links the mentions of one text to referents."""

    def __init__(self, text: AnnotatedText, table: PartyTable) -> None:
        """Start with nothing linked."""
        self.text = text
        self.referents = Referents(text, table)
        self.salience = Salience(text)
        self.at: list[tuple[int, ...]] = [()] * len(text)
        self._nominals = NominalLinker(text, self.referents, self.salience, self.at)
        self._roles = roles()
        self._unnamed: list[int] = []

    def resolve(
        self, names: list[Mention], nominals: list[Mention], pronouns: list[Mention]
    ) -> list[Referent]:
        """The referents of the mentions; `at` then tells them by token."""
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
        for token, person in offices.titles.items():
            if not self.at[token]:
                self.at[token] = self.at[person.start]
        return self.referents.all

    def _link_names(
        self, named: list[Mention], offices: OfficeReader
    ) -> dict[int, tuple[int, Mention]]:
        """Link a sentence's names, bodies first: a person's role may name one."""
        apposed: dict[int, tuple[int, Mention]] = {}
        linked: list[tuple[Mention, int]] = []
        for mention in sorted(named, key=lambda m: (m.kind == "person", m.start)):
            if mention.kind == "person":
                nominal = offices.read(mention)
                self._nominals.employ(mention)
                self._bodies_of(mention)
            else:
                nominal = None
            number = self._named_at_last(mention)
            if number is None:
                self._nominals.place(mention)
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
        if mention.kind != "person" or mention.role or mention.country or not self._unnamed:
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
        if len(recent) != 1 or self.referents.all[recent[0]].anonymous:
            return None
        number = recent[0]
        role = self.referents.all[number]
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

    def _mark(self, mention: Mention, number: int, *, tokens: bool = True) -> None:
        referent = self.referents.all[number]
        start, end = mention.start, mention.end
        if mention.sort == "nominal":
            end = mention.head + 1
            start = self._nominals.content_start(mention)
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
                meant = self._pronoun(mention)
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
        if number not in self._unnamed and speaks(self.text, mention.head):
            referent.sentence = self.text.sentence_of[mention.head]
            start, end = self.text.sentences[referent.sentence]
            anonymity = self._roles.words.anonymity
            referent.anonymous = any(w in anonymity for w in self.text.lower[start:end])
            self._unnamed.append(number)

    def _pronoun(self, mention: Mention) -> tuple[int, ...]:
        text, token = self.text, mention.head
        word = text.lower[token]
        quoted = bool(self.salience.quoted[token])
        if word in SELF:
            speaker = self.salience.speaker_of(token) if quoted else None
            return (speaker,) if speaker is not None else ()
        if word in IT and ((quoted and word == "it") or not self._is_agent(token, word)):
            return ()
        speaker = self.salience.speaker_of(token) if quoted else None
        barred = self._barred(token)
        saying = speaks(text, token) and not quoted
        before = self._cataphor(mention, quoted)
        if before is not None and self._fit(word, (before,)) > 0:
            return (before,)
        best: tuple[int, ...] = ()
        most = 0.0
        for score, meant in self.salience.ranked(token, _SPEAKING_WINDOW if saying else _WINDOW):
            if score <= most:
                break
            fit = self._fit(word, meant)
            if fit == 0 or (len(meant) == 1 and meant[0] in barred):
                continue
            if speaker is not None and meant == (speaker,) and word not in THEY | IT:
                continue
            if score * fit > most:
                best, most = meant, score * fit
        return best

    def _fit(self, word: str, meant: tuple[int, ...]) -> float:
        """How well a pronoun suits what is meant: 0 not at all, 1 fully."""
        if len(meant) > 1:
            return 1.1 if word in THEY else 0.0
        if word == "them" and not self.referents.all[meant[0]].plural:
            return 0.0  # things, more often than not
        referent = self.referents.all[meant[0]]
        kind = referent.kind
        if word in HE or word in SHE:
            gender = "m" if word in HE else "f"
            if kind != "person" or referent.plural:
                return 0.0
            if referent.gender is None:
                return 0.8 if referent.named else 0.7
            return 1.0 if referent.gender == gender else 0.0
        if word in IT:
            if kind == "person" or kind == "unknown":
                return 0.0
            return 0.3 if referent.plural else 1.0
        if referent.plural:
            return 1.0
        if kind == "person":
            return 0.0 if referent.named or referent.gender else 0.3
        return {"group": 0.9, "organisation": 0.5}.get(kind, 0.4)

    def _is_agent(self, token: int, word: str) -> bool:
        """Whether "it" stands where a party may: it says or acts by will, or owns."""
        text = self.text
        verb, dep = governor(text, token)
        if dep == "poss":
            return True
        if dep != "nsubj":
            return False
        lemma = text.lemmas[verb]
        above = text.heads[verb]
        if text.deps[verb] == "ccomp" and text.lemmas[above] in self._roles.words.speaking:
            # "the group said it had …": who says it is no person
            subject = text.child(above, "nsubj")
            if subject is not None and self.at[subject] and self._fit(word, self.at[subject]) > 0:
                return True
        return lemma in self._roles.words.speaking or lemma in self._roles.words.acting

    def _barred(self, token: int) -> set[int]:
        """Subjects of the pronoun's own verb, which it would name by "himself"."""
        text = self.text
        if text.lower[token] in _REFLEXIVE or text.deps[token] not in ("dobj", "dative", "pobj"):
            return set()
        verb = text.heads[token]
        if text.deps[token] == "pobj":
            verb = text.heads[verb]
        subject = text.child(verb, "nsubj", "nsubjpass")
        return set(self.at[subject]) if subject is not None else set()

    def _cataphor(self, mention: Mention, quoted: bool) -> int | None:
        """The subject that follows: "In his speech, Putin said"."""
        text, token = self.text, mention.head
        if quoted or text.deps[token] not in ("poss", "nsubj"):
            return None
        start, end = text.sentences[text.sentence_of[token]]
        root = next((t for t in range(start, end) if text.heads[t] == t), start)
        subject = text.child(root, "nsubj", "nsubjpass")
        if subject is None or subject <= token or not self.at[subject]:
            return None
        top = token
        while text.heads[top] != root and text.heads[top] != top:
            top = text.heads[top]
        if text.deps[top] not in ("prep", "advcl") or text.right[top] >= subject:
            return None
        return self.at[subject][0]
