"""An actor of a cluster: reads and analyses one shard after the other.

It has its documents read by worker processes of its own, so that what kills or hangs a parser
is told as it is on one machine. It imports no ledger: only the machine that started the
run has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from reportedly.analysis import Options
from reportedly.engines.shards import Shard, Store
from reportedly.engines.stages import Stages
from reportedly.reading.fetch import Fetcher
from reportedly.records import Document, Failure


class ShardReader:
    """Called with a shard, it leaves the records in the folder `records`."""

    def __init__(
        self, options: Options, records: str, published: str | None, *, allow_private: bool
    ) -> None:
        self._published = published
        self._allow_private = allow_private
        self._store = Store(records)
        self._stages = Stages(options, 1)
        self._stages.start()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """The name of the shard, whose records are written then."""
        shard: Shard = row["shard"]
        fetcher = Fetcher(allow_private=self._allow_private)
        failures: list[Failure] = []
        found = self._stages.texts(shard.documents(self._published, fetcher))
        results = self._stages.analyses(_readable(found, failures))
        self._store.write(shard, chain(results, iter(failures)))
        return {"name": shard.name}


def _readable(items: Iterator[Document | Failure], failures: list[Failure]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item
