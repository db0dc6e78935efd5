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
_BEGINNING = frozenset({"begin", "continue", "resume", "start"})
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
_OPENING = frozenset({'"', "“", "«", "„"})
_CLOSING = frozenset({"”", "»", "''"})


@dataclass(slots=True)
class Stage:
    """A step of the ladder, the tokens that show it, and whether the frame is denied.

    `settled` tells that a word other than the frame's own gave the stage; `mere` that the
    frame only names a transfer ("the supply of arms") and asserts no stage of it; `earlier`
    that it was so before; `gives` that the frame is one of giving; `reported` that a report or
    an allegation tells it; `foretold` that a source says what it would be like.
    """

    name: str
    tokens: list[int]
    denied: bool = False
    negated: bool = False
    settled: bool = False
    mere: bool = False
    earlier: bool = False
    gives: bool = False
    reported: bool = False
    foretold: bool = False


def stage_of_verb(text: AnnotatedText, verb: int, spec: VerbFrame) -> Stage:
    """The stage that the verb's tense and the words above it assert."""
    first = _auxiliaries_of(text, verb)
    stage = Stage(spec.present, [verb], gives=spec.frame in ("give", "equip", "move"))
    words = {text.lower[child] for child in first}
    tag = text.tags[verb]
    negative = bool(words & _NEGATIVE) or _has_negative_subject(text, verb)
    if words & _FUTURE:
        stage.name = "refused" if negative else "agreed"
        stage.settled = True
    elif _is_mere_thought(text, verb):
        stage.name, stage.settled, stage.mere = "considered", True, True
    elif words & _OPEN:
        stage.name = "refused" if negative and words & {"can", "ca", "could"} else "considered"
        stage.settled = True
    elif "would" in words or "'d" in words:
        reported = _is_reported(text, verb) and not _is_of_proposed_deal(text, verb)
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
    if negative and stage.name != "refused":
        stage.negated = True
    return _climb(text, verb, stage)


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
        if word in _NEGATIVE:
            stage.negated = True
        named = governor_stages().get(text.lemmas[child].lower())
        if text.deps[child] in ("amod", "compound") and named is not None:
            _apply(text, stage, child, named)
        if text.deps[child] == "amod" and word in ("proposed", "planned", "possible", "potential"):
            _apply(text, stage, child, "considered")
        if text.deps[child] == "det" and word in ("any", "such"):
            stage.name, stage.mere = "considered", True
    return _climb(text, noun, stage)


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


def _has_negative_subject(text: AnnotatedText, verb: int) -> bool:
    arguments = [c for c in text.children[verb] if text.deps[c] in ("nsubj", "nsubjpass", "dobj")]
    return any(
        text.lower[t] in ("no", "not", "neither", "none", "nothing")
        for argument in arguments
        for t in (argument, *text.children[argument])
    )


def _is_reported(text: AnnotatedText, verb: int) -> bool:
    """Whether "would" is the "will" of somebody's reported words, outside quotation marks."""
    head = text.heads[verb]
    if text.deps[verb] not in ("ccomp", "conj") or text.tags[head] not in ("VBD", "VBN"):
        return False
    start = text.sentences[text.sentence_of[verb]][0]
    marks = [word for word in text.words[start:verb] if word in _OPENING or word in _CLOSING]
    return not marks or marks[-1] in _CLOSING or (marks[-1] == '"' and len(marks) % 2 == 0)


def _climb(text: AnnotatedText, token: int, stage: Stage) -> Stage:
    stages = governor_stages()
    aspect = transfer_words().aspect
    for _ in range(_DEPTH):
        head, dep = text.heads[token], text.deps[token]
        if head == token or not _governs(text, head, token, dep):
            if (dep == "nsubj" and stage.mere) or (
                stage.name in ("agreed", "alleged") and dep == "nsubj"
            ):
                _apply_modal(text, stage, head)
            break
        if dep == "conj":
            token = head
            continue
        if dep == "acl" and text.tags[token] == "VBN" and text.child(token, "aux") is None:
            break
        lemma = text.lemmas[head].lower()
        if _lifts_ban(text, head):
            stage.name, stage.settled = "approved", True
            stage.tokens.append(head)
            break
        if _has_begun(text, head, token, stage):
            stage.name, stage.mere, stage.settled = "delivered", False, True
            stage.tokens.append(head)
        named = stages.get(_phrasal(text, head, lemma)) or stages.get(lemma)
        if text.pos[head] == "VERB" and not stage.settled:
            _apply_modal(text, stage, head)
        if named == "intercepted" and dep in ("acomp", "ccomp", "oprd", "xcomp"):
            named = None  # "was found to have sold", "found guilty of selling": stops nothing
        if named == "refused" and lemma == "decline" and dep == "nsubj":
            named = None  # "exports declined" by half
        if (
            lemma == "hold"
            and named is not None
            and text.pos[head] == "VERB"
            and (text.child(head, "prt") is None)
        ):
            named = None  # a ceremony is held; a sale is put on hold
        if lemma in transfer_words().told and text.pos[head] == "NOUN":
            stage.reported = True
        if lemma in transfer_words().proof:
            stage.negated = stage.negated or _is_negative(text, head)
            break
        if lemma in transfer_words().telling and _is_negative(text, head):
            break  # "would not discuss its exports" denies nothing
        if lemma == "call" and text.pos[head] == "VERB" and text.lower[token] != "for":
            named = None  # "called it a mistake" asks for nothing
        if named == "refused" and text.lemmas[token].lower() in transfer_words().told:
            stage.denied = True  # "rejected accusations that it arms the rebels"
        elif named is not None and (lemma not in aspect or dep == "prep"):
            _apply(text, stage, head, named)
        elif _is_negative_verb(text, head) and dep in (
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


def _is_negative_verb(text: AnnotatedText, head: int) -> bool:
    """Whether the word above is a verb that a negation turns; "no date for" turns nothing."""
    return text.pos[head] in ("VERB", "AUX") and any(
        text.lower[c] in _NEGATIVE for c in text.children[head]
    )


def _has_begun(text: AnnotatedText, head: int, token: int, stage: Stage) -> bool:
    """Whether the verb above says that what is given has begun to go: "has started delivering"."""
    return (
        text.lemmas[head].lower() in _BEGINNING
        and text.tags[head] in ("VBD", "VBN")
        and not stage.settled
        and (stage.mere or text.tags[token] in ("VBG", "VB"))
    )


def _governs(text: AnnotatedText, head: int, token: int, dep: str) -> bool:
    """Whether the stage goes on above `token`: a subject's verb may say what became of it
    ("the sale was approved"), a purpose hangs on its verb ("cleared to send")."""
    named = text.lemmas[head].lower() in governor_stages()
    if dep == "relcl":
        return False
    if dep == "advcl":
        if governor_stages().get(text.lemmas[head].lower()) == "intercepted":
            return text.tags[token] == "VBG"  # "intercepted a dhow carrying rifles"
        return named and any(text.lower[c] == "to" for c in text.children[token])
    if dep == "nsubj":
        named = named or text.lemmas[head].lower() in _BEGINNING
        return named and text.pos[token] in ("NOUN", "PROPN")
    return True


def _apply_modal(text: AnnotatedText, stage: Stage, verb: int) -> None:
    """What the auxiliary of a verb above says of the frame: "deals could include the sale"."""
    words = {text.lower[c] for c in text.children[verb] if text.deps[c] == "aux"}
    if words & _OPEN or "would" in words:
        stage.name, stage.settled, stage.mere = "considered", True, stage.mere


def _phrasal(text: AnnotatedText, verb: int, lemma: str) -> str:
    particle = text.child(verb, "prt")
    return lemma if particle is None else f"{lemma}_{text.lower[particle]}"


def _lifts_ban(text: AnnotatedText, token: int) -> bool:
    """Whether `token` undoes a ban, or is the ban undone: "lifted its ban on sales"."""
    words = transfer_words()
    lemma = text.lemmas[token].lower()
    if lemma in words.bans:
        return text.lemmas[text.heads[token]].lower() in words.lifting
    return lemma in words.lifting and any(
        text.lemmas[c].lower() in words.bans for c in text.children[token]
    )


def _apply(text: AnnotatedText, stage: Stage, governor: int, named: str) -> None:
    negative = _is_negative(text, governor)
    if named == "denied":
        stage.denied = not negative
        return
    if named in transfer_words().endings and any(
        text.lower[c] in _OPEN or (text.lower[c] == "would" and not _is_reported(text, governor))
        for c in text.children[governor]
        if text.deps[c] == "aux"
    ):
        return  # "Washington should cancel the sale" ends nothing
    stage.tokens.append(governor)
    if any(
        (text.lower[c] == "had" and text.tags[governor] == "VBN")
        or (text.lower[c] == "after" and text.deps[c] == "mark")
        for c in text.children[governor]
    ):
        stage.earlier = True
    if stage.name == "intercepted":
        return
    wish = named == "requested" and stage.gives and not stage.settled
    if wish and text.lemmas[governor].lower() in transfer_words().wishes:
        named = "considered"
    if negative:
        opposite = _opposite(named, stage)
        if opposite is None:
            stage.negated = True
            return
        named = opposite
    if named == "approved" and stage.name == "refused" and text.heads[stage.tokens[-2]] == governor:
        return  # "will grant no licence"
    if named in _ANNOUNCING and (stage.settled or stage.name in _DONE):
        return
    if named == "alleged":
        if not stage.settled and stage.name not in ("delivered", "used"):
            stage.name, stage.mere = "alleged", False
        return
    if named in ("delivered", "in_transit"):
        if stage.settled:
            return
        if text.tags[governor] == "VB":
            named = "agreed"  # "will complete the delivery"
    stage.name, stage.settled, stage.mere = named, True, False


def _is_negative(text: AnnotatedText, governor: int) -> bool:
    # "no licences", "no more licences"
    amounts = [c for c in text.children[governor] if text.lower[c] in ("further", "more")]
    return any(
        text.deps[c] in ("neg", "det", "advmod", "preconj") and text.lower[c] in _NEGATIVE
        for above in (governor, *amounts)
        for c in text.children[above]
    )


def _opposite(named: str, stage: Stage) -> str | None:
    if named in ("agreed", "approved", "considered", "offered"):
        return "considered" if named == "agreed" else "refused"
    if named in ("refused", "ended", "suspended"):
        return "considered" if named == "refused" else stage.name
    return None
