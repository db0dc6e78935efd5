"""Measure the accuracy of a stage on a corpus.

usage: python bench/accuracy.py STAGE CORPUS.jsonl [options of the stage]

A stage is a module beside this one with a function `main(arguments) -> int`:
claims, times, events, names … Each says its own options with --help.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
STAGES = ("claims", "times", "events", "transfers", "names")


def main(arguments: list[str]) -> int:
    """Run the bench of the stage that the first argument names; its exit status."""
    known = [stage for stage in STAGES if (HERE / f"{stage}.py").exists()]
    if not arguments or arguments[0] not in known:
        print(f"usage: python bench/accuracy.py {'|'.join(known)} CORPUS", file=sys.stderr)
        return 2
    sys.path.insert(0, str(HERE))
    status: int = import_module(arguments[0]).main(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
