"""Lists of goods: "rifles, 60 machine guns and two jets", whatever the parser makes of them.

What is listed together passes together. A list is read from the words that stand between its
items: commas, "and", numbers, measures and adjectives, but no verb, no party and nothing that
is kept out ("though not the missiles").
"""

from __future__ import annotations

from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText

_REACH = 9
_LINKING = frozenset({"NUM", "DET", "ADJ", "SYM", "CCONJ", "ADV", "SPACE"})
_LINKS = frozenset({",", "-", "and", "or", "plus", "&"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_WITH_ARMS = frozenset({"personnel"})


def lists_of(text: AnnotatedText, who: Participants) -> dict[int, list[GoodsMention]]:
    """The lists of goods of the text, each by the first token of every item in it."""
    found: dict[int, list[GoodsMention]] = {}
    last: GoodsMention | None = None
    for mention in who.goods:
        if mention.bare and mention.category not in _WITH_ARMS:
            continue
        if last is not None and _are_listed(text, who, last, mention):
            items = found.setdefault(last.start, [last])
            items.append(mention)
            found[mention.start] = items
        last = mention
    return found


def complete_list(lists: dict[int, list[GoodsMention]], goods: list[GoodsMention]) -> None:
    """Add to the goods of a frame what is listed with them."""
    for mention in list(goods):
        goods += [item for item in lists.get(mention.start, ()) if item not in goods]


def _are_listed(
    text: AnnotatedText, who: Participants, first: GoodsMention, last: GoodsMention
) -> bool:
    between = range(first.end, last.start)
    if not between or len(between) > _REACH:
        return False
    if text.sentence_of[first.head] != text.sentence_of[last.head]:
        return False
    if text.deps[last.head] in _SUBJECT and text.deps[first.head] not in _SUBJECT:
        return False  # the second opens a clause of its own
    if not any(text.lower[token] in _LINKS for token in between):
        return False
    return all(_is_link(text, token) and who.code_at(token) is None for token in between)


def _is_link(text: AnnotatedText, token: int) -> bool:
    word = text.lower[token]
    if word in ("not", "no", "but", "except", "without", "than"):
        return False
    if word in _LINKS or text.pos[token] in _LINKING or text.deps[token] in ("amod", "quantmod"):
        return text.words[token] not in (";", ":")
    if word == "of":
        return True
    # a measure: "and two batteries of", "and 11 tonnes of"
    return text.pos[token] == "NOUN" and text.lower[token + 1 : token + 2] == ["of"]
