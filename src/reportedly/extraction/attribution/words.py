"""Closed classes of words that the tagger tells apart, read from attribution_words.yml."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.reference.loader import load_yaml


class WordClasses(msgspec.Struct, frozen=True):
    """The words of each function class, and the nouns for speakers and for documents."""

    function_words: dict[str, tuple[str, ...]]
    speakers: tuple[str, ...]
    documents: tuple[str, ...]


@cache
def function_classes() -> dict[str, str]:
    """The class of each function word."""
    classes = load_yaml("attribution_words.yml", WordClasses).function_words
    return {word: name for name, words in classes.items() for word in words}


@cache
def source_classes() -> dict[str, str]:
    """For each noun that can head a source: "speaker" or "document"."""
    words = load_yaml("attribution_words.yml", WordClasses)
    classes = dict.fromkeys(words.documents, "document")
    return classes | dict.fromkeys(words.speakers, "speaker")
