"""Which texts are one story, in whatever order they come."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.linking.credits import credited
from reportedly.linking.shingles import shared, shingles, sketch
from reportedly.linking.syndication import Stories, document_key
from reportedly.records import Document

DATA = yaml.safe_load((Path(__file__).parent / "copies.yml").read_text("utf-8"))
TEXTS: dict[str, str] = DATA["texts"]


def document(
    text: str, name: str = "d", published: str | None = "2024-06-04", **known: str
) -> Document:
    identity = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=identity, doc_id=name, text=text, published=published, **known)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda c: f"{c['one']} and {c['other']}")
def test_copies(case: dict[str, object]) -> None:
    one, other = document(TEXTS[str(case["one"])]), document(TEXTS[str(case["other"])], "e")
    for order in ([one, other], [other, one]):
        assert (len(Stories(order)) == 1) == case["same"]


def test_a_story_counts_once_for_the_agency_that_wrote_it() -> None:
    stories = Stories()
    copies = [
        document(TEXTS["wire"], "a", publisher="Harbour Post", reprint_of="Meridian Wire"),
        document(TEXTS["wire"], "b", publisher="Quay Observer"),
        document(TEXTS["cut"], "c", publisher="Bluewater Daily"),
        document(TEXTS["other event"], "d", publisher="Meridian Wire"),
        document(TEXTS["follow-up"], "e", publisher="Harbour Post"),
    ]
    for one in copies:
        stories.add(one)
    keys = [document_key(one) for one in copies]
    assert stories.of(keys[2]).origin == "Meridian Wire"
    assert stories.of(keys[2]).outlets == ("Bluewater Daily", "Harbour Post", "Quay Observer")
    assert stories.independent_outlets(keys[:3]) == 1
    assert stories.independent_outlets(keys) == 2


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("PRETORIA, June 4 (Meridian Wire) - Officers have", "Meridian Wire"),
        ("A headline\nBy A. Writer\nPRETORIA (Meridian Wire) — Officers", "Meridian Wire"),
        ("SAN JOSE, Costa Rica (AP) _ Officers have", "Associated Press"),
        ("NATO (which met on Monday) - as ever", None),
        ("The minister (Labour) - an old hand - said", None),
        ("PRETORIA, June 4 - Officers (Customs) said", None),
        ("", None),
    ],
)
def test_the_bracket_of_a_dateline_credits(opening: str, agency: str | None) -> None:
    assert credited(document(opening)) == agency


def test_the_first_outlet_is_the_origin_where_nobody_is_credited() -> None:
    later = document(TEXTS["own lead"], "a", "2024-06-05", publisher="Harbour Post")
    first = document(TEXTS["cut"], "b", "2024-06-04", publisher="Quay Observer")
    (story,) = Stories([later, first])
    assert (story.origin, story.first) == ("Quay Observer", "2024-06-04")


def test_an_agency_updates_its_story_and_others_do_not() -> None:
    paragraphs = TEXTS["wire"].splitlines()
    fresh = TEXTS["digest"].splitlines()[3:7]
    update = "\n".join([*paragraphs[3:5], paragraphs[5].split(". ")[0], *fresh])
    wire = document(TEXTS["wire"], "a", "2024-06-04", publisher="Meridian Wire")
    same = {
        publisher: len(Stories([wire, document(update, "b", day, publisher=publisher)])) == 1
        for publisher, day in (("Meridian Wire", "2024-06-05"), ("Quay Observer", "2024-06-05"))
    }
    long_after = document(update, "b", "2024-07-05", publisher="Meridian Wire")
    assert same == {"Meridian Wire": True, "Quay Observer": False}
    assert len(Stories([wire, long_after])) == 2


def newsroom(chance: random.Random) -> list[Document]:
    """Twenty texts in random order: the cases' texts, and random cuts of them."""
    made = []
    for number in range(20):
        lines = TEXTS[chance.choice(sorted(TEXTS))].splitlines()
        start = chance.randrange(len(lines) // 2)
        text = "\n".join(lines[start : start + chance.randrange(2, 8)])
        day = f"2024-06-{chance.randrange(1, 9):02}"
        outlet = chance.choice(["Meridian Wire", "Harbour Post", "Quay Observer"])
        made.append(document(text, f"d{number}", day, publisher=outlet))
    return made


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_arrival(chance: random.Random) -> None:
    made = newsroom(chance)
    forwards, backwards = Stories(made), Stories(reversed(made))
    assert list(forwards) == list(backwards)
    keys = [document_key(one) for one in made if one.published < "2024-06-05"]
    early = Stories(one for one in made if one.published < "2024-06-05")
    assert list(forwards.part(keys)) == list(early)


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_is_its_own_copy(text: str) -> None:
    stories = Stories([document(text, "a"), document(text, "b"), document(text, "a")])
    assert len(stories) == 1
    assert len(next(iter(stories)).documents) == 2


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["shell", "tank", "treaty", "port", "ship", "says", "ministry"])))
def test_a_part_of_a_text_shares_all_its_shingles(words: list[str]) -> None:
    whole = shingles(" ".join(words))
    part = shingles(" ".join(words[: len(words) // 2 + 4]))
    assert shared(part, whole) == len(part)
    assert set(sketch(part).tolist()) <= set(sketch(whole).tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Defence Ministry spokesman", "a defense ministry spokesperson"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("four rockets near Kyiv on Oct. 3", "4 rockets near Kiev on October 3"),
        ("Recep Tayyip Erdogan said Turkey", "Recep Tayyip Erdoğan says Türkiye"),
        ("a U.S. official in Washington", "an official in Washington"),
    ],
)
def test_house_style_makes_no_difference(one: str, other: str) -> None:
    assert shingles(one).tolist() == shingles(other).tolist()


def test_a_broken_character_is_read_over() -> None:
    assert len(Stories([document("a \ud800 broken \udfff word\u0301", "a")])) == 1


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert len(Stories([document("…", "a"), document("—", "b"), document("", "c")])) == 3
