"""Compressed bytes unpacked within a limit, so that a small bomb can't fill the memory."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from reportedly.records import LimitExceeded, UnreadableDocument

_GZIP, _ZLIB, _RAW = 31, 15, -15
_PIECE = 65_536
_CHUNK = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")


def unpack(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The bytes of `chunks`, which are packed as an HTTP Content-Encoding names it.

    Raises `LimitExceeded` if they are more than `limit`, `UnreadableDocument` if they are
    broken or packed in a way that is not known.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return _joined(chunks, limit)
    if encoding in {"gzip", "x-gzip"}:
        return _inflated(chunks, _GZIP, limit)
    if encoding == "deflate":
        data = _joined(chunks, limit)
        is_zlib = (
            len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        )
        return _inflated([data], _ZLIB if is_zlib else _RAW, limit)
    raise UnreadableDocument(f"is packed as {encoding[:20]!r}, which is not known")


def dechunked(data: bytes) -> bytes:
    """`data` without the marks of HTTP's chunked transfer (RFC 9112, 7.1), or as it is if it
    has none: archives often keep the header and store the plain body."""
    pieces: list[bytes] = []
    place = 0
    while match := _CHUNK.match(data, place):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(data[match.end() : match.end() + size])
        place = match.end() + size
    return data


class Unzipped:
    """A gzip stream as the bytes it holds, up to where it breaks off; `fault` says how it did."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = gzip.GzipFile(fileobj=stream)
        self.fault: str | None = None

    def read(self, size: int = -1) -> bytes:
        """Some bytes, at most `size`; none at the end, or where the stream is broken."""
        if self.fault is not None:
            return b""
        try:
            return self._packed.read1(size)
        except EOFError:
            self.fault = "the gzip stream is cut off"
        except (OSError, zlib.error) as error:
            self.fault = f"the gzip stream is broken: {error}"
        return b""


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    pieces, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        _check(size, limit)
        pieces.append(chunk)
    return b"".join(pieces)


def _inflated(chunks: Iterable[bytes], bits: int, limit: int) -> bytes:
    pieces, size = [], 0
    inflater = zlib.decompressobj(bits)
    try:
        for chunk in chunks:
            pending = chunk
            while pending:
                if inflater.eof:  # several members, one after the other
                    inflater = zlib.decompressobj(bits)
                piece = inflater.decompress(pending, _PIECE)
                pending = inflater.unconsumed_tail or inflater.unused_data
                size += len(piece)
                _check(size, limit)
                pieces.append(piece)
                if inflater.eof and not pending.startswith(b"\x1f\x8b"):
                    break
    except zlib.error as error:
        raise UnreadableDocument(f"its compression is broken: {error}") from error
    if not inflater.eof:
        raise UnreadableDocument("its compressed data is cut off")
    return b"".join(pieces)


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise LimitExceeded(f"holds more than {limit / 1e6:g} MB")
