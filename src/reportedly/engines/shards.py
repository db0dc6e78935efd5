"""Shards: the unit in which a cluster analyses an archive, and goes on where it was stopped.

A shard is a piece of a large file of the archive, or some small files. Its records go into one
Parquet file, which is there whole or not at all; its name says what it was made of and how, so
that a run that was stopped does only what is missing. Parquet is written through pyarrow's file
systems: a folder of this machine, or s3:// and gs:// addresses that all of a cluster see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reportedly.analysis import Options
from reportedly.engines.batching import batched
from reportedly.reading.extras import extra
from reportedly.reading.pieces import Piece, pieces_of, read_piece
from reportedly.reading.raw import Found
from reportedly.reading.sources import unread_documents
from reportedly.records import Analysis, Failure
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.reading.fetch import Fetcher

SHARD_BYTES = 1_000_000
SHARD_FILES = 256
_ROWS_AT_ONCE = 200
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Analysis)


class Shard(NamedTuple):
    """Some files of an archive, or one `piece` of a file, and the name of the Parquet file of
    their records."""

    name: str
    files: tuple[str, ...]
    piece: Piece | None = None

    def documents(self, published: str | None, fetcher: Fetcher | None = None) -> Iterator[Found]:
        """What the shard holds, as `unread_documents` gives it."""
        if self.piece is not None:
            return read_piece(self.piece, published)
        return unread_documents(self.files, published, fetcher)


def shards_of(files: Iterable[str], options: Options, published: str | None) -> list[Shard]:
    """`files` in their order, in shards of about `SHARD_BYTES`; a larger file is cut, if it is
    of a kind that can be, or one alone."""
    shards: list[Shard] = []
    some: list[tuple[str, int]] = []

    def close() -> None:
        if some:
            name = _name((options, published), some)
            shards.append(Shard(name, tuple(file for file, _ in some)))
            some.clear()

    for file in files:
        size = _size(file)
        pieces = pieces_of(file, SHARD_BYTES) if size > SHARD_BYTES else []
        if pieces or sum(s for _, s in some) + size > SHARD_BYTES or len(some) >= SHARD_FILES:
            close()
        if pieces:
            how = (options, published)
            shards += [Shard(_name(how, [(file, size)], one), (file,), one) for one in pieces]
        else:
            some.append((file, size))
    close()
    return shards


class Store:
    """A folder of the records of shards."""

    def __init__(self, folder: str) -> None:
        """Make the folder if it is not there. Raises `ExtraNotInstalled`, `OSError`."""
        self._files, self._path = extra("pyarrow.fs", "ray").FileSystem.from_uri(_uri(folder))
        self._files.create_dir(self._path, recursive=True)
        self.folder = folder

    def holds(self, shard: Shard) -> bool:
        """Whether the shard is done."""
        return bool(self._files.get_file_info(self._place(shard)).is_file)

    def write(self, shard: Shard, results: Iterable[Analysis | Failure]) -> None:
        """Write what was made of a shard: at the end it is there whole, or not at all."""
        parquet, arrow = extra("pyarrow.parquet", "ray"), extra("pyarrow", "ray")
        names = ("document_id", "failed", "cause")
        columns = [(name, arrow.string()) for name in names] + [("record", arrow.binary())]
        schema = arrow.schema(columns)
        unfinished = f"{self._place(shard)}.part"
        with parquet.ParquetWriter(unfinished, schema, filesystem=self._files) as writer:
            for batch in batched(results, _ROWS_AT_ONCE):
                rows = arrow.Table.from_pylist([_row(result) for result in batch], schema=schema)
                writer.write_table(rows)
        self._files.move(unfinished, self._place(shard))

    def read(self, shard: Shard) -> Iterator[Analysis | Failure]:
        """What `write` was given. Raises `OSError`."""
        return self._results(self._place(shard))

    def read_all(self) -> Iterator[Analysis | Failure]:
        """What was written of all shards that are done."""
        everything = extra("pyarrow.fs", "ray").FileSelector(self._path)
        for place in sorted(info.path for info in self._files.get_file_info(everything)):
            if place.endswith(".parquet"):
                yield from self._results(place)

    def _results(self, place: str) -> Iterator[Analysis | Failure]:
        parquet = extra("pyarrow.parquet", "ray")
        with parquet.ParquetFile(place, filesystem=self._files) as table:
            for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE):
                yield from map(_result, batch.to_pylist())

    def _place(self, shard: Shard) -> str:
        return f"{self._path}/{shard.name}.parquet"


def _result(row: dict[str, Any]) -> Analysis | Failure:
    """What a row of a shard holds."""
    if row["record"] is None:
        return Failure(name=row["failed"], cause=row["cause"])
    return _DECODER.decode(row["record"])


def _row(result: Analysis | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {"failed": result.name, "cause": result.cause}
    return {"document_id": result.document.id, "record": _ENCODER.encode(result)}


def _name(how: tuple[Options, str | None], files: object, piece: Piece | None = None) -> str:
    """The name of a shard: a hash of all that its records depend on."""
    options, published = how
    parties = Path(options.parties).read_bytes() if options.parties else b""
    told = options._replace(parties=None)  # what the table says counts, not where it lies
    made_of = (__version__, told, published, parties.hex(), files, piece)
    return blake2b(_ENCODER.encode(made_of), digest_size=10).hexdigest()


def _size(file: str) -> int:
    path = Path(file)
    return path.stat().st_size if "://" not in file and path.is_file() else SHARD_BYTES


def _uri(folder: str) -> str:
    return folder if "://" in folder else str(Path(folder).resolve())
