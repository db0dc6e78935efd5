"""Referral: the deal that a claim means which does not name it ("the allegations", "it").

A reaction speaks of the deal told last before it, first of all of one that the speaker is a
party to; a speaker who denies one deal in plain words means that one by "the charge" too.
"""

from __future__ import annotations

from reportedly.extraction.deals.deal import Deal
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.deals.reactions import Reaction, cue_of
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words

_NEAR = 2
_POINTING = frozenset(
    {"the", "any", "such", "this", "that", "these", "those", "all", "its", "their", "both", "no"}
)
_PRONOUNS = frozenset({"it", "that", "this", "them", "these", "those", "so"})
_SHORT = 8
_FEW = 3


def refers_back(text: AnnotatedText, reaction: Reaction) -> bool:
    """Whether the content speaks of a deal by a word that points back: "the allegations"."""
    words = transfer_words()
    stance = reaction.claim.stance
    tokens = [token for part in reaction.contents for token in part]
    if not tokens or (stance == "declines" and len(tokens) <= _FEW):
        return stance in ("denies", "declines", "doubts")  # "declined to comment further"
    for token in tokens:
        lemma = text.lemmas[token].lower()
        if text.pos[token] == "NOUN" and (
            lemma in words.reference_nouns or lemma in words.involvement
        ):
            if any(text.lower[child] in _POINTING for child in text.children[token]):
                return True
            if reaction.false or stance in ("denies", "doubts", "calls_illegal"):
                return True
    return len(tokens) <= _SHORT and any(text.lower[token] in _PRONOUNS for token in tokens)


def referred_deal(
    text: AnnotatedText,
    who: Participants,
    deals: list[Deal],
    reaction: Reaction,
    denied: dict[str, set[int]],
) -> int | None:
    """The number of the deal that the reaction means, or None.

    `denied` are the deals that each party denies in plain words. A denial that names
    nothing of the deal must be the speaker's own and stand close by.
    """
    claim, speaker = reaction.claim, reaction.speaker
    if reaction.denies and speaker is not None and speaker in denied:
        return max(denied[speaker])
    contents = reaction.contents
    place = contents[0].start if contents and len(contents[0]) else cue_of(text, claim)
    place = min(place, len(text) - 1)
    spoken = _spoken_before(deals, place)
    own = [item for item in spoken if speaker and deals[item[1]].stands_for(speaker)]
    if not refers_back(text, reaction):
        here = text.sentence_of[place]
        own = [(t, n) for t, n in own if abs(text.sentence_of[t] - here) <= _NEAR]
        own = own or _named_beside(text, who, deals, speaker, place)
        return max(own)[1] if own else None
    if claim.stance == "denies" and not own and speaker is not None:
        return None if len(spoken) != 1 else spoken[0][1]
    return max(own or spoken)[1] if spoken else None


def _spoken_before(deals: list[Deal], place: int) -> list[tuple[int, int]]:
    """The deals told before `place`, each with the token where it was told last; all of them
    if none was."""
    before = [
        (max((f.trigger for f in deal.frames if f.trigger < place), default=-1), number)
        for number, deal in enumerate(deals)
    ]
    told = [(trigger, number) for trigger, number in before if trigger >= 0]
    return told or [(deal.frames[0].trigger, number) for number, deal in enumerate(deals)]


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
