"""The language of a text."""

from pathlib import Path

import pytest
import yaml

from reportedly.reading.language import detect_language
from reportedly.reading.text import document_from_text

CASES = yaml.safe_load(Path(__file__).with_name("languages.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['text'][:20]}")
def test_language(case: dict[str, str]) -> None:
    assert detect_language(case["text"]) == case["language"]
    assert document_from_text(case["text"], doc_id="x").language == case["language"]
