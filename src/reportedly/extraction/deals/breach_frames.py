"""Frames of broken embargoes: who breaks an arms embargo on another is said to arm it.

"Jordan has violated the arms embargo on Libya", "violations of the arms embargo by Rwanda":
panels of experts report transfers so, often without naming the goods.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.extraction.deals.arguments import parties_at
from reportedly.extraction.deals.clauses import is_passive, objects, subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import fillers
from reportedly.extraction.deals.stages import stage_of_noun, stage_of_verb
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import NounFrame, VerbFrame, transfer_words

_ON = ("on", "against")
_BY = ("by",)
_VERB = VerbFrame(frame="give", past="alleged", present="alleged")
_NOUN = NounFrame(frame="give", stage="alleged")
_BEFORE = frozenset({"amod", "compound", "nmod", "poss"})


def may_break_embargo(text: AnnotatedText) -> bool:
    """Whether the text speaks of embargoes at all."""
    return "embargo" in text.lower or "embargoes" in text.lower


def breach_frame(text: AnnotatedText, who: Participants, token: int) -> Frame | None:
    """The frame of a verb or a noun of breaking, or None if it breaks no embargo on the arms
    of a party that is named."""
    if text.lemmas[token].lower() not in transfer_words().breaking:
        return None
    verb = text.pos[token] == "VERB"
    broken = objects(text, who, token, is_passive(text, token)) if verb else _of(text, token)
    embargo = next((t for t in broken if text.lemmas[t].lower() == "embargo"), None)
    if embargo is None:
        return None
    goods = next(_arms_named(text, embargo), None)
    recipients = _embargoed(text, who, token, embargo)
    if goods is None or not recipients:
        return None
    breakers = _breakers(text, who, token) if verb else parties_at(text, who, _by(text, token), _BY)
    suppliers = [f for f in breakers if all(f.code != other.code for other in recipients)]
    if not suppliers:
        return None
    stage = stage_of_verb(text, token, _VERB) if verb else stage_of_noun(text, token, _NOUN)
    stage.mere = False
    return Frame(token, "give", stage, suppliers, recipients, goods=[goods])


def _of(text: AnnotatedText, noun: int) -> list[int]:
    return [
        inner
        for child in text.children[noun]
        if text.lower[child] == "of"
        for inner in text.children[child]
        if text.deps[inner] == "pobj"
    ]


def _by(text: AnnotatedText, noun: int) -> list[int]:
    """The prepositions after the noun, also those that the parser hung on the embargo."""
    return [c for t in (noun, *_of(text, noun)) for c in text.children[t] if text.deps[c] == "prep"]


def _arms_named(text: AnnotatedText, embargo: int) -> Iterator[GoodsMention]:
    """The arms that the embargo is on, by the words before it."""
    for child in text.children[embargo]:
        if child < embargo and text.lower[child] in ("arms", "weapon", "weapons"):
            yield GoodsMention("unspecified_arms", child, child + 1, child)


def _embargoed(text: AnnotatedText, who: Participants, token: int, embargo: int) -> list[Filler]:
    """Whom the embargo is on: "the arms embargo imposed on Libya", "Libya's arms embargo"."""
    imposed = [c for c in text.children[embargo] if text.deps[c] == "acl"]
    after = [c for t in (embargo, *imposed, token) for c in text.children[t]]
    named = parties_at(text, who, [c for c in after if text.deps[c] == "prep"], _ON)
    if named:
        return named
    return [
        Filler(code, child)
        for child in text.children[embargo]
        if text.deps[child] in _BEFORE and (code := who.code_at(child)) is not None
    ]


def _breakers(text: AnnotatedText, who: Participants, verb: int) -> list[Filler]:
    if is_passive(text, verb):
        agent = text.child(verb, "agent")
        inner = None if agent is None else text.child(agent, "pobj")
        return [] if inner is None else who.of_phrase(inner)
    return fillers(who, subject_heads(text, who, verb))
