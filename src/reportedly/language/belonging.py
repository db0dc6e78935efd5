"""To which state or body a party belongs where its own mention leaves it unsaid.

"The Foreign Ministry" is that of the state the text speaks of; "company spokesman John
Smith" speaks for the company named last.
"""

from __future__ import annotations

from functools import cached_property

from reportedly.language.codes import is_office
from reportedly.language.mentions import Mention
from reportedly.language.referents import Referents
from reportedly.language.roles import roles
from reportedly.language.salience import Salience
from reportedly.reading.heading import dateline_end
from reportedly.reference.towns import town_code

_GOVERNING = frozenset({"GOV", "LEG"})
_HEAD = 6  # paragraphs among which a dateline may stand
_WINDOW = 8
_PASSAGE = 3
_REMEMBERED = 200  # mentions back
_STEPS = 5
_PROMINENT = 30.0  # a subject, an object or an owner
_HEARERS = frozenset({"dobj", "dative", "prep", "pobj"})


class Belonging:
    """Reads the unsaid owners in one text."""

    def __init__(self, referents: Referents, salience: Salience) -> None:
        """Share the referents and traces of the text's coreference."""
        self.referents = referents
        self.salience = salience
        self._roles = roles()
        self._states: list[tuple[int, str]] = []

    def read(self, names: list[Mention]) -> None:
        """Take note of the states that the text names, and where."""
        self._states = [
            (mention.start, mention.listed.code)
            for mention in names
            if mention.kind == "state" and mention.listed and mention.listed.code
        ]

    def country_here(self, mention: Mention, noun: str | None = None) -> str | None:
        """The state that "the ministry" or "the army" belongs to where none is said: where it
        is spoken, else which state the passage is about."""
        noun = noun or mention.noun
        if noun not in self._roles.words.bodies:
            return None
        return (
            self._met_before(mention.head, noun)
            or self._place_of_speaking(mention.head)
            or self._state_told_of(mention.head)
            or self._written_in
        )

    def _met_before(self, token: int, noun: str) -> str | None:
        """The state of the body of this noun that was named last: "the U.S. Navy … the Navy"."""
        for trace in self.salience.traces[: -_REMEMBERED - 1 : -1]:
            body = self.referents.all[trace.referents[0]]
            if trace.token < token and body.country and body.name.lower().endswith(f" {noun}"):
                return body.country
        return None

    def _place_of_speaking(self, token: int) -> str | None:
        """The state in whose capital the words fell: "told a press conference in Tehran"."""
        text = self.salience.text
        for verb in text.ancestors(token)[:_STEPS]:
            if text.lemmas[verb] in self._roles.words.speaking and text.pos[verb] == "VERB":
                spoken = [verb, *(c for c in text.children[verb] if text.deps[c] in _HEARERS)]
                for place in (c for head in spoken for c in text.children[head]):
                    named = text.child(place, "pobj") if text.lower[place] == "in" else None
                    number = self.referents.of_head.get(named) if named is not None else None
                    if number is not None and self.referents.all[number].kind == "state":
                        return self.referents.all[number].country
                return None
        return None

    def _state_told_of(self, token: int) -> str | None:
        """The state that the sentences before are about, by all its mentions; one that is only
        an object or a place there is none of them. A body speaks for its state but half."""
        sentence = self.salience.text.sentence_of[token]
        scores: dict[str, float] = {}
        subjects: set[str] = set()
        for trace in reversed(self.salience.traces):
            distance = sentence - trace.sentence
            if trace.token >= token or len(trace.referents) > 1:
                continue
            if distance > _PASSAGE:
                break
            referent = self.referents.all[trace.referents[0]]
            if referent.country is None:
                continue
            part = 1.0 if referent.kind == "state" else 0.5
            weight = trace.weight * part * 0.75**distance
            scores[referent.country] = scores.get(referent.country, 0.0) + weight
            if trace.weight >= _PROMINENT:
                subjects.add(referent.country)
        told = [country for country in scores if country in subjects]
        return max(told, key=scores.__getitem__, default=None)

    def employ(self, person: Mention) -> bool:
        """Give "company spokesman John Smith" and "army chief Ali Khan" the body meant; whether
        there is one."""
        if person.role is None or person.country or person.affiliation is not None:
            return False
        noun = person.role.lower().split()[-1]
        if is_office(noun) and self._roles.person_sector[noun] in _GOVERNING:
            person.country = self._of_office(person)
            return person.country is not None
        words = person.role.lower().split()
        for word in words[:-1]:
            anaphor = self._roles.words.anaphors.get(word)
            if anaphor is None and word not in self._roles.organisation_sector:
                continue
            for _, meant in self.salience.ranked(person.head, _WINDOW):
                body = self.referents.all[meant[0]]
                if body.kind in ("organisation", "group") and (
                    word in body.nouns
                    or (anaphor is not None and anaphor.admits(body.kind, body.code, body.sector))
                ):
                    head = self.referents.head_of(meant[0])
                    person.affiliation, person.country = head, body.country
                    return True
            if word in self._roles.words.bodies:
                person.country = self.country_here(person, word)
                return person.country is not None
        return False

    def _of_office(self, person: Mention) -> str | None:
        """The state of "Defence Minister Jane Smith", of whom nobody says whose minister she is:
        where the report was written, if it goes on to speak of that state, or where she spoke."""
        return (
            self._spoke_before(person.head)
            or self._written_in
            or self._place_of_speaking(person.head)
        )

    def _spoke_before(self, token: int) -> str | None:
        """The state that the sentence before, of the same paragraph, is of: "Asuncion said in May
        that it had been asked. President Mario Abdo said then …"."""
        text = self.salience.text
        sentence = text.sentence_of[token] - 1
        if (
            sentence < 0
            or text.paragraph_of[text.sentences[sentence][0]] != text.paragraph_of[token]
        ):
            return None
        start, end = text.sentences[sentence]
        root = next((t for t in range(start, end) if text.heads[t] == t), start)
        subject = text.child(root, "nsubj", "nsubjpass")
        number = self.referents.of_head.get(subject) if subject is not None else None
        if number is None or self.referents.all[number].kind != "state":
            return None
        return self.referents.all[number].country

    @cached_property
    def _written_in(self) -> str | None:
        """The state that the dateline names and the text speaks of elsewhere."""
        text = self.salience.text
        for start, end in text.paragraphs[:_HEAD]:
            first, last = text.starts[start], text.ends[end - 1]
            if dateline_end(text.text[first : last + 1]) < last - first:
                continue
            told = {code for token, code in self._states if start <= token < end}
            town = town_code(text.text[first:last].split(",")[0].strip(" -–—"))
            if town and not told:
                told = {town}
            told &= {code for token, code in self._states if not start <= token < end}
            return next(iter(told)) if len(told) == 1 else None
        return None

    def place(self, mention: Mention) -> None:
        """Give a body without a state of its own, "the Foreign Ministry", the state that the
        text speaks of."""
        if (
            mention.kind == "organisation"
            and mention.listed is None
            and mention.country is None
            and mention.noun in self._roles.words.bodies
            and not self.referents.knows(mention)
        ):
            mention.country = self.country_here(mention)
