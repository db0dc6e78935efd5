"""Names of persons, organisations and ships that no table lists.

The model's entities are the start, but small models err: a run of capitalised words
after a title or role noun ("spokesperson Vedant Patel"), or one that begins with a
first name, is a person's name whatever its label; a run with a word such as
"Institute" in it is an organisation's; what follows "the tanker" is a ship's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import first_names, roles

PARTICLES = frozenset(
    {"abd", "abu", "af", "al", "av", "ben", "bin", "bint", "da", "de", "del", "della", "den", "der"}
    | {"di", "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "ul", "van", "von"}
)
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_ABBREVIATION = 12
_AT_PLACES = frozenset({"in", "near", "outside", "across", "throughout"})


@dataclass(frozen=True, slots=True)
class Name:
    """An unlisted name at a token range, and the kind of party that bears it."""

    start: int
    end: int
    kind: Literal["person", "organisation", "vessel"]


class NameFinder:
    """Finds unlisted names in one text, around the tokens that are taken already."""

    def __init__(self, text: AnnotatedText, taken: dict[int, object]) -> None:
        """`taken` holds the tokens of listed names; the finder adds those that it finds."""
        self.text = text
        self.taken = taken
        self.found: list[Name] = []
        self._places: set[str] | None = None
        self._roles = roles()
        self._first_names = first_names()

    def find(self) -> list[Name]:
        """The names, from left to right."""
        self._vessels()
        self._labelled_persons()
        self._persons_by_context()
        self._recurring()
        self._bodies()
        self._organisations()
        self._recurring()
        self.found.sort(key=lambda name: name.start)
        return self.found

    def _add(self, start: int, end: int, kind: Literal["person", "organisation", "vessel"]) -> None:
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
        while stop > start and not words[stop - 1][:1].isupper():
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
        return lower in PARTICLES or word == "-" or word in SUFFIXES or word in ("'", "’")

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
        while end > start and not text.words[end - 1][:1].isupper():
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
            elif word in names and token + 1 < len(text):
                end = self._run(token, token + 1)
                if (
                    1 < end - token < 5
                    and text.lower[end - 1] not in self._roles.words.organisation_words
                    and (token == 0 or pos[token - 1] != "PROPN" or token - 1 in taken)
                ):
                    self._add(token, end, "person")

    def _bodies(self) -> None:
        """Capitalised runs around a word such as "Ministry": the run before it, and what
        follows "of"."""
        text, words = self.text, self.text.words
        known = self._roles.words.organisation_words
        phrases = self._roles.phrases
        for token in range(len(text)):
            lower = text.lower[token]
            if (
                (lower in known or lower in phrases)
                and words[token][0].isupper()
                and (len(lower) < 4 or not words[token].isupper())  # no dateline
                and text.pos[token] == "PROPN"
                and token not in self.taken
            ):
                start, end = self._body_start(token), self._body_end(token)
                if end - start > 1 and not self._is_role(end - 1):
                    self._add(start, end, "organisation")

    def _is_role(self, token: int) -> bool:
        """Whether the run goes on to a role noun: "Defense Ministry Spokesman"."""
        return self.text.lower[token] in self._roles.person_sector

    def _body_start(self, token: int) -> int:
        text, words = self.text, self.text.words
        floor = text.sentences[text.sentence_of[token]][0]
        start = token
        while start > floor:
            before = start - 1
            if before in self.taken or not (
                (words[before][:1].isupper() and text.pos[before] in ("PROPN", "ADJ", "NOUN"))
                or (
                    words[before] in ("&", "-", "and")
                    and words[before - 1][:1].isupper()
                    and before - 1 not in self.taken
                    and words[before] != "and"
                )
            ):
                break
            if words[before] in self._roles.titles or text.lower[before] in ("the", "a"):
                break
            start = before
        return start

    def _body_end(self, token: int) -> int:
        """The end of "Ministry of Foreign Affairs"; never over a state's name."""
        text, words = self.text, self.text.words
        sentence_end = text.sentences[text.sentence_of[token]][1]
        end = token + 1
        if end + 1 >= sentence_end or text.lower[end] not in ("of", "for", "on"):
            return end
        stop = end + 1
        if text.lower[stop] == "the" and stop + 1 < sentence_end:
            stop += 1
        begin = stop
        while (
            stop < sentence_end
            and stop not in self.taken
            and stop - begin < 6
            and (words[stop][:1].isupper() or text.lower[stop] in ("and", "&", "of"))
        ):
            stop += 1
        while stop > begin and not words[stop - 1][:1].isupper():
            stop -= 1
        return stop if stop > begin else end

    def _organisations(self) -> None:
        text, known = self.text, self._roles.words.organisation_words
        speaking = self._roles.words.speaking
        for start, end, label in text.entities:
            if label != "ORG":
                continue
            while start < end and (text.lower[start] in ("the", "a", "an") or start in self.taken):
                start += 1
            while (
                end > start
                and not text.words[end - 1][-1:].isalnum()
                and (not text.words[end - 1].endswith("."))
            ):
                end -= 1
            if end > start and text.lower[end - 1] in ("'s", "’s"):
                end -= 1
            if end <= start or not text.words[start][:1].isupper():
                continue
            last = end - 1
            named = any(text.lower[token] in known for token in range(start, end))
            speaks = text.deps[last] == "nsubj" and text.lemmas[text.heads[last]] in speaking
            if (named and end - start > 1) or (speaks and text.pos[last] == "PROPN"):
                self._add(start, end, "organisation")

    def _vessels(self) -> None:
        """What follows "the tanker" or "MV", with or without quotation marks."""
        text, words = self.text, self.text.words
        vessels = self._roles.words.vessels
        for token in range(len(text) - 1):
            is_prefix = words[token] in self._roles.words.vessel_prefixes
            if not (is_prefix or text.lemmas[token] in vessels or text.lower[token] in vessels):
                continue
            start = token + 1
            if not is_prefix and text.lower[start] in ("called", "named") and start + 1 < len(text):
                start += 1
            if words[start] in ('"', "“", "'", "‘", "``") and start + 1 < len(text):
                start += 1
            if words[start] in self._roles.words.vessel_prefixes and start + 1 < len(text):
                start += 1
            end = start
            while (
                end < len(text)
                and (end not in self.taken or (end == start and self._goes_on(end)))
                and end - start < 4
                and text.sentence_of[end] == text.sentence_of[token]
                and (words[end][:1].isupper() or (end > start and words[end].isdigit()))
                and (text.pos[end] in ("PROPN", "NOUN", "NUM", "ADJ"))
                and text.lower[end] not in self._roles.words.not_in_names
            ):
                end += 1
            if (
                end > start
                and words[end : end + 1] == ["of"]
                and (words[end + 1 : end + 2] and words[end + 1][:1].isupper())
            ):  # "the Star of Oman": the state is in the name
                self.taken.pop(end + 1, None)
                end += 2
            if end - start > 1:
                self.taken.pop(start, None)  # "Amazon Pearl" is no company
            self._add(start, end, "vessel")

    def _goes_on(self, token: int) -> bool:
        """Whether another word of a name follows a listed name of one word."""
        text, after = self.text, token + 1
        return (
            after < len(text)
            and after not in self.taken
            and text.pos[after] == "PROPN"
            and text.words[after].istitle()
            and text.lower[after] not in self._roles.person_sector
        )

    def _recurring(self) -> None:
        """Later mentions by the last name, and by the abbreviation given in brackets."""
        text, words = self.text, self.text.words
        known: dict[str, Literal["person", "organisation", "vessel"]] = {}
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
