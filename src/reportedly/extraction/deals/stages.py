"""How far a transfer has come by the words of its frame: a step of the status ladder.

The frame's own word and tense give a first stage. Then the parse is climbed: each word
above ("agreed to", "talks on", "approved the", "refused to") may change it. An outer word
overrules an inner one, but for those that only announce or allege what they govern.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import (
    NounFrame,
    VerbFrame,
    governor_stages,
    transfer_words,
)

_DEPTH = 9
_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "ll"})
_OPEN = frozenset({"may", "might", "could", "can", "ca", "should", "must"})
_NEGATIVE = frozenset(
    {"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "nowhere", "none"}
)
_ANNOUNCING = frozenset({"agreed"})
_DONE = frozenset({"delivered", "used", "in_transit"})
_SETTLED = frozenset(
    {
        "negotiating",
        "approved",
        "suspended",
        "refused",
        "ended",
        "intercepted",
        "considered",
        "requested",
        "offered",
    }
)
_SAYING = frozenset({"say", "tell", "announce", "state", "write", "report", "add", "insist"})


@dataclass(slots=True)
class Stage:
    """A step of the ladder, the tokens that show it, and whether the frame is denied."""

    name: str
    tokens: list[int]
    denied: bool = False
    negated: bool = False
    settled: bool = False


def stage_of_verb(text: AnnotatedText, verb: int, spec: VerbFrame) -> Stage:
    """The stage that the verb's tense and the words above it assert."""
    first = _auxiliaries_of(text, verb)
    stage = Stage(spec.present, [verb])
    words = {text.lower[child] for child in first}
    tag = text.tags[verb]
    negative = bool(words & _NEGATIVE) or _has_negative_subject(text, verb)
    if words & _FUTURE:
        stage.name = "refused" if negative else "agreed"
        stage.settled = True
    elif words & _OPEN:
        stage.name = "refused" if negative and words & {"can", "ca", "could"} else "considered"
        stage.settled = True
    elif "would" in words or "'d" in words:
        reported = _is_reported(text, verb)
        stage.name = ("refused" if negative else "agreed") if reported else "considered"
        stage.settled = True
    elif "to" in words:
        stage.name = "agreed"
    elif tag in ("VBD", "VBN"):
        stage.name = spec.past
        if text.deps[verb] in ("acl", "amod") and spec.past == "delivered":
            stage.name = "delivered"
    if negative and stage.name != "refused":
        stage.negated = True
    return _climb(text, verb, stage)


def stage_of_noun(text: AnnotatedText, noun: int, spec: NounFrame) -> Stage:
    """The stage that the noun and the words above it assert."""
    stage = Stage(spec.stage, [noun])
    for child in text.children[noun]:
        word = text.lower[child]
        if word in _NEGATIVE:
            stage.negated = True
        named = governor_stages().get(text.lemmas[child].lower())
        if text.deps[child] in ("amod", "compound") and named is not None:
            _apply(text, stage, child, named)
        if text.deps[child] == "amod" and word in ("proposed", "planned", "possible", "potential"):
            _apply(text, stage, child, "considered")
    return _climb(text, noun, stage)


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


def _has_negative_subject(text: AnnotatedText, verb: int) -> bool:
    subject = text.child(verb, "nsubj", "nsubjpass", "dobj")
    return subject is not None and any(
        text.lower[t] in ("no", "neither", "none") for t in (subject, *text.children[subject])
    )


def _is_reported(text: AnnotatedText, verb: int) -> bool:
    """Whether "would" is the "will" of somebody's reported words."""
    head = text.heads[verb]
    return (
        text.deps[verb] == "ccomp"
        and text.tags[head] in ("VBD", "VBN")
        and any(text.deps[c] == "nsubj" and c < verb for c in text.children[head])
    ) or (head != verb and text.lemmas[head].lower() in _SAYING and head < verb)


def _climb(text: AnnotatedText, token: int, stage: Stage) -> Stage:
    stages = governor_stages()
    aspect = transfer_words().aspect
    for _ in range(_DEPTH):
        head, dep = text.heads[token], text.deps[token]
        if head == token or dep in ("relcl", "advcl", "nsubj") and not _is_verdict(text, head, dep):
            break
        if dep == "conj":
            token = head
            continue
        if dep == "acl" and text.tags[token] == "VBN":
            break
        lemma = text.lemmas[head].lower()
        if lemma in transfer_words().bans and _is_lifted(text, head):
            stage.name, stage.settled = "approved", True
            stage.tokens.append(head)
            break
        named = stages.get(lemma)
        if lemma == "plan" and text.pos[head] == "VERB":
            named = "considered"
        if (
            named is not None
            and lemma not in aspect
            and dep != "prep"
            or (named is not None and dep == "prep")
        ):
            _apply(text, stage, head, named)
        elif any(text.lower[c] in _NEGATIVE for c in text.children[head]) and dep in (
            "xcomp",
            "dobj",
            "attr",
            "pobj",
            "prep",
            "nsubjpass",
        ):
            stage.negated = True
        token = head
    return stage


def _is_verdict(text: AnnotatedText, head: int, dep: str) -> bool:
    """Whether a subject's verb says what became of it: "the sale collapsed, was approved"."""
    return dep == "nsubj" and text.lemmas[head].lower() in governor_stages()


def _is_lifted(text: AnnotatedText, ban: int) -> bool:
    head = text.heads[ban]
    return text.lemmas[head].lower() in transfer_words().lifting


def _apply(text: AnnotatedText, stage: Stage, governor: int, named: str) -> None:
    negative = any(
        text.deps[c] in ("neg", "det", "advmod", "preconj") and text.lower[c] in _NEGATIVE
        for c in text.children[governor]
    )
    if named == "denied":
        stage.denied = not negative
        return
    stage.tokens.append(governor)
    if negative:
        named = _opposite(named, stage)
        if named is None:
            stage.negated = True
            return
    if named in _ANNOUNCING and (stage.settled or stage.name in _DONE):
        return
    if named == "alleged":
        if not stage.settled:
            stage.name = "alleged"
        return
    if named in ("delivered", "in_transit") and stage.settled:
        return
    stage.name, stage.settled = named, True


def _opposite(named: str, stage: Stage) -> str | None:
    if named in ("agreed", "approved", "considered", "offered"):
        return "considered" if named == "agreed" else "refused"
    if named in ("refused", "ended", "suspended"):
        return "considered" if named == "refused" else stage.name
    return None
