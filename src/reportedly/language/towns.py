"""Towns in a text: for where goods come from and go to, not for who acts.

A capital is said for its state ("Pyongyang said"); any other town only lies in one. The
names of towns are those of persons and firms too, so the words around must speak of a place.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.reference.towns import towns

_PLACES = frozenset({"FAC", "GPE", "LOC"})
_BEFORE = frozenset(
    {"around", "at", "between", "from", "in", "into", "near", "off", "outside", "through", "to"}
    | {"toward", "towards", "via"}
)


def towns_in(text: AnnotatedText) -> dict[int, str]:
    """The last tokens of the names of towns in `text`, and the codes of their states."""
    named = towns()
    labels = {token: label for start, end, label in text.entities for token in range(start, end)}
    found: dict[int, str] = {}
    for token, word in enumerate(text.words):
        if word not in named or not word[0].isalpha():
            continue
        for words, code in named[word]:
            end = token + len(words)
            if tuple(text.words[token:end]) == words and _is_place(text, token, end, labels):
                found[end - 1] = code
                break
    return found


def _is_place(text: AnnotatedText, start: int, end: int, labels: dict[int, str]) -> bool:
    label = labels.get(end - 1)
    goes_on = end < len(text) and text.tags[end] in ("NNP", "NNPS") and labels.get(end) == label
    if label in _PLACES:
        return not goes_on
    before = start - 1
    while before > 0 and text.lower[before] in ("the", "of", "port", "airport"):
        before -= 1  # "at the port of Olya"
    return not goes_on and before >= 0 and text.lower[before] in _BEFORE
