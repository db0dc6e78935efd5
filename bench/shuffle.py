"""The shuffles of linking, on Ray at one size and simulated at a hundred times that.

    python bench/shuffle.py [--documents 400] [--times 100]

The documents are made-up records (made_up_news.py), whose states follow Zipf's law as they do in
news. On Ray the dossiers must be those of one process. The simulation runs every step in memory
and tells what each would move: rows, bytes, and the largest part that one reducer must hold,
which is where a cluster breaks first.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import count, islice
from typing import Any

from made_up_news import made_up_record
from reportedly.engines import ray as cluster
from reportedly.engines.shuffle import Reduce, Row, link
from reportedly.linking.dossiers import Dossiers
from reportedly.records import Analysis
from results import write_result

STEPS = ("shingles", "pairs of texts", "connected texts", "pairs of parties", "sightings", "homes")
_SAMPLED = 50  # one of so many values is weighed


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args()
    rows: list[dict[str, str | float]] = []
    few = with_transfers(options.documents)
    begun = time.monotonic()
    alone = Dossiers(few).all()
    one = time.monotonic() - begun
    ray = cluster.connect(None)
    begun = time.monotonic()
    spread = link(few, partial(cluster.shuffle_on, ray))
    rows += [
        {"figure": f"{len(few)} documents on one process, seconds", "value": one},
        {"figure": "the same on Ray, seconds", "value": time.monotonic() - begun},
        {"figure": "the same dossiers", "value": "yes" if spread == alone else "no"},
    ]
    ray.shutdown()
    many = with_transfers(options.documents * options.times)
    simulation = Simulation()
    begun = time.monotonic()
    dossiers = link(many, simulation)
    seconds = time.monotonic() - begun
    rows.append({"figure": f"{len(many)} documents simulated, seconds", "value": seconds})
    rows.append({"figure": "dossiers", "value": len(dossiers)})
    for name, step in zip(STEPS, simulation.steps, strict=True):
        rows += [
            {"figure": f"{name}: rows", "value": step["rows"]},
            {"figure": f"{name}: MB moved", "value": step["bytes"] / 1e6},
            {"figure": f"{name}: largest part, MB", "value": step["largest"] / 1e6},
        ]
    for row in rows:
        print(f"{row['figure']:50} {row['value']}")
    write_result(
        "shuffle",
        title="The shuffles of linking, on Ray and simulated at a larger size",
        corpus=f"made-up records, {len(few)} and {len(many)} with a transfer",
        rows=rows,
    )


def with_transfers(wanted: int) -> list[Analysis]:
    """So many made-up records with a transfer."""
    return list(islice((one for one in map(made_up_record, count()) if one.transfers), wanted))


class Simulation:
    """A shuffle in memory that notes what a cluster would move."""

    def __init__(self) -> None:
        self.steps: list[Counter[str]] = []

    def __call__(self, rows: Iterable[Row], reduce: Reduce) -> list[Row]:
        """What `reduce` makes of each key."""
        by_key: dict[str, list[Any]] = defaultdict(list)
        for key, value in rows:
            by_key[key].append(value)
        sizes = Counter({key: _weight(key, values) for key, values in by_key.items()})
        number = sum(map(len, by_key.values()))
        largest = max(sizes.values(), default=0)
        self.steps.append(Counter(rows=number, bytes=sizes.total(), largest=largest))
        return [row for key, values in by_key.items() for row in reduce(key, values)]


def _weight(key: str, values: list[Any]) -> int:
    """The bytes of a key's rows, judged by a few of them."""
    sample = values[:: max(1, len(values) // _SAMPLED)]
    mean = sum(len(pickle.dumps(value)) for value in sample) / len(sample)
    return round(len(values) * (mean + len(key)))


if __name__ == "__main__":
    main()
