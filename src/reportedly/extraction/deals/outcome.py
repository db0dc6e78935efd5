"""What a deal comes to: its goods without repetition, and the furthest stage told of it."""

from __future__ import annotations

from reportedly.extraction.deals.deal import CORE, Deal
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.goods import goods_table
from reportedly.reference.transfers import transfer_words

_BESIDE = 3  # tokens between two items of a list
_ARRIVED = frozenset({"delivered", "used"})
_GOING = _ARRIVED | {"in_transit"}
_GENERIC_MISSILES = frozenset({"missile", "missiles", "missile system", "missile systems"})
_MISSILES = frozenset({"ballistic_missiles", "air_defence"})
# Given along with arms, though no arms themselves; others are more often their price.
_GOODS_TOO = frozenset({"raw_materials"})


def goods_of(text: AnnotatedText, deal: Deal) -> list[GoodsMention]:
    """The goods of the deal: a general word yields to a precise one, a type is told once."""
    table = goods_table()
    own = [
        m
        for frame in deal.frames
        if any(g.category in CORE for g in frame.goods)
        for m in frame.goods
    ]
    precise = {
        m.category
        for m in deal.goods
        if m.category in table.arms and m.category != "unspecified_arms"
    }
    on_board = any(frame.kind in ("seize", "move", "come") for frame in deal.frames)
    others = (precise or {"unspecified_arms"}) - {"naval_vessels"}
    others &= {mention.category for mention in deal.goods}
    kept: list[GoodsMention] = []
    seen: set[tuple[str, str | None]] = set()
    for mention in sorted(deal.goods, key=lambda m: m.start):
        if (
            mention.category == "unspecified_arms"
            and precise
            and not _is_listed(text, deal, mention)
        ):
            continue
        if (
            mention.bare
            and mention.category not in _GOODS_TOO
            and (mention not in own or text.deps[mention.head] != "conj")
        ):
            continue
        if mention.category == "naval_vessels" and on_board and others:
            continue  # the ship that carried the goods, or took them
        words = " ".join(text.lower[mention.start : mention.end])
        if words in _GENERIC_MISSILES and precise & _MISSILES:
            continue
        key = (mention.category, mention.designation)
        general = (mention.category, None)
        if key in seen or (
            mention.designation is None and any(c == mention.category for c, _ in seen)
        ):
            continue
        if general in seen and mention.designation is not None:
            kept = [k for k in kept if (k.category, k.designation) != general or k.quantity]
        seen.add(key)
        kept.append(mention)
    return kept or [mention for mention in deal.goods if mention.category in CORE][:1]


def _is_listed(text: AnnotatedText, deal: Deal, mention: GoodsMention) -> bool:
    """Whether a general word is one item of a list: "rifles, machine guns and ammunition"."""
    if text.lower[mention.head] not in ("ammunition", "munitions"):
        return False
    first = min(mention.start, text.left[mention.head]) - 1  # "rockets and infantry ammunition"
    after = text.lower[mention.end : mention.end + 1]
    listed = text.lower[first] in ("and", ",", "or") or after in (["and"], [","], ["or"])
    return listed and any(
        other.category != "unspecified_arms"
        and text.sentence_of[other.head] == text.sentence_of[mention.head]
        and min(abs(first - other.end), abs(other.start - mention.end)) <= _BESIDE
        for other in deal.goods
    )


def _stage_denied(deal: Deal) -> tuple[str, list[int]]:
    """The stage of a deal that is told only to be denied: what "denied a report that it
    had sold" denies."""
    first = deal.frames[0].stage
    if first.name == "refused":
        return first.name, first.tokens
    told = [f.stage for f in deal.frames if f.stage.reported and f.stage.name in _ARRIVED]
    told = [stage for stage in told if not stage.negated]
    return (told[0].name, told[0].tokens) if told else ("alleged", first.tokens)


def status_of(deal: Deal, denied: set[int]) -> tuple[str, list[int]]:
    """The furthest stage that a source asserts of the deal, and the tokens that show it.

    An ending wins where the text tells it first. `denied` are the triggers of frames that
    stand only in somebody's denial.
    """
    words = transfer_words()
    told = [
        f.stage
        for f in deal.frames
        if not (f.stage.denied or f.stage.negated or f.trigger in denied)
    ]
    if not told:
        return _stage_denied(deal)
    ladder = words.ladder
    if any(stage.name == "negotiating" for stage in told):
        # "under the deal that is being discussed, Moscow would receive"
        told = [stage for stage in told if not stage.foretold] or told
    told = [stage for stage in told if not stage.mere] or told
    if any(f.stage.negated for f in deal.frames) and all(s.name == "refused" for s in told):
        return "alleged", told[0].tokens  # "has never sold arms and will not" denies
    told = [stage for stage in told if not (stage.earlier and stage.name in words.endings)] or told
    if any(stage.name in _GOING for stage in told):  # what went can no longer be refused
        told = [stage for stage in told if stage.name != "refused"]
    if all(stage.name in words.endings for stage in told):
        return told[-1].name, told[-1].tokens
    if told[0].name in words.endings:
        return told[0].name, told[0].tokens
    caught = next((stage for stage in told if stage.name == "intercepted"), None)
    if caught is not None and not any(stage.name in _ARRIVED for stage in told):
        return caught.name, caught.tokens
    going = [s for s in told if s.name not in words.endings]
    if not going:
        return told[0].name, told[0].tokens
    if told[-1].name in words.endings and told[-1].name != "intercepted" and len(told) > 1:
        return told[-1].name, told[-1].tokens
    best = max(going, key=lambda s: ladder.index(s.name))
    return best.name, best.tokens
