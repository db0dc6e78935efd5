"""Whom a pronoun means: the most salient before it that fits in gender and number.

"I" in a quotation is its speaker. "It" counts only where a party may stand: as one that
says, acts by will or owns. The subject that follows may be meant too ("In his speech,
…"), the subject of the pronoun's own verb never (Lappin and Leass 1994).
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.mentions import HE, IT, SELF, SHE, THEY, Mention
from reportedly.language.referents import Referents
from reportedly.language.roles import roles
from reportedly.language.salience import Salience, governor, speaks

_WINDOW = 6
_SPEAKING_WINDOW = 12
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


class PronounLinker:
    """Links the pronouns of one text."""

    def __init__(
        self,
        text: AnnotatedText,
        referents: Referents,
        salience: Salience,
        at: list[tuple[int, ...]],
    ) -> None:
        """Share the referents, traces and linked tokens of the text's coreference."""
        self.text = text
        self.referents = referents
        self.salience = salience
        self.at = at
        self._roles = roles()

    def link(self, mention: Mention) -> tuple[int, ...]:
        """The referents that `mention` means; none if nobody fits."""
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
        """Whom the pronoun can't mean: the subject of its own verb, which it would name by
        "himself", and who is described by a phrase that it stands in."""
        text = self.text
        if text.deps[token] == "poss" and text.deps[text.heads[token]] == "appos":
            return set(self.at[text.heads[text.heads[token]]])  # "Peter Lind, his deputy"
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
