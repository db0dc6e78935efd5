"""Pages of claims, events and transfers."""

from __future__ import annotations

import msgspec
import pytest

from ledger_articles import article
from reportedly.ledger.cursors import UnknownCursor
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.sources import sources_page
from reportedly.records import Analysis


def dated(name: str, published: str | None) -> Analysis:
    """An article of that date."""
    analysis = article(name)
    document = msgspec.structs.replace(analysis.document, published=published)
    return msgspec.structs.replace(analysis, document=document)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger with twelve articles, one of them undated."""
    ledger.store(dated(f"State{n:02}", f"2023-05-{n:02}") for n in range(1, 12))
    ledger.store([dated("Undated", None)])
    return ledger


def test_pages_follow_each_other_without_gap_or_repeat(full: Ledger) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(4):
        part = page(full, "claims", Filters(), limit=5, cursor=cursor)
        seen += [row["published"] for row in part.rows]
        cursor = part.next
        if cursor is None:
            break
    assert seen == [*(f"2023-05-{n:02}" for n in range(11, 0, -1)), ""]


def test_a_page_stays_right_while_documents_arrive(full: Ledger) -> None:
    first = page(full, "claims", Filters(), limit=3)
    full.store([dated("Late", "2023-06-01")])
    second = page(full, "claims", Filters(), limit=3, cursor=first.next)
    assert [row["published"] for row in second.rows] == ["2023-05-08", "2023-05-07", "2023-05-06"]


@pytest.mark.parametrize(
    ("listing", "filters", "found"),
    [
        ("documents", Filters(by="Harbour Post"), 12),
        ("documents", Filters(by="Quay Courier"), 0),
        ("documents", Filters(until="2023-05-03"), 4),
        ("findings", Filters(regime="UN-SYL", verdict="would_fall_under"), 12),
        ("findings", Filters(regime="UN-PRK"), 0),
        ("claims", Filters(since="2023-05-03", until="2023-05-05"), 3),
        ("claims", Filters(stance="asserts"), 12),
        ("claims", Filters(stance="denies"), 0),
        ("claims", Filters(by="Jane Orban"), 12),
        ("claims", Filters(by="%"), 0),
        ("claims", Filters(about="SYL"), 12),
        ("claims", Filters(about="RUS"), 0),
        ("claims", Filters(words="ARTILLERY sold"), 12),
        ("claims", Filters(words="sold %"), 0),
        ("events", Filters(type="AID"), 12),
        ("events", Filters(by="RUR"), 12),
        ("events", Filters(by="RU"), 0),
        ("transfers", Filters(supplier="RUR", recipient="SYL"), 12),
        ("transfers", Filters(category="artillery_ammunition"), 12),
        ("transfers", Filters(category="tanks"), 0),
        ("transfers", Filters(status="delivered"), 0),
        ("transfers", Filters(by="SYL"), 12),
        ("transfers", Filters(document=article("State01").document.id), 1),
    ],
)
def test_filters(full: Ledger, listing: str, filters: Filters, found: int) -> None:
    assert len(page(full, listing, filters).rows) == found


def test_parties_are_counted_by_their_claims(full: Ledger) -> None:
    link(full)
    (party,) = sources_page(full, Filters()).rows
    assert (party["name"], party["claims"], party["denials"]) == ("Jane Orban", 12, 0)
    assert (party["first"], party["last"]) == ("", "2023-05-11")


@pytest.mark.parametrize("cursor", ["x", "!!!", "WzFd", "bm90IGpzb24", "é"])
def test_a_cursor_of_another_making_is_refused(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(UnknownCursor):
        page(ledger, "claims", Filters(), cursor=cursor)
