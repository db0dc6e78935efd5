"""What is reported of a deal, by whom, how independently: news in, dossiers out."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from news import Known, News, Said, analysis_of

from reportedly.linking.dossiers import Dossiers
from reportedly.linking.records import Change, Dossier


class Expected(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a case says of a dossier; what it does not say is not checked."""

    id: str
    status: str | None = None
    sources: int | None = None
    outlets: int | None = None
    denials: int | None = None
    documents: int | None = None
    first: str | None = None
    last: str | None = None
    goods: list[str] | None = None
    steps: list[str] | None = None
    asserts: list[str] | None = None
    denies: list[str] | None = None
    illegal: list[str] | None = None
    changes: list[str] | None = None
    timeline: list[str] | None = None
    findings: list[str] | None = None


class Case(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    name: str
    news: list[News]
    dossiers: list[Expected]


class Cases(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    people: dict[str, Known]
    cases: list[Case]


def _load() -> Cases:
    cases = (Path(__file__).parent / "dossiers.yml").read_text("utf-8")
    plain = yaml.load(cases, Loader=yaml.BaseLoader)  # noqa: S506 (all scalars as strings)
    return msgspec.convert(plain, Cases, strict=False)


CASES = _load()
PEOPLE = CASES.people


def said(change: Change) -> str:
    before, after = change.before, change.after
    about = change.about or "-"
    return (
        f"{change.voice.name} {change.topic} {about} "
        f"{before.position} {before.date} {after.position} {after.date}"
    )


def described(dossier: Dossier) -> dict[str, object]:
    return {
        "id": dossier.id,
        "status": dossier.status,
        "sources": dossier.independent_sources,
        "outlets": dossier.independent_outlets,
        "denials": dossier.denials,
        "documents": len(dossier.reports),
        "first": dossier.first_report,
        "last": dossier.last_report,
        "goods": [goods.category for goods in dossier.goods],
        "steps": [f"{step.status} {step.date}" for step in dossier.history],
        "asserts": sorted(dossier.who("asserts")),
        "denies": sorted(dossier.who("denies")),
        "illegal": sorted(dossier.who("calls_illegal")),
        "changes": [said(change) for change in dossier.changes],
        "timeline": [f"{entry.kind} {entry.date}" for entry in dossier.timeline],
        "findings": [finding.paragraph for finding in dossier.findings],
    }


@pytest.mark.parametrize("case", CASES.cases, ids=lambda case: case.name)
def test_dossiers_of_news(case: Case) -> None:
    found = Dossiers(analysis_of(news, PEOPLE) for news in case.news).all()
    assert [dossier.id for dossier in found] == [dossier.id for dossier in case.dossiers]
    for dossier, expected in zip(found, case.dossiers, strict=True):
        wanted = {k: v for k, v in msgspec.structs.asdict(expected).items() if v is not None}
        got = described(dossier)
        assert {key: got[key] for key in wanted} == wanted


ALL_NEWS = [
    analysis_of(msgspec.structs.replace(news, name=f"{number}-{news.name}"), PEOPLE)
    for number, case in enumerate(CASES.cases)
    for news in case.news
]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.integers(2, len(ALL_NEWS)))
def test_the_order_of_arrival_changes_nothing(chance: random.Random, size: int) -> None:
    chosen = chance.sample(ALL_NEWS, size)
    in_order = sorted(chosen, key=lambda analysis: analysis.document.doc_id)
    assert Dossiers(chosen).all() == Dossiers(in_order).all()


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_a_new_document_gives_what_all_documents_at_once_give(chance: random.Random) -> None:
    chosen = chance.sample(ALL_NEWS, 20)
    growing = Dossiers()
    for number, analysis in enumerate(chosen, 1):
        growing.add(analysis)
        mine = growing.of(analysis)
        everything = Dossiers(chosen[:number]).all()
        assert growing.all() == everything
        name = analysis.document.doc_id
        assert sorted(d.id for d in mine) == sorted(
            d.id for d in everything if any(r.doc_id == name for r in d.reports)
        )


@settings(max_examples=20)
@given(st.randoms(use_true_random=False), st.sampled_from(["2012", "2022-10", "2023-03-30"]))
def test_as_of_a_date_is_what_had_been_published_by_then(chance: random.Random, day: str) -> None:
    chosen = chance.sample(ALL_NEWS, 30)
    then = [a for a in chosen if (p := a.document.published) and p[: len(day)] <= day]
    assert Dossiers(chosen).as_of(day).all() == Dossiers(then).all()


def test_the_same_document_again_changes_nothing() -> None:
    once = Dossiers(ALL_NEWS)
    before = once.all()
    for analysis in ALL_NEWS:
        once.add(analysis)
    assert once.all() == before


def test_a_corrected_analysis_replaces_the_first() -> None:
    news = CASES.cases[0].news[0]
    dossiers = Dossiers([analysis_of(news, PEOPLE)])
    assert dossiers.all()
    empty = msgspec.structs.replace(analysis_of(news, PEOPLE), transfers=())
    dossiers.add(empty)
    assert dossiers.all() == ()


def test_an_untouched_dossier_is_not_told_again() -> None:
    dossiers = Dossiers(analysis_of(news, PEOPLE) for news in CASES.cases[0].news)
    (before,) = dossiers.all()
    other = CASES.cases[4].news[0]
    dossiers.add(analysis_of(other, PEOPLE))
    assert any(dossier is before for dossier in dossiers.all())


def test_a_dossier_is_found_by_its_id_and_by_a_later_year() -> None:
    case = next(case for case in CASES.cases if "a type that is named" in case.name)
    dossiers = Dossiers(analysis_of(news, PEOPLE) for news in case.news)
    (dossier,) = dossiers.all()
    assert dossiers.get(dossier.id) == dossier
    assert dossiers.get("rus-tur-air-defence-2020") == dossier
    assert dossiers.get("rus-tur-air-defence-1999") is None
    assert dossiers.get("") is None


def test_a_dossier_is_found_by_the_id_it_had_before_the_kind_of_arms_was_known() -> None:
    case = next(case for case in CASES.cases if "arms of no stated kind join" in case.name)
    known, vague = (analysis_of(news, PEOPLE) for news in case.news)
    dossiers = Dossiers([vague])
    (before,) = dossiers.all()
    dossiers.add(known)
    (after,) = dossiers.all()
    assert (before.id, after.id) == ("prk-rus-arms-2023", "prk-rus-ammunition-2023")
    assert dossiers.get(before.id) == after


def test_the_tallies_grow_with_the_reports() -> None:
    case = CASES.cases[0]
    (dossier,) = Dossiers(analysis_of(news, PEOPLE) for news in case.news).all()
    assert [(t.date, t.documents, t.independent_sources) for t in dossier.tallies] == [
        ("2023-03-30", 1, 1),
        ("2023-10-13", 2, 2),
    ]


def test_the_voice_of_a_claim_within_a_claim_is_heard_through_the_outer_one() -> None:
    news = News(
        name="a",
        day="2023-03-30",
        outlet="Wire",
        deals=CASES.cases[0].news[0].deals,
        said=[Said(by="Dunmore", words="the panel said shells were sold")],
        names=["panel"],
    )
    analysis = analysis_of(news, PEOPLE)
    outer = analysis.claims[0]
    start = outer.content.spans[0][0]
    panel = next(party for party in analysis.parties if party.code == "IGO.UN")
    inner = msgspec.structs.replace(
        outer,
        id="c2",
        source=msgspec.structs.replace(outer.source, party=panel.id),
        cue=msgspec.structs.replace(outer.cue, spans=((start + 10, start + 14),)),
        content=msgspec.structs.replace(outer.content, spans=((start + 15, start + 31),)),
    )
    deal = analysis.transfers[0]
    both = (*deal.positions, msgspec.structs.replace(deal.positions[0], claim="c2"))
    analysis = msgspec.structs.replace(
        analysis,
        claims=(outer, inner),
        transfers=(msgspec.structs.replace(deal, positions=both),),
    )
    (dossier,) = Dossiers([analysis]).all()
    assert dossier.independent_sources == 1
    assert dossier.who("asserts") == ("Alice Dunmore",)
    heard = [stand.via.name for row in dossier.matrix for stand in row.stands if stand.via]
    assert heard == ["Alice Dunmore"]


@settings(max_examples=60)
@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_date_and_any_name_is_told(day: str, status: str, role: str) -> None:
    news = CASES.cases[0].news[0]
    analysis = analysis_of(news, PEOPLE)
    odd = msgspec.structs.replace(
        analysis,
        document=msgspec.structs.replace(analysis.document, published=day),
        transfers=(
            msgspec.structs.replace(
                analysis.transfers[0], status=status, supplier=role, when=day, goods=()
            ),
        ),
        parties=(),
    )
    (dossier,) = Dossiers([odd, odd]).all()
    assert (dossier.supplier, dossier.status) == (role, status)
    assert Dossiers([odd]).get(dossier.id) == dossier
