"""Rows as tables: CSV and Parquet, written as the rows come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.records import ExtraNotInstalled

Rows = Iterable[Mapping[str, Any]]
_AT_ONCE = 10_000


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


def write_parquet(path: Path, rows: Rows, columns: Mapping[str, type]) -> int:
    """Write `rows` as Parquet, of `columns` with their types, and return their number.

    Raises `ExtraNotInstalled` if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise ExtraNotInstalled(
            "Parquet needs pyarrow; pip install 'reportedly[archive]'"
        ) from error
    kinds = {bool: pa.bool_(), float: pa.float64(), int: pa.int64(), str: pa.string()}
    kinds[datetime] = pa.timestamp("us", tz="UTC")
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _batches(rows: Rows) -> Iterator[list[Mapping[str, Any]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _AT_ONCE)):
        yield batch


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text[1:] else text
