"""Positions: where each claim stands on each deal.

A claim takes a position on the deals whose frames stand in its content, or, where the
content only refers back ("the allegations", "any such deal"), on the deal last spoken of,
first of all one that the speaker is a party to.
"""

from __future__ import annotations

from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.merge import Deal
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.deals.reactions import (
    calls_false,
    calls_illegal,
    contents_of,
    cue_of,
    disowns,
    refers_back,
    says_none_such,
    tokens_of,
)
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Position, PositionKind

_POSITIONS: dict[str, PositionKind] = {
    "denies": "denies",
    "doubts": "doubts",
    "declines": "declines",
    "calls_illegal": "calls_illegal",
}
_NEAR = 2
_REACTIONS = frozenset({"denies", "doubts", "declines", "calls_illegal", "confirms"})


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
    found: list[list[Position]] = [[] for _ in deals]
    contents = [contents_of(text, claim) for claim in claims]
    for number, claim in enumerate(claims):
        direct = False
        false = calls_false(text, claim, contents[number])
        none = says_none_such(text, claim, contents[number])
        none = none or disowns(text, who, claim, contents[number])
        denies = claim.stance == "denies" or false or none
        illegal = claim.stance == "calls_illegal" or calls_illegal(text, contents[number])
        for place, deal in enumerate(deals):
            inside = [f for f in deal.frames if any(f.trigger in t for t in contents[number])]
            inside = [f for f in inside if not _is_others(claims, contents, number, f)]
            if inside:
                direct = True
                if _is_own_plan(who, claim, deal) or _asks_not_to(claim, inside):
                    continue
                position = _position(text, claim, inside, false)
                if illegal and position == "asserts":
                    position = "calls_illegal"
                found[place].append(Position(claim=claim.id, position=position))
        if direct or not (denies or illegal or claim.stance in _REACTIONS):
            continue
        back = refers_back(text, claim, contents[number])
        if back or denies:
            referred = _referred(text, who, deals, claim, contents[number], back)
            if referred is not None:
                position = _POSITIONS.get(claim.stance, "asserts")
                if denies or illegal:
                    position = "denies" if denies else "calls_illegal"
                found[referred].append(Position(claim=claim.id, position=position))
    return found


def _asks_not_to(claim: Claim, frames: list[Frame]) -> bool:
    """Whether the claim asks that nothing be given: "urged Minsk not to arm the rebels"."""
    return claim.stance == "asks" and all(frame.stage.negated for frame in frames)


def _is_own_plan(who: Participants, claim: Claim, deal: Deal) -> bool:
    """Whether the claim is only what the reporter says of a party's mind, not what it said."""
    if claim.stance not in ("intends", "believes") or claim.source.party is None:
        return False
    speaker = who.code_of(claim.source.party)
    return speaker is not None and deal.stands_for(speaker)


def _position(text: AnnotatedText, claim: Claim, frames: list[Frame], denies: bool) -> PositionKind:
    named = _POSITIONS.get(claim.stance)
    if named == "denies":
        # "rejected a request for tanks" refuses the deal, it does not deny it
        cue = {token for span in claim.cue.spans for token in tokens_of(text, span)}
        if all(f.stage.name == "refused" and cue.intersection(f.stage.tokens) for f in frames):
            return "asserts"
    if named is not None:
        return named
    if denies:
        return "denies"
    said = text.sentence_of[min(cue_of(text, claim), len(text) - 1)]
    near = [frame for frame in frames if text.sentence_of[frame.trigger] == said] or frames
    told = [frame for frame in near if not frame.stage.mere] or near
    if all(frame.stage.negated and frame.stage.name != "refused" for frame in told):
        return "denies"
    return "asserts"


def _is_others(
    claims: tuple[Claim, ...], contents: list[list[range]], number: int, frame: Frame
) -> bool:
    """Whether the frame stands in another's denial that this claim only hands on."""
    own = sum(map(len, contents[number]))
    if claims[number].stance == "denies":
        return False
    return any(
        other != number
        and claims[other].stance in ("denies", "declines")
        and claims[other].source.party != claims[number].source.party
        and sum(map(len, contents[other])) < own
        and any(frame.trigger in tokens for tokens in contents[other])
        for other in range(len(claims))
    )


def _referred(
    text: AnnotatedText,
    who: Participants,
    deals: list[Deal],
    claim: Claim,
    contents: list[range],
    back: bool,
) -> int | None:
    """The deal that the claim refers back to: the speaker's own, the latest first. A denial
    that names nothing of it must be the speaker's own and stand close by."""
    place = contents[0].start if contents and len(contents[0]) else cue_of(text, claim)
    place = min(place, len(text) - 1)
    speaker = who.code_of(claim.source.party) if claim.source.party else None
    before = [
        (max((f.trigger for f in deal.frames if f.trigger < place), default=-1), number)
        for number, deal in enumerate(deals)
    ]
    spoken = [(trigger, number) for trigger, number in before if trigger >= 0]
    if not spoken:
        spoken = [(deal.frames[0].trigger, number) for number, deal in enumerate(deals)]
    own = [item for item in spoken if speaker and deals[item[1]].stands_for(speaker)]
    if not back:
        own = [
            (t, n) for t, n in own if abs(text.sentence_of[t] - text.sentence_of[place]) <= _NEAR
        ]
        own = own or _named_beside(text, who, deals, speaker, place)
        return max(own)[1] if own else None
    if claim.stance == "denies" and not own and speaker is not None:
        return None if len(spoken) != 1 else spoken[0][1]
    return max(own or spoken)[1] if spoken else None


def _named_beside(
    text: AnnotatedText, who: Participants, deals: list[Deal], speaker: str | None, place: int
) -> list[tuple[int, int]]:
    """The deals close before `place` that are told in one sentence with the speaker, as of
    one through whose hands or land they went."""
    here = text.sentence_of[place]
    return [
        (frame.trigger, number)
        for number, deal in enumerate(deals)
        for frame in deal.frames
        if frame.trigger < place and here - text.sentence_of[frame.trigger] <= _NEAR
        for filler in who.sentence_fillers.get(text.sentence_of[frame.trigger], ())
        if filler.code == speaker and text.sentence_of[filler.token] != here
    ]
