"""Small whole records, written by hand, for tests of the ledger."""

from __future__ import annotations

import hashlib

from reportedly.records import (
    Analysis,
    Claim,
    Document,
    Event,
    Evidence,
    Finding,
    Goods,
    Party,
    Position,
    SaidOn,
    Source,
    Span,
    Time,
    Transfer,
    passage,
)


def article(
    seller: str = "Ruritania", *, doc_id: str = "wire-1", publisher: str | None = "Harbour Post"
) -> Analysis:
    """An article of one sentence: an official says that `seller` sold shells."""
    text = f"Jane Orban said on Monday that {seller} sold artillery shells to Sylvania."

    def at(words: str) -> Span:
        start = text.index(words)
        return (start, start + len(words))

    content = f"{seller} sold artillery shells to Sylvania"
    return Analysis(
        document=Document(
            id=hashlib.sha256(text.encode()).hexdigest(),
            doc_id=doc_id,
            title=f"{seller} sold shells, official says",
            text=text,
            published="2023-05-02",
            publisher=publisher,
        ),
        times=(
            Time(
                id="t1",
                start=at("Monday")[0],
                end=at("Monday")[1],
                text="Monday",
                type="DATE",
                value="2023-05-01",
            ),
        ),
        parties=(
            Party(id="p1", name="Jane Orban", kind="person", mentions=(at("Jane Orban"),)),
            Party(id="p2", name=seller, kind="state", code="RUR", mentions=(at(seller),)),
            Party(id="p3", name="Sylvania", kind="state", code="SYL", mentions=(at("Sylvania"),)),
        ),
        claims=(
            Claim(
                id="c1",
                source=Source(spans=(at("Jane Orban"),), text="Jane Orban", party="p1"),
                cue=passage(text, (at("said"),)),
                content=passage(text, (at(content),)),
                quotation="indirect",
                stance="asserts",
                said_on=SaidOn(time="t1", value="2023-05-01"),
            ),
        ),
        events=(
            Event(
                id="e1",
                type="AID",
                actors=("p2",),
                recipients=("p3",),
                actor_codes=("RUR",),
                recipient_codes=("SYL",),
                factuality="happened",
                spans=(at("sold"),),
                claim="c1",
            ),
        ),
        transfers=(
            Transfer(
                id="x1",
                supplier="RUR",
                recipient="SYL",
                goods=(
                    Goods(
                        category="artillery_ammunition",
                        text="artillery shells",
                        spans=(at("artillery shells"),),
                    ),
                ),
                status="alleged",
                factuality="happened",
                evidence=Evidence(supplier=(at(seller),), recipient=(at("Sylvania"),)),
                positions=(Position(claim="c1", position="asserts"),),
            ),
        ),
        findings=(
            Finding(
                about="x1",
                regime="UN-SYL",
                instrument="S/RES/1(1999)",
                paragraph="4",
                verdict="would_fall_under",
                in_force=True,
                on="2023-05-02",
                why="Artillery ammunition to Sylvania.",
                link="https://docs.un.org/S/RES/1(1999)",
            ),
        ),
    )
