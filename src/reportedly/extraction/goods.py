"""Goods: the words of a text that name arms and what is traded for them, with category.

A mention is the longest phrase of the goods table at its place; neighbours in one
compound ("Shahed-136 attack drones", "HIMARS rockets", "missile parts") become one
mention whose category follows the head, as English compounds do. Words that mean
other things too count only in the company of certain goods.

Source of the categories: UNROCA, Wassenaar Munitions List, SIPRI (reference/goods.yml).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportedly.extraction.goods_mention import GoodsMention
from reportedly.extraction.goods_senses import certain, in_company
from reportedly.extraction.quantities import find_quantity
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.goods import GoodsTable, Name, goods_table, is_plural_of, parts_of

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_HYPHENS = frozenset({"-", "/", "\u2010", "\u2011"})
_CRAFT = frozenset({"combat_aircraft", "helicopters", "naval_vessels"})


def find_goods(text: AnnotatedText, table: GoodsTable | None = None) -> tuple[GoodsMention, ...]:
    """The goods that `text` names, in text order, none overlapping another."""
    table = table or goods_table()
    raw = list(_matches(text, table))
    if not raw:
        return ()
    joined = [m for m in _join(text, table, raw) if not _only_describes(text, table, m)]
    joined = [in_company(text, table, mention, joined) for mention in joined]
    return tuple(
        replace(mention, quantity=find_quantity(text, mention.start, mention.end))
        for mention in certain(text, table, joined)
    )


def _matches(text: AnnotatedText, table: GoodsTable) -> Iterator[GoodsMention]:
    parts, tokens = _flatten(text, table)
    by_first, size = table.by_first, len(parts)
    place = 0
    while place < size:
        names = by_first.get(parts[place])
        found = None
        if names is not None:
            found = next((n for n in names if _fits(text, n, parts, tokens, place)), None)
        if found is None:
            place += 1
            continue
        end = place + len(found.parts)
        if found.category is not None:
            first, last = tokens[place], tokens[end - 1]
            yield GoodsMention(
                category=found.category,
                start=first,
                end=last + 1,
                head=last,
                designation=found.designation,
                maker=found.maker,
                uncertain=found.uncertain,
                bare=found.bare,
            )
        place = end


def _flatten(text: AnnotatedText, table: GoodsTable) -> tuple[list[str], list[int]]:
    """The text as the parts that names are written in, and the token of each part."""
    lower, starts, ends = text.lower, text.starts, text.ends
    parts: list[str] = []
    tokens: list[int] = []
    for token, word in enumerate(lower):
        if word.isalpha():
            parts.append(word)
            tokens.append(token)
        elif word in _HYPHENS and token and starts[token] == ends[token - 1]:
            continue
        else:
            for part in parts_of(word) if len(word) < table.longest_word else (word,):
                parts.append(part)
                tokens.append(token)
    return parts, tokens


def _fits(text: AnnotatedText, name: Name, parts: list[str], tokens: list[int], place: int) -> bool:
    end = place + len(name.parts)
    if end > len(parts) or tuple(parts[place:end]) != name.parts:
        return False
    first, last = tokens[place], tokens[end - 1]
    if (place and tokens[place - 1] == first) or (end < len(parts) and tokens[end] == last):
        # A name ends where a word ends, but for a made-of compound: "S-400-type".
        if place and tokens[place - 1] == first:
            return False
        if name.designation is None:
            return False
    if name.category is None:
        return True
    if name.designation is not None:
        return not text.words[first][0].islower() or not name.capital
    if text.pos[last] in _NOMINAL:
        return not (name.parts == ("arms",) and _is_of_body(text, last))
    return text.pos[last] == "VERB" and text.deps[last] in ("dobj", "pobj", "nsubjpass", "conj")


def _is_of_body(text: AnnotatedText, token: int) -> bool:
    """Whether "arms" belongs to somebody's body: "her arms", "the child's arms"."""
    return any(
        text.deps[child] == "poss" and text.pos[child] == "PRON" for child in text.children[token]
    )


def _only_describes(text: AnnotatedText, table: GoodsTable, mention: GoodsMention) -> bool:
    """Whether the goods only describe something else: "a missile test", "an arms dealer"."""
    after = text.heads[mention.head]
    return (
        after >= mention.end
        and text.deps[mention.head] in ("compound", "nmod", "amod")
        and is_plural_of(text.lower[after], table.not_goods_heads) is not None
    )


def _join(text: AnnotatedText, table: GoodsTable, raw: list[GoodsMention]) -> list[GoodsMention]:
    joined: list[GoodsMention] = []
    for mention in raw:
        if joined and _adjoins(text, joined[-1].end, mention.start):
            joined[-1] = _compound(text, table, joined[-1], mention)
        else:
            joined.append(mention)
        joined[-1] = _with_type_nouns(text, table, joined[-1])
    return joined


def _adjoins(text: AnnotatedText, end: int, start: int) -> bool:
    if end > start:
        return True  # the type nouns of the one before reached into this one
    if end == start:
        return text.sentence_of[end - 1] == text.sentence_of[start]
    return end + 1 == start and text.words[end] == "-"


def _with_type_nouns(text: AnnotatedText, table: GoodsTable, mention: GoodsMention) -> GoodsMention:
    end, last = mention.end, ""
    while (
        end < len(text)
        and text.pos[end] in ("NOUN", "PROPN")
        and text.sentence_of[end] == text.sentence_of[mention.head]
        and (noun := _type_noun(text, table, end)) is not None
    ):
        if mention.bare or (mention.category == "unspecified_arms" and noun in table.carriers):
            break  # "an arms boat" is no arms
        last = noun
        end += 1
    if end == mention.end:
        return mention
    category = mention.category
    if last in table.component_heads:
        category = "engines_components"
    if last in table.ammunition_heads and category in table.gun_categories:
        category = "artillery_ammunition"
    return replace(mention, category=category, end=end, head=end - 1, uncertain=False)


def _type_noun(text: AnnotatedText, table: GoodsTable, token: int) -> str | None:
    word = text.lower[token]
    return is_plural_of(word, table.type_nouns) or is_plural_of(word, table.component_heads)


def _compound(
    text: AnnotatedText, table: GoodsTable, first: GoodsMention, last: GoodsMention
) -> GoodsMention:
    end = max(first.end, last.end)
    head = end - 1
    word = text.lower[head]
    if is_plural_of(word, table.component_heads) is not None:
        category = "engines_components"
    elif (
        is_plural_of(word, table.ammunition_heads) is not None
        and first.category in table.gun_categories
    ):
        category = "artillery_ammunition"
    elif last.category == "air_defence" and first.category in table.arms:
        category = last.category  # "Hawk missile" may be any; "air defence" is said plainly
    elif last.category in _CRAFT and last.end - last.start > 1:
        category = last.category  # "Mistral helicopter carriers" are no missiles
    elif (
        (first.designation is not None and last.designation is None)
        or last.category == "unspecified_arms"
        or last.uncertain
        or last.bare
    ):
        category = first.category
    else:
        category = last.category
    return GoodsMention(
        category=category,
        start=first.start,
        end=end,
        head=head,
        designation=first.designation or last.designation,
        maker=first.maker or last.maker,
        uncertain=first.uncertain and last.uncertain,
        bare=first.bare and last.bare,
    )
