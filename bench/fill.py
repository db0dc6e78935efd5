"""Fill a ledger with made-up news, for `bench/load.py` and for looking at a large ledger.

python bench/fill.py LEDGER_URL [--documents N]
"""

from __future__ import annotations

import argparse
import time
from itertools import islice

from made_up_news import made_up_records
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link

AT_ONCE = 500


def main() -> None:
    """Fill the ledger, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", metavar="LEDGER_URL")
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    fill(options.url, options.documents)


def fill(url: str, documents: int) -> None:
    """Store the first `documents` made-up records at `url`, and link them."""
    ledger = Ledger(url)
    started = time.perf_counter()
    records = made_up_records(documents)
    while batch := list(islice(records, AT_ONCE)):
        ledger.store(batch)
    stored = time.perf_counter()
    dossiers = link(ledger)
    print(
        f"{documents} documents stored in {stored - started:.0f} s, "
        f"{len(dossiers)} dossiers linked in {time.perf_counter() - stored:.0f} s"
    )
    ledger.close()


if __name__ == "__main__":
    main()
