"""Words that a person types, as both databases take them."""

from __future__ import annotations

import re

_WORD = re.compile(r'"[^"]*"|\S+')


def search_words(words: str) -> str:
    """`words`, each in double quotes, as FTS5 and PostgreSQL's `websearch_to_tsquery` take them:
    every word must occur, "in quotes" a phrase.

    Nothing a user types is syntax, so no input makes a database raise an error, or leave words
    out where it holds "or" or begins with a hyphen.
    """
    cleaned = (word.replace('"', "").strip() for word in _WORD.findall(words.replace("\x00", " ")))
    return " ".join(f'"{word}"' for word in cleaned if any(c.isalnum() for c in word))
