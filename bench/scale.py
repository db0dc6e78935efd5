"""Ingest a made-up archive with one worker, with two, and on Ray: documents a second, memory.

    python bench/scale.py [--documents 50000] [--words 500] [--ways one,two,ray] [--topic arms]

Each way is the program as users start it, with a ledger of its own; loading is counted. The
memory of a worker is read from /proc while it works: after a fifth of the run, and at its end,
so that growth shows. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
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
    options = parser.parse_args()
    rates: dict[str, float] = {}
    rows: list[dict[str, str | float]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = [str(folder / "archive"), "--documents", str(options.documents)]
        made += ["--words", str(options.words)]
        subprocess.run([sys.executable, str(ARCHIVE), *made], check=True)  # noqa: S603
        for way in options.ways.split(","):
            seconds, memory = _ingest(folder, way, options.topic)
            rates[way] = options.documents / seconds
            rows.append({"figure": f"{way}: documents a second", "value": round(rates[way], 1)})
            if way in TIMES and TIMES[way][0] in rates:
                other, goal = TIMES[way]
                ratio = rates[way] / rates[other]
                rows.append({"figure": f"{way}: times {other}", "value": ratio, "goal": goal})
            if memory:
                early, late = memory[len(memory) // 5], max(memory[-len(memory) // 5 :])
                rows += [
                    {"figure": f"{way}: MB a worker, after a fifth", "value": round(early)},
                    {"figure": f"{way}: at the end", "value": round(late), "goal": "<= 900"},
                ]
            for row in rows[-4:]:
                print(row, flush=True)
        if len(rates) > 1:
            same = len({_records(folder / f"{way}.db") for way in rates}) == 1
            rows.append({"figure": "the same records", "value": "yes" if same else "no"})
            print(rows[-1])
    write_result(
        f"scale_{options.topic}_{options.documents}",
        title=f"An archive on one machine, topic {options.topic}",
        corpus=f"{options.documents} made-up documents of {options.words} words, topic "
        f"{options.topic}",
        rows=rows,
    )


def _ingest(folder: Path, way: str, topic: str) -> tuple[float, list[float]]:
    """Seconds, and the memory of the largest worker now and then, in MB."""
    asked = [sys.executable, "-m", "reportedly", "ingest", str(folder / "archive")]
    ledger = ("--ledger", f"sqlite:///{folder / way}.db", "--topic", topic)
    begun = time.monotonic()
    memory = []
    with subprocess.Popen([*asked, *ledger, *WAYS[way]]) as run:  # noqa: S603
        while run.poll() is None:
            time.sleep(_LOOK_EVERY)
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
