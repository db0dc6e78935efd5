"""Positions: where each claim stands on each deal.

A claim takes a position on the deals whose frames stand in its content, or, where the
content only refers back ("the allegations", "any such deal"), on the deal last spoken of,
first of all one that the speaker is a party to.
"""

from __future__ import annotations

from bisect import bisect_left

from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.merge import Deal
from reportedly.extraction.deals.participants import Participants
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Position, PositionKind, Span
from reportedly.reference.transfers import transfer_words

_POSITIONS: dict[str, PositionKind] = {
    "denies": "denies",
    "doubts": "doubts",
    "declines": "declines",
    "calls_illegal": "calls_illegal",
}
_POINTING = frozenset(
    {"the", "any", "such", "this", "that", "these", "those", "all", "its", "their", "both", "no"}
)
_PRONOUNS = frozenset({"it", "that", "this", "them", "these", "those", "so"})
_SHORT = 25
# Where a word says something of the whole claim: "was false", "as lies", "recycle propaganda".
_PREDICATIVE = frozenset({"ROOT", "acomp", "advmod", "attr", "ccomp", "dobj", "oprd", "pobj"})
_NEAR = 2
_REACTIONS = frozenset({"denies", "doubts", "declines", "calls_illegal", "confirms"})


def contents_of(text: AnnotatedText, claim: Claim) -> list[range]:
    """The tokens of the claim's content."""
    return [_tokens(text, span) for span in claim.content.spans]


def _tokens(text: AnnotatedText, span: Span) -> range:
    return range(bisect_left(text.starts, span[0]), bisect_left(text.starts, span[1]))


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
        denies = claim.stance == "denies" or _calls_false(text, claim, contents[number])
        denies = denies or _disowns(text, who, claim, contents[number])
        illegal = claim.stance == "calls_illegal" or _calls_illegal(text, contents[number])
        for place, deal in enumerate(deals):
            inside = [f for f in deal.frames if any(f.trigger in t for t in contents[number])]
            inside = [f for f in inside if not _is_others(claims, contents, number, f)]
            if inside:
                direct = True
                if _is_own_plan(who, claim, deal):
                    continue
                position = _position(text, claim, inside, denies and claim.stance != "asserts")
                if illegal and position == "asserts":
                    position = "calls_illegal"
                found[place].append(Position(claim=claim.id, position=position))
        if direct or not (denies or illegal or claim.stance in _REACTIONS):
            continue
        back = _refers_back(text, claim, contents[number])
        if back or denies:
            referred = _referred(text, who, deals, claim, contents[number], back)
            if referred is not None:
                position = _POSITIONS.get(claim.stance, "asserts")
                if denies or illegal:
                    position = "denies" if denies else "calls_illegal"
                found[referred].append(Position(claim=claim.id, position=position))
    return found


def _disowns(text: AnnotatedText, who: Participants, claim: Claim, contents: list[range]) -> bool:
    """Whether the content says of arms that there are none: "it had no missiles there"."""
    tokens = [token for part in contents for token in part]
    if claim.stance != "asserts" or claim.source.party is None or len(tokens) > _SHORT:
        return False
    return any(text.lower[t] in ("no", "none", "neither", "never") for t in tokens) and any(
        t in who.goods_at and not who.goods_at[t].bare for t in tokens
    )


def _is_own_plan(who: Participants, claim: Claim, deal: Deal) -> bool:
    """Whether the claim is only what the reporter says of a party's mind, not what it said."""
    if claim.stance not in ("intends", "believes") or claim.source.party is None:
        return False
    speaker = who.code_of(claim.source.party)
    return speaker is not None and deal.stands_for(speaker)


def _calls_illegal(text: AnnotatedText, contents: list[range]) -> bool:
    """Whether the content says that something breaks the law: "would violate sanctions"."""
    words = transfer_words()
    lemmas = [text.lemmas[token].lower() for part in contents for token in part]
    if any(lemma in words.breaking for lemma in lemmas):
        return any(lemma in words.law for lemma in lemmas)
    return any(lemma in words.unlawful for lemma in lemmas)


def _calls_false(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    """Whether the claim calls something false, in its content or by what its cue says of it."""
    words = transfer_words().falsehood
    said = [
        t
        for p in contents
        for t in p
        if text.deps[t] in _PREDICATIVE
        or text.lemmas[text.heads[t]].lower() in transfer_words().told
    ]
    if any(text.lemmas[t].lower() in words or text.lower[t] in words for t in said):
        return all(len(part) <= _SHORT for part in contents)
    cue = _cue(text, claim)
    return any(text.lower[c] in words for c in text.children[cue]) if cue < len(text) else False


def _position(text: AnnotatedText, claim: Claim, frames: list[Frame], denies: bool) -> PositionKind:
    named = _POSITIONS.get(claim.stance)
    if named == "denies":
        # "rejected a request for tanks" refuses the deal, it does not deny it
        cue = {token for span in claim.cue.spans for token in _tokens(text, span)}
        if all(f.stage.name == "refused" and cue.intersection(f.stage.tokens) for f in frames):
            return "asserts"
    if named is not None:
        return named
    if denies:
        return "denies"
    said = text.sentence_of[min(_cue(text, claim), len(text) - 1)]
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


def _refers_back(text: AnnotatedText, claim: Claim, contents: list[range]) -> bool:
    nouns = transfer_words().reference_nouns
    tokens = [token for part in contents for token in part]
    if not tokens:
        return claim.stance in ("denies", "declines", "doubts")
    for token in tokens:
        if text.lemmas[token].lower() in nouns and text.pos[token] == "NOUN":
            if any(text.lower[child] in _POINTING for child in text.children[token]):
                return True
            if claim.stance in ("denies", "doubts", "calls_illegal"):
                return True
    return len(tokens) <= 8 and any(text.lower[token] in _PRONOUNS for token in tokens)


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
    place = contents[0].start if contents and len(contents[0]) else _cue(text, claim)
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
        return max(own)[1] if own else None
    if claim.stance == "denies" and not own and speaker is not None:
        return None if len(spoken) != 1 else spoken[0][1]
    return max(own or spoken)[1] if spoken else None


def _cue(text: AnnotatedText, claim: Claim) -> int:
    return bisect_left(text.starts, claim.cue.spans[0][0]) if claim.cue.spans else 0
