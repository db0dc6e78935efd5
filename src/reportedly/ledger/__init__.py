"""Ledger: the store of all records, in SQLite or PostgreSQL."""
