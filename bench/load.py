"""How long twenty readers wait for pages of a large ledger.

    python bench/fill.py LEDGER_URL
    python bench/load.py LEDGER_URL... [--readers N] [--seconds N] [--workers N]

The ledger is served as users serve it, by `reportedly serve --workers N`; the readers are
clients in a process of their own, each of which asks for the next page as soon as it has the
one before; they do next to nothing with the answer, since they use the same cores. A bare
FastAPI route, served and asked in the same way and the same rounds, shows what of the wait is
the machine's.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from made_up_news import GIVEN, GOODS, NAMES, STATES, Zipf, word
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.summaries import dossier_page
from results import Cell, write_result

GOAL = 150
HERE = Path(__file__).parent
BARE = "a bare FastAPI route"


class Load(NamedTuple):
    """How many readers ask at once, and for how many seconds in each of the rounds."""

    readers: int
    seconds: float
    rounds: int


def main() -> None:
    """Measure each ledger, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", metavar="LEDGER_URL", nargs="+")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--dry", action="store_true", help="Print, and write no figures.")
    options = parser.parse_args()
    load = Load(options.readers, options.seconds, options.rounds)
    rows: list[dict[str, Cell]] = []
    for url in options.urls:
        kind = url.partition(":")[0].partition("+")[0]
        for name, waits in measured(url, load, options.workers).items():
            rows += figures(f"{kind}, {name}", *waits)
            print(rows[-1]["figure"], rows[-1]["value"], f"p50 {rows[-2]['value']}", flush=True)
    if not options.dry:
        ledger = Ledger(options.urls[0])
        counts = ledger.counts()
        write_result(
            "load",
            title="Pages of a large ledger under load, in milliseconds",
            rows=rows,
            corpus=f"{counts['documents']} made-up documents with {counts['claims']} claims, "
            f"{counts['transfers']} transfers in {counts['dossiers']} dossiers",
            note=f"{load.readers} readers at once, {options.workers} worker processes, "
            f"{os.cpu_count()} cores shared with the readers and the database. The ratio is to "
            "the same percentile of a bare FastAPI route in the same rounds.",
        )


def figures(name: str, waits: list[float], bare: list[float]) -> list[dict[str, Cell]]:
    """The rows of one kind of page."""
    found: list[dict[str, Cell]] = []
    for percentile in (50, 95):
        value, base = at(waits, percentile), at(bare, percentile)
        goal = f"< {GOAL}" if percentile == 95 and BARE not in name else ""
        found.append(
            {
                "figure": f"{name}: p{percentile} (ratio {value / base:.1f})",
                "value": round(value, 1),
                "goal": goal,
            }
        )
    return found


def at(waits: list[float], percentile: int) -> float:
    """The percentile of `waits`, in milliseconds."""
    return statistics.quantiles(waits, n=100)[percentile - 1] * 1000


def measured(url: str, load: Load, workers: int) -> dict[str, tuple[list[float], list[float]]]:
    """The waits for each kind of page at `url`, and those for the bare route beside them."""
    waits: dict[str, list[float]] = {}
    command = [sys.executable, "-m", "reportedly", "serve", "--ledger", url]
    bare = [sys.executable, "bare_route.py"]
    reader = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with serving(command, workers) as pages, serving(bare, workers) as empty, reader:
        asked = {BARE: [f"{empty}/"]} | {
            name: [pages + path for path in paths] for name, paths in addresses(url).items()
        }
        for addresses_of in asked.values():  # what is compiled or cached is so before
            reader.submit(read, addresses_of, load._replace(seconds=1)).result()
        for _ in range(load.rounds):
            for name, addresses_of in asked.items():
                waits.setdefault(name, []).extend(reader.submit(read, addresses_of, load).result())
    return {name: (found, waits[BARE]) for name, found in waits.items()}


def addresses(url: str) -> dict[str, list[str]]:
    """What is asked of each kind of page: some hundreds of different addresses."""
    dice = random.Random(1)
    state, ledger = Zipf(STATES), Ledger(url)
    dossiers, cursor = [], None
    for _ in range(20):
        some = dossier_page(ledger, Filters(), limit=500, cursor=cursor)
        dossiers += [row.id for row in some.rows]
        cursor = some.next
    deep = page(ledger, "claims", Filters(), limit=5000).next
    ledger.close()

    def person() -> str:
        return f"{dice.choice(GIVEN)} {dice.choice(NAMES)}"

    def query(path: str, **values: str | None) -> str:
        return f"{path}?{urlencode({name: value for name, value in values.items() if value})}"

    def day() -> str:
        return f"20{dice.randint(15, 24)}-{dice.randint(1, 12):02}-01"

    several = range(60)
    claims = [query("/claims", by=state(dice)) for _ in several]
    claims += [query("/claims", by=person()) for _ in several]
    claims += [query("/claims", by=f"{state(dice)}.GOV", stance="denies") for _ in several]
    claims += [query("/claims", until=day()) for _ in several]
    claims += [query("/claims", cursor=deep), query("/claims")]
    lists = [query("/", by=state(dice)) for _ in several]
    lists += [query("/", category=dice.choice(list(GOODS))) for _ in several]
    lists += [query("/", until=day(), status="delivered") for _ in several]
    search = [query("/search", q=f"{state(dice)} {word(dice)}") for _ in several]
    search += [query("/search", q=f'"{dice.choice(GOODS["uav"])}" {word(dice)}') for _ in several]
    search += [query("/search", q=person()) for _ in several]
    asked = {
        "a dossier": [f"/dossiers/{one}" for one in dice.sample(dossiers, min(400, len(dossiers)))],
        "dossiers": lists,
        "claims": claims,
        "search": search,
    }
    for paths in asked.values():
        dice.shuffle(paths)
    return asked


def read(addresses_of: list[str], load: Load) -> list[float]:
    """Seconds that each answer took. Runs in the readers' own process."""
    return asyncio.run(_read(addresses_of, load))


async def _read(addresses_of: list[str], load: Load) -> list[float]:
    waits: list[float] = []
    following = cycle(map(urlsplit, addresses_of))
    until = time.perf_counter() + load.seconds

    async def reader() -> None:
        first = urlsplit(addresses_of[0])
        answers, requests = await asyncio.open_connection(first.hostname, first.port)
        while time.perf_counter() < until:
            address = next(following)
            target = f"{address.path}?{address.query}" if address.query else address.path
            started = time.perf_counter()
            requests.write(f"GET {target} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
            head = (await answers.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].split()[0])
            await answers.readexactly(length)
            waits.append(time.perf_counter() - started)
            assert head.startswith(b"http/1.1 200 "), (target, head)
        requests.close()

    await asyncio.gather(*(reader() for _ in range(load.readers)))
    return waits


@contextmanager
def serving(command: list[str], workers: int) -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*command, "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, cwd=HERE)  # noqa: S603  our own command
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended with status {server.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


if __name__ == "__main__":
    main()
