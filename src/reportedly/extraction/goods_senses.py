"""Which goods a word of several meanings names here, or none: by the company it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.goods import GoodsTable, is_plural_of

_REACH = 4


def in_company(
    text: AnnotatedText, table: GoodsTable, mention: GoodsMention, all_: list[GoodsMention]
) -> GoodsMention:
    """The mention, of another category where the goods beside it tell what its word means."""
    if mention.designation is not None:
        return mention
    words = " ".join(text.lower[mention.start : mention.end])
    company = table.company.get(words) or table.company.get(words.removesuffix("s"))
    sentence = text.sentence_of[mention.head]
    if company is None or not any(
        other.category == company.beside and text.sentence_of[other.head] == sentence
        for other in all_
    ):
        return mention
    return replace(mention, category=company.category)


def certain(
    text: AnnotatedText, table: GoodsTable, mentions: list[GoodsMention]
) -> Iterator[GoodsMention]:
    """The mentions that mean goods here: an uncertain name needs a word for its type close
    by or other arms in the text; an uncertain word a certain mention of its category."""
    certain = {m.category for m in mentions if not (m.uncertain or m.bare)}
    arms = certain & table.arms
    for mention in mentions:
        if not mention.uncertain or mention.bare:
            yield mention
        elif mention.designation is None:
            if mention.category in certain and not _is_measure(text, mention, mentions):
                yield mention
        elif arms or _beside_type(text, table, mention):
            yield replace(mention, uncertain=False)


def _is_measure(text: AnnotatedText, mention: GoodsMention, mentions: list[GoodsMention]) -> bool:
    """Whether the word only counts other goods: "two batteries of Patriot missiles"."""
    of = text.lower[mention.end : mention.end + 1] == ["of"]
    return of and any(other.start == mention.end + 1 for other in mentions)


def _beside_type(text: AnnotatedText, table: GoodsTable, mention: GoodsMention) -> bool:
    low = max(0, mention.start - _REACH)
    around = text.lower[low : mention.end + _REACH]
    return any(is_plural_of(word, table.type_nouns) is not None for word in around)
