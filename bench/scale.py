"""Ingest a made-up archive with one worker, with two, and on Ray: documents a second, memory.

    python bench/scale.py [--documents 50000] [--words 500] [--ways one,two,ray] [--topic arms]
                          [--rounds 1]

Each way is the program as users start it, with a ledger of its own; loading is counted. The
memory of a worker is read from /proc while it works: after a fifth of the run, and at its end,
so that growth shows. Run it on a machine that does nothing else; where its speed changes from
minute to minute, several rounds over a smaller archive tell more: a ratio is the median of the
rounds' ratios.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from reportedly.ledger.ledger import Ledger
from results import write_result

ARCHIVE = Path(__file__).with_name("archive.py")
WAYS = {
    "one": ("--workers", "1"),
    "two": ("--workers", "2"),
    "ray": ("--workers", "2", "--engine", "ray"),
}
TIMES = {"two": ("one", ">= 1.8"), "ray": ("two", ">= 0.85")}
_WORKER = b"multiprocessing.spawn"
_LOOK_EVERY = 2.0


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--ways", default="one,two,ray")
    parser.add_argument("--topic", default="arms")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    ways: list[str] = options.ways.split(",")
    rates: dict[str, list[float]] = {way: [] for way in ways}
    memory: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = [str(folder / "archive"), "--documents", str(options.documents)]
        made += ["--words", str(options.words)]
        subprocess.run([sys.executable, str(ARCHIVE), *made], check=True)  # noqa: S603
        for _ in range(options.rounds):
            for way in ways:
                for ledger in folder.glob(f"{way}.db*"):
                    shutil.rmtree(ledger) if ledger.is_dir() else ledger.unlink()
                seconds, memory[way] = _ingest(folder, way, options.topic)
                rates[way].append(options.documents / seconds)
                print(way, round(rates[way][-1], 1), "documents a second", flush=True)
        rows = [row for way in ways for row in _figures(way, rates, memory[way])]
        if len(ways) > 1:
            same = len({_records(folder / f"{way}.db") for way in ways}) == 1
            rows.append({"figure": "the same records", "value": "yes" if same else "no"})
    for row in rows:
        print(row)
    rounds = f", median of {options.rounds} rounds" if options.rounds > 1 else ""
    write_result(
        f"scale_{options.topic}_{options.documents}",
        title=f"An archive on one machine, topic {options.topic}",
        corpus=f"{options.documents} made-up documents of {options.words} words{rounds}",
        rows=rows,
    )


def _figures(
    way: str, rates: dict[str, list[float]], memory: list[float]
) -> list[dict[str, str | float]]:
    """The rows of one way: documents a second, beside another way, and memory."""
    found: list[dict[str, str | float]] = [
        {"figure": f"{way}: documents a second", "value": round(statistics.median(rates[way]), 1)}
    ]
    if way in TIMES and TIMES[way][0] in rates:
        other, goal = TIMES[way]
        ratio = statistics.median(a / b for a, b in zip(rates[way], rates[other], strict=True))
        found.append({"figure": f"{way}: times {other}", "value": ratio, "goal": goal})
    if memory:
        early, late = memory[len(memory) // 5], max(memory[-len(memory) // 5 :])
        found += [
            {"figure": f"{way}: MB a worker, after a fifth", "value": round(early)},
            {"figure": f"{way}: at the end", "value": round(late), "goal": "<= 900"},
        ]
    return found


def _ingest(folder: Path, way: str, topic: str) -> tuple[float, list[float]]:
    """Seconds, and the memory of the largest worker now and then, in MB."""
    asked = [sys.executable, "-m", "reportedly", "ingest", str(folder / "archive")]
    ledger = ("--ledger", f"sqlite:///{folder / way}.db", "--topic", topic)
    begun = time.monotonic()
    memory = []
    with subprocess.Popen([*asked, *ledger, *WAYS[way]]) as run:  # noqa: S603
        while True:
            with suppress(subprocess.TimeoutExpired):
                run.wait(_LOOK_EVERY)
                break
            if sizes := _workers_of(run.pid):
                memory.append(max(sizes))
    if run.returncode:
        raise SystemExit(f"{way}: the program ended with status {run.returncode}")
    return time.monotonic() - begun, memory


def _workers_of(process: int) -> list[float]:
    """The sizes of the worker processes that descend from `process`, in MB."""
    parents: dict[int, int] = {}
    workers = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int(
                (entry / "stat").read_text().rpartition(")")[2].split()[1]
            )
            if _WORKER in (entry / "cmdline").read_bytes():
                workers.append(int(entry.name))
        except OSError:  # it has ended
            continue

    def descends(one: int) -> bool:
        while one > 1 and one != process:
            one = parents.get(one, 0)
        return one == process

    return [_size(worker) for worker in workers if descends(worker)]


def _size(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


def _records(path: Path) -> int:
    """A number that tells whether two ledgers hold the same records."""
    ledger = Ledger(f"sqlite:///{path}")
    found = hash(frozenset((record.document.id, hash(record)) for record in ledger.analyses()))
    ledger.close()
    return found


if __name__ == "__main__":
    main()
