"""A frame: one place where a text speaks of a transfer, and what it says there."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.deals.participants import Filler
from reportedly.extraction.deals.stage import Stage
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.reference.transfers import FrameKind


@dataclass(slots=True)
class Frame:
    """One place that speaks of a transfer.

    `partners` are parties of a deal whose direction is open; `maker` is a party that made
    the goods and may have supplied them; `weak_supplier` tells that the supplier may only
    have carried or made the goods, `points_back` that the goods are named before
    ("received them"), `besides` that they might come along with others ("could also
    include"), `only_joins` that the frame may add to a deal but begins none, `asked` that somebody
    asks whether it is so.
    """

    trigger: int
    kind: FrameKind
    stage: Stage
    suppliers: list[Filler] = field(default_factory=list)
    recipients: list[Filler] = field(default_factory=list)
    partners: list[Filler] = field(default_factory=list)
    goods: list[GoodsMention] = field(default_factory=list)
    implies_arms: bool = False
    weak_supplier: bool = False
    points_back: bool = False
    besides: bool = False
    only_joins: bool = False
    asked: bool = False
    maker: Filler | None = None

    def roles(self) -> int:
        """How many of the two roles are filled."""
        return bool(self.suppliers) + bool(self.recipients)

    def add_goods(self, goods: list[GoodsMention]) -> None:
        """Take up goods that the frame does not hold yet."""
        self.goods += [mention for mention in goods if mention not in self.goods]
