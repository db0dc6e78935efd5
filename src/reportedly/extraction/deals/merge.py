"""Deals: the frames of a text put together, one deal a supplier and recipient.

A frame that leaves a role open joins the last deal it does not contradict; a frame whose
direction is open takes that of a deal between the same two, or of the maker of the goods.
"""

from __future__ import annotations

from reportedly.extraction.deals.arguments import has_hyphen_origin, origins_of
from reportedly.extraction.deals.deal import Deal
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.gathering import may_share, name_goods, take_up
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.language.annotated import AnnotatedText

_OF_ONE_MAKER = frozenset({"combat_aircraft", "helicopters", "naval_vessels"})
_BEFORE = 2  # sentences that a frame without parties may stand before its deal


def merge_frames(text: AnnotatedText, who: Participants, frames: list[Frame]) -> list[Deal]:
    """The deals of which the frames speak, in order of first mention."""
    deals: list[Deal] = []
    waiting: list[Frame] = []
    late: list[tuple[Frame, Filler | None, Filler | None, frozenset[str]]] = []
    for frame in frames:
        before = len(deals)
        for supplier, recipient, pair in _pairs(text, who, frame):
            placed = _place(deals, frame, supplier, recipient, pair)
            if not placed and frame.only_joins and frame.roles():
                late.append((frame, supplier, recipient, pair))
            elif not placed and not deals and (frame.goods or frame.kind == "seize"):
                waiting.append(frame)
        if deals and not before:
            near = text.sentence_of[deals[0].frames[0].trigger] - _BEFORE
            take_up(deals[0], [f for f in waiting if text.sentence_of[f.trigger] >= near])
    for joining in late:
        _place(deals, *joining)  # the ship was told of before what it held
    for deal in deals:
        deal.frames.sort(key=lambda frame: frame.trigger)
        _tell_direction(who, deal)
    deals = _join_groups(who, deals)
    told = [deal for deal in deals if deal.supplier and deal.recipient]
    if len(told) == 1:
        name_goods(who, told[0], frames)
        take_up(told[0], [f for f in waiting if f.kind == "seize" and f not in told[0].frames])
    return deals


def _tell_direction(who: Participants, deal: Deal) -> None:
    """Let the maker of the goods supply where a deal only names its two sides, or the one whose
    firms deal with another's government."""
    makers = {m.maker for m in deal.goods if m.maker} & deal.open_pair
    makers = makers or _sellers(who, deal)
    if len(makers) == 1 and len(deal.open_pair) == 2:
        deal.supplier = next(iter(makers))
        deal.recipient = next(iter(deal.open_pair - makers))
        deal.open_pair = frozenset()


def _sellers(who: Participants, deal: Deal) -> set[str]:
    """The side for which firms deal: "the ministry signed a contract with Czech companies"."""
    partners = [f for frame in deal.frames for f in frame.partners if f.code in deal.open_pair]
    others = {f.code for f in partners if not who.is_firm(f.token)}
    return {f.code for f in partners} - others


def _join_groups(who: Participants, deals: list[Deal]) -> list[Deal]:
    """Goods bound for a country and goods for a group in it, from one supplier, are one deal:
    "weapons bound for Yemen" of the Houthis."""
    homes = {
        who.code_of(party.id): party.country
        for party in who.parties.records
        if party.kind == "group" and party.country is not None
    }
    for deal in deals:
        for other in deals:
            if (
                other is not deal
                and deal.frames
                and other.frames
                and (deal.supplier == other.supplier or None in (deal.supplier, other.supplier))
                and deal.recipient in homes
                and homes[deal.recipient] == other.recipient
            ):
                deal.frames = sorted(deal.frames + other.frames, key=lambda frame: frame.trigger)
                deal.goods += [m for m in other.goods if m not in deal.goods]
                deal.supplier = deal.supplier or other.supplier
                deal.supplier_tokens += other.supplier_tokens
                other.frames = []
    return [deal for deal in deals if deal.frames]


def _pairs(
    text: AnnotatedText, who: Participants, frame: Frame
) -> list[tuple[Filler | None, Filler | None, frozenset[str]]]:
    _direct(text, who, frame)
    if not frame.recipients and frame.kind in ("give", "use"):
        frame.suppliers = [f for f in frame.suppliers if not has_hyphen_origin(text, f)]
    if frame.kind == "seize" and frame.suppliers and has_hyphen_origin(text, frame.suppliers[0]):
        frame.maker = frame.suppliers[0]
        frame.suppliers = []
    if not frame.suppliers and not frame.recipients and len(frame.partners) == 2:
        return [(None, None, frozenset(f.code for f in frame.partners))]
    suppliers: list[Filler | None] = [*frame.suppliers] or [None]
    recipients: list[Filler | None] = [*frame.recipients] or [None]
    return [
        (supplier, recipient, frozenset())
        for supplier in suppliers
        for recipient in recipients
        if supplier is None or recipient is None or supplier.code != recipient.code
    ]


def _direct(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """Tell from the goods which partner of a deal supplies."""
    if not frame.partners:
        return
    known = {f.code for f in (*frame.suppliers, *frame.recipients)}
    partners = [f for f in frame.partners if f.code not in known]
    if frame.suppliers and not frame.recipients:
        frame.recipients = partners
    elif frame.recipients and not frame.suppliers:
        frame.suppliers = partners
    elif not known:
        makers = {m.maker for m in frame.goods if m.maker}
        makers |= {o.code for m in frame.goods for o in origins_of(text, who, m)}
        makers &= {f.code for f in partners}
        if len(makers) == 1:
            frame.suppliers = [f for f in partners if f.code in makers]
            frame.recipients = [f for f in partners if f.code not in makers]


def _place(
    deals: list[Deal],
    frame: Frame,
    supplier: Filler | None,
    recipient: Filler | None,
    pair: frozenset[str],
) -> bool:
    """Add the frame to the deal it speaks of, or begin one; False if it speaks of none."""
    giver = supplier.code if supplier else None
    taker = recipient.code if recipient else None
    if pair:
        found = next(
            (
                d
                for d in reversed(deals)
                if {d.supplier, d.recipient} == pair or d.open_pair == pair
            ),
            None,
        )
        if found is None:
            found = Deal(None, None, open_pair=pair)
            deals.append(found)
        found.add(frame, None, None)
        return True
    found = _same(deals, frame, giver, taker)
    if found is None:
        if giver is None and taker is None:
            found = _last(deals, frame)
            if found is None:
                return False
        elif (
            frame.asked
            or (frame.only_joins and frame.roles() < 2)
            or (not frame.goods and not frame.implies_arms and frame.roles() < 2)
        ):
            return False
        else:
            found = Deal(None, None)
            deals.append(found)
    found.add(frame, supplier, recipient)
    return True


def _last(deals: list[Deal], frame: Frame) -> Deal | None:
    """The deal spoken of last, with the frame's own partner if it names one."""
    codes = [f.code for f in frame.partners]
    for deal in reversed(deals):
        if codes and not any(deal.stands_for(code) for code in codes):
            continue
        if codes or may_share(deal, frame):
            return deal
    return None


def _same(deals: list[Deal], frame: Frame, giver: str | None, taker: str | None) -> Deal | None:
    """The deal that a frame with these roles speaks of, the closest fit and latest first."""
    best, best_fit = None, 0
    for deal in reversed(deals):
        if frame.only_joins and not may_share(deal, frame):
            continue
        fit = _fit(deal, giver, taker)
        if fit == 1 and not may_share(deal, frame):
            continue  # halves that tell of different goods
        if _made_elsewhere(deal, frame, giver) or _uses_what_was_refused(deal, frame):
            continue
        if fit > best_fit and (fit > 1 or frame.goods or frame.points_back):
            best, best_fit = deal, fit
    return best


def _made_elsewhere(deal: Deal, frame: Frame, giver: str | None) -> bool:
    """Whether only one of the two names a supplier, who does not make the jets or ships that the
    other tells of: "Algiers asked about the Su-57. China sold Algeria drones"."""
    if (giver is None) == (deal.supplier is None):
        return False
    supplier, goods = (giver, deal.goods) if giver else (deal.supplier, frame.goods)
    others = frame.goods if giver else deal.goods
    makers = {m.maker for m in goods if m.maker and m.category in _OF_ONE_MAKER}
    shared = {m.category for m in goods} & {m.category for m in others}
    return bool(makers) and not shared and supplier not in makers


def _uses_what_was_refused(deal: Deal, frame: Frame) -> bool:
    return frame.kind == "use" and all(told.stage.name == "refused" for told in deal.frames)


def _fit(deal: Deal, giver: str | None, taker: str | None) -> int:
    if giver and taker and deal.open_pair == {giver, taker}:
        return 4
    if giver and taker and deal.supplier and deal.recipient:
        return 5 if (deal.supplier, deal.recipient) == (giver, taker) else 0
    if (giver and deal.supplier and giver != deal.supplier) or (
        taker and deal.recipient and taker != deal.recipient
    ):
        return 0
    if (giver and giver == deal.recipient) or (taker and taker == deal.supplier):
        return 0
    shared = bool(giver and giver == deal.supplier) + bool(taker and taker == deal.recipient)
    if shared:
        return 2 + shared
    if (giver and giver in deal.open_pair) or (taker and taker in deal.open_pair):
        return 3
    if (deal.supplier is None) != (deal.recipient is None) and (giver is None) != (taker is None):
        return 1  # each holds the half that the other lacks
    return 0
