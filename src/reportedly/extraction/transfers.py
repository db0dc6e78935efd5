"""Transfers: what a text reports of arms and related goods passing between parties.

Words of goods raise the question; frames of transfer answer who gives and who gets
(deals/frames.py), how far it has come (deals/stages.py); frames of one deal are merged
(deals/merge.py, deals/outcome.py), and every claim takes its position (deals/positions.py).
"""

from __future__ import annotations

import msgspec

from reportedly.extraction.deals.breach_frames import may_break_embargo
from reportedly.extraction.deals.context import fill_open_roles
from reportedly.extraction.deals.deal import CORE, Deal, is_transfer
from reportedly.extraction.deals.first_person import speakers_in
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.frames import find_frames
from reportedly.extraction.deals.merge import merge_frames
from reportedly.extraction.deals.outcome import goods_of, status_of
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.deals.positions import denied_frames, positions_on
from reportedly.extraction.deals.reactions import contents_of
from reportedly.extraction.deals.terms import (
    carrier_of,
    end_use_of,
    payment_of,
    route_of,
    when_of,
)
from reportedly.extraction.goods import find_goods
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.language.parties import Parties
from reportedly.records import (
    Claim,
    Event,
    Evidence,
    Factuality,
    Goods,
    Spans,
    Time,
    Transfer,
)
from reportedly.reference.transfers import transfer_words

_FACTUALITY: dict[str, Factuality] = {
    "considered": "possible",
    "requested": "possible",
    "offered": "possible",
    "negotiating": "possible",
    "agreed": "planned",
    "approved": "planned",
    "alleged": "happened",
    "in_transit": "ongoing",
    "delivered": "happened",
    "used": "happened",
    "suspended": "planned",
    "refused": "negated",
    "intercepted": "happened",
    "ended": "negated",
}


def find_transfers(
    text: AnnotatedText,
    times: tuple[Time, ...],
    parties: Parties,
    claims: tuple[Claim, ...],
    events: tuple[Event, ...],  # noqa: ARG001 - part of the stage's interface
) -> tuple[Transfer, ...]:
    """The transfers that `text` reports, in the order of their first mention, ids x1, x2 …"""
    goods = find_goods(text)
    named = any(mention.category in CORE for mention in goods)
    if not (named or _arms_somebody(text) or may_break_embargo(text)):
        return ()
    who = Participants(text, parties, goods, speakers_in(text, claims))
    frames = find_frames(text, who)
    deals = merge_frames(text, who, frames)
    fill_open_roles(text, who, deals)
    deals = [deal for deal in deals if is_transfer(deal)]
    if any(deal.supplier and deal.recipient for deal in deals):  # no half is told for its own sake
        deals = [deal for deal in deals if bool(deal.supplier) == bool(deal.recipient)]
    if not deals:
        return ()
    denied = denied_frames(text, frames, claims)
    positions = positions_on(text, who, deals, claims)
    told = [
        (deal, on_it)
        for deal, on_it in zip(deals, positions, strict=True)
        if on_it or not _is_only_ruled_out(text, deal, claims)
    ]
    deals, positions = [deal for deal, _ in told], [on_it for _, on_it in told]
    payments = payment_of(text, who, deals)
    return tuple(
        msgspec.structs.replace(
            _transfer(text, who, deal, times, denied, f"x{number}"),
            positions=tuple(on_it),
            payment=payment,
        )
        for number, (deal, on_it, payment) in enumerate(
            zip(deals, positions, payments, strict=True), 1
        )
    )


def _arms_somebody(text: AnnotatedText) -> bool:
    """Whether a verb tells of arms by itself: "Rwanda arms the rebels"."""
    verbs = transfer_words().verbs
    return any(
        word.startswith(("arm", "rearm", "re-arm"))
        and text.pos[token] == "VERB"
        and (verb := verbs.get(text.lemmas[token].lower())) is not None
        and verb.implies_arms
        for token, word in enumerate(text.lower)
    )


def _is_only_ruled_out(text: AnnotatedText, deal: Deal, claims: tuple[Claim, ...]) -> bool:
    """Whether the reporter says that there is no such deal, and nobody else speaks of one: "Seoul
    sends Kyiv no arms"."""
    if not all(frame.stage.negated for frame in deal.frames):
        return False
    told = [tokens for claim in claims for tokens in contents_of(text, claim)]
    return not any(frame.trigger in tokens for frame in deal.frames for tokens in told)


def _transfer(
    text: AnnotatedText,
    who: Participants,
    deal: Deal,
    times: tuple[Time, ...],
    denied: set[int],
    name: str,
) -> Transfer:
    status, shown = status_of(deal, denied)
    return Transfer(
        id=name,
        supplier=deal.supplier,
        recipient=deal.recipient,
        goods=_goods(text, deal),
        status=status,
        factuality=_factuality(deal, status, denied),
        end_use=end_use_of(text, who, deal),
        when=when_of(text, times, shown),
        evidence=Evidence(
            supplier=_spans(text, deal.supplier_tokens),
            recipient=_spans(text, deal.recipient_tokens),
            status=_spans(text, shown),
        ),
        route=route_of(text, deal),
        carrier=carrier_of(text, deal),
    )


def _factuality(deal: Deal, status: str, denied: set[int]) -> Factuality:
    told = [f for f in deal.frames if not f.stage.negated and f.trigger not in denied]
    return _FACTUALITY[status] if told or status == "refused" else "possible"


def _spans(text: AnnotatedText, tokens: list[int]) -> Spans:
    return tuple(text.span(token, token + 1) for token in sorted(set(tokens)))


def _goods(text: AnnotatedText, deal: Deal) -> tuple[Goods, ...]:
    mentions = goods_of(text, deal)
    if not mentions:
        trigger = next((f.trigger for f in deal.frames if f.implies_arms), deal.frames[0].trigger)
        span = text.span(trigger, trigger + 1)
        return (Goods(category="unspecified_arms", text=text.words[trigger], spans=(span,)),)
    possible = _possible(deal)
    found = []
    for mention in mentions:
        span = text.span(mention.start, mention.end)
        found.append(
            Goods(
                category=mention.category,
                text=text.text[span[0] : span[1]],
                spans=(span,),
                designation=mention.designation,
                quantity=mention.quantity,
                possible=mention in possible,
            )
        )
    return tuple(found)


def _possible(deal: Deal) -> list[GoodsMention]:
    """Goods that are spoken of only as what the deal might hold besides."""
    sure: list[GoodsMention] = []
    maybe: list[GoodsMention] = []
    frame: Frame
    for frame in deal.frames:
        if not frame.stage.negated:
            (maybe if frame.besides else sure).extend(frame.goods)
    return [mention for mention in maybe if mention not in sure] if sure else []
