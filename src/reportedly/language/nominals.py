"""Whom a role noun means: a party of its own, or one that was named before.

"A senior official" is new; "the official", "the minister", "the company" come back
to the latest party that they may describe; "both countries" to the two latest states.
A noun that describes nobody known may be a party of its own (unnamed.py).
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.mentions import Mention, content_start
from reportedly.language.referent import Referent
from reportedly.language.referents import Referents
from reportedly.language.roles import roles
from reportedly.language.salience import Salience
from reportedly.language.unnamed import UnnamedParties

_WINDOW = 8
_FAR = 60
_RESTRICTING = frozenset({"former", "deputy", "vice", "acting", "late", "ex"})
_OWNING = frozenset({"'s", "’s", "'", "’"})
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
        unnamed: UnnamedParties,
    ) -> None:
        """Share the referents, traces and linked tokens of the text's coreference."""
        self.at = at
        self.text = text
        self.referents = referents
        self.salience = salience
        self._roles = roles()
        self._unnamed = unnamed

    def link(self, mention: Mention, possessor: int | None) -> tuple[int, ...]:
        """The referents that `mention` means; none if it is no party."""
        pair = self._pair(mention)
        if pair:
            return pair
        same = self._owner_itself(mention)
        if same is not None:
            return (same,)
        if possessor is not None:
            self._owned(mention, possessor)
        if (mention.definite or possessor is not None) and not self._is_headed(mention):
            number = self._antecedent(mention)
            if number is not None:
                return (number,)
        if not self._unnamed.is_party(mention):
            return ()
        return (self._unnamed.own(mention),)

    def _owner_itself(self, mention: Mention) -> int | None:
        """The party that the noun only describes: "Houthi fighters" are the Houthis, "the Izvestia
        newspaper" is Izvestia; but "two Houthi fighters" are some of them."""
        text, head = self.text, mention.affiliation
        if head is None or head not in self.referents.of_head or head > mention.head:
            return None
        number = self.referents.of_head[head]
        owner = self.referents.all[number]
        words = range(head + 1, mention.head)
        if any(text.lower[token] in _OWNING for token in words) or not owner.named:
            return None
        if owner.kind == "group" and mention.sector == "REB":
            whole = mention.plural or mention.kind == "organisation"
            lead = range(content_start(text, mention), mention.head)
            told = all(self.at[token] or text.lower[token] in _OWNING for token in lead)
            return number if whole and told else None
        is_medium = (owner.code or "").endswith(".MED") and mention.sector == "MED"
        return (
            number if is_medium and mention.kind == "organisation" and not mention.plural else None
        )

    def _is_headed(self, mention: Mention) -> bool:
        """Whether the phrase tells who heads it: "the government of Prime Minister Ali Khan"."""
        number = self.referents.of_head.get(mention.affiliation or -1)
        return number is not None and self.referents.all[number].kind == "person"

    def _pair(self, mention: Mention) -> tuple[int, ...]:
        """The two that "both countries" or "the two leaders" means, or the members of a
        conjunction that "the companies" means."""
        noun = self.text.lower[mention.head]
        anaphor = self._roles.words.anaphors.get(self.text.lemmas[mention.head].lower())
        if mention.plural and mention.definite and anaphor is not None and not mention.modifiers:
            for _, meant in self.salience.ranked(mention.head, _WINDOW):
                members = [self.referents.all[number] for number in meant]
                if len(members) > 1 and all(
                    anaphor.admits(member.kind, member.code, member.sector) for member in members
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
                fit = 0.9 if anaphor.admits(referent.kind, referent.code, referent.sector) else 0
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
        people = ("person", "unknown", "group") if mention.plural else ("person", "unknown")
        if mention.kind == "person" and referent.kind not in people:
            return False
        if mention.kind == "organisation" and referent.kind == "person":
            return False
        return not (mention.gender and referent.gender and mention.gender != referent.gender)
