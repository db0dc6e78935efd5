"""Names of persons, organisations and ships that no table lists.

The model's entities are the start, but small models err: a run of capitalised words
after a title or role noun ("spokesperson Vedant Patel"), or one that begins with a
first name, is a person's name whatever its label. Ships' names (vessel_names.py) come
before those of persons, organisations' (body_names.py) after; then later mentions by
the last name or the abbreviation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.language.annotated import AnnotatedText
from reportedly.language.arms_names import is_arm
from reportedly.language.body_names import bodies, speaking_organisations
from reportedly.language.headlines import Headlines
from reportedly.language.media_names import media
from reportedly.language.roles import first_names, roles
from reportedly.language.vessel_names import vessels

Kind = Literal["person", "organisation", "vessel"]
PARTICLES = frozenset(
    {"abd", "abu", "af", "al", "av", "ben", "bin", "bint", "da", "de", "del", "della", "den", "der"}
    | {"di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "ul", "van", "von"}
)
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_ABBREVIATION = 12
_SYLLABLE = 6  # letters
_NO_SYLLABLES = frozenset(
    {"based", "born", "bound", "class", "era", "held", "led", "like", "run", "type", "wide"}
)
_AT_PLACES = frozenset({"in", "near", "outside", "across", "throughout"})


@dataclass(frozen=True, slots=True)
class Name:
    """An unlisted name at a token range, and the kind of party that bears it."""

    start: int
    end: int
    kind: Kind


class NameFinder:
    """Finds unlisted names in one text, around the tokens that are taken already."""

    def __init__(self, text: AnnotatedText, taken: dict[int, object]) -> None:
        """`taken` holds the tokens of listed names; the finder adds those that it finds."""
        self.text = text
        self.taken = taken
        self.found: list[Name] = []
        self._places: set[str] | None = None
        self._headlines = Headlines(text)
        self._roles = roles()
        self._first_names = first_names()

    def find(self) -> list[Name]:
        """The names, from left to right."""
        for start, end in vessels(self.text, self.taken):
            self._add(start, end, "vessel")
        for start, end in media(self.text, self.taken):
            self._add(start, end, "organisation")
        self._labelled_persons()
        self._persons_by_context()
        self._recurring()
        for start, end in bodies(self.text, self.taken):
            self._add(start, end, "organisation")
        for start, end in speaking_organisations(self.text, self.taken):
            self._add(start, end, "organisation")
        self._recurring()
        self.found.sort(key=lambda name: name.start)
        return self.found

    def _add(self, start: int, end: int, kind: Kind) -> None:
        if kind == "person" and self._headlines.hold_no_name(start, end):
            return
        if end > start and not any(token in self.taken for token in range(start, end)):
            name = Name(start, end, kind)
            self.found.append(name)
            for token in range(start, end):
                self.taken[token] = name

    def _labelled_persons(self) -> None:
        text, words = self.text, self.text.words
        for start, end, label in text.entities:
            if label == "PERSON":
                start, end = self._trimmed(start, end)
                if end - start == 1 and not self._may_be_surname(start):
                    continue
                while start and text.lower[start - 1] in PARTICLES and words[start - 1].istitle():
                    start -= 1  # "De Blasio", of which the model sees the last word
                if start < end and start not in self.taken:
                    end = self._run(start, max(end, start + 1))
                if not is_arm(text, start, end):
                    self._add(start, end, "person")

    def _may_be_surname(self, token: int) -> bool:
        word = self.text.words[token]
        if self._places is None:
            lower = self.text.lower
            self._places = {
                word
                for before, word in zip(lower, self.text.words[1:], strict=False)
                if before in _AT_PLACES
            }
        return (
            len(word) > 2
            and word not in self._places
            and self.text.pos[token] == "PROPN"
            and not word.isupper()
            and not any(character.isdigit() for character in word)
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The range without titles, roles and states before it, or marks after it."""
        text, words = self.text, self.text.words
        while start < end and (
            start in self.taken or self._is_before_name(start) or not words[start][:1].isupper()
        ):
            start += 1
        stop = start
        while stop < end and stop not in self.taken and self._is_name_word(stop):
            stop += 1
        while stop > start and not self._ends_name(stop - 1):
            stop -= 1
        if stop > start and text.lower[stop - 1] in self._roles.words.organisation_words:
            return start, start
        return start, stop

    def _is_before_name(self, token: int) -> bool:
        words = self._roles
        lower = self.text.lower[token]
        return (
            self.text.words[token] in words.titles
            or (lower in words.person_sector and self.text.words[token] not in self._first_names)
            or lower in words.modifier_sector
            or lower in words.words.not_in_names
        )

    def _is_name_word(self, token: int) -> bool:
        word, lower = self.text.words[token], self.text.lower[token]
        if word[:1].isupper():
            return word[0].isalpha() and lower not in self._roles.words.not_in_names
        if self._is_joined(token):
            return True
        return lower in PARTICLES or word == "-" or word in SUFFIXES or word in ("'", "’")

    def _is_joined(self, token: int) -> bool:
        """Whether a hyphen without blanks joins the word to a name: "Kim Tae-woo"."""
        text = self.text
        return (
            token > 1
            and text.words[token - 1] == "-"
            and text.words[token - 2][:1].isupper()
            and text.ends[token - 2] + 1 == text.starts[token]
            and (text.pos[token] == "PROPN" or self._is_syllable(token))
        )

    def _is_syllable(self, token: int) -> bool:
        """Whether the word after a hyphen ends an East Asian given name, which the tagger takes
        for a noun: "Shin Won-sik"."""
        text, before = self.text, token - 3
        return (
            before >= 0
            and text.lower[token].isalpha()
            and len(text.words[token]) <= _SYLLABLE
            and text.words[token].islower()
            and len(text.words[token - 2]) <= _SYLLABLE
            and len(text.words[before]) <= _SYLLABLE
            and text.words[before].istitle()
            and text.pos[before] == "PROPN"
            and text.lower[token] not in self._roles.words.leanings
            and text.lower[token] not in _NO_SYLLABLES
        )

    def _ends_name(self, token: int) -> bool:
        return self.text.words[token][:1].isupper() or self._is_joined(token)

    def _run(self, start: int, least: int) -> int:
        """The end of the run of name words that begins at `start`; at least `least`."""
        text, end = self.text, least
        sentence = text.sentence_of[start]
        while (
            end < len(text)
            and end not in self.taken
            and text.sentence_of[end] == sentence
            and end - start < 6
            and self._is_name_word(end)
            and (text.pos[end] in ("PROPN", "X", "PUNCT", "ADP", "DET", "PART"))
            and text.lower[end] not in self._roles.person_sector
        ):
            end += 1
        while end > start and not self._ends_name(end - 1):
            end -= 1
        return end

    def _persons_by_context(self) -> None:
        """Runs of capitalised words after a title or a role noun, or from a first name on."""
        text, words, taken = self.text, self.text.words, self.taken
        titles, persons, names = self._roles.titles, self._roles.person_sector, self._first_names
        pos = text.pos
        for token in range(len(text)):
            if pos[token] != "PROPN" or token in taken:
                continue
            word = words[token]
            if not word[:1].isupper() or not word[0].isalpha():
                continue
            before = words[token - 1] if token else ""
            if before in titles or (
                text.lower[token - 1] in persons
                and token
                and text.deps[token - 1] in ("compound", "nmod", "amod", "appos", "nn")
                and not self._is_before_name(token)
            ):
                start = token
                while start < len(text) and words[start] in titles:
                    start += 1
                if start < len(text) and start not in taken and words[start][:1].isupper():
                    self._add(start, self._run(start, start + 1), "person")
            elif before == "," and self._is_apposed(token):
                self._add(token, self._run(token, token + 1), "person")
            elif word in names and token + 1 < len(text):
                end = self._run(token, token + 1)
                if (
                    1 < end - token < 5
                    and text.lower[end - 1] not in self._roles.words.organisation_words
                    and (token == 0 or pos[token - 1] != "PROPN" or token - 1 in taken)
                ):
                    self._add(token, end, "person")

    def _is_apposed(self, token: int) -> bool:
        """Whether a name of two words or more stands between commas after a role noun: "a
        spokesman, Sylvain Ekenge,"."""
        text, end = self.text, self._run(token, token + 1)
        role = token - 2
        return (
            role >= 0
            and text.lower[role] in self._roles.person_sector
            and text.tags[role] in ("NN", "NNP")
            and 1 < end - token < 5
            and text.lower[end - 1] not in self._roles.words.organisation_words
            and text.words[end : end + 1] == [","]
        )

    def _recurring(self) -> None:
        """Later mentions by the last name, and by the abbreviation given in brackets."""
        text, words = self.text, self.text.words
        known: dict[str, Kind] = {}
        for name in self.found:
            last = name.end - 1
            if words[last] in SUFFIXES and last > name.start:
                last -= 1
            if name.kind == "organisation":
                if last + 3 < len(text) and words[last + 1] == "(" and words[last + 3] == ")":
                    short = words[last + 2]
                    if short.isupper() and 1 < len(short) <= _ABBREVIATION:
                        known[short] = "organisation"
                continue
            if name.kind == "person" and last - name.start > 1 and len(words[name.start]) <= 4:
                known.setdefault(words[name.start], "person")  # "Kim Jong Un", later "Kim"
            known[words[last] if name.kind == "person" else words[name.start]] = name.kind
        if any("’" in word for word in words):
            known |= {word.replace("’", "'"): kind for word, kind in known.items()}
            known |= {word.replace("'", "’"): kind for word, kind in known.items()}
        for token, word in enumerate(words):
            if (
                word in known
                and token not in self.taken
                and text.pos[token] in ("PROPN", "NOUN", "X", "ADJ")
            ):
                start = token
                if known[word] == "person":
                    while (
                        start
                        and text.lower[start - 1] in PARTICLES
                        and (words[start - 1].istitle() and start - 1 not in self.taken)
                    ):
                        start -= 1
                self._add(start, token + 1, known[word])
