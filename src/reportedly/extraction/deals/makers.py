"""Arms makers that news names in a state's stead: "Rheinmetall delivered the shells"."""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.reference.goods import goods_table


def makers_in(text: AnnotatedText) -> dict[int, str]:
    """The tokens that name a maker of arms, each with the state of the maker."""
    places: dict[str, list[int]] = {}
    for token, word in enumerate(text.lower):
        if text.words[token][0].isupper():
            places.setdefault(word, []).append(token)
    found: dict[int, str] = {}
    for name, state in goods_table().makers.items():
        words = name.split()
        for place in places.get(words[0], ()):
            if text.lower[place : place + len(words)] == words:
                found.update(dict.fromkeys(range(place, place + len(words)), state))
    return found
