"""What a claim says of the payment for a transfer: that it is offered, or that it is not.

A source may stand by the transfer and give up what it said of the price ("there is no
evidence of food in this"), so the payment is a topic of its own.
"""

from __future__ import annotations

import re
from functools import cache

from reportedly.linking.hearsay import is_within
from reportedly.records import Claim, Payment, PositionKind, Transfer
from reportedly.reference.goods import goods_table

_WORD = re.compile(r"\w+")
_UNCERTAIN = re.compile(
    r"\bno(?:t any| sign| signs| evidence| indication| indications| proof)\b|"
    r"\b(?:not|n['’]t|never) (?:\w+ )?(?:see|seen|have|had|involve|include|part)\b",
    re.IGNORECASE,
)
_POINTS_BACK = frozenset(("that", "this", "it"))


def payment_spoken_of(
    claim: Claim, transfer: Transfer, position: PositionKind | None, before: str | None
) -> str | None:
    """The category of goods in return for `transfer` that `claim` speaks of, or None.

    A claim speaks of the payment where it holds the words that the payment was read from. By
    a mere word for the goods ("food") only a claim does that has a `position` on the transfer,
    speaks of arms as well, or says that there is none; a claim that points back ("no evidence
    of that") speaks of what the source spoke of `before`.
    """
    words = frozenset(_WORD.findall(claim.content.text.lower()))
    goods = frozenset(word for g in transfer.goods for word in _WORD.findall(g.text.lower()))
    says_none = position_on_payment(claim) != "asserts"
    of_the_deal = position or says_none or words & (goods | _arms())
    for payment in transfer.payment:
        if any(is_within(span, claim.content.spans) for span in payment.spans):
            return payment.category
        if of_the_deal and words & _names(payment):
            return payment.category
    if before and says_none and words & _POINTS_BACK:
        return None if words & goods else before
    return None


def position_on_payment(claim: Claim) -> PositionKind:
    """The position that `claim` takes on the payment it speaks of, by its stance and words."""
    if claim.stance == "denies":
        return "denies"
    if claim.stance == "doubts" or _UNCERTAIN.search(claim.content.text):
        return "doubts"
    if claim.stance in ("declines", "calls_illegal"):
        return "declines"
    return "asserts"


@cache
def _arms() -> frozenset[str]:
    """The single words for arms of any kind, as one and as many."""
    words = (word.strip("=") for word in goods_table().categories["unspecified_arms"].words)
    return frozenset(form for word in words if word.isalpha() for form in (word, f"{word}s"))


def _names(payment: Payment) -> frozenset[str]:
    """The words of `payment` that name the goods: "food" of "Russian food supplies". None for
    arms, which a claim may name as the goods of the transfer as well."""
    category = goods_table().categories.get(payment.category)
    if category is None or category.arms:
        return frozenset()
    known = {word for phrase in (*category.words, *category.bare) for word in phrase.split()}
    return frozenset(_WORD.findall(payment.text.lower())) & known
