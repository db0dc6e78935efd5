"""Who stands behind a document that is a source: "the Reuters report", "the statement".

A document says nothing by itself: its party is the body that its noun phrase names, or
that the text named when it first spoke of the document.
"""

from __future__ import annotations

from collections.abc import Callable

from reportedly.extraction.attribution.record import Range
from reportedly.extraction.attribution.words import source_classes
from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText

PartiesOf = Callable[[int, int], tuple[str, ...]]  # the parties of the noun phrase in a range
_FROM = frozenset({"by", "from", "in", "of"})
_FAR = 200  # tokens back to the first mention of a document


def issuers(text: AnnotatedText, source: Range, named_in: PartiesOf) -> tuple[str, ...]:
    """The parties that a document as source comes from: "the Reuters report", "a statement
    from the ministry", or the same words earlier in the text where "the report" is all."""
    start, end = source
    kinds = source_classes()
    noun = next(
        (i for i in range(start, end) if kinds.get(text.lemmas[i].lower()) == "document"), None
    )
    if noun is None or text.pos[noun] not in ("NOUN", "PROPN"):
        return ()
    found = _issuer_at(text, noun, named_in)
    lemma = text.lemmas[noun].lower()
    if not found and text.lower[start] == "the" and noun == end - 1 == start + 1:
        for earlier in range(start - 1, max(-1, start - _FAR), -1):
            if text.lemmas[earlier].lower() == lemma:
                return _issuer_at(text, earlier, named_in) or _teller(text, earlier, named_in)
    return found


def _issuer_at(text: AnnotatedText, noun: int, named_in: PartiesOf) -> tuple[str, ...]:
    """The parties named in the noun phrase of the document at `noun` as its authors."""
    for child in text.children[noun]:
        author = _author(text, child)
        found = named_in(*text.subtree(author)) if author is not None else ()
        if found:
            return found
    return ()


def _author(text: AnnotatedText, child: int) -> int | None:
    """The noun for an author that `child`, a dependent of a document, brings, if it does."""
    if text.deps[child] in ("compound", "poss", "nmod"):
        return child
    if text.deps[child] == "acl":
        if text.lemmas[child].lower() in claim_words().obtaining:
            return None
        agent = text.child(child, "agent")
        return text.child(agent, "pobj") if agent is not None else None
    return text.child(child, "pobj") if text.lower[child] in _FROM else None


def _teller(text: AnnotatedText, noun: int, named_in: PartiesOf) -> tuple[str, ...]:
    """Who "said in a statement", for the statement at `noun`."""
    preposition = text.heads[noun]
    subject = text.child(text.heads[preposition], "nsubj")
    if text.deps[noun] != "pobj" or text.lower[preposition] != "in" or subject is None:
        return ()
    return named_in(*text.subtree(subject))
