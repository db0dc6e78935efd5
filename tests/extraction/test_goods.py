"""Goods: what a sentence names, with category, type and amount; and what it doesn't."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.extraction.goods import GoodsMention, find_goods
from reportedly.language.annotated import AnnotatedText
from reportedly.language.pipeline import Pipeline
from reportedly.reference.goods import Designation, goods_table, parts_of
from reportedly.reference.loader import load_tsv

CASES = yaml.safe_load(Path(__file__).with_name("goods.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_goods_of_a_sentence(pipeline: Pipeline, case: dict[str, Any]) -> None:
    text = pipeline.annotate(case["text"])
    assert [_as_case(text, mention) for mention in find_goods(text)] == case["goods"]


def _as_case(text: AnnotatedText, mention: GoodsMention) -> dict[str, Any]:
    start, end = text.span(mention.start, mention.end)
    quantity = mention.quantity
    told = {
        "text": text.text[start:end],
        "category": mention.category,
        "type": mention.designation,
        "value": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "qualifier": quantity.qualifier if quantity else None,
    }
    return {key: value for key, value in told.items() if value is not None}


def test_every_type_has_a_category_of_arms_and_a_maker() -> None:
    table = goods_table()
    rows = load_tsv("designations.tsv", Designation)
    assert len(rows) >= 300
    for row in rows:
        assert row.category in table.arms, row
        assert len(row.maker) == 3, row
        assert row.maker.isupper(), row
        assert row.note in ("", "name"), row
    names = [row.designation for row in rows]
    assert names == sorted(names, key=lambda name: (name.lower(), name))
    assert len(set(names)) == len(names)


def test_the_table_has_every_category_of_the_contract() -> None:
    assert len(goods_table().categories) == 25
    assert goods_table().categories["uav"].unroca == ("IV",)
    assert not goods_table().categories["food"].arms


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("su-35", ("su", "35")),
        ("152mm", ("152", "mm")),
        ("air-to-air", ("air", "to", "air")),
        ("-", ()),
    ],
)
def test_parts_of_a_word(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["shells", "F-16s", "2,400 drones", "arms"]))
def test_mentions_lie_in_order_within_any_text(pipeline: Pipeline, noise: str, goods: str) -> None:
    text = pipeline.annotate(f"{noise} {goods} {noise}")
    last = 0
    for mention in find_goods(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.head < mention.end
        last = mention.end
        if mention.quantity is not None:
            for start, end in mention.quantity.spans:
                assert text.text[start:end] == mention.quantity.text
