"""Write a selection of a ledger in one of the formats, one file a kind of record, to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from reportedly.exchange.annotations import web_annotations
from reportedly.exchange.ftm import entities
from reportedly.exchange.plover import plover_events
from reportedly.exchange.register import COLUMNS, register
from reportedly.exchange.selection import DOCUMENT_COLUMNS, Whole
from reportedly.exchange.tables import write_csv, write_parquet
from reportedly.ledger.schema import PARTS

Written = dict[str, int]


def export(chosen: Whole, form: str, folder: Path) -> Written:
    """Write what is `chosen` in `form`, a key of `FORMATS`; the number of records in each file.

    Raises `KeyError` for another form, and `OSError` if the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[form](chosen, folder)


def _lines(path: Path, records: Iterable[Any]) -> int:
    count = 0
    with path.open("wb") as stream:
        for record in records:
            stream.write(msgspec.json.encode(record) + b"\n")
            count += 1
    return count


def _ftm(chosen: Whole, folder: Path) -> Written:
    return {"entities.ftm.json": _lines(folder / "entities.ftm.json", entities(chosen.analyses()))}


def _plover(chosen: Whole, folder: Path) -> Written:
    found = plover_events(chosen.analyses())
    return {"events.plover.jsonl": _lines(folder / "events.plover.jsonl", found)}


def _jsonl(chosen: Whole, folder: Path) -> Written:
    return {
        "records.jsonl": _lines(folder / "records.jsonl", chosen.analyses()),
        "dossiers.jsonl": _lines(folder / "dossiers.jsonl", chosen.dossiers()),
    }


def _annotations(chosen: Whole, folder: Path) -> Written:
    found = web_annotations(chosen.analyses())
    return {"annotations.jsonl": _lines(folder / "annotations.jsonl", found)}


def _register(chosen: Whole, folder: Path) -> Written:
    rows = register(chosen.dossiers())
    return {"register.csv": write_csv(folder / "register.csv", rows, COLUMNS)}


def _tables(write: Callable[..., int], ending: str) -> Callable[[Whole, Path], Written]:
    def tables(chosen: Whole, folder: Path) -> Written:
        name = f"documents.{ending}"
        written = {name: write(folder / name, chosen.documents(), DOCUMENT_COLUMNS)}
        for table in PARTS:
            name = f"{table.name}.{ending}"
            columns = {column.name: column.type.python_type for column in table.columns}
            written[name] = write(folder / name, chosen.rows(table), columns)
        return written

    return tables


FORMATS: dict[str, Callable[[Whole, Path], Written]] = {
    "annotations": _annotations,
    "csv": _tables(write_csv, "csv"),
    "ftm": _ftm,
    "jsonl": _jsonl,
    "parquet": _tables(write_parquet, "parquet"),
    "plover": _plover,
    "register": _register,
}
