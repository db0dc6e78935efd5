"""The words by which news reports a transfer, by their part in it (transfers.yml)."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from reportedly.reference.loader import load_yaml

FrameKind = Literal["give", "equip", "get", "ask", "move", "load", "come", "seize", "use", "deal"]


class VerbFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb of transfer: who stands where, and the stage that it asserts by tense."""

    frame: FrameKind
    past: str
    present: str
    implies_arms: bool = False
    bound: bool = False
    with_only: bool = False
    direct: bool = False
    to_whom: bool = False
    carrier: bool = False
    trade: bool = False


class NounFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun of transfer; `goods_itself` if it may be the head of the goods' own name,
    `needs_goods` if it is of transfer only where goods are named."""

    frame: FrameKind
    stage: str
    goods_itself: bool = False
    needs_goods: bool = False


class TransferWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word classes of transfers.yml."""

    ladder: tuple[str, ...]
    endings: frozenset[str]
    verbs: dict[str, VerbFrame]
    nouns: dict[str, NounFrame]
    sellers: frozenset[str]
    buyers: frozenset[str]
    governors: dict[str, frozenset[str]]
    aspect: frozenset[str]
    anaphors: frozenset[str]
    carriers: frozenset[str]
    back_nouns: frozenset[str]
    holding: frozenset[str]
    loading: frozenset[str]
    hoards: frozenset[str]
    relations: frozenset[str]
    breaking: frozenset[str]
    law: frozenset[str]
    legal_acts: frozenset[str]
    rulings: frozenset[str]
    punishing: frozenset[str]
    penalties: frozenset[str]
    opinions: frozenset[str]
    consignees: frozenset[str]
    unlawful: frozenset[str]
    light: frozenset[str]
    deeds: frozenset[str]
    whereabouts: frozenset[str]
    saying: frozenset[str]
    exchange: frozenset[str]
    war: frozenset[str]
    ways: frozenset[str]
    abstract: frozenset[str]
    helping: frozenset[str]
    fighters: frozenset[str]
    told: frozenset[str]
    other_verbs: frozenset[str]
    moving: frozenset[str]
    proof: frozenset[str]
    seeming: frozenset[str]
    capable: frozenset[str]
    wishes: frozenset[str]
    taking: frozenset[str]
    falsehood: frozenset[str]
    truth: frozenset[str]
    dealings: frozenset[str]
    other_matters: frozenset[str]
    involvement: frozenset[str]
    telling: frozenset[str]
    lifting: frozenset[str]
    bans: frozenset[str]
    object_control: frozenset[str]
    bound: frozenset[str]
    origins: dict[str, Literal["maker", "supplier"]]
    reference_nouns: frozenset[str]

    def stage_of_governor(self) -> dict[str, str]:
        """Each governing word and the stage it gives to what it governs."""
        return {word: stage for stage, words in self.governors.items() for word in words}


@cache
def transfer_words() -> TransferWords:
    """The words of transfers.yml. Raises `ReferenceDataError` if the file does not fit."""
    words: TransferWords = load_yaml("transfers.yml", TransferWords)
    return words


@cache
def governor_stages() -> dict[str, str]:
    """Each governing word of transfers.yml and the stage it gives."""
    return transfer_words().stage_of_governor()
