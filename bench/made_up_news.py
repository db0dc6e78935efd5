"""Made-up records of news, as many as wanted: what `bench/load.py` fills a ledger with.

Each has the shape of what is read from an agency dispatch of some 400 words: about eight
claims, eight parties, two events; two articles in five report a transfer. States, outlets and
words follow Zipf's law, as they do in news, so that some filters match much and some little.
Article `n` is always the same.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from reportedly.records import (
    Analysis,
    Basis,
    Claim,
    Document,
    Event,
    Evidence,
    Finding,
    Goods,
    Party,
    PartyKind,
    Passage,
    Position,
    PositionKind,
    SaidOn,
    Source,
    Span,
    Stance,
    Time,
    Transfer,
)


def _words(line: str) -> list[str]:
    return line.split()


STATES = _words(
    "RUS USA CHN IRN UKR PRK ISR TUR DEU FRA GBR IND PAK SAU ARE EGY SYR YEM SDN LBY KOR JPN POL "
    "ITA ESP SWE CZE SRB BLR MMR ETH SSD MLI NER BFA CMR NGA ZAF BRA COL VEN MEX IDN PHL VNM THA "
    "AUS CAN NOR NLD BEL GRC BGR ROU HUN SVK AZE ARM GEO KAZ UZB IRQ JOR QAT"
)
GOODS = {
    "artillery_ammunition": ("artillery shells", "munitions of large calibre", "rockets"),
    "uav": ("drones", "loitering munitions", "unmanned aircraft"),
    "air_defence": ("air defence systems", "launchers with their radars"),
    "ballistic_missiles": ("ballistic missiles", "short-range missiles"),
    "armoured_vehicles": ("armoured vehicles", "troop carriers"),
    "small_arms_light_weapons": ("rifles and machine guns", "light weapons"),
    "combat_aircraft": ("fighter aircraft", "jets for training"),
    "naval_vessels": ("patrol boats", "a corvette"),
    "tanks": ("battle tanks", "older tanks out of store"),
}
STATUSES = ("alleged", "negotiating", "agreed", "approved", "in_transit", "delivered", "refused")
CUES: tuple[tuple[str, Stance, PositionKind], ...] = (
    ("said", "asserts", "asserts"),
    ("told reporters", "asserts", "asserts"),
    ("denied", "denies", "denies"),
    ("confirmed", "confirms", "asserts"),
    ("warned", "warns", "asserts"),
    ("doubted", "doubts", "doubts"),
    ("declined to say", "declines", "declines"),
)
NAMES = _words(
    "Orban Kade Mirov Tessier Halloran Adeyemi Brandt Castell Dunmore Elgar Farouk Grieg"
)
GIVEN = _words("Jane Pavel Amina Luis Hana Tomas Greta Omar Ines Victor Lena Karim Dora Felix")
OUTLETS = [
    f"{place} {kind}"
    for place in _words("Harbour Quay Meridian Northern Capital Delta Border Canal Union Summit")
    for kind in _words("Post Courier Wire Times Gazette Herald Dispatch Monitor Observer Record")
]
FIRST = date(2015, 1, 1)
DAYS = 3650


class Zipf:
    """Picks from `items`, the earlier the likelier: the n-th with a weight of 1/n."""

    def __init__(self, items: Sequence[str]) -> None:
        self._items = items
        self._sums = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def __call__(self, dice: random.Random) -> str:
        """One item."""
        return self._items[bisect(self._sums, dice.random() * self._sums[-1])]


def _invented_words(count: int) -> list[str]:
    dice = random.Random(7)
    parts = _words("ka ro mi ten sal vor ple dra nu bel gas tor en li po ran cha wes ti mon")
    return ["".join(dice.choices(parts, k=dice.randint(2, 4))) for _ in range(count)]


state, outlet, word = Zipf(STATES), Zipf(OUTLETS), Zipf(_invented_words(20_000))


class _Writing:
    """A text that grows, and where its words stand."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str, after: str = " ") -> Span:
        start = len(self.text)
        self.text += words + after
        return (start, start + len(words))

    def passage(self, span: Span) -> Passage:
        return Passage(spans=(span,), text=self.text[slice(*span)])


def made_up_record(number: int) -> Analysis:
    """The record of article `number`."""
    dice = random.Random(number)
    supplier, recipient = state(dice), state(dice)
    category, wordings = dice.choice(list(GOODS.items()))
    published = (FIRST + timedelta(days=dice.randrange(DAYS))).isoformat()
    writing = _Writing()
    title = writing.add(f"{supplier} and {recipient}: {word(dice)} {number}", "\n\n")
    parties = [_state("p1", supplier, title[0]), _state("p2", recipient, title[0] + 8)]
    claims, times, positions, goods = [], [], [], None
    deal = supplier != recipient and dice.random() < 0.4
    for at in range(1, 9):
        _filler(writing, dice)
        home = (supplier, recipient, "USA")[at % 3]
        name = f"{dice.choice(GIVEN)} {NAMES[STATES.index(home) % 12]}"
        source = writing.add(name)
        cue_words, stance, position = dice.choice(CUES)
        cue, _ = writing.add(cue_words), writing.add("on")
        day = writing.add("Monday", " that ")
        content = writing.add(f"{supplier} sent {dice.choice(wordings)} to {recipient}", ". ")
        parties.append(_party(f"p{at + 2}", name, "person", f"{home}.GOV", source))
        times.append(
            Time(id=f"t{at}", start=day[0], end=day[1], text="Monday", type="DATE", value=published)
        )
        claims.append(
            Claim(
                id=f"c{at}",
                source=Source(spans=(source,), text=name, party=f"p{at + 2}"),
                cue=writing.passage(cue),
                content=writing.passage(content),
                quotation="indirect",
                stance=stance,
                said_on=SaidOn(time=f"t{at}", value=published),
                basis=(Basis(kind="official", spans=(source,), text=name),) if at % 4 == 0 else (),
            )
        )
        positions.append(Position(claim=f"c{at}", position=position))
        goods = (content[0] + 9, content[1] - 7)
    text = writing.text
    assert goods is not None
    return Analysis(
        document=Document(
            id=hashlib.sha256(text.encode()).hexdigest(),
            doc_id=f"article-{number}",
            title=text[slice(*title)],
            text=text,
            published=published,
            publisher=outlet(dice),
        ),
        parties=tuple(parties),
        times=tuple(times),
        claims=tuple(claims),
        events=(_event("e1", "AID", claims[0]), _event("e2", "CONSULT", claims[1])),
        transfers=(
            Transfer(
                id="x1",
                supplier=supplier,
                recipient=recipient,
                goods=(Goods(category=category, text=text[slice(*goods)], spans=(goods,)),),
                status=dice.choice(STATUSES),
                factuality="possible",
                evidence=Evidence(supplier=parties[0].mentions, recipient=parties[1].mentions),
                positions=tuple(positions),
            ),
        )
        if deal
        else (),
        findings=(_finding(recipient, published),) if deal and recipient in _UNDER else (),
    )


_UNDER = ("PRK", "YEM", "SDN", "LBY", "SSD", "SYR")


def made_up_records(count: int) -> Iterator[Analysis]:
    """The records of the first `count` articles."""
    return map(made_up_record, range(count))


def _filler(writing: _Writing, dice: random.Random) -> None:
    words = [word(dice) for _ in range(40)]
    writing.add(" ".join(words).capitalize(), ". ")


def _state(key: str, code: str, start: int) -> Party:
    return _party(key, code, "state", code, (start, start + 3))


def _party(key: str, name: str, kind: PartyKind, code: str, span: Span) -> Party:
    return Party(id=key, name=name, kind=kind, code=code, country=code[:3], mentions=(span,))


def _event(key: str, kind: str, claim: Claim) -> Event:
    return Event(
        id=key,
        type=kind,
        actors=("p1",),
        recipients=("p2",),
        actor_codes=("",),
        recipient_codes=("",),
        factuality="possible",
        spans=claim.content.spans,
        claim=claim.id,
    )


def _finding(recipient: str, published: str) -> Finding:
    return Finding(
        about="x1",
        regime=f"UN-{recipient}",
        instrument="S/RES/1(1999)",
        paragraph="4",
        verdict="would_fall_under",
        in_force=True,
        on=published,
        why=f"Arms to {recipient}.",
        link="https://docs.un.org/S/RES/1(1999)",
    )
