"""reportedly: a sourced ledger of what is reported of arms transfers."""

__version__ = "0.1.0"
