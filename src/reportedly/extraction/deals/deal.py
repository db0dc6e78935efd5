"""A deal: goods that pass, or are to pass, from one party to another."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.reference.goods import goods_table

# Goods that make a transfer by themselves, beside arms.
CORE = goods_table().arms | {"dual_use_electronics", "chemical_biological_nuclear"}


@dataclass(slots=True)
class Deal:
    """Goods that pass, or are to pass, from one party to another, and the frames that say so."""

    supplier: str | None
    recipient: str | None
    open_pair: frozenset[str] = frozenset()
    frames: list[Frame] = field(default_factory=list)
    supplier_tokens: list[int] = field(default_factory=list)
    recipient_tokens: list[int] = field(default_factory=list)
    goods: list[GoodsMention] = field(default_factory=list)

    def add(self, frame: Frame, supplier: Filler | None, recipient: Filler | None) -> None:
        """Take up a frame and what it says of the roles."""
        self.frames.append(frame)
        if supplier is not None:
            self.supplier = self.supplier or supplier.code
            if supplier.code == self.supplier:
                self.supplier_tokens.append(supplier.token)
        if recipient is not None:
            self.recipient = self.recipient or recipient.code
            if recipient.code == self.recipient:
                self.recipient_tokens.append(recipient.token)
        if self.open_pair and (self.supplier or self.recipient):
            other = self.open_pair - {self.supplier, self.recipient}
            if len(other) == 1:
                self.supplier = self.supplier or next(iter(other))
                self.recipient = self.recipient or next(iter(other))
            self.open_pair = frozenset()
        self.goods += [mention for mention in frame.goods if mention not in self.goods]

    def stands_for(self, code: str) -> bool:
        """Whether the party takes part in the deal."""
        return code in (self.supplier, self.recipient) or code in self.open_pair


def is_transfer(deal: Deal) -> bool:
    """Whether the deal is about arms or their like, and says enough of who takes part."""
    if deal.supplier is not None and deal.supplier == deal.recipient:
        return False
    has_goods = any(m.category in CORE for m in deal.goods) or any(
        frame.implies_arms for frame in deal.frames
    )
    if not has_goods:
        return False
    if deal.supplier and deal.recipient:
        return True
    if (deal.supplier or deal.recipient) and _is_caught(deal):
        return True
    return bool(deal.open_pair)


def _is_caught(deal: Deal) -> bool:
    """Whether goods were stopped on their way: one side of it is enough then."""
    return any(
        frame.stage.name == "intercepted" and frame.goods and not frame.stage.negated
        for frame in deal.frames
    )
