"""A reported transfer in, the measures that it would fall under out."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.assessment.embargoes import find_findings
from reportedly.assessment.measures import european_members, measure_table
from reportedly.assessment.periods import force_in, read_period
from reportedly.records import Evidence, Finding, Goods, Party, Passage, Payment, Transfer

CASES = yaml.safe_load((Path(__file__).parent / "embargo_cases.yml").read_text("utf-8"))
VERDICTS = {"would_fall_under": "would", "may_fall_under": "may", "not_covered": "no"}


def goods(spec: str | dict[str, Any], kind: type = Goods) -> Any:
    record = {"category": spec} if isinstance(spec, str) else spec
    text = record.get("text", record["category"].replace("_", " "))
    return kind(
        category=record["category"],
        text=text,
        spans=((0, len(text)),),
        possible=record.get("possible", False),
    )


def transfer(case: dict[str, Any]) -> Transfer:
    route = case.get("route")
    return Transfer(
        id="x1",
        supplier=case.get("from"),
        recipient=case.get("to"),
        goods=tuple(goods(spec) for spec in case["goods"]),
        payment=tuple(goods(spec, Payment) for spec in case.get("payment", ())),
        status=case.get("status", "alleged"),
        factuality="possible",
        when=str(case["when"]) if "when" in case else None,
        evidence=Evidence(),
        route=Passage(spans=((0, len(route)),), text=route) if route else None,
    )


def party(number: int, spec: str | dict[str, Any]) -> Party:
    record = {"name": spec} if isinstance(spec, str) else spec
    return Party(**{"id": f"p{number}", "kind": "group", **record})


def findings(case: dict[str, Any]) -> tuple[Finding, ...]:
    parties = tuple(party(i, spec) for i, spec in enumerate(case.get("parties", ()), 1))
    on = str(case["published"]) if "published" in case else None
    return find_findings((transfer(case),), parties, on)


def short(finding: Finding) -> str:
    """ "1718 8(b)" for S/RES/1718(2006) paragraph 8(b); the regime for the European Union."""
    if finding.regime.startswith("EU-"):
        return finding.regime
    found = re.fullmatch(r"S/RES/(\d+)\(\d{4}\)( Annex B)?", finding.instrument)
    assert found is not None
    return f"{found[1]}{'B' if found[2] else ''} {finding.paragraph}"


def outcome(finding: Finding) -> str:
    return VERDICTS[finding.verdict] if finding.in_force else "out"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_transfer_falls_under(case: dict[str, Any]) -> None:
    found = findings(case)
    assert {short(finding): outcome(finding) for finding in found} == case["gives"]
    assert len(found) == len(case["gives"])
    for finding in found:
        assert finding.about == "x1"
        assert finding.why.endswith(".")
        assert finding.why.count("..") == 0
        assert finding.link.startswith("https://")
        if not finding.in_force:
            assert finding.verdict in ("not_covered", "may_fall_under")
            assert "from" in finding.why


def test_table_is_large_enough_and_names_each_case_once() -> None:
    assert len(CASES) >= 80
    assert len({case["case"] for case in CASES}) == len(CASES)


def test_both_sides_of_every_start_and_end_are_told_apart() -> None:
    for measure in measure_table().measures:
        for interval in measure.in_force:
            for day, inside in ((interval.begin, True), (interval.until, False)):
                if day is None:
                    continue
                on_the_day = read_period(day.isoformat())
                before = read_period(day.fromordinal(day.toordinal() - 1).isoformat())
                assert on_the_day is not None
                assert before is not None
                assert (force_in(measure, on_the_day) == "in") is inside
                assert (force_in(measure, before) == "in") is not inside


def test_every_start_and_end_has_a_case_on_both_sides() -> None:
    in_force: dict[tuple[str, ...], set[str]] = {}
    judged = set()
    for case in CASES:
        legs = str([case.get(key) for key in ("from", "to", "goods", "parties")])
        judged.add((legs, str(case.get("when"))))
        for each in findings(case):
            if each.in_force:
                what = (each.regime, each.instrument, each.paragraph, str(case.get("when")))
                in_force.setdefault(what, set()).add(legs)
    missing = []
    for measure in measure_table().measures:
        key = (measure.regime, measure.instrument, measure.paragraph)
        for interval in measure.in_force:
            for day, inside in ((interval.begin, True), (interval.until, False)):
                if day is None:
                    continue
                on, eve = day.isoformat(), (day - timedelta(days=1)).isoformat()
                within, without = (on, eve) if inside else (eve, on)
                same = in_force.get((*key, within), set()) - in_force.get((*key, without), set())
                if not any((legs, without) in judged for legs in same):
                    missing.append(f"{measure.instrument} {measure.paragraph}: {on}")
    assert missing == []


def test_every_measure_links_its_own_document() -> None:
    for measure in measure_table().measures:
        if measure.instrument.startswith("S/RES/"):
            number = measure.instrument.split(" ")[0]
            assert measure.link == f"https://docs.un.org/{number}"
        assert measure.sure == 1 or measure.checked or measure.regime == "EU-VEN"
        assert not measure.rule.endswith(".")


def test_an_exception_is_a_phrase_of_its_own() -> None:
    approved = "approval by the Security Council in advance, case by case"
    case = {"from": "RUS", "to": "IRN", "goods": ["tanks"], "when": "2019-01-01"}
    (found,) = [each for each in findings(case) if each.in_force]
    assert found.exceptions == (approved,)
    for measure in measure_table().measures:
        for phrase in measure.exceptions:
            assert not phrase.startswith(("and ", "the ", "case ", "with "))


def test_every_measure_can_be_found() -> None:
    found = {
        (finding.regime, finding.instrument, finding.paragraph)
        for case in CASES
        for finding in findings(case)
    }
    missing = [
        f"{measure.instrument} {measure.paragraph}"
        for measure in measure_table().measures
        if (measure.regime, measure.instrument, measure.paragraph) not in found
    ]
    assert missing == []


def test_why_is_a_sentence_about_the_goods_and_parties() -> None:
    case = {"from": "PRK", "to": "RUS", "goods": ["artillery_ammunition"], "when": "2023-08-30"}
    parties = (Party(id="p1", name="North Korea", kind="state", code="PRK"),)
    found = find_findings((transfer(case),), parties, None)[0]
    assert found.why.startswith(
        "Artillery ammunition from North Korea to Russia: North Korea shall"
    )
    assert "illegal" not in found.why


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"published": "2023-08-30"}, True),
        ({"published": "2023-08-30", "when": "PAST_REF"}, True),
        ({"published": "2023-08-30", "when": "2023-07"}, False),
        ({}, False),
    ],
)
def test_a_finding_says_where_its_date_is_that_of_the_report(
    case: dict[str, Any], said: bool
) -> None:
    for found in findings(case | {"from": "PRK", "to": "RUS", "goods": ["tanks"]}):
        assert ("dated by the report." in found.why) is said


def test_contested_return_into_force_is_said() -> None:
    case = {"from": "IRN", "to": "RUS", "goods": ["uav"], "when": "2025-11-01"}
    (found,) = [each for each in findings(case) if each.paragraph == "5"]
    assert "which China, Iran and Russia contest" in found.why


def test_food_among_other_payment_is_said_not_to_be_covered() -> None:
    case = {"from": "PRK", "to": "RUS", "goods": ["tanks"], "when": "2023-03-30"}
    case["payment"] = ["food", "raw_materials"]
    found = [(f.why.split(" as ")[0], f.verdict) for f in findings(case) if f.paragraph == "8"]
    assert found == [("Raw materials", "may_fall_under"), ("Food", "not_covered")]


def test_company_of_a_state_may_fall_under() -> None:
    case = {"from": "Vulpes Export", "to": "SYR", "goods": ["tanks"], "when": "2020-01-01"}
    company = {"name": "Vulpes Export", "kind": "organisation", "country": "PRK"}
    case["parties"] = [company]
    assert {outcome(each) for each in findings(case)} == {"may"}
    case["parties"] = [company | {"code": "PRK.MIL"}]
    assert {outcome(each) for each in findings(case)} == {"would"}


def test_united_kingdom_left_the_union() -> None:
    left = european_members()["GBR"]
    period = read_period("2020-01-31")
    assert period is not None
    assert left.on(period.first)
    assert not left.on(period.first.replace(month=2, day=1))


@given(st.text(max_size=12) | st.from_regex(r"\d{3,4}(-\w{1,3}(-\d\d)?)?(/\d{4})?", fullmatch=True))
def test_any_value_of_a_time_is_read_or_left_open(value: str) -> None:
    period = read_period(value)
    assert period is None or period.first <= period.last


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_words_are_judged_without_an_error(
    supplier: str, recipient: str, category: str, when: str
) -> None:
    case = {"from": supplier, "to": recipient, "goods": [{"category": category}], "when": when}
    assert find_findings((transfer(case),), (), when) == find_findings((transfer(case),), (), when)
