"""Entities as the followthemoney library reads them.

Run by `make interop`: the library needs PyICU, which is compiled on the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

from followthemoney import model

sys.path.insert(0, str(Path(__file__).parents[1]))
from ledger_articles import article
from reportedly.exchange.ftm import entities


def test_every_entity_is_valid_and_loses_nothing_when_cleaned() -> None:
    for entity in entities([article("Iran"), article("Ruritania")]):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate({"properties": entity["properties"]})
        cleaned = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in cleaned.items()} == {
            name: sorted(set(values)) for name, values in entity["properties"].items()
        }
