"""Whom a role noun means: a party of its own, or one that was named before.

"A senior official" is new; "the official", "the minister", "the company" come back
to the latest party that they may describe; "both countries" to the two latest states.
A noun that describes nobody known is a party of its own only where it counts as one:
with a state or body before it, or when it speaks.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.mentions import Mention, content_start
from reportedly.language.offices import code_of
from reportedly.language.referents import Referent, Referents
from reportedly.language.roles import NO_SECTOR, roles
from reportedly.language.salience import Salience, speaks
from reportedly.records import PartyKind

_WINDOW = 8
_FAR = 60
_RESTRICTING = frozenset({"former", "deputy", "vice", "acting", "late", "ex"})
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_OTHER = frozenset(
    {"other", "another", "separate", "different", "many", "some", "several", "most", "few", "all"}
    | {"every", "any", "no", "each"}
)


class NominalLinker:
    """Links the nominal mentions of one text."""

    def __init__(
        self,
        text: AnnotatedText,
        referents: Referents,
        salience: Salience,
        at: list[tuple[int, ...]],
    ) -> None:
        """Share the referents, traces and linked tokens of the text's coreference."""
        self.at = at
        self.text = text
        self.referents = referents
        self.salience = salience
        self._roles = roles()
        self._unnamed: dict[tuple[str, str | None], int] = {}

    def link(self, mention: Mention, possessor: int | None) -> tuple[int, ...]:
        """The referents that `mention` means; none if it is no party."""
        pair = self._pair(mention)
        if pair:
            return pair
        if possessor is not None:
            self._owned(mention, possessor)
        if mention.definite or possessor is not None:
            number = self._antecedent(mention)
            if number is not None:
                return (number,)
        if not self._is_party(mention):
            return ()
        return (self._own(mention),)

    def _pair(self, mention: Mention) -> tuple[int, ...]:
        """The two that "both countries" or "the two leaders" means, or the members of a
        conjunction that "the companies" means."""
        noun = self.text.lower[mention.head]
        anaphor = self._roles.words.anaphors.get(self.text.lemmas[mention.head].lower())
        if mention.plural and mention.definite and anaphor is not None and not mention.modifiers:
            for _, meant in self.salience.ranked(mention.head, _WINDOW):
                if len(meant) > 1 and all(
                    _admits(anaphor.kinds, anaphor.sectors, anaphor.codes, self.referents.all[n])
                    for n in meant
                ):
                    return meant
        kinds = [kind for kind, nouns in self._roles.words.pairs.items() if noun in nouns]
        if not kinds or (mention.affiliation is not None and noun != "koreas"):
            return ()
        lead = self.text.lower[mention.start : mention.head]
        count = next((_COUNTS[word] for word in lead if word in _COUNTS), 0)
        if not count and noun != "koreas":
            return ()
        if noun == "koreas":
            pair = [self.referents.state(code) for code in ("PRK", "KOR")]
            return tuple(number for number in pair if number is not None)
        ranked = self.salience.ranked(mention.head, _WINDOW)
        for kind in kinds:
            for _, meant in ranked:
                if len(meant) == count and all(self._is(kind, number) for number in meant):
                    return meant
        own = self._speakers_state(mention.head)
        for kind in kinds:
            found = [
                number
                for number, _ in self.salience.summed(mention.head, _WINDOW)
                if self._is(kind, number)
            ]
            found = [number for number in found if number != own] if len(found) > 2 else found
            if count == 2 and len(found) >= 2:
                return tuple(sorted(found[:2], key=lambda n: self.referents.all[n].spans[0]))
        return ()

    def _speakers_state(self, token: int) -> int | None:
        """The state of the one who is quoted at `token`, and would say "our" of it."""
        speaker = self.salience.speaker_of(token)
        country = self.referents.all[speaker].country if speaker is not None else None
        return self.referents.state(country) if country is not None else None

    def _is(self, kind: str, number: int) -> bool:
        referent = self.referents.all[number]
        return referent.kind == kind and (referent.named or kind == "state") and not referent.plural

    def _owned(self, mention: Mention, possessor: int) -> None:
        """Read the state of "its foreign ministry" from whom "its" means."""
        owner = self.referents.all[possessor]
        if mention.country is None and owner.kind != "person":
            mention.country = owner.country
            if mention.sector is None:
                mention.sector = self._roles.sector(
                    mention.noun, mention.modifiers, of_state=owner.kind == "state"
                )
            elif owner.kind != "state":
                mention.affiliation = mention.possessor

    def _antecedent(self, mention: Mention) -> int | None:
        """The latest party that a definite noun may describe."""
        lemma = self.text.lemmas[mention.head].lower()
        lower = self.text.lower[mention.head]
        if _OTHER.intersection(mention.modifiers):
            return None
        nouns = self._roles.same(lemma) | {lower}
        anaphor = self._roles.words.anaphors.get(lower) or self._roles.words.anaphors.get(lemma)
        if anaphor is not None and mention.plural and lower not in self._roles.words.anaphors:
            anaphor = None
        special = self._restricting(mention)
        best: int | None = None
        most = 0.0
        for score, meant in self.salience.ranked(mention.head, _FAR):
            if len(meant) > 1:
                continue
            referent = self.referents.all[meant[0]]
            if not self._agrees(mention, referent):
                continue
            if referent.nouns & nouns:
                fit = 1.0 if special <= referent.modifiers else 0.0
                if referent.kind == "organisation" and not special:
                    fit = 1.0
                fit *= 1.5 if lemma in referent.nouns else 1.0
                fit *= 1 + 2 * len(referent.modifiers.intersection(mention.modifiers))
            elif anaphor is not None and not mention.modifiers:
                fit = 0.9 if _admits(anaphor.kinds, anaphor.sectors, anaphor.codes, referent) else 0
            else:
                fit = 0.0
            if score * fit > most:
                best, most = meant[0], score * fit
        return best

    def _restricting(self, mention: Mention) -> set[str]:
        """The words before the noun that tell whom it means: "foreign", not "embattled"; a
        state's name is compared as a country."""
        text, known = self.text, self._roles.modifier_sector
        found = set()
        for token in range(content_start(self.text, mention), mention.head):
            word = text.lower[token]
            if (
                word in mention.modifiers
                and token not in self.referents.of_head
                and (
                    word in known
                    or word in _RESTRICTING
                    or text.pos[token] in ("NOUN", "PROPN")
                    or (text.words[token][0].isupper() and token > mention.start)
                )
            ):
                inner = self.at[token]
                if not any(self.referents.all[n].kind == "state" for n in inner):
                    found.add(word)
        return found

    def _agrees(self, mention: Mention, referent: Referent) -> bool:
        if mention.plural != referent.plural and referent.kind != "group":
            return False
        if mention.country and referent.country and mention.country != referent.country:
            return False
        if mention.kind == "person" and referent.kind not in ("person", "unknown"):
            return False
        if mention.kind == "organisation" and referent.kind == "person":
            return False
        return not (mention.gender and referent.gender and mention.gender != referent.gender)

    def _is_party(self, mention: Mention) -> bool:
        text, words = self.text, self._roles
        if mention.kind == "unknown" or mention.kind == "vessel":
            return False
        dep = text.deps[mention.head]
        if dep in ("attr", "oprd", "acomp"):
            return False  # "is the president": said of another party
        if (
            mention.kind == "person"
            and not mention.plural
            and mention.possessor is None
            and mention.country is None
            and dep not in ("nsubj", "nsubjpass", "ROOT")
            and content_start(self.text, mention) == mention.start
            and text.pos[mention.start] not in ("DET", "NUM")
        ):
            return False  # "when he was president", "named chairman"
        owned = mention.affiliation is not None or mention.country is not None
        if speaks(text, mention.head):
            return True
        if text.deps[mention.head] == "conj" and speaks(text, text.heads[mention.head]):
            return True
        if mention.kind == "person":
            sector = words.person_sector.get(mention.noun.split()[-1])
            if owned:
                return True
            return sector in ("GOV", "MIL", "SPY", "LEG", "REB") and not mention.definite
        if mention.noun in words.words.bodies:
            return owned or mention.definite
        return owned and mention.sector is not None

    def _own(self, mention: Mention) -> int:
        """A party of the nominal's own; the same words mean the same party again."""
        if mention.kind == "organisation" and mention.country is None and mention.definite:
            mention.country = self._country_here(mention)
            if mention.sector is None and mention.country is not None:
                mention.sector = self._roles.sector(mention.noun, mention.modifiers, of_state=True)
        if mention.kind == "organisation" and mention.country is not None:
            return self._body(mention)
        key = (mention.name.lower(), mention.country)
        if (mention.plural or mention.kind != "person") and key in self._unnamed:
            return self._unnamed[key]
        return self._make(mention, key)

    def _body(self, mention: Mention) -> int:
        """A state's body under its noun and state: "Russia's army", "the Russian army"."""
        words = [w for w in mention.modifiers if w not in self._state_words(mention)]
        noun = " ".join([*words, mention.noun]).replace("defence", "defense")
        key = (noun, mention.country)
        if key not in self._unnamed:
            return self._make(mention, key)
        return self._unnamed[key]

    def _state_words(self, mention: Mention) -> set[str]:
        found = {"'s", "’s", "'", "-"}
        for token in range(mention.start, mention.head):
            if self.text.pos[token] in ("PROPN", "ADJ") and self.text.words[token][:1].isupper():
                inner = self.referents.of_head.get(token)
                if inner is not None:
                    found.add(self.text.lower[token])
        found.update(("north", "south", "saudi", "united", "states", "'s"))
        return found

    def _country_here(self, mention: Mention, noun: str | None = None) -> str | None:
        """The state that "the ministry" or "the army" belongs to where none is said: the
        most salient before it."""
        if (noun or mention.noun) not in self._roles.words.bodies:
            return None
        for _, meant in self.salience.ranked(mention.head, 3):
            referent = self.referents.all[meant[0]]
            if len(meant) == 1 and referent.country is not None:
                return referent.country
        return None

    def employ(self, person: Mention) -> None:
        """Give "company spokesman John Smith" and "army chief Ali Khan" the body meant."""
        if person.role is None or person.country or person.affiliation is not None:
            return
        words = person.role.lower().split()
        for word in words[:-1]:
            anaphor = self._roles.words.anaphors.get(word)
            if anaphor is None and word not in self._roles.organisation_sector:
                continue
            for _, meant in self.salience.ranked(person.head, _WINDOW):
                body = self.referents.all[meant[0]]
                if body.kind in ("organisation", "group") and (
                    word in body.nouns
                    or (
                        anaphor is not None
                        and _admits(anaphor.kinds, anaphor.sectors, anaphor.codes, body)
                    )
                ):
                    head = self.referents.head_of(meant[0])
                    person.affiliation, person.country = head, body.country
                    return
            if word in self._roles.words.bodies:
                person.country = self._country_here(person, word)
                return

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
            mention.country = self._country_here(mention)

    def _make(self, mention: Mention, key: tuple[str, str | None]) -> int:
        body = self.referents.body_code(mention)
        sector = None if mention.sector == NO_SECTOR else mention.sector
        kind: PartyKind = mention.kind
        if kind == "person" and mention.plural:
            kind = "unknown"
        elif kind == "organisation" and sector == "REB":
            kind = "group"
        referent = Referent(
            mention.name,
            kind,
            code_of(mention.country, sector, body, mention.noun.split()[-1]),
            mention.country,
            nouns={self.text.lemmas[mention.head].lower(), mention.noun.split()[-1]},
            modifiers=set(mention.modifiers),
            gender=mention.gender,
            sector=sector,
            plural=mention.plural,
            named=False,
            sentence=self.text.sentence_of[mention.head],
        )
        number = self.referents.new(referent)
        if mention.kind == "person" and not mention.plural:
            referent.role = mention.name
        if mention.affiliation is not None:
            owner = self.referents.of_head.get(mention.affiliation)
            if owner is not None and self.referents.all[owner].kind in ("organisation", "group"):
                referent.member_of = owner
        self._unnamed[key] = number
        return number


def _admits(
    kinds: tuple[str, ...], sectors: tuple[str, ...], codes: tuple[str, ...], referent: Referent
) -> bool:
    if referent.kind not in kinds or not (sectors or codes):
        return referent.kind in kinds
    state, _, sector = (referent.code or "").partition(".")
    return state in codes or sector in sectors or referent.sector in sectors
