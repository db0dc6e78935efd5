"""Build the record of a document from a short description, as linking would get it.

A description names the outlet, the day and the transfers; each transfer names its roles,
goods and status and what was said: who, which position, when, and in which words. The text
is composed of those words, so that every span is true.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

from reportedly.records import (
    Analysis,
    Claim,
    Document,
    Event,
    Evidence,
    Finding,
    Goods,
    Party,
    PartyKind,
    Payment,
    Position,
    PositionKind,
    Quotation,
    SaidOn,
    Source,
    Stance,
    Transfer,
    passage,
)


class Said(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    by: str
    position: PositionKind = "asserts"
    stance: Stance | None = None
    on: str | None = None
    words: str = "the deal is going ahead"
    via: str | None = None
    about: int | None = 0  # the number of the transfer; None for no transfer


class Deal(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    supplier: str | None = None
    recipient: str | None = None
    goods: tuple[str, ...] = ("artillery_ammunition",)
    designation: str | None = None
    status: str = "negotiating"
    when: str | None = None
    paid: list[str] = []
    breaches: list[str] = []


class Met(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    who: str
    whom: str
    on: str | None = None
    how: str = "visit"


class News(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    name: str
    day: str | None = None
    outlet: str | None = None
    reprint_of: str | None = None
    body: str = ""
    deals: list[Deal] = []
    said: list[Said] = []
    met: list[Met] = []
    names: list[str] = []


class Known(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    name: str
    kind: PartyKind = "person"
    code: str | None = None
    country: str | None = None


def analysis_of(news: News, people: dict[str, Known]) -> Analysis:
    """The record of `news`; `people` are the parties by the name that descriptions use."""
    text = news.body
    claims: list[Claim] = []
    positions: dict[int, list[Position]] = {}
    mentioned = {*news.names, *(name for met in news.met for name in (met.who, met.whom))}
    mentioned.update(name for said in news.said for name in (said.by, said.via) if name)
    parties = {
        key: Party(
            id=f"p{i}",
            name=one.name,
            kind=one.kind,
            code=one.code,
            country=one.country,
            mentions=(),
        )
        for i, (key, one) in enumerate(people.items(), 1)
        if key in mentioned
    }
    for number, said in enumerate(news.said, 1):
        start = len(text)
        text += f"{said.by} said {said.words}. "
        cue = start + len(said.by) + 1
        spans = ((cue + 5, cue + 5 + len(said.words)),)
        party = parties.get(said.by)
        quotation: Quotation = "indirect"
        claims.append(
            Claim(
                id=f"c{number}",
                source=Source(
                    spans=((start, start + len(said.by)),),
                    text=said.by,
                    party=party.id if party else None,
                ),
                cue=passage(text, ((cue, cue + 4),)),
                content=passage(text, spans),
                quotation=quotation,
                stance=said.stance or _stance(said.position),
                said_on=SaidOn(value=said.on) if said.on else None,
                via=parties[said.via].id if said.via else None,
            )
        )
        if said.about is not None:
            position = Position(claim=f"c{number}", position=said.position)
            positions.setdefault(said.about, []).append(position)
    return Analysis(
        document=Document(
            id=sha256(text.encode()).hexdigest(),
            doc_id=news.name,
            text=text,
            published=news.day,
            publisher=news.outlet,
            reprint_of=news.reprint_of,
        ),
        parties=tuple(parties.values()),
        claims=tuple(claims),
        events=tuple(_event(met, number, parties) for number, met in enumerate(news.met, 1)),
        transfers=tuple(
            _transfer(deal, number, positions.get(number, []))
            for number, deal in enumerate(news.deals)
        ),
        findings=tuple(
            _finding(f"x{number}", paragraph)
            for number, deal in enumerate(news.deals)
            for paragraph in deal.breaches
        ),
    )


def _transfer(deal: Deal, number: int, positions: list[Position]) -> Transfer:
    return Transfer(
        id=f"x{number}",
        supplier=deal.supplier,
        recipient=deal.recipient,
        goods=tuple(
            Goods(category=c, text=c.replace("_", " "), spans=(), designation=deal.designation)
            for c in deal.goods
        ),
        status=deal.status,
        factuality="possible",
        payment=tuple(Payment(category=c, text=c, spans=()) for c in deal.paid),
        when=deal.when,
        evidence=Evidence(),
        positions=tuple(positions),
    )


def _event(met: Met, number: int, parties: dict[str, Party]) -> Event:
    return Event(
        id=f"e{number}",
        type="CONSULT",
        mode=met.how,
        actors=(parties[met.who].id,),
        recipients=(parties[met.whom].id,),
        when=met.on,
        factuality="happened",
        spans=((0, 4),),
    )


def _finding(about: str, paragraph: str) -> Finding:
    return Finding(
        about=about, regime="UN", instrument="S/RES/1", paragraph=paragraph, on=None,
        verdict="would_fall_under", in_force=True, why="arms", link="https://example.org",
    )  # fmt: skip


def _stance(position: PositionKind) -> Stance:
    return "declines" if position == "declines" else position
