"""Who a named person is, as the article says it beside the name.

A role stands before the name ("Russian Defense Minister Sergei Shoigu"), in apposition
("Vedant Patel, a spokesperson for the State Department,"; "the spokesman, Ned Price,")
or after "is". From it come the person's state, sector and body.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.codes import STATES_OWN
from reportedly.language.mentions import Mention
from reportedly.language.roles import roles

_ROLE_POS = frozenset({"NOUN", "PROPN", "ADJ", "PART", "NUM", "X"})
_COURTESY = frozenset({"Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Mister", "Dr.", "Dr"})
_CLOSING = frozenset({",", ".", ";", "-", "–", "—", ")", "”", '"', "''", "and", "said"})


class OfficeReader:
    """Reads the roles of named persons in one text, and gives them to their mentions."""

    def __init__(
        self, text: AnnotatedText, at: dict[int, Mention], nominals: dict[int, Mention]
    ) -> None:
        """`at` maps tokens to mentions by name, `nominals` first tokens to nominal mentions."""
        self.text = text
        self.at = at
        self.nominals = nominals
        self.ends = {mention.span_end: mention for mention in nominals.values()}
        self.heads = {mention.head: mention for mention in nominals.values()}
        self._roles = roles()
        self.titles: dict[int, Mention] = {}

    def read(self, person: Mention) -> Mention | None:
        """Fill in what the article says of `person` here; the nominal mention that is the
        same person (an apposition), if there is one."""
        self._before(person)
        nominal = self._apposition(person)
        if nominal is not None:
            self._take(person, nominal)
        return nominal

    def _before(self, person: Mention) -> None:
        text = self.text
        floor = text.sentences[text.sentence_of[person.start]][0]
        start = person.start
        while start > floor and self._is_role_token(start - 1, floor):
            start -= 1
        if start > floor and text.tags[start - 1] == "PRP$":
            person.possessor = start - 1
        while start < person.start and (
            text.pos[start] in ("PART", "PUNCT", "ADP", "DET") or text.lower[start] == "'s"
        ):
            start += 1
        if start == person.start:
            return
        start = self._after_another(start, person.start)
        tokens = list(range(start, person.start))
        for token in tokens:
            title = self._roles.titles.get(text.words[token])
            if title is not None:
                person.gender = person.gender or title.gender
                person.sector = person.sector or title.sector
                person.country = person.country or title.country
                person.noun = person.noun or title.noun
        role_at = self._role_noun(tokens)
        words = [token for token in tokens if text.words[token] not in _COURTESY]
        if role_at is None and not any(text.words[token] in self._roles.titles for token in words):
            self._belongs(person, tokens, "")
            return
        if words:
            person.role = self._slice(words[0], words[-1] + 1)
            noun = text.lemmas[role_at].lower() if role_at is not None else ""
            self._belongs(person, tokens, noun)
            for token in tokens:
                if token not in self.at:
                    self.titles[token] = person

    def _after_another(self, start: int, end: int) -> int:
        """Where the role begins if another person's stands before it: "a critic of Syrian
        President Bashar al-Assad" is not Assad."""
        text, persons = self.text, self._roles.person_sector
        if text.lemmas[end - 1].lower() in persons:
            for token in range(end - 2, start, -1):
                if text.lower[token] == "of" and text.lemmas[token - 1].lower() in persons:
                    return token + 2 if text.pos[token + 1] == "DET" else token + 1
        return start

    def _is_role_token(self, token: int, floor: int) -> bool:
        text = self.text
        inner = self.at.get(token)
        if inner is not None:
            return inner.kind != "person"
        if text.words[token] in self._roles.titles or text.pos[token] in _ROLE_POS:
            return True
        if text.words[token] == "-":
            return True
        if text.pos[token] in ("ADP", "DET") and token > floor:
            before = token - 1 if text.pos[token] == "ADP" else token - 2
            return (
                before >= floor
                and text.lower[before + 1] == "of"
                and text.lemmas[before].lower() in self._roles.person_sector
            )
        return False

    def _role_noun(self, tokens: list[int]) -> int | None:
        """The head noun of a role: the last, but the first of "Secretary of State"."""
        text, persons = self.text, self._roles.person_sector
        found = None
        for token in tokens:
            if text.lower[token] == "of" and found is not None:
                return found
            lemma = text.lemmas[token].lower()
            if lemma in persons or text.lower[token] in persons:
                found = token
        return found

    def _belongs(self, person: Mention, tokens: list[int], noun: str) -> None:
        """Read the state, body and sector from the words of the role."""
        text = self.text
        state: Mention | None = None
        body: Mention | None = None
        for token in tokens:
            inner = self.at.get(token)
            if inner is None or inner.kind == "person":
                continue
            if inner.kind == "state":
                state = state or inner
            else:
                body = inner
        if body is not None and not (state and noun in STATES_OWN):
            person.affiliation = body.head
        elif state is not None:
            person.affiliation = state.head
        for owner in (state, body):
            if owner is not None and person.country is None:
                person.country = owner.country or (owner.listed.country if owner.listed else None)
        role = (person.role or "").lower()
        if person.country is None and noun:
            self._of_owner(person)
        if person.country is None and role:
            person.country = self._roles.office_country(role)
        if noun:
            role_at = self._role_noun(tokens)
            modifiers = [text.lower[token] for token in tokens if token != role_at]
            if role_at is not None and role_at > tokens[0]:
                before = text.lower[role_at - 1]
                modifiers = [word for word in modifiers if word != before] + [before]
            sector = self._roles.sector(
                noun, modifiers, of_state=person.country is not None and body is None
            )
            person.sector = sector or person.sector
        person.gender = person.gender or self._roles.gender(noun)
        person.noun = noun or person.noun

    def _of_owner(self, person: Mention) -> None:
        """Read the state or body after the name: "Prime Minister Petar Ilic of Serbia",
        "Lawmaker Ana Roth, of Germany's Greens"."""
        text, after = self.text, person.end
        after += text.lower[after : after + 1] == [","]
        if text.lower[after : after + 1] != ["of"]:
            return
        after += 1
        after += text.lower[after : after + 1] == ["the"]
        owner = self.at.get(after)
        if owner is None or owner.listed is None or owner.kind == "person":
            return
        if owner.kind != "state":
            person.affiliation, person.country = owner.head, owner.listed.country
            return
        body = (
            self.at.get(owner.end + 1) if text.lower[owner.end : owner.end + 1] == ["'s"] else None
        )
        if body is not None and body.kind == "organisation":
            person.affiliation = body.head
        elif not self._is_state_or_its_body(owner):
            return
        else:
            person.affiliation = owner.head
        person.country = owner.listed.country

    def _is_state_or_its_body(self, state: Mention) -> bool:
        """Whether the name of a state stands for it, or before one of its bodies: "of the
        Sudanese army", but not "of the Sudanese Football Association"."""
        text, end = self.text, state.end
        if end >= len(text) or text.pos[end] not in ("NOUN", "PROPN", "ADJ"):
            return True
        bodies = self._roles.words.bodies
        return any(" ".join(text.lower[end : end + size]) in bodies for size in (1, 2, 3))

    def _apposition(self, person: Mention) -> Mention | None:
        text = self.text
        size = len(text)
        # "Ned Price, a spokesman for the department, said"
        after = person.end
        if after + 1 < size and text.words[after] in (",", "–", "—", "("):
            start = after + 1
            if text.pos[start] == "NUM" and start + 2 < size and text.words[start + 1] == ",":
                start += 2
            nominal = self.nominals.get(start)
            if nominal is not None and self._is_apposed(nominal):
                return nominal
        # "the spokesman, Ned Price, said"
        before = person.start - 1
        titles, persons = self._roles.titles, self._roles.person_sector
        while before > 0 and (
            text.words[before] in titles
            or text.lower[before] in persons
            or text.words[before] + "." in titles
            or (text.words[before] == "." and text.words[before - 1] + "." in titles)
        ):
            before -= 1
        if (
            before > 0
            and text.words[before] == ","
            and (
                after >= size or text.words[after] in _CLOSING or text.deps[person.head] == "appos"
            )
        ):
            head = text.heads[person.head] if text.deps[person.head] == "appos" else before - 1
            nominal = self.heads.get(head) or self.ends.get(before)
            if (
                nominal is not None
                and nominal.kind == "person"
                and not nominal.plural
                and text.deps[person.head] == "appos"
            ):
                return nominal
        return self._predicate(person)

    def _is_apposed(self, nominal: Mention) -> bool:
        text = self.text
        if nominal.kind != "person" or nominal.plural:
            return False
        if text.deps[nominal.head] in ("nsubj", "nsubjpass", "ROOT"):
            return False
        end = nominal.span_end
        return (
            text.deps[nominal.head] == "appos" or end >= len(text) or (text.words[end] in _CLOSING)
        )

    def _predicate(self, person: Mention) -> Mention | None:
        """The role of "Patel is a spokesperson for the department"."""
        text = self.text
        verb = text.heads[person.head]
        if text.deps[person.head] == "nsubj" and text.lemmas[verb] == "be":
            attribute = text.child(verb, "attr")
            nominal = self.heads.get(attribute) if attribute is not None else None
            if nominal is not None and nominal.kind == "person" and not nominal.plural:
                negated = text.child(verb, "neg") is not None
                return None if negated else nominal
        return None

    def _take(self, person: Mention, nominal: Mention) -> None:
        if person.role is None or all(
            word in self._roles.titles or word + "." in self._roles.titles or word == "."
            for word in person.role.split()
        ):
            # "Gen. Kirill Budanov, head of Ukraine's military intelligence"
            person.role = nominal.name
            person.sector = nominal.sector or person.sector
            person.affiliation = nominal.affiliation or person.affiliation
            person.country = nominal.country or person.country
        person.noun = person.noun or nominal.noun
        person.country = person.country or nominal.country
        person.sector = person.sector or nominal.sector
        person.gender = person.gender or nominal.gender
        if person.affiliation is None:
            person.affiliation = nominal.affiliation

    def _slice(self, start: int, end: int) -> str:
        text = self.text
        return " ".join(text.text[text.starts[start] : text.ends[end - 1]].split())
