"""Frames that neither a verb nor a noun of transfer opens.

The name of the goods may tell both roles ("American weapons for Kyiv"); goods may be told to
be on their way; or a sentence says no more than what a delivery held.
"""

from __future__ import annotations

from reportedly.extraction.deals.arguments import parties_at, read_bound, read_origin
from reportedly.extraction.deals.clauses import subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.noun_frames import prepositions_above
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import domain
from reportedly.extraction.deals.stage import Stage
from reportedly.extraction.deals.stages import stage_of_noun
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import NounFrame, transfer_words

_HEIGHT = 6


def goods_frame(text: AnnotatedText, who: Participants, mention: GoodsMention) -> Frame | None:
    """A frame where only the name of the goods tells both roles: "American weapons for Kyiv"."""
    inside = domain(text, who, [mention.head])
    found = Frame(mention.head, "give", Stage("alleged", [mention.head], mere=True))
    found.goods = [m for m in inside.goods if m.start >= mention.start]
    found.recipients = parties_at(text, who, inside.prepositions, ("for", "to"))
    carrier = _carrier_above(text, who, mention.head)
    if not found.recipients and carrier is not None:
        prepositions = inside.prepositions + prepositions_above(text, mention.head)
        found.recipients = parties_at(text, who, prepositions, ("for",))
    read_bound(text, who, found, inside)
    if not found.recipients:
        return None
    read_origin(text, who, found)
    if not found.suppliers and carrier is not None:
        found.suppliers = [carrier]
    if not found.suppliers or found.suppliers[0].code == found.recipients[0].code:
        return None
    found.stage = stage_of_noun(text, mention.head, NounFrame(frame="give", stage="alleged"))
    return found


def way_frame(text: AnnotatedText, who: Participants, noun: int) -> Frame | None:
    """A frame of goods that are under way: "French rifles are on their way to Mali"."""
    above = text.heads[noun]
    if text.lower[above] not in ("on", "en"):
        return None
    verb = text.heads[above]
    told = text.pos[verb] in ("VERB", "AUX")
    if text.lemmas[above - 1].lower() in transfer_words().carriers:
        carried = [above - 1]  # "stopped an airliner on its way to Aden"
    else:
        carried = subject_heads(text, who, verb) if told else [verb]
    inside = domain(text, who, carried)
    frame = Frame(noun, "come", Stage("in_transit", [noun], settled=True), goods=inside.goods)
    if not inside.goods:
        if not any(text.lemmas[token].lower() in transfer_words().carriers for token in carried):
            return None
        frame.only_joins = frame.points_back = frame.stage.mere = (
            True  # a ship, and what it holds is told elsewhere
        )
    onward = [c for t in (noun, above, verb) for c in text.children[t] if text.deps[c] == "prep"]
    frame.recipients = parties_at(text, who, onward, ("to", "toward", "towards"))
    frame.suppliers = parties_at(text, who, onward + inside.prepositions, ("from",))
    read_origin(text, who, frame)
    return frame if frame.recipients or frame.only_joins else None


def holding_frame(text: AnnotatedText, who: Participants, verb: int) -> Frame | None:
    """What a delivery told before held: "the drops included rifles", "its crates contained"."""
    words = transfer_words()
    subject = text.child(verb, "nsubj")
    if subject is None or who.of_phrase(subject) or subject in who.goods_at:
        return None
    lemma = text.lemmas[subject].lower()
    stands = words.anaphors | words.back_nouns | words.carriers | words.hoards
    if lemma not in stands and text.lower[subject] not in ("it", "they"):
        return None
    held = [c for c in text.children[verb] if text.deps[c] == "dobj"]
    for child in text.children[verb]:
        if text.lower[child] == "of":
            held += [c for c in text.children[child] if text.deps[c] == "pobj"]
    frame = Frame(verb, "come", Stage("alleged", [verb], mere=True), only_joins=True)
    frame.goods = [m for m in domain(text, who, held).goods if not m.bare]
    return frame if frame.goods else None


def _carrier_above(text: AnnotatedText, who: Participants, goods: int) -> Filler | None:
    """Whose ship or plane holds the goods: "a Cuban freighter with a load of rockets"."""
    token = goods
    for _ in range(_HEIGHT):
        head = text.heads[token]
        if head == token or text.pos[head] not in ("NOUN", "PROPN", "ADP"):
            return None
        token = head
        if text.lemmas[token].lower() in transfer_words().carriers:
            for child in text.children[token]:
                code = who.code_at(child)
                flag = text.words[child + 1 : child + 2] == ["-"]
                if text.deps[child] in ("amod", "compound") and code is not None and not flag:
                    return Filler(code, child)
    return None
