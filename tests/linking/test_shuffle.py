"""Dossiers linked by shuffles are those that one process links, for any set of documents."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from news import Deal, Known, News, Said, analysis_of

from reportedly.engines.shuffle import link
from reportedly.linking.dossiers import Dossiers
from reportedly.records import Analysis

CASES = Path(__file__).with_name("dossiers.yml").read_text("utf-8")
FILE = yaml.load(CASES, Loader=yaml.BaseLoader)  # noqa: S506
PEOPLE = msgspec.convert(FILE["people"], dict[str, Known])
ROLES = [None, "PRK", "RUS", "IRN", "USA"]
COPY = "The cargo left the port at night, and nobody saw who had loaded it or where it went. " * 4
days = st.none() | st.sampled_from(["2021-02-03", "2023-03-30", "2023-04-01", "2025-01-01"])
deals = st.builds(
    Deal,
    supplier=st.sampled_from(ROLES),
    recipient=st.sampled_from(ROLES),
    goods=st.sampled_from([("artillery_ammunition",), ("uav",), ("unspecified_arms",)]),
    status=st.sampled_from(["negotiating", "delivered", "refused"]),
)
news = st.builds(
    News,
    name=st.sampled_from("abcdefgh"),
    day=days,
    outlet=st.sampled_from([None, "Wire", "Post"]),
    body=st.sampled_from(["", COPY, f"At dawn. {COPY}", "Short."]),
    deals=st.lists(deals, max_size=3),
    said=st.lists(st.builds(Said, by=st.sampled_from(["Dunmore", "Kremlin"])), max_size=2),
    names=st.lists(st.sampled_from(["Russia", "North Korea", "Iran"]), max_size=3, unique=True),
)


def analyses(described: list[News]) -> list[Analysis]:
    """The records of what is described; what is said is about a deal, so there must be one."""
    for one in described:
        one.said = one.said if one.deals else []
    return [analysis_of(one, PEOPLE) for one in described]


@settings(max_examples=150)
@given(described=st.lists(news, max_size=8, unique_by=lambda one: one.name))
def test_any_documents(described: list[News]) -> None:
    given_ = analyses(described)
    assert link(given_) == Dossiers(given_).all()


def test_the_documents_of_all_cases_together() -> None:
    described = [one for case in FILE["cases"] for one in case["news"]]
    for number, one in enumerate(described):
        one["name"] = f"{one['name']}-{number}"
    given_ = analyses(msgspec.convert(described, list[News], strict=False))
    together = Dossiers(given_).all()
    assert len(together) > 10
    assert link(given_) == together
