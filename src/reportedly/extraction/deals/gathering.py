"""What a deal takes up besides its own frames: seizures of no party, goods named elsewhere."""

from __future__ import annotations

from reportedly.extraction.deals.deal import CORE, Deal
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.reference.goods import goods_table
from reportedly.reference.transfers import governor_stages

_CRAFT = frozenset({"combat_aircraft", "helicopters", "naval_vessels"})
_MOVING = frozenset({"come", "move", "seize"})
_UNDER_WAY = frozenset({"in_transit", "intercepted"})


def take_up(deal: Deal, waiting: list[Frame]) -> None:
    """Give a deal the frames before it that named no party: "seized a cache of arms"."""
    for frame in reversed(waiting):
        if may_share(deal, frame):
            deal.frames.insert(0, frame)
            deal.goods += [mention for mention in frame.goods if mention not in deal.goods]


def name_goods(who: Participants, deal: Deal, frames: list[Frame]) -> None:
    """Let what the text names besides be the goods of its one deal, where that one only speaks
    of "arms": "the dhow was full of rifles"."""
    if any(m.category != "unspecified_arms" for m in deal.goods):
        return
    if not any(f.kind in _MOVING or f.stage.name in _UNDER_WAY for f in deal.frames):
        return
    framed = [mention for frame in frames for mention in frame.goods]
    deal.goods += [
        mention
        for mention in who.goods
        if mention.category in CORE
        and mention.category not in _CRAFT
        and mention not in framed
        and not _is_others(who, deal, mention)
    ]


def _is_others(who: Participants, deal: Deal, mention: GoodsMention) -> bool:
    """Whether somebody outside the deal acts on the goods ("Berlin weighs only helmets"), unless
    it stops them, or whether a negation rules them out."""
    text, token = who.text, mention.head
    while text.pos[token] not in ("VERB", "AUX") and text.heads[token] != token:
        token = text.heads[token]
    if any(text.deps[c] == "neg" or text.lower[c] in ("no", "nor") for c in text.children[token]):
        return True
    if governor_stages().get(text.lemmas[token].lower()) == "intercepted":
        return False
    subject = text.child(token, "nsubj")
    actors = who.of_phrase(subject) if subject is not None else []
    return any(not deal.stands_for(actor.code) for actor in actors)


def may_share(deal: Deal, frame: Frame) -> bool:
    """Whether goods of a frame that names no party may be those of the deal."""
    families = goods_table().categories
    general = {"unspecified_arms"}
    own = {m.category for m in deal.goods}
    new = {m.category for m in frame.goods if not m.bare}
    return (
        not new
        or bool(new & own)
        or new == general
        or own <= general
        or bool({families[c].family for c in new} & {families[c].family for c in own})
    )
