"""Ingest on a cluster: Ray Data hands out the shards of an archive to actors.

An actor that is lost is replaced, and its shard begun anew. The records come back through
Parquet files and go into the ledger in the order of the archive: the same ledger as the local
engine leaves.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from reportedly.analysis import Options
from reportedly.engines.intake import Intake, Progress, Report, no_report
from reportedly.engines.shard_reader import ShardReader
from reportedly.engines.shards import Shard, Store, shards_of
from reportedly.engines.shuffle import Reduce, Row, link
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.reading.extras import extra
from reportedly.records import Analysis, ReportedlyError

_PATIENCE = 10.0  # seconds


class Archive(NamedTuple):
    """What is to be read: files that every node of the cluster can open, a date for all of
    them, and whether addresses of the own network may be fetched."""

    files: list[str]
    published: str | None = None
    allow_private: bool = False


class Cluster(NamedTuple):
    """Where it is read: the `address` of a Ray cluster (None: one is started here), how many
    actors, and the folder of the records, which every node can write."""

    address: str | None
    actors: int
    records: str


def ingest(
    archive: Archive,
    ledger: Ledger,
    options: Options,
    cluster: Cluster,
    report: Report = no_report,
) -> Progress:
    """Analyse the archive on the cluster and store what comes back. A shard whose records are
    in the folder already is not analysed again.

    Raises `LedgerUnavailable`, `ExtraNotInstalled`, and `ReportedlyError` if Ray gives up.
    """
    ray = connect(cluster.address)
    store = Store(cluster.records)
    shards = shards_of(archive.files, options, archive.published)
    missing = [shard for shard in shards if not store.holds(shard)]
    made = _analysed(ray, missing, (archive, options, cluster))
    intake = Intake(ledger, options.topic, report)
    for shard in shards:
        while not store.holds(shard):
            try:
                next(made)
            except StopIteration:
                raise ReportedlyError(f"Ray lost the shard of {shard.files[0]}") from None
            except ray.exceptions.RayError as error:
                raise ReportedlyError(f"Ray gave up: {error}; run it again to go on") from error
        intake.adopt(store.read(shard))
    return intake.finish()


def link_records(records: str, address: str | None = None) -> tuple[Dossier, ...]:
    """The dossiers of all records in a folder that Ray wrote, linked on the cluster: for an
    archive that no ledger is to hold. Raises as `ingest`."""
    ray = connect(address)
    analyses = (item for item in Store(records).read_all() if isinstance(item, Analysis))
    return link((one for one in analyses if one.transfers), partial(shuffle_on, ray))


def connect(address: str | None) -> Any:
    """The ray module, connected to a cluster. Raises `ExtraNotInstalled`, `ReportedlyError`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told of what is read
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what matters is raised as an error
    ray = extra("ray", "ray")
    extra("ray.data", "ray").DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if not ray.is_initialized():
        try:
            _reach(address)
            ray.init(address, include_dashboard=False if address is None else None,
                     log_to_driver=False, logging_level="error")  # fmt: skip
        except (OSError, ValueError, RuntimeError) as error:
            raise ReportedlyError(f"no Ray cluster at {address}: {error}") from error
    return ray


def _reach(address: str | None) -> None:
    """Raise `OSError` if nobody listens there; Ray would go on trying for minutes."""
    host, _, port = (address or "").rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


def _analysed(
    ray: Any, shards: list[Shard], settings: tuple[Archive, Options, Cluster]
) -> Iterator[object]:
    """Have the shards analysed; gives something for each as it is done, in their order."""
    if not shards:
        return
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    archive, options, cluster = settings
    waiting = ray.data.from_items(
        [{"shard": shard} for shard in shards], override_num_blocks=len(shards)
    )
    yield from waiting.map(
        ShardReader,
        fn_constructor_args=(options, cluster.records, archive.published),
        fn_constructor_kwargs={"allow_private": archive.allow_private},
        compute=ray.data.ActorPoolStrategy(size=cluster.actors),
        num_cpus=1,
    ).iter_rows()


class _Rows:
    """The rows of a step that are on the cluster, in a dataset of keys and pickled values."""

    def __init__(self, dataset: Any) -> None:
        self.dataset = dataset

    def __iter__(self) -> Iterator[Row]:
        for row in self.dataset.iter_rows():
            yield row["key"], pickle.loads(row["value"])  # noqa: S301  we wrote it


def shuffle_on(ray: Any, rows: Iterable[Row], reduce: Reduce) -> Iterable[Row]:
    """A shuffle over the cluster (shuffle.py): what it gives stays there for the next."""
    if not isinstance(rows, _Rows):
        items = [{"key": key, "value": pickle.dumps(value)} for key, value in rows]
        if not items:
            return []
        rows = _Rows(ray.data.from_items(items))

    def reduced(group: dict[str, Any]) -> dict[str, list[Any]]:
        values = [pickle.loads(value) for value in group["value"]]  # noqa: S301
        made = list(reduce(group["key"][0], values))
        return {
            "key": [key for key, _ in made],
            "value": [pickle.dumps(value) for _, value in made],
        }

    return _Rows(rows.dataset.groupby("key").map_groups(reduced, batch_format="numpy"))
