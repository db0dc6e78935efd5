"""Files opened by their names: on this machine, or on a store that fsspec knows (s3://, gs://)."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from reportedly.reading.compression import Unzipped
from reportedly.reading.extras import extra
from reportedly.records import AddressRefused, SourceUnavailable, UnreadableDocument

STDIN = "stdin"
_STORES = frozenset(
    {
        "abfs",
        "abfss",
        "adl",
        "az",
        "file",
        "gcs",
        "gs",
        "hdfs",
        "local",
        "memory",
        "oss",
        "s3",
        "s3a",
    }
)


@contextmanager
def opened(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """`source` open for reading, with `peek`. Raises `OSError`, `AddressRefused` if it is an
    address of another kind than stores have, `ExtraNotInstalled`."""
    if source == "-":
        yield peekable(sys.stdin.buffer)
    elif isinstance(source, str) and "://" in source:
        with _remote(source) as remote:
            yield peekable(remote)
    elif isinstance(source, (str, Path)):
        with Path(source).open("rb") as local:
            yield local
    else:
        yield peekable(source)


def _remote(address: str) -> BinaryIO:
    """The file at `address` of a store. No other kind of address is opened here: what goes over
    the network to any host (ftp, http within a chain) would pass the checks of `fetch.py` by."""
    store = address.partition("://")[0].lower()
    if store not in _STORES or "::" in address:
        raise AddressRefused(
            f"{address[:200]}: only http(s) addresses and stores (s3, gs, abfs, hdfs) are read"
        )
    fsspec = extra("fsspec", "archive")
    try:
        return cast(BinaryIO, fsspec.open(address, "rb").open())
    except OSError:
        raise
    except Exception as error:  # each store's library has kinds of its own
        raise SourceUnavailable(f"{address}: {error}") from error


def name_of(source: str | Path | BinaryIO) -> str:
    """The name of `source` in messages."""
    if isinstance(source, (str, Path)):
        return STDIN if source == "-" else str(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and name != "<stdin>" else STDIN


def peekable(stream: BinaryIO) -> BinaryIO:
    """`stream`, or a buffer before it if it has no `peek`."""
    if hasattr(stream, "peek"):
        return stream
    return cast(BinaryIO, io.BufferedReader(_Raw(stream)))


def unzipped(stream: BinaryIO) -> BinaryIO:
    """What the gzip `stream` holds. Reading raises `UnreadableDocument` where it is broken."""
    return cast(BinaryIO, io.BufferedReader(_Raw(_Whole(stream))))


class _Raw(io.RawIOBase):
    """A stream that has only `read`, as one that a buffer can be put before."""

    def __init__(self, stream: object) -> None:
        self._stream = cast(BinaryIO, stream)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return hasattr(self._stream, "seekable") and self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


class _Whole(Unzipped):
    def read(self, size: int = -1) -> bytes:
        piece = super().read(size)
        if not piece and self.fault is not None:
            raise UnreadableDocument(self.fault)
        return piece
