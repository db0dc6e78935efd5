"""Fitting the tagger of claims: on a tiny corpus of our own sentences, from the command line."""

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from reportedly.cli import app
from reportedly.extraction.attribution import RULES_ALONE, attributor
from reportedly.extraction.attribution.fitting import CorpusUnreadable, Settings, fit, read_examples
from reportedly.extraction.attribution.fitting.gradients import Dropout, Sample, Shares, slope
from reportedly.extraction.attribution.layout import lay_out
from reportedly.extraction.attribution.surroundings import SIZES, pair_codes, surroundings
from reportedly.extraction.claims import find_claims
from reportedly.language.parties import find_parties
from reportedly.language.quotations import find_quotations
from reportedly.records import ReferenceDataError

HERE = Path(__file__).parent
SMALL = Settings(epochs=16, short=4, candidate=4, wide=8, rounds=2)


def span(sentence: str, words: str) -> list[int]:
    start = sentence.index(words)
    return [start, start + len(words)]


def row(number: int, case: list[str]) -> dict:
    sentence, source, cue, content = case
    return {
        "doc_id": f"d{number}",
        "text": sentence,
        "attributions": [
            {
                "source": [span(sentence, source)] if source else [],
                "cue": [span(sentence, cue)],
                "content": [span(sentence, part) for part in content.split(" … ")],
            }
        ],
    }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    cases = yaml.safe_load((HERE / "claims_structure.yml").read_text("utf-8"))
    path = tmp_path_factory.mktemp("corpus") / "own.jsonl"
    lines = (json.dumps(row(number, case)) for number, case in enumerate(cases))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def fitted(corpus, pipeline):
    return fit(read_examples(corpus, pipeline), corpus.stem, SMALL)


def test_the_same_corpus_and_seed_give_the_same_model(corpus, pipeline, fitted):
    again = fit(read_examples(corpus, pipeline), corpus.stem, SMALL)
    assert msgspec.json.encode(again) == msgspec.json.encode(fitted)


def test_a_model_says_what_it_was_fitted_on(corpus, fitted):
    assert fitted.provenance["corpus"] == corpus.stem
    assert fitted.provenance["seed"] == SMALL.seed
    sizes = [len(array.numbers) for array in fitted.arrays.values()]
    assert fitted.provenance["numbers"] == sum(sizes)


def test_a_fitted_model_holds_words_in_its_counts_alone(fitted):
    without = msgspec.json.encode(msgspec.structs.replace(fitted, counts=()))
    assert b"shipment" not in without
    assert any(row.lemma == "say" for row in fitted.counts)


def test_a_sentence_of_a_new_text_is_read_by_the_fitted_model(fitted, pipeline, tmp_path):
    path = tmp_path / "own.json"
    path.write_bytes(msgspec.json.encode(fitted))
    text = pipeline.annotate("The pilot said the runway was too short.")
    found = find_claims(text, (), find_parties(text), attributor(str(path)))
    assert [(claim.source.text, claim.cue.text) for claim in found] == [("The pilot", "said")]


def test_rules_alone_read_without_any_model(pipeline):
    text = pipeline.annotate("The pilot said the runway was too short.")
    (claim,) = find_claims(text, (), find_parties(text), attributor(RULES_ALONE))
    assert claim.content.text == "the runway was too short"


@pytest.mark.parametrize("content", ["", "{", '{"rounds": 1}', "[]"])
def test_what_is_no_model_is_told(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_text(content)
    with pytest.raises(ReferenceDataError, match="claims model"):
        attributor(str(path))


def test_a_missing_model_is_told_by_its_name(tmp_path):
    with pytest.raises(ReferenceDataError, match=r"gone\.json"):
        attributor(str(tmp_path / "gone.json"))


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "line 1"),
        ('{"doc_id": "d", "text": "a"}', "attributions"),
        (
            '{"doc_id": "d", "text": "He said so.", "attributions": '
            '[{"cue": [[3, 99]], "content": [[8, 10]]}]}',
            "not within the text",
        ),
        ('{"doc_id": "d", "text": "He slept.", "attributions": []}', "no attribution"),
    ],
)
def test_what_is_no_corpus_is_told(tmp_path, pipeline, line, cause):
    path = tmp_path / "bad.jsonl"
    path.write_text(line)
    with pytest.raises(CorpusUnreadable, match=cause):
        fit(read_examples(path, pipeline), path.stem, SMALL)


def test_the_command_fits_and_writes_a_model(corpus, tmp_path):
    path = tmp_path / "model.json"
    arguments = ["train", "claims", str(corpus), "-o", str(path), "--epochs", "1"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert msgspec.json.decode(path.read_bytes())["provenance"]["epochs"] == 1
    attributor(str(path))


@pytest.mark.parametrize(
    "sentence", ["He said so, and they denied it.", "“No,” she told the board."]
)
def test_the_slope_is_that_of_the_loss(pipeline, sentence):
    """Each gradient against the difference that a small change of one weight makes."""
    draw = np.random.default_rng(1)
    sample, weights = sample_of(pipeline, sentence, draw)
    shares, none = Shares(0.5, 0.5), Dropout(0.0, draw)

    def loss() -> float:
        labels, kept = slope(weights, sample, shares, 2, none)[1].tolist()
        return labels + 0.5 * kept

    gradient, _ = slope(weights, sample, shares, 2, none)
    for name, array in weights.items():
        place = np.unravel_index(np.abs(gradient[name]).argmax(), array.shape)
        kept, step = array[place], 2e-3
        array[place] = kept + step
        above = loss()
        array[place] = kept - step
        below = loss()
        array[place] = kept
        assert gradient[name][place] == pytest.approx((above - below) / 2 / step, rel=0.1, abs=2e-3)


def sample_of(pipeline, sentence: str, draw: np.random.Generator) -> tuple[Sample, dict]:
    text = pipeline.annotate(sentence)
    layout = lay_out(text, find_quotations(text), [False] * len(text))
    anchors = np.array([1, 4], dtype=np.int32)
    near = surroundings(layout, anchors, np.ones(len(text), dtype=np.int32))
    rows = len(near.token)
    sample = Sample(
        near=near,
        tokens=draw.integers(0, 5, (3, len(text)), dtype=np.int32),
        pairs=pair_codes(near),
        candidates=draw.integers(0, 5, (2, 2), dtype=np.int32),
        measures=draw.normal(size=(2, 3)),
        labels=draw.integers(0, 4, rows, dtype=np.int32),
        counted=np.ones(rows, dtype=np.bool_),
        kept=np.array([1.0, 0.0]),
    )
    shapes = {
        "token": (5, 3),
        "pair": (sum(SIZES), 3),
        "candidate": (5, 2),
        "measures": (3, 2),
        "widen_token": (3, 4),
        "widen_pair": (3, 4),
        "widen_candidate": (2, 4),
        "messages": (28, 4),
        "messages_bias": (4,),
        "label": (4, 4),
        "label_bias": (4,),
        "keep": (12,),
        "keep_bias": (1,),
    }
    return sample, {name: draw.normal(0, 0.4, shape) for name, shape in shapes.items()}
