"""Parties that a text never names: "a senior official", "the Russian army".

A role noun that describes nobody known is a party of its own only where it counts as
one: with a state or body before it, or when it speaks. A state's body is one party
however its state is said.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.belonging import Belonging
from reportedly.language.codes import code_of
from reportedly.language.mentions import Mention, content_start
from reportedly.language.referent import Referent
from reportedly.language.referents import Referents
from reportedly.language.roles import NO_SECTOR, roles
from reportedly.language.salience import speaks
from reportedly.records import PartyKind


class UnnamedParties:
    """The unnamed parties of one text, found again by the words for them."""

    def __init__(self, text: AnnotatedText, referents: Referents, belonging: Belonging) -> None:
        """Share the referents of the text's coreference; start with none."""
        self.text = text
        self.referents = referents
        self._belonging = belonging
        self._roles = roles()
        self._unnamed: dict[tuple[str, str | None], int] = {}

    def is_party(self, mention: Mention) -> bool:
        """Whether the nominal counts as a party where it describes nobody known."""
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

    def own(self, mention: Mention) -> int:
        """A party of the nominal's own; the same words mean the same party again."""
        if (
            mention.kind == "organisation"
            and mention.country is None
            and mention.affiliation is None
            and mention.definite
        ):
            mention.country = self._belonging.country_here(mention)
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
