"""reportedly: a sourced ledger of what is reported of arms transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.analysis import analyse

__version__ = "0.1.0"
__all__ = ["__version__", "analyse"]


def __getattr__(name: str) -> Any:
    """`analyse`, imported when it is asked for: it brings spaCy, and `--help` needs none."""
    if name == "analyse":
        from reportedly.analysis import analyse

        return analyse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
