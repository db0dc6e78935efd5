"""Frames: the places where a text speaks of a transfer, with who gives, who gets, and what."""

from __future__ import annotations

from reportedly.extraction.deals.agent_frames import agent_frame
from reportedly.extraction.deals.arguments import origins_of
from reportedly.extraction.deals.breach_frames import breach_frame, may_break_embargo
from reportedly.extraction.deals.deal import CORE
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.governors import phrasal
from reportedly.extraction.deals.lists import complete_list, lists_of
from reportedly.extraction.deals.loose_frames import goods_frame, holding_frame, way_frame
from reportedly.extraction.deals.noun_frames import noun_frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.verb_frames import verb_frame
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import NounFrame, transfer_words

# Craft that may act themselves: "a patrol ship seized the rifles".
_CRAFT = frozenset({"naval_vessels", "combat_aircraft", "helicopters"})
_BACK = 2  # sentences that a pronoun for goods may reach back


def find_frames(text: AnnotatedText, who: Participants) -> list[Frame]:
    """The frames of `text`, in text order."""
    words = transfer_words()
    verbs, nouns = words.verbs, words.nouns
    lists = lists_of(text, who)
    embargoes = may_break_embargo(text)
    found: list[Frame] = []
    for token, pos in enumerate(text.pos):
        frame: Frame | None = None
        verb = verbs.get(_verb_lemma(text, token))
        if verb is not None:
            frame = verb_frame(text, who, token, verb)
        elif pos == "VERB" and text.lemmas[token].lower() in words.holding:
            frame = holding_frame(text, who, token)
        elif pos in ("NOUN", "PROPN"):
            noun = nouns.get(_singular(text, token, nouns))
            if noun is not None and who.parties.at(token) is None:
                frame = noun_frame(text, who, token, noun)
            if frame is None:
                frame = agent_frame(text, who, token)
            if text.lower[token] in ("way", "route"):
                frame = way_frame(text, who, token)
            if frame is None and (mention := who.goods_at.get(token)) and mention.head == token:
                frame = goods_frame(text, who, mention)
        if frame is None and embargoes and pos in ("VERB", "NOUN"):
            frame = breach_frame(text, who, token)
        if frame is not None and frame.only_joins and not frame.goods and not frame.roles():
            near = bool(found) and text.sentence_of[found[-1].trigger] == text.sentence_of[token]
            if not near and not frame.partners:
                frame = None
        if frame is not None and _is_asked(text, token):
            frame.only_joins = frame.stage.mere = True
            frame.asked = _is_polar(text, token)
        if frame is not None and not _is_of_price(frame) and not frame.stage.ruled:
            if frame.points_back and not frame.goods and (frame.roles() or frame.kind == "seize"):
                frame.goods = _goods_meant(text, who, found, frame)
                if frame.kind == "seize":
                    frame.suppliers = frame.suppliers or _came_from(text, who, frame)
            complete_list(lists, frame.goods)
            found.append(frame)
    return found


def _is_asked(text: AnnotatedText, token: int) -> bool:
    """Whether the sentence asks ("Has Washington offered you jets?") and so asserts nothing."""
    start, end = text.sentences[text.sentence_of[token]]
    return "?" in text.words[max(start, end - 2) : end]


def _is_polar(text: AnnotatedText, token: int) -> bool:
    """Whether the question is one of yes or no, and so presupposes nothing."""
    start, end = text.sentences[text.sentence_of[token]]
    first = next((i for i in range(start, end) if text.words[i][0].isalpha()), start)
    if text.words[first + 1 : first + 2] == [":"]:
        first += 2  # "QUESTION: Has …"
    return text.lemmas[first].lower() in (
        "be",
        "can",
        "could",
        "do",
        "have",
        "may",
        "will",
        "would",
    )


def _verb_lemma(text: AnnotatedText, token: int) -> str:
    """The lemma of a verb, also of a gerund that the tagger took for a noun: "handing over";
    empty for other words."""
    if text.pos[token] == "VERB":
        whole = phrasal(text, token)
        return whole if whole in transfer_words().verbs else text.lemmas[token].lower()
    word = text.lower[token]
    if not word.endswith("ing") or text.child(token, "dobj", "prt") is None:
        return ""
    stem = word.removesuffix("ing")
    return stem if stem in transfer_words().verbs else stem + "e"


def _singular(text: AnnotatedText, token: int, nouns: dict[str, NounFrame]) -> str:
    lemma = text.lemmas[token].lower()
    if lemma in nouns:
        return lemma
    word = text.lower[token]
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _is_of_price(frame: Frame) -> bool:
    """Whether the frame speaks only of what may be given in return: oil, food, cash."""
    return bool(frame.goods) and all(
        mention.bare and mention.category != "raw_materials" for mention in frame.goods
    )


def _goods_meant(
    text: AnnotatedText, who: Participants, found: list[Frame], frame: Frame
) -> list[GoodsMention]:
    """The goods that "them" stands for: those of the frame before, unless others were named
    since."""
    told, before = _goods_told(text, found, frame), _goods_before(text, who, frame.trigger)
    named_since = all(mention.start < m.start for mention in told for m in before)
    if before and named_since and _is_told_of(text, before[0]):
        return before
    return told or before


def _came_from(text: AnnotatedText, who: Participants, frame: Frame) -> list[Filler]:
    """Where goods told before are said to be from: "grenades from North Korea"."""
    return [
        origin
        for mention in frame.goods
        for origin in origins_of(text, who, mention)
        if text.lower[text.heads[origin.token]] == "from"
    ][:1]


def _is_told_of(text: AnnotatedText, mention: GoodsMention) -> bool:
    """Whether a clause of its own tells of the goods: "inspectors found rockets"."""
    head = mention.head
    while text.deps[head] == "conj":
        head = text.heads[head]
    return (
        mention.category in CORE
        and text.deps[head] in ("dobj", "nsubjpass")
        and text.tags[text.heads[head]] in ("VBD", "VBN", "VBP", "VBZ")
    )


def _goods_told(text: AnnotatedText, frames: list[Frame], new: Frame) -> list[GoodsMention]:
    """The goods of the frame before, close enough to be meant by "them", if they did not go the
    other way."""
    for frame in reversed(frames):
        arms = [mention for mention in frame.goods if not mention.bare]
        if arms and not _is_contrary(frame, new):
            near = text.sentence_of[new.trigger] - text.sentence_of[frame.trigger] <= _BACK
            return arms if near else []
    return []


def _is_contrary(frame: Frame, other: Frame) -> bool:
    """Whether who gives in the one gets in the other; one who asks may ask to pass them on."""
    if frame.kind == "ask":
        return False
    givers = {filler.code for filler in other.suppliers}
    takers = {filler.code for filler in other.recipients}
    return bool(
        givers & {filler.code for filler in frame.recipients}
        or takers & {filler.code for filler in frame.suppliers}
    )


def _goods_before(text: AnnotatedText, who: Participants, token: int) -> list[GoodsMention]:
    """The arms that were named last before `token`, close enough to be meant by "them"."""
    for mention in reversed(who.goods):
        acts = text.deps[mention.head] == "nsubj" and mention.category in _CRAFT
        if mention.end <= token and not mention.bare and not acts:
            near = text.sentence_of[token] - text.sentence_of[mention.head] <= _BACK
            return [mention] if near else []
    return []
