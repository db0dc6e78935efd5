"""Who is meant: the passage in, the party out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportedly.language.annotated import AnnotatedText
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline

PASSAGES = yaml.safe_load((Path(__file__).parent / "coreference_cases.yml").read_text("utf-8"))
CASES = [
    pytest.param(passage["text"], words, meant, id=f"{words} in {passage['text'][:40]}")
    for passage in PASSAGES
    for words, meant in passage["who"].items()
]


def last_token(text: AnnotatedText, words: str) -> int:
    """The last token of the words; "he#2" is the second time that they stand there."""
    words, _, number = words.partition("#")
    places = list(re.finditer(rf"\b{re.escape(words)}(?!\w)", text.text))
    token = text.token_at(places[int(number or 1) - 1].end() - 1)
    assert token is not None
    return token


@pytest.mark.parametrize(("passage", "words", "meant"), CASES)
def test_words_mean_the_party(pipeline: Pipeline, passage: str, words: str, meant: Any) -> None:
    """Each of the cases, by the name of the party."""
    text = pipeline.annotate(passage)
    parties = find_parties(text)
    found = parties.tokens.get(last_token(text, words), ())
    names = [parties.record(party).name.lower() for party in found]
    if meant is None:  # somebody
        assert names
        return
    wanted = [] if meant == "none" else [meant] if isinstance(meant, str) else meant
    assert names == [name.lower() for name in wanted]


def test_there_are_cases_enough() -> None:
    """At least 60 words in 20 passages."""
    assert len(CASES) >= 60
    assert len(PASSAGES) >= 20


def test_role_and_side_pass_to_the_name_given_later(pipeline: Pipeline) -> None:
    """The role of an unnamed spokesperson is that of the person named next."""
    text = pipeline.annotate(
        "The ship carried rockets, a spokesperson for the Pentagon said on Monday.\n"
        "Dana Whitlock said on a call that the crew had been warned."
    )
    person = next(p for p in find_parties(text).records if p.kind == "person")
    assert (person.name, person.code, person.country) == ("Dana Whitlock", "USA.MIL", "USA")
    assert person.role == "spokesperson for the Pentagon"
    assert len(person.mentions) == 2


def test_a_person_with_a_role_of_their_own_is_not_the_unnamed_one(pipeline: Pipeline) -> None:
    """A farmer who speaks next is no spokesman."""
    text = pipeline.annotate(
        "The well is safe, a spokesman for the Danish army said.\n"
        "Peter Holm, a farmer, said it was not."
    )
    parties = find_parties(text).records
    assert [p.role for p in parties if p.name == "Peter Holm"] == ["farmer"]


def test_two_unnamed_speakers_leave_the_name_open(pipeline: Pipeline) -> None:
    """With a competitor the name is nobody's but its own."""
    text = pipeline.annotate(
        "A spokesman for the Danish army said it was safe. A spokesman for the Polish navy "
        "said it was not.\nErik Lund said he did not know."
    )
    lund = next(p for p in find_parties(text).records if p.name == "Erik Lund")
    assert lund.role is None
    assert lund.code is None
