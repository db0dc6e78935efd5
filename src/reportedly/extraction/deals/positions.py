"""Positions: where each claim stands on each deal.

A claim takes a position on the deals whose frames stand in its content, or, where the
content only refers back ("the allegations", "any such deal"), on the deal that it means
(referral.py).
"""

from __future__ import annotations

from bisect import bisect_left

from reportedly.extraction.deals.deal import Deal
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.deals.reactions import (
    Reaction,
    contents_of,
    cue_of,
    reaction_of,
    tokens_of,
)
from reportedly.extraction.deals.referral import referred_deal, refers_back
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Position, PositionKind

_POSITIONS: dict[str, PositionKind] = {
    "denies": "denies",
    "doubts": "doubts",
    "declines": "declines",
    "calls_illegal": "calls_illegal",
}
_REACTIONS = frozenset({"denies", "doubts", "declines", "calls_illegal", "confirms"})
_URGING = frozenset({"ask", "beg", "call", "implore", "press", "urge", "warn"})
_ABOVE = 3
_UNDER_WAY = frozenset({"delivered", "in_transit", "used"})
# What is promised or asked not to happen is not denied.
_WILL = frozenset({"asks", "intends", "pledges", "warns"})


def denied_frames(text: AnnotatedText, frames: list[Frame], claims: tuple[Claim, ...]) -> set[int]:
    """The triggers of the frames that stand in the content of a denial."""
    inside: set[int] = set()
    for claim in claims:
        if claim.stance == "denies":
            for tokens in contents_of(text, claim):
                inside.update(f.trigger for f in frames if f.trigger in tokens)
    return inside


def positions_on(
    text: AnnotatedText, who: Participants, deals: list[Deal], claims: tuple[Claim, ...]
) -> list[list[Position]]:
    """For each deal the positions of the claims on it, in the order of the claims."""
    reactions = [reaction_of(text, who, claim) for claim in claims]
    triggers = sorted({frame.trigger for deal in deals for frame in deal.frames})
    holders: dict[int, list[int]] = {}  # the claims in whose contents each trigger stands
    for number, reaction in enumerate(reactions):
        for part in reaction.contents:
            first, last = bisect_left(triggers, part.start), bisect_left(triggers, part.stop)
            for trigger in triggers[first:last]:
                holders.setdefault(trigger, []).append(number)
    told_by: list[dict[int, list[Frame]]] = [{} for _ in deals]
    for place, deal in enumerate(deals):
        for frame in deal.frames:
            for number in dict.fromkeys(holders.get(frame.trigger, ())):
                told_by[place].setdefault(number, []).append(frame)
    found: list[dict[int, Position]] = [{} for _ in deals]
    denied: dict[str, set[int]] = {}
    referring: list[int] = []
    for number, reaction in enumerate(reactions):
        claim = reaction.claim
        direct = False
        for place, deal in enumerate(deals):
            inside = [
                frame
                for frame in told_by[place].get(number, ())
                if not _is_others(text, reactions, number, holders[frame.trigger])
            ]
            direct = direct or bool(inside)
            if not inside or _is_own_plan(who, claim, deal) or _asks_not_to(claim, inside):
                continue
            position = _position(text, reaction, inside)
            if position == "asserts" and _has_no_plan(reaction, deal, inside):
                position = "denies"
            found[place][number] = Position(claim=claim.id, position=position)
            if position == "denies" and reaction.speaker and deal.stands_for(reaction.speaker):
                denied.setdefault(reaction.speaker, set()).add(place)
        if not direct and (reaction.denies or reaction.illegal or claim.stance in _REACTIONS):
            referring.append(number)
    for number in referring:
        reaction = reactions[number]
        if not (reaction.denies or refers_back(text, reaction)):
            continue
        meant = referred_deal(text, who, deals, reaction, denied)
        if meant is None:
            continue
        found[meant][number] = Position(claim=reaction.claim.id, position=_of_reaction(reaction))
        if reaction.denies and reaction.speaker:
            denied.setdefault(reaction.speaker, {meant})
    return [[on_it[number] for number in sorted(on_it)] for on_it in found]


def _has_no_plan(reaction: Reaction, deal: Deal, frames: list[Frame]) -> bool:
    """Whether a party to a deal that is told to be under way says that it will be none."""
    if reaction.speaker is None or not deal.stands_for(reaction.speaker):
        return False
    return all(frame.stage.name == "refused" for frame in frames) and any(
        frame.stage.name in _UNDER_WAY
        and not (frame.stage.negated or frame.stage.denied or frame.stage.mere)
        for frame in deal.frames
    )


def _of_reaction(reaction: Reaction) -> PositionKind:
    if reaction.denies:
        return "denies"
    if reaction.illegal:
        return "calls_illegal"
    return _POSITIONS.get(reaction.claim.stance, "asserts")


def _asks_not_to(claim: Claim, frames: list[Frame]) -> bool:
    """Whether the claim only wills that nothing be given: "urged Minsk not to arm the rebels"."""
    return claim.stance in _WILL and all(frame.stage.negated for frame in frames)


def _is_own_plan(who: Participants, claim: Claim, deal: Deal) -> bool:
    """Whether the claim is only what the reporter says of a party's mind, not what it said."""
    if claim.stance not in ("intends", "believes") or claim.source.party is None:
        return False
    speaker = who.code_of(claim.source.party)
    return speaker is not None and deal.stands_for(speaker)


def _position(text: AnnotatedText, reaction: Reaction, frames: list[Frame]) -> PositionKind:
    claim = reaction.claim
    named = _POSITIONS.get(claim.stance)
    if named == "denies":
        # "rejected a request for tanks" refuses the deal, it does not deny it
        cue = {token for span in claim.cue.spans for token in tokens_of(text, span)}
        if all(f.stage.name == "refused" and cue.intersection(f.stage.tokens) for f in frames):
            return "asserts"
        # "denied that it had halted deliveries" holds to the deal
        if all(f.stage.name in ("suspended", "ended") for f in frames):
            return "asserts"
    if reaction.denies and named == "doubts":
        return "denies"  # "they have no proof; no such deliveries have taken place"
    if named is not None:
        return named
    if reaction.false:
        return "denies"
    said = text.sentence_of[min(cue_of(text, claim), len(text) - 1)]
    near = [frame for frame in frames if text.sentence_of[frame.trigger] == said] or frames
    told = [frame for frame in near if not frame.stage.mere] or near
    if all(frame.stage.negated and frame.stage.name != "refused" for frame in told):
        if all(_is_urged(text, reaction, frame.trigger) for frame in told):
            return "asserts"  # "to urge Pyongyang not to sell"
        return "denies"
    return "calls_illegal" if reaction.illegal else "asserts"


def _is_urged(text: AnnotatedText, reaction: Reaction, token: int) -> bool:
    """Whether the verb at `token` is what the content asks somebody to do or to leave."""
    cue = {place for span in reaction.claim.cue.spans for place in tokens_of(text, span)}
    above = [v for v in text.ancestors(token)[:_ABOVE] if v in cue or reaction.holds(v)]
    return any(text.lemmas[verb].lower() in _URGING for verb in above)


def _is_others(
    text: AnnotatedText, reactions: list[Reaction], number: int, holders: list[int]
) -> bool:
    """Whether the frame that the `holders` tell stands in another's denial that this claim only
    hands on, or in a claim of the same source within it."""
    own = reactions[number]
    if own.claim.stance == "denies":
        return False
    return any(
        (
            own.holds(cue_of(text, other.claim))
            if other.claim.source.party == own.claim.source.party
            else other.claim.stance in ("denies", "declines")
        )
        and other.size() < own.size()
        for other in (reactions[holder] for holder in holders)
    )
