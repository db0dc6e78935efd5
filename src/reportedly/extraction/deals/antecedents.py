"""What stands for something named before: relative pronouns, and words for goods."""

from __future__ import annotations

from reportedly.extraction.deals.participants import Participants
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words

_HEIGHT = 5
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_NO_GOODS = frozenset({"it", "what", "who", "whom", "us", "him", "her", "me", "you"})


def antecedent(text: AnnotatedText, token: int) -> int:
    """The noun that a relative pronoun stands for, or `token` itself."""
    if text.lower[token] in _RELATIVE and text.tags[token] in ("WDT", "WP", "IN", "DT"):
        verb = text.heads[token]
        while text.deps[verb] in ("conj", "xcomp", "aux") and text.heads[verb] != verb:
            verb = text.heads[verb]
        if text.deps[verb] == "relcl":
            return _off_place(text, text.heads[verb])
    return token


def _off_place(text: AnnotatedText, token: int) -> int:
    """The craft that is somewhere, where the parser lets a clause describe the place: "a
    ship off the coast of Oman that carried rifles"."""
    carriers = transfer_words().carriers
    above = token
    for _ in range(_HEIGHT):
        head = text.heads[above]
        if head == above or text.pos[head] not in ("NOUN", "PROPN", "ADP"):
            return token
        above = head
        if text.lemmas[above].lower() in carriers:
            return above
    return token


def stands_for_goods(text: AnnotatedText, who: Participants, head: int) -> bool:
    """Whether the object of a verb stands for goods named before: not a bare number where its
    sentence counts other things ("three chapters … would accept two"), and not what is told by
    its make ("Russian gear")."""
    if not is_anaphor(text, head):
        return False
    if text.pos[head] == "NUM":
        start = text.sentences[text.sentence_of[head]][0]
        return not any(
            text.deps[t] == "nummod"
            and text.pos[text.heads[t]] == "NOUN"
            and text.heads[t] not in who.goods_at
            and text.lemmas[text.heads[t]].lower() not in transfer_words().anaphors
            for t in range(start, head)
        )
    if text.pos[head] != "NOUN" or text.child(head, "det") is not None:
        return True
    return not any(
        text.deps[c] == "amod" and who.code_at(c) is not None for c in text.children[head]
    )


def is_anaphor(text: AnnotatedText, head: int) -> bool:
    """Whether the noun stands for goods named before: "them", "the first batch"."""
    if text.pos[head] in ("PRON", "NUM", "DET"):
        return text.lower[head] not in _NO_GOODS
    if text.pos[head] == "PROPN" and any(letter.isdigit() for letter in text.words[head]):
        return True  # a type that the goods table does not know
    return text.lemmas[head].lower() in transfer_words().anaphors
