"""Transfers: the sentence in, who gives what to whom, how far it came and who denies it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.extraction.claims import find_claims
from reportedly.extraction.transfers import find_transfers
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times
from reportedly.records import Transfer
from reportedly.reference.transfers import transfer_words

CASES = yaml.safe_load(Path(__file__).with_name("transfers.yml").read_text("utf-8"))

TERMS = yaml.safe_load(Path(__file__).with_name("transfer_terms.yml").read_text("utf-8"))


def read(pipeline: Pipeline, words: str) -> tuple[Transfer, ...]:
    text = pipeline.annotate(words)
    times = find_times(text, "2023-08-31")
    parties = find_parties(text)
    claims = find_claims(text, times, parties)
    return find_transfers(text, times, parties, claims, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_transfers_of_a_report(pipeline: Pipeline, case: dict[str, Any]) -> None:
    assert [_as_case(t) for t in read(pipeline, case["text"])] == case["transfers"]


def _as_case(transfer: Transfer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "pair": f"{transfer.supplier} > {transfer.recipient}",
        "goods": sorted({goods.category for goods in transfer.goods if not goods.possible}),
        "status": transfer.status,
    }
    if any(position.position == "denies" for position in transfer.positions):
        told["denied"] = True
    return told


def test_terms_of_a_deal(pipeline: Pipeline) -> None:
    (transfer,) = read(
        pipeline,
        "Pyongyang shipped artillery shells to Russia on Aug. 15 for use in Ukraine in exchange "
        "for food, U.S. officials said. The shipment could also include raw materials.",
    )
    assert (transfer.supplier, transfer.recipient) == ("PRK", "RUS")
    assert [payment.category for payment in transfer.payment] == ["food"]
    assert transfer.end_use is not None
    assert transfer.end_use.country == "UKR"
    assert transfer.when == "2023-08-15"
    assert [(g.category, g.possible) for g in transfer.goods] == [
        ("artillery_ammunition", False),
        ("raw_materials", True),
    ]


@pytest.mark.parametrize("case", TERMS, ids=lambda case: case["text"][:60])
def test_amount_date_and_way_of_a_deal(pipeline: Pipeline, case: dict[str, Any]) -> None:
    (transfer,) = read(pipeline, case["text"])
    amount = transfer.goods[0].quantity
    assert amount is not None
    assert [amount.value, amount.unit, amount.qualifier] == case["amount"]
    assert transfer.when == (str(case["when"]) if "when" in case else None)
    assert (transfer.route.text if transfer.route else None) == case.get("route")
    assert (transfer.carrier.text if transfer.carrier else None) == case.get("carrier")


def test_a_denial_and_a_legal_view_are_positions(pipeline: Pipeline) -> None:
    (transfer,) = read(
        pipeline,
        "Iran is selling drones to Russia, the White House said on Monday. Tehran denied the "
        "allegations. A State Department spokesman said any such sale would violate sanctions.",
    )
    kinds = [position.position for position in transfer.positions]
    assert kinds.count("denies") == 1
    assert kinds.count("calls_illegal") == 1
    assert "asserts" in kinds


def test_two_pairs_stay_two_transfers(pipeline: Pipeline) -> None:
    found = read(
        pipeline,
        "France has delivered 40 howitzers to Ukraine. Separately, Turkey agreed to sell drones "
        "to Morocco, a diplomat said.",
    )
    assert [(t.supplier, t.recipient) for t in found] == [("FRA", "UKR"), ("TUR", "MAR")]
    assert [t.id for t in found] == ["x1", "x2"]


def test_the_stages_and_verbs_are_of_the_ladder() -> None:
    words = transfer_words()
    stages = {*words.ladder, *words.endings}
    for verb in words.verbs.values():
        assert {verb.past, verb.present} <= stages
    assert {noun.stage for noun in words.nouns.values()} <= stages
    assert words.governors.keys() - stages == {"denied"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_is_read_and_spans_lie_within_it(pipeline: Pipeline, noise: str) -> None:
    words = f"{noise} Iran sold drones to Russia {noise}. It sold {noise} rifles."
    for transfer in read(pipeline, words):
        evidence = transfer.evidence
        for start, end in (*evidence.supplier, *evidence.recipient, *evidence.status):
            assert 0 <= start < end <= len(words)
        for goods in transfer.goods:
            assert words[slice(*goods.spans[0])] == goods.text


@pytest.mark.parametrize("words", ["", " ", "\n\n", "arms", "arms " * 400, "a" * 5000])
def test_empty_and_odd_texts_report_nothing(pipeline: Pipeline, words: str) -> None:
    assert read(pipeline, words) == ()


def test_who_asks_that_nothing_be_given_takes_no_position(pipeline: Pipeline) -> None:
    transfers = read(
        pipeline,
        "Belarus is sending rockets to Togo, Ghana's foreign minister said. Senegal urged Minsk "
        "not to provide rockets to Togo.",
    )
    assert [p.position for t in transfers for p in t.positions] == ["asserts"]
