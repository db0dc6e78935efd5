"""A trade register of dossiers, in the columns of SIPRI's.

SIPRI's register counts orders and deliveries of major weapons as its researchers
judge them. This one holds what is reported; its comments say by how many, and who denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.linking.records import Dossier
from reportedly.reference.states import state_name

COLUMNS = (
    "Supplier",
    "Recipient",
    "Number ordered",
    "Weapon designation",
    "Weapon description",
    "Year of order",
    "Year(s) of delivery",
    "Number delivered",
    "Status",
    "Comments",
)
_ORDERED = ("agreed", "approved", "in_transit", "delivered", "used")
_DELIVERED = ("delivered", "used")
_YEAR = re.compile(r"\d{4}")


def register(dossiers: Iterable[Dossier]) -> Iterator[dict[str, str]]:
    """A row for each kind of goods of each dossier. Numbers stay empty: reports disagree on
    them, and a register that picks one says more than its sources."""
    for dossier in dossiers:
        ordered = _years(dossier, _ORDERED)
        for goods in dossier.goods:
            values = (
                state_name(dossier.supplier) if dossier.supplier else "unknown",
                state_name(dossier.recipient) if dossier.recipient else "unknown",
                "",
                ", ".join(goods.designations),
                goods.category.replace("_", " "),
                ordered[0] if ordered else "",
                ", ".join(_years(dossier, _DELIVERED)),
                "",
                f"reported: {dossier.status.replace('_', ' ')}",
                _comments(dossier),
            )
            yield dict(zip(COLUMNS, values, strict=True))


def _years(dossier: Dossier, statuses: tuple[str, ...]) -> list[str]:
    found = (
        match.group()
        for step in dossier.history
        if step.status in statuses and (match := _YEAR.match(step.date or step.reported or ""))
    )
    return sorted(set(found))


def _comments(dossier: Dossier) -> str:
    parts = [
        f"{dossier.independent_sources} independent sources assert",
        f"{dossier.independent_outlets} independent outlets",
    ]
    if denied := dossier.who("denies"):
        parts.append(f"denied by {', '.join(denied)}")
    if dossier.payment:
        paid = dict.fromkeys(word for item in dossier.payment for word in item.words)
        parts.append(f"reported payment: {', '.join(paid)}")
    return "; ".join(parts)
