"""The scorer of claims gives the figures that the definitions give by hand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from attribution_score import score_corpus

TEXT = "Ann said it rained. Bob denied the theft."
# words: Ann 0-3, said 4-8, it 9-11, rained 12-18, Bob 20-23, denied 24-30, the 31-34, theft 35-40
GOLD = [
    {
        "doc_id": "d",
        "text": TEXT,
        "attributions": [
            {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]},
            {"source": [[20, 23]], "cue": [[24, 30]], "content": [[31, 40]]},
        ],
    }
]


def score(*attributions):
    return score_corpus(GOLD, [{"doc_id": "d", "attributions": list(attributions)}]).figures


def test_a_perfect_answer_has_one_everywhere():
    assert all(tally.f1 == 1 for tally in score(*GOLD[0]["attributions"]).values())


def test_punctuation_does_not_count():
    figures = score({"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 19]]})
    assert figures["exact content"].hits == 1
    assert figures["triple"].f1 == pytest.approx(2 / 3)


def test_half_a_content_is_found_but_not_exact():
    figures = score({"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]})
    assert (figures["found"].hits, figures["exact content"].hits) == (1, 0)
    assert figures["overlap content"].precision == 1
    assert figures["overlap content"].recall == pytest.approx(1 / 4)


def test_a_missing_source_is_not_found():
    figures = score({"source": [], "cue": [[4, 8]], "content": [[9, 18]]})
    assert (figures["found"].hits, figures["exact cue"].hits) == (0, 1)
