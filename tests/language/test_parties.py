"""Parties by name: the sentence in, the party out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.annotated import AnnotatedText
from reportedly.language.parties import Parties, find_parties, load_table
from reportedly.language.party_tables import StateRow
from reportedly.language.pipeline import Pipeline
from reportedly.records import Party, ReferenceDataError
from reportedly.reference.loader import load_tsv

HERE = Path(__file__).parent
AMBIGUOUS = yaml.safe_load((HERE / "parties_ambiguous.yml").read_text("utf-8"))
NAMES = yaml.safe_load((HERE / "parties_names.yml").read_text("utf-8"))
PROSE = yaml.safe_load((HERE / "parties_prose.yml").read_text("utf-8"))
WANTED = [
    pytest.param(case["say"], words, code, case, id=f"{words} in {case['say'][:40]}")
    for case in AMBIGUOUS + NAMES + PROSE
    for words, code in case["who"].items()
]


def tokens_of(text: AnnotatedText, words: str) -> range:
    """The tokens of the words in the text; "Jordan#2" is the second time they stand there."""
    words, _, number = words.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.text.index(words, start + 1)
    first, last = text.token_at(start), text.token_at(start + len(words) - 1)
    assert first is not None
    assert last is not None
    return range(first, last + 1)


def party_at(text: AnnotatedText, parties: Parties, words: str) -> Party | None:
    """The party whose mention covers the words, or the last of them that has one."""
    found = [parties.at(token) for token in tokens_of(text, words)]
    ids = [party for party in found if party is not None]
    return parties.record(ids[-1]) if ids else None


@pytest.mark.parametrize(("say", "words", "code", "case"), WANTED)
def test_a_name_means_its_party(
    pipeline: Pipeline, say: str, words: str, code: str | None, case: dict[str, Any]
) -> None:
    """Each of the cases: code, and name, role and kind where the case gives them."""
    text = pipeline.annotate(say)
    party = party_at(text, find_parties(text), words)
    if code == "none":
        assert party is None
        return
    if code is not None and code.startswith("not "):
        assert party is None or not str(party.code).startswith(code.removeprefix("not "))
        return
    assert party is not None
    if code == "person":
        assert party.kind == "person"
    elif code is not None:
        assert party.code == code
    for name in ("named", "role", "kind"):
        if words in case.get(name, {}):
            assert getattr(party, "name" if name == "named" else name) == case[name][words]


def test_there_are_cases_enough() -> None:
    """The tables hold at least 250 names."""
    assert len(WANTED) >= 250


@pytest.mark.parametrize("state", load_tsv("states.tsv", StateRow), ids=lambda state: state.code)
def test_every_state_is_found_by_its_name(pipeline: Pipeline, state: StateRow) -> None:
    """A state is itself under its first name."""
    text = pipeline.annotate(f"Officials in {state.name} denied the sale of rifles.")
    party = party_at(text, find_parties(text), state.name)
    assert party is not None
    assert party.code == state.code


def test_a_conjunction_gives_its_members_in_order(pipeline: Pipeline) -> None:
    """`of` gives the parties of the noun phrase, not those inside its modifiers."""
    text = pipeline.annotate("Both Russia and North Korea denied it, a Japanese official said.")
    parties = find_parties(text)
    codes = [parties.record(party).code for party in parties.of(0, 5)]
    assert codes == ["RUS", "PRK"]
    official = tokens_of(text, "a Japanese official")
    (only,) = parties.of(official.start, official.stop)
    assert parties.record(only).code == "JPN.GOV"


def test_mentions_are_the_words(pipeline: Pipeline) -> None:
    """Spans of a party's mentions slice its names out of the text."""
    say = "Iran denied it. Tehran's envoy said Iranian law forbids it."
    parties = find_parties(pipeline.annotate(say))
    iran = next(party for party in parties.records if party.code == "IRN")
    assert [say[start:end] for start, end in iran.mentions] == ["Iran", "Tehran", "Iranian"]
    assert iran.id == "p1"


def test_an_unknown_id_is_an_error(pipeline: Pipeline) -> None:
    """`record` raises KeyError."""
    parties = find_parties(pipeline.annotate("Iran denied it."))
    for party_id in ("p0", "p2", "x", "p¹"):
        with pytest.raises(KeyError):
            parties.record(party_id)


def test_a_table_of_ones_own_is_laid_over_the_shipped_one(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    """New names are found, and names that stood there mean the new party."""
    own = tmp_path / "own.tsv"
    own.write_text(
        "# ours\nname\taliases\tkind\tcode\tcountry\n"
        "Blue Lantern Brigade\tBLB; Lanterns\tgroup\tIMG.LANTERN\tMLI\n"
        "Reuters\t\torganisation\tGBR.MED\tGBR\n",
        "utf-8",
    )
    table = load_table(own)
    text = pipeline.annotate("The Lanterns told Reuters that France had left.")
    parties = find_parties(text, table)
    assert [party.code for party in parties.records] == ["IMG.LANTERN", "GBR.MED", "FRA"]
    assert [p.code for p in find_parties(text).records if p.name == "Reuters"] == ["MNC.MED"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name\tkind\nFoo\tcity\n", "line 2"),
        ("name\tkind\n# note\n\t\n\tgroup\n", "line 4"),
        ("name\tkind\nFoo\tgroup\tX\n", "line 2"),
        ("title\tkind\nFoo\tgroup\n", "line 1"),
        ("name\tkind\tcolour\nFoo\tgroup\tred\n", "colour"),
    ],
)
def test_a_faulty_table_is_named_with_its_line(tmp_path: Path, content: str, says: str) -> None:
    """The error names the file and the line."""
    own = tmp_path / "own.tsv"
    own.write_text(content, "utf-8")
    with pytest.raises(ReferenceDataError, match=says) as error:
        load_table(own)
    assert "own.tsv" in str(error.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    """So does that of a file that is not there."""
    with pytest.raises(ReferenceDataError, match=r"none\.tsv"):
        load_table(tmp_path / "none.tsv")


WORDS = (
    "Russia Mr. Kim said he “ ” \" ' ( ) , . the minister both countries U.S.-led it they I "
    "ministry of Defense a spokesman for vessel \n\n 😀 İ ﷽ - – Jordan Georgia"
)
PIECES = st.sampled_from(WORDS.split(" "))


@settings(max_examples=60)
@given(words=st.lists(PIECES, max_size=40))
def test_any_text_gives_parties(pipeline: Pipeline, words: list[str]) -> None:
    """No exception; spans lie in the text; the same text gives the same parties."""
    text = pipeline.annotate(" ".join(words))
    parties = find_parties(text)
    assert parties.records == find_parties(text).records
    for number, party in enumerate(parties.records, 1):
        assert party.id == f"p{number}"
        assert party.mentions
        for start, end in party.mentions:
            assert 0 <= start < end <= len(text.text)
    assert {p for ids in parties.tokens.values() for p in ids} <= {p.id for p in parties.records}


@pytest.mark.parametrize(
    "say",
    [
        "The Al-Nahar TV channel said the ship had sailed.",
        "The Kommersant business daily said the ship had sailed.",
        "The Izvestia newspaper said the ship had sailed.",
    ],
)
def test_a_medium_speaks_as_one_phrase(pipeline: Pipeline, say: str) -> None:
    """The noun after its name is part of the mention, so the whole source is the medium."""
    text = pipeline.annotate(say)
    parties = find_parties(text)
    said = text.words.index("said")
    (only,) = parties.of(0, said)
    assert [party.id for party in parties.records] == [only]
    assert parties.record(only).kind == "organisation"
