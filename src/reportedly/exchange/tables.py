"""Claims, events, transfers and dossiers as tables: CSV and Parquet, one file a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportedly.records import ReportedlyError

Rows = Iterable[Mapping[str, Any]]


def write_csv(path: Path, rows: Rows, columns: Iterable[str]) -> int:
    """Write `rows` as UTF-8 CSV (RFC 4180) and return their number.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: the
    text is other people's.
    """
    names = list(columns)
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_cell(row[name]) for name in names])
            count += 1
    return count


def write_parquet(path: Path, rows: Rows, columns: Iterable[str]) -> int:
    """Write `rows` as Parquet and return their number.

    Raises `ReportedlyError` if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise ReportedlyError("Parquet needs pyarrow; pip install 'reportedly[archive]'") from error
    names = list(columns)
    collected = [{name: row[name] for name in names} for row in rows]
    table = pa.Table.from_pylist(collected) if collected else pa.table({n: [] for n in names})
    pq.write_table(table, path)
    return len(collected)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text[1:] else text
