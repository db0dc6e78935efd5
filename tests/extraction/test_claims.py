"""The sentence in, the claim out: source, cue, content, stance, basis and via, by table."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.extraction.attribution import Attribution
from reportedly.extraction.attribution.edges import edged
from reportedly.extraction.claims import find_claims
from reportedly.language.parties import find_parties
from reportedly.language.pipeline import Pipeline
from reportedly.language.times import find_times
from reportedly.records import Claim

HERE = Path(__file__).parent


def cases(name: str) -> list[list]:
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def claims_of(pipeline: Pipeline, sentence: str, published: str = "2024-05-02") -> tuple:
    text = pipeline.annotate(sentence)
    return find_claims(text, find_times(text, published), find_parties(text))


def with_cue(claims: tuple[Claim, ...], word: str) -> Claim:
    found = [claim for claim in claims if word in claim.cue.text.split()]
    assert found, f"no claim with the cue {word!r} among {[c.cue.text for c in claims]}"
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "stance"),
    cases("claims_stances.yml") + cases("claims_scope.yml"),
)
def test_stance(pipeline, sentence, source, cue, stance):
    claim = with_cue(claims_of(pipeline, sentence), cue)
    assert (claim.source.text, claim.stance) == (source, stance)


@pytest.mark.parametrize(("sentence", "cue", "kinds"), cases("claims_bases.yml"))
def test_basis(pipeline, sentence, cue, kinds):
    claim = with_cue(claims_of(pipeline, sentence), cue)
    assert [basis.kind for basis in claim.basis] == kinds


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), cases("claims_structure.yml"))
def test_structure(pipeline, sentence, source, cue, content):
    claims = claims_of(pipeline, sentence)
    parts = [
        (
            claim.source.text.strip(" ,"),
            claim.cue.text,
            " … ".join(sentence[a:b] for a, b in claim.content.spans).strip("."),
        )
        for claim in claims
    ]
    assert (source, cue, content.strip(".")) in parts


@pytest.mark.parametrize(
    ("sentence", "party", "cue", "stance", "content"), cases("claims_mended.yml")
)
def test_what_grammar_asks_is_mended(pipeline, sentence, party, cue, stance, content):
    text = pipeline.annotate(sentence)
    parties = find_parties(text)
    found = {
        (parties.record(claim.source.party).name, claim.stance)
        for claim in find_claims(text, (), parties)
        if claim.source.party
        and cue in claim.cue.text.split()
        and claim.content.text.startswith(content)
    }
    assert (party, stance) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Police seized weapons hidden among bricks on a train.",
        "The president witnessed a series of tests of a new gun.",
        "The alliance has seen gains against the rebels in recent months.",
    ],
)
def test_a_deed_is_no_claim(pipeline, sentence):
    assert claims_of(pipeline, sentence) == ()


def test_no_content_runs_over_a_closing_report(pipeline):
    sentence = "UN experts say rifles and mines, including old ones, reach many, an envoy said."
    claims = claims_of(pipeline, sentence)
    assert len(claims) == 2
    assert not any("envoy" in claim.content.text for claim in claims)


@pytest.mark.parametrize(
    ("sentence", "tagged", "content", "cue"),
    [
        (
            "The mayor said in a phone interview he was safe.",
            (2, 4),
            7,
            "said in a phone interview",
        ),
        ("The mayor said of the envoy that he was safe.", (2, 4), 6, "said"),
        ("The mayor told an anxious crowd that he was safe.", (2, 5), 6, "told"),
        ("The mayor accused the envoy of lying to him.", (2, 6), 6, "accused the envoy of"),
    ],
)
def test_a_cue_ends_with_a_whole_phrase(pipeline, sentence, tagged, content, cue):
    text = pipeline.annotate(sentence)
    said = Attribution(2, tagged, (0, 2), ((content, len(text) - 1),))
    (found,) = edged(text, (said,))
    first, last = text.span(*found.cue)
    assert sentence[first:last] == cue


@pytest.mark.parametrize(
    ("sentence", "outer", "inner"),
    [
        (
            "Defence Minister Marko Ilic said U.S. intelligence indicated that talks were near.",
            "said",
            "indicated",
        ),
        (
            "Defence Minister Marko Ilic said Russian officials had told him that prices rose.",
            "said",
            "told",
        ),
        (
            "Defence Minister Marko Ilic said Warsaw believes that the tanks will arrive in May.",
            "said",
            "believes",
        ),
        (
            "Defence Minister Marko Ilic added that Tehran denied it had sold any drones.",
            "added",
            "denied",
        ),
    ],
)
def test_a_claim_inside_another_comes_through_its_source(pipeline, sentence, outer, inner):
    claims = claims_of(pipeline, sentence)
    through = with_cue(claims, outer).source.party
    assert through is not None
    assert with_cue(claims, inner).via == through


def test_every_party_of_a_compound_source_has_a_claim(pipeline):
    claims = claims_of(pipeline, "But both Iran and Syria have denied there is any deal.")
    assert len({claim.source.party for claim in claims}) == 2
    assert len({claim.content.spans for claim in claims}) == 1
    assert {claim.stance for claim in claims} == {"denies"}


@pytest.mark.parametrize(
    ("sentence", "cue", "antecedent"),
    [
        ("Bulgaria, which denies arming the rebels, closed its port.", "denies", "Bulgaria"),
        ("Anna Wolska, who accused the firm of fraud, has resigned.", "accused", "Anna Wolska"),
    ],
)
def test_a_relative_pronoun_stands_for_its_noun(pipeline, sentence, cue, antecedent):
    text = pipeline.annotate(sentence)
    parties = find_parties(text)
    claim = with_cue(find_claims(text, (), parties), cue)
    assert claim.source.party is not None
    assert parties.record(claim.source.party).name == antecedent


def circumstances(kind: str) -> list[list]:
    return yaml.safe_load((HERE / "claims_circumstances.yml").read_text("utf-8"))[kind]


def test_the_day_beside_the_cue_dates_the_claim(pipeline):
    claims = claims_of(pipeline, "The minister said on Tuesday that the jets had left in March.")
    claim = with_cue(claims, "said")
    assert claim.said_on is not None
    assert claim.said_on.value == "2024-04-30"


@pytest.mark.parametrize(("text", "cue", "day"), circumstances("said_on"))
def test_a_claim_has_the_day_on_which_its_source_spoke(pipeline, text, cue, day):
    said_on = with_cue(claims_of(pipeline, text), cue).said_on
    assert (said_on.value if said_on else None) == day


def test_the_occasion_is_the_venue(pipeline):
    claims = claims_of(pipeline, "The jets have left, Anna Wolska said on a call with reporters.")
    assert with_cue(claims, "said").venue == "a call with reporters"


@pytest.mark.parametrize(("text", "cue", "venue"), circumstances("venue"))
def test_a_claim_has_the_place_where_it_was_made(pipeline, text, cue, venue):
    assert with_cue(claims_of(pipeline, text), cue).venue == venue


@pytest.mark.parametrize(("sentence", "cue", "medium"), circumstances("via"))
def test_a_claim_comes_through_the_medium_that_was_told(pipeline, sentence, cue, medium):
    text = pipeline.annotate(sentence)
    parties = find_parties(text)
    via = with_cue(find_claims(text, (), parties), cue).via
    assert (parties.record(via).name if via else None) == medium


def test_a_reprint_notice_is_no_claim(pipeline):
    notice = "This article was originally published by Radio Free Asia.\nThe mayor slept well."
    assert claims_of(pipeline, notice) == ()


def test_an_unclosed_quotation_ends_with_its_paragraph(pipeline):
    text = "“We sold nothing, the director said.\n\nThe plant stands by the river. It is old."
    for claim in claims_of(pipeline, text):
        assert max(end for _, end in claim.content.spans) <= text.index("\n")


@given(st.text(max_size=300))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_claims_within_it(pipeline, text):
    for claim in claims_of(pipeline, text):
        for passage in (claim.source, claim.cue, claim.content):
            assert passage.text == " ".join(text[a:b] for a, b in passage.spans)
            assert all(0 <= a < b <= len(text) for a, b in passage.spans)
