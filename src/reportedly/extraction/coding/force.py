"""What an act amounts to when it is promised, refused, demanded or threatened.

PLOVER codes a promised visit as AGREE, a refused one as REJECT and an attack that is
announced as THREATEN: where a future event is itself a type, the type wins, and the
factuality says that the act itself is still to come.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.extraction.coding.ontology import Lexicon
from reportedly.extraction.coding.patterns import Match
from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality import factuality, is_reporting
from reportedly.records import Factuality

_HARD = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_THREAT_MODES = {
    "arrest": "arrest",
    "deport": "expel",
    "expel": "expel",
    "restrict": "restrict",
    "curfew": "restrict",
    "martial-law": "restrict",
    "seize": "territory",
    "discontinue": "relations",
    "withdraw": "relations",
}
_OBJECT_MODES = {"AID": "assist", "CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "change"}
_CONCEDED = frozenset({"CONCEDE", "RETREAT"})  # announced, they are concessions
_NECESSITY = frozenset({"must", "should", "ought"})
_UNLESS = frozenset({"unless", "if", "until"})


@dataclass(slots=True)
class Force:
    """The type and mode of an event, and its factuality."""

    type: str
    mode: str | None
    factuality: Factuality


class ForceReader:
    """Reads the force of the matches of one text."""

    def __init__(self, text: AnnotatedText, matches: dict[int, Match], lexicon: Lexicon) -> None:
        self.text = text
        self.matches = matches
        self.lexicon = lexicon

    def governor(self, token: int) -> int | None:
        """The match whose governed clause or object `token` belongs to, or None."""
        text, node = self.text, token
        while text.heads[node] != node:
            head, dep = text.heads[node], text.deps[node]
            if dep in ("relcl", "nsubj", "csubj", "appos"):
                return None
            if dep in ("advcl", "acl") and text.tags[node] != "VB":
                return None
            if dep != "conj":
                match = self.matches.get(head)
                if match is not None and (match.pattern.governs or match.object == node):
                    return head
                if dep == "ccomp" and is_reporting(text.lemmas[head]):
                    return None
            node = head
        return None

    def read(self, match: Match, governed: list[Match]) -> Force | None:
        """The force of `match`, given the matches it governs; None where nothing is told."""
        told = factuality(self.text, match.token)
        pattern = match.pattern
        if pattern.governs:
            return self._speech_act(match, governed, told)
        cooperative = self.lexicon.types[pattern.type].cooperative
        if told == "negated":
            if cooperative and self._refuses(match.token):
                return Force("REJECT", _OBJECT_MODES.get(pattern.type), "happened")
            return None
        if told == "planned":
            return self._announced(match, cooperative)
        if told == "possible" and pattern.type in _HARD and self._has_condition(match.token):
            return Force("THREATEN", self._threat_mode(match), "happened")
        if told == "hypothetical":
            return None
        return Force(pattern.type, pattern.mode, told)

    def necessity(self, token: int) -> bool:
        """Whether the predicate is demanded: "must return", "should withdraw"."""
        text = self.text
        return any(
            text.deps[child] == "aux" and text.lower[child] in _NECESSITY
            for child in text.children[token]
        )

    def _speech_act(self, match: Match, governed: list[Match], told: Factuality) -> Force | None:
        pattern = match.pattern
        inner = governed[0].pattern if governed else None
        hard = inner is not None and inner.type in _HARD
        if pattern.only == "cooperation" and (
            inner is None or not (hard or self.lexicon.types[inner.type].cooperative)
        ):
            return None
        if told == "hypothetical" and self.text.pos[match.token] == "ADJ":
            told = "planned"  # "would be ready to …": a willingness, stated
        if pattern.reported:
            told = "happened"  # "must return": what is told is the demand
        if told in ("negated", "hypothetical"):
            if told == "negated" and pattern.type == "AGREE":
                return Force("REJECT", None, "happened")
            return None
        if pattern.conflict is not None and hard and governed:
            return Force(pattern.conflict, self._threat_mode(governed[0]), told)
        mode = pattern.mode
        if (
            mode is None
            and inner is not None
            and not pattern.plain
            and pattern.type in ("REQUEST", "REJECT")
        ):
            mode = _OBJECT_MODES.get(inner.type)
        if pattern.type == "THREATEN" and governed:
            mode = self._threat_mode(governed[0])
        return Force(pattern.type, mode, told)

    def _announced(self, match: Match, cooperative: bool) -> Force:
        pattern = match.pattern
        if cooperative:
            if self.text.pos[match.token] == "NOUN":
                return Force(pattern.type, pattern.mode, "planned")
            if self._has_condition(match.token, ("unless",)):
                return Force("THREATEN", None, "planned")
            conceded = pattern.type in _CONCEDED
            return Force("CONCEDE" if conceded else "AGREE", None, "planned")
        if pattern.type in _HARD:
            return Force("THREATEN", self._threat_mode(match), "planned")
        return Force(pattern.type, pattern.mode, "planned")

    def _refuses(self, token: int) -> bool:
        text = self.text
        return any(
            text.deps[child] == "aux" and text.lower[child] in ("will", "wo", "would", "'ll")
            for child in text.children[token]
        )

    def _has_condition(self, token: int, marks: tuple[str, ...] = tuple(sorted(_UNLESS))) -> bool:
        text = self.text
        for child in text.children[token]:
            if text.deps[child] == "advcl":
                mark = text.child(child, "mark")
                if mark is not None and text.lower[mark] in marks:
                    return True
        return False

    def _threat_mode(self, match: Match) -> str | None:
        if match.pattern.type == "ASSAULT":
            return "violence"
        return _THREAT_MODES.get(match.pattern.mode or "")
