"""The command line: parse, call, print.

Data goes to stdout, progress and errors to stderr. Exit status: 0 done, 1 some
documents failed, 2 wrong usage, 3 ledger or source not reachable. Commands import
what they need when they run, so that `--help` is quick.
"""

from reportedly.cli.main import app, main
from reportedly.threads import use_one_thread

use_one_thread()

__all__ = ["app", "main"]
