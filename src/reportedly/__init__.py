"""reportedly: a sourced ledger of what is reported of arms transfers.

The public API: `analyse(text, published=…)` gives an `Analysis`; `Analyser` reads many
documents with one loaded model; `Ledger(url)` stores records; `records` defines them.
They are imported when they are first asked for, so that the command line starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly import records
    from reportedly.analysis import Analyser, analyse
    from reportedly.ledger.ledger import Ledger
    from reportedly.records import Analysis

__all__ = ["Analyser", "Analysis", "Ledger", "__version__", "analyse", "records"]

_PLACES = {
    "Analyser": "reportedly.analysis",
    "Analysis": "reportedly.records",
    "Ledger": "reportedly.ledger.ledger",
    "analyse": "reportedly.analysis",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
