"""What a noun phrase of goods holds, and what a verb acts on."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words

_INSIDE = frozenset(
    {"conj", "compound", "nmod", "amod", "appos", "poss", "nummod", "dep", "pobj", "quantmod"}
)
_LISTING = frozenset({"of", "including", "like", "as", "plus", "with", "such"})
_MAKING = frozenset({"make", "build", "produce", "manufacture", "design", "worth", "call", "know"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})


@dataclass(slots=True)
class Domain:
    """What a noun phrase of goods holds: its goods, and the prepositions on it."""

    goods: list[GoodsMention] = field(default_factory=list)
    prepositions: list[int] = field(default_factory=list)
    nouns: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)


def domain(text: AnnotatedText, who: Participants, heads: list[int]) -> Domain:
    """The goods and the outgoing prepositions of the noun phrases with these heads."""
    found = Domain()
    deeds = transfer_words().deeds
    queue = list(reversed(heads))
    seen: set[int] = set()
    while queue:
        token = queue.pop()
        if token in seen:
            continue
        seen.add(token)
        found.nouns.append(token)
        mention = who.goods_at.get(token)
        if mention is not None and mention not in found.goods:
            found.goods.append(mention)
        for child in text.children[token]:
            dep = text.deps[child]
            if dep == "prep":
                if text.lower[child] == "of" and text.lemmas[token].lower() in deeds:
                    continue
                found.prepositions.append(child)
                # "weapons including rifles", "$300 million in weapons"
                if text.lower[child] in _LISTING or (
                    text.lower[child] == "in" and text.pos[token] == "NUM"
                ):
                    queue.append(child)
            elif dep in ("acl", "relcl"):
                found.clauses.append(child)
                queue += _held(text, token, child)
                if text.lemmas[child].lower() in _MAKING:
                    found.prepositions += [
                        c for c in text.children[child] if text.lower[c] in ("to", "for")
                    ]
            elif _belongs(text, token, child):
                queue.append(child)
    found.goods.sort(key=lambda mention: mention.start)
    found.prepositions.sort()
    return found


def _held(text: AnnotatedText, noun: int, clause: int) -> list[int]:
    """What a clause says that a container or carrier holds: "containers that hold shells", "a
    ship laden with rockets"."""
    words = transfer_words()
    if text.lemmas[noun].lower() not in words.carriers:
        return []
    if text.lemmas[clause].lower() not in words.holding | words.loading:
        return []
    inside = [c for c in text.children[clause] if text.deps[c] == "dobj"]
    for child in text.children[clause]:
        if text.lower[child] in ("of", "with"):
            inside += [c for c in text.children[child] if text.deps[c] == "pobj"]
    return inside


def _belongs(text: AnnotatedText, token: int, child: int) -> bool:
    """Whether `child` is of the same noun phrase as `token`, or listed after it."""
    dep = text.deps[child]
    if dep in _INSIDE and text.pos[child] in _NOMINAL:
        return True
    return dep in ("pcomp", "dobj") and text.pos[token] in ("ADP", "SCONJ")


def fillers(who: Participants, heads: list[int]) -> list[Filler]:
    """The parties of the noun phrases with these heads, none twice."""
    found: list[Filler] = []
    for head in heads:
        for filler in who.of_phrase(head):
            if all(other.code != filler.code for other in found):
                found.append(filler)
    return found
