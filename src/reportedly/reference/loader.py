"""Load a file of reference data and check it against its schema.

A schema is a msgspec type; a value that does not fit raises `ReferenceDataError`
with the file's name and the path of the value. A file is read once a process.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec
import yaml

from reportedly.records import ReferenceDataError

T = TypeVar("T")

_FILES = resources.files("reportedly.reference")
_YAML: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_yaml(name: str, schema: type[T]) -> T:
    """The content of the YAML file `name` as `schema`.

    Raises `ReferenceDataError` if the file is no YAML or does not fit.
    """
    try:
        raw = yaml.load(_FILES.joinpath(name).read_text("utf-8"), Loader=_YAML)  # noqa: S506
        return msgspec.convert(raw, schema)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ReferenceDataError(f"{name}: {error}") from error


@cache
def load_tsv(name: str, schema: type[T]) -> tuple[T, ...]:
    """The rows of the tab-separated file `name`, each as `schema`, a struct of strings.

    The first line names the columns; lines that begin with `#` are comments.
    Raises `ReferenceDataError` naming the line that does not fit.
    """
    lines = _FILES.joinpath(name).read_text("utf-8").splitlines()
    numbered = [(i, line) for i, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.DictReader((line for _, line in numbered), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = []
    for (number, _), row in zip(numbered[1:], reader, strict=True):
        try:
            rows.append(msgspec.convert(row, schema, strict=False))
        except msgspec.ValidationError as error:
            raise ReferenceDataError(f"{name}, line {number}: {error}") from error
    return tuple(rows)
