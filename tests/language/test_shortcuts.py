"""The shorter ways to a parse give the parse of spaCy: words remembered, entities in bulk."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from reportedly.language.entities import entity_finder
from reportedly.language.paragraphs import paragraphs
from reportedly.language.pipeline import Pipeline, load_model
from reportedly.language.tok2vec import hasten
from reportedly.language.word_forms import Form, word_forms

EXAMPLES = Path(__file__).parents[2] / "bench" / "transfers_dispatches.jsonl"
UNUSUAL = (
    "There's a ship. Let's wait, they aren't gonna sell. Nothin' was said; y'all heard it.",
    "  Two  blanks , and  Kim   Jong   Un  \t sold  (it)  to   the  United   Nations  ",
    "",
    "Pyongyang",
    "\u201cIt ain't so,\u201d he said. I do. You did it to me, but I could've been there.",
    "\u53d7\u8cbb 2,500 \u20ac \U0001f680 \u2026 \u00bd",
    "word " * 400,
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """The model as spaCy runs it."""
    return load_model()


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    """Paragraphs of dispatches, and unusual ones."""
    texts = [json.loads(line)["text"] for line in EXAMPLES.read_text("utf-8").splitlines()]
    found = [text[start:end] for text in texts for start, end in paragraphs(text)]
    return [*(piece.replace("\n", " ") for piece in found), *UNUSUAL]


@pytest.fixture
def small() -> Language:
    """A model without a parser, a lemmatizer or entities."""
    return spacy.blank("en")


def test_the_parse_is_the_parse_of_spacy(plain: Language, pieces: list[str]) -> None:
    nlp = load_model()
    hasten(nlp, words_kept=300)  # words are forgotten in between
    entities = entity_finder(nlp)
    forms = word_forms(nlp, forms_kept=300)
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser"]
    docs = list(nlp.pipe(pieces))
    for doc, found, spacys in zip(docs, entities(docs), plain.pipe(pieces), strict=True):
        assert forms(doc) == [Form(t.lemma_, t.pos_, t.tag_, t.dep_) for t in spacys]
        assert [t.head.i for t in doc] == [t.head.i for t in spacys]
        assert [t.is_sent_start for t in doc] == [t.is_sent_start for t in spacys]
        assert found == [(e.start, e.end, e.label_) for e in spacys.ents]
        assert np.allclose(doc.tensor, spacys.tensor, atol=1e-4)


def test_vectors_do_not_depend_on_the_company(pieces: list[str]) -> None:
    alone, together = load_model(), load_model()
    hasten(alone)
    hasten(together)
    for piece, doc in zip(pieces, together.pipe(pieces), strict=True):
        assert np.array_equal(alone(piece).tensor, doc.tensor)


def test_no_text_and_no_word() -> None:
    nlp = load_model()
    hasten(nlp)
    find = entity_finder(nlp)
    assert find([]) == []
    assert find([nlp(""), nlp("Rajin"), nlp("")])[::2] == [[], []]


def test_a_model_of_another_make_is_left_as_it_is(small: Language) -> None:
    hasten(small)
    doc = small("Shells sold.")
    assert word_forms(small)(doc) == [Form("", "", "", "")] * 3
    assert entity_finder(small)([doc]) == [[]]


def test_components_behind_the_known_ones_see_their_work() -> None:
    nlp = load_model()
    nlp.add_pipe("merge_entities")
    names = nlp.pipe_names
    find, forms = entity_finder(nlp), word_forms(nlp)
    assert nlp.pipe_names == names
    doc = nlp("Officials in South Korea said so.")
    assert find([doc]) == [[(2, 3, "GPE")]]
    assert [form.lemma for form in forms(doc)][3:] == ["say", "so", "."]


def test_a_recognizer_with_a_beam_is_left_as_it_is() -> None:
    nlp = load_model()
    nlp.get_pipe("ner").cfg["beam_width"] = 4
    find = entity_finder(nlp)
    assert "ner" in nlp.pipe_names
    assert find([nlp("She flew to Tokyo.")]) == [[(3, 4, "GPE")]]


def test_the_network_can_still_be_trained() -> None:
    nlp = load_model()
    hasten(nlp)
    network = nlp.get_pipe("tok2vec").model
    vectors, backprop = network([nlp.make_doc("Shells sold.")], is_train=True)
    backprop(vectors)
    assert vectors[0].shape == (3, network.get_dim("nO"))


def test_it_is_the_pipeline_that_is_used() -> None:
    assert Pipeline().nlp.pipe_names == ["tok2vec", "tagger", "parser"]
