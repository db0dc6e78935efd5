"""How far a transfer has come by the words of its frame: a step of the status ladder.

The frame's own word and tense give a first stage, which the words above it may change
(governors.py).
"""

from __future__ import annotations

from reportedly.extraction.deals.governors import apply_governor, climb
from reportedly.extraction.deals.polarity import (
    NEGATIVE,
    OPEN,
    has_negative_subject,
    is_for_now,
    is_reported,
)
from reportedly.extraction.deals.stage import Stage
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import (
    NounFrame,
    VerbFrame,
    governor_stages,
    transfer_words,
)

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "ll"})


def stage_of_verb(text: AnnotatedText, verb: int, spec: VerbFrame) -> Stage:
    """The stage that the verb's tense and the words above it assert."""
    first = _auxiliaries_of(text, verb)
    stage = Stage(spec.present, [verb], gives=spec.frame in ("give", "equip", "move"))
    words = {text.lower[child] for child in first}
    tag = text.tags[verb]
    negative = bool(words & NEGATIVE) or has_negative_subject(text, verb)
    if words & _FUTURE:
        stage.name = "refused" if negative else "agreed"
        stage.settled = True
    elif _is_mere_thought(text, verb):
        stage.name, stage.settled, stage.mere = "considered", True, True
    elif words & OPEN:
        stage.name = "refused" if negative and words & {"can", "ca", "could"} else "considered"
        stage.settled = True
    elif "would" in words or "'d" in words:
        reported = is_reported(text, verb) and not _is_of_proposed_deal(text, verb)
        stage.name = ("refused" if negative else "agreed") if reported else "considered"
        stage.settled = stage.foretold = True
    elif "to" in words and _is_raised(text, verb):
        # "is believed to be carrying", "appears to have sent"
        begun = "have" in words or tag != "VBG"
        stage.name = spec.past if begun and tag == "VBN" else spec.present
    elif "to" in words:
        planned = text.heads[verb] == verb or text.pos[text.heads[verb]] == "AUX"
        stage.name, stage.mere = ("agreed", False) if planned else ("alleged", True)
    elif (tag in ("VBD", "VBN") and "being" not in words) or (tag == "VBG" and "been" in words):
        stage.name = spec.past
        if text.deps[verb] in ("acl", "amod") and spec.past == "delivered":
            stage.name = "delivered"
    elif tag == "VBG" and text.deps[verb] in ("acl", "pcomp") and _is_only_told(text, verb):
        stage.name = "alleged"  # "evidence of Abu Dhabi sending arms"
    if negative and stage.name != "refused":
        stage.negated = True
    if stage.name == "refused" and _denies_before(text, verb):
        stage.name, stage.negated, stage.settled = spec.past, True, False
    if stage.name == "refused" and is_for_now(text, verb):
        stage.name = "suspended"
    return climb(text, verb, stage)


def _denies_before(text: AnnotatedText, verb: int) -> bool:
    """Whether the refusal only follows a denial: "has not sold and will not sell arms"."""
    before = text.heads[verb]
    if text.deps[verb] != "conj" or text.lemmas[before].lower() not in transfer_words().verbs:
        return False
    words = {text.lower[child] for child in text.children[before]}
    return bool(words & NEGATIVE) and text.tags[before] in ("VBD", "VBN")


def _is_only_told(text: AnnotatedText, verb: int) -> bool:
    """Whether the gerund is what a report or a proof is of: "evidence of Abu Dhabi sending"."""
    above = text.heads[verb]
    if text.deps[verb] == "pcomp":
        above = text.heads[above]
    words = transfer_words()
    return text.lemmas[above].lower() in words.proof | words.told


def _is_mere_thought(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb only says what might be: "if Minsk sends them", "warned against sending"."""
    if text.deps[verb] == "pcomp":
        return text.lower[text.heads[verb]] == "against"
    return text.deps[verb] == "advcl" and any(
        text.lower[c] in ("if", "unless") for c in text.children[verb]
    )


def _is_raised(text: AnnotatedText, verb: int) -> bool:
    """Whether the infinitive only tells what is thought to be so: "believed to have sold"."""
    if text.deps[verb] not in ("xcomp", "ccomp", "oprd"):
        return False
    if text.tags[verb] not in ("VBG", "VBN"):
        return False
    return text.lemmas[text.heads[verb]].lower() in transfer_words().seeming


def stage_of_noun(text: AnnotatedText, noun: int, spec: NounFrame) -> Stage:
    """The stage that the noun and the words above it assert."""
    stage = Stage(spec.stage, [noun], mere=spec.stage == "alleged")
    for child in text.children[noun]:
        word = text.lower[child]
        if word in NEGATIVE:
            stage.negated = True
        named = governor_stages().get(text.lemmas[child].lower())
        if text.deps[child] in ("amod", "compound") and named is not None:
            apply_governor(text, stage, child, named)
        if text.deps[child] == "amod" and word in ("proposed", "planned", "possible", "potential"):
            apply_governor(text, stage, child, "considered")
        if text.deps[child] == "det" and word in ("any", "such"):
            stage.name, stage.mere = "considered", True
    return climb(text, noun, stage)


def _is_of_proposed_deal(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb tells of a deal not made yet: "under the proposed sale, X would get"."""
    stages = governor_stages()
    start, _ = text.sentences[text.sentence_of[verb]]
    return any(
        text.deps[token] == "amod"
        and text.lemmas[text.heads[token]].lower() in transfer_words().dealings
        and (
            text.lower[token] == "proposed"
            or stages.get(text.lemmas[token].lower()) in ("considered", "offered")
        )
        for token in range(start, verb)
    )


def _auxiliaries_of(text: AnnotatedText, verb: int) -> list[int]:
    own = [
        c
        for c in text.children[verb]
        if text.deps[c] in ("aux", "neg", "auxpass", "preconj", "advmod")
    ]
    if any(text.deps[c] == "aux" for c in own) or text.deps[verb] != "conj":
        return own
    if text.tags[verb] == text.tags[text.heads[verb]]:
        return own + _auxiliaries_of(text, text.heads[verb])
    return own
