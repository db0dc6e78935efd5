"""Write a whole ledger in one of the formats, one file a kind of record, into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from reportedly.exchange.annotations import web_annotations
from reportedly.exchange.ftm import entities
from reportedly.exchange.plover import plover_events
from reportedly.exchange.register import COLUMNS, register
from reportedly.exchange.tables import write_csv, write_parquet
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.rows import part_rows
from reportedly.ledger.schema import PARTS

Written = dict[str, int]


def export(ledger: Ledger, form: str, folder: Path) -> Written:
    """Write `ledger` in `form`, a key of `FORMATS`; the number of records in each file.

    Raises `KeyError` for another form, and `OSError` if the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[form](ledger, folder)


def _lines(path: Path, records: Iterable[Any]) -> int:
    count = 0
    with path.open("wb") as stream:
        for record in records:
            stream.write(msgspec.json.encode(record) + b"\n")
            count += 1
    return count


def _ftm(ledger: Ledger, folder: Path) -> Written:
    return {"entities.ftm.json": _lines(folder / "entities.ftm.json", entities(ledger.analyses()))}


def _plover(ledger: Ledger, folder: Path) -> Written:
    found = plover_events(ledger.analyses())
    return {"events.plover.jsonl": _lines(folder / "events.plover.jsonl", found)}


def _jsonl(ledger: Ledger, folder: Path) -> Written:
    return {
        "records.jsonl": _lines(folder / "records.jsonl", ledger.analyses()),
        "dossiers.jsonl": _lines(folder / "dossiers.jsonl", stored_dossiers(ledger)),
    }


def _annotations(ledger: Ledger, folder: Path) -> Written:
    found = web_annotations(ledger.analyses())
    return {"annotations.jsonl": _lines(folder / "annotations.jsonl", found)}


def _register(ledger: Ledger, folder: Path) -> Written:
    rows = register(stored_dossiers(ledger))
    return {"register.csv": write_csv(folder / "register.csv", rows, COLUMNS)}


def _tables(write: Callable[..., int], ending: str) -> Callable[[Ledger, Path], Written]:
    def tables(ledger: Ledger, folder: Path) -> Written:
        written = {}
        for table in PARTS:
            name = f"{table.name}.{ending}"
            columns = [column.name for column in table.columns]
            written[name] = write(folder / name, _rows(ledger, table), columns)
        return written

    return tables


def _rows(ledger: Ledger, table: Any) -> Iterator[dict[str, Any]]:
    for analysis in ledger.analyses():
        for part, rows in part_rows(analysis):
            if part is table:
                yield from rows


FORMATS: dict[str, Callable[[Ledger, Path], Written]] = {
    "annotations": _annotations,
    "csv": _tables(write_csv, "csv"),
    "ftm": _ftm,
    "jsonl": _jsonl,
    "parquet": _tables(write_parquet, "parquet"),
    "plover": _plover,
    "register": _register,
}
