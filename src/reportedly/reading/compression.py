"""Compressed bytes unpacked within a limit, so that a small bomb can't fill the memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reportedly.reading.extras import extra
from reportedly.records import LimitExceeded, UnreadableDocument

_GZIP, _ZLIB, _RAW = 31, 15, -15
_MEMBER = b"\x1f\x8b\x08"  # how a member of a gzip stream begins (RFC 1952)
_PIECE = 65_536
_CHUNK = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")


def unpack(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The bytes of `chunks`, which are packed as an HTTP Content-Encoding names it.

    An encoding may be a list, the outermost last. Raises `LimitExceeded` if they, or what they
    are packed in, are more than `limit`, `UnreadableDocument` if they are broken or packed in a
    way that is not known, `ExtraNotInstalled`.
    """
    inner, _, encoding = encoding.strip().lower().rpartition(",")
    if inner:
        return unpack([unpack(chunks, encoding, limit)], inner, limit)
    encoding = encoding.strip()
    if encoding in {"", "identity"}:
        return _joined(chunks, limit)
    if encoding == "br":
        return _joined(_of_brotli(chunks), limit)
    if encoding in {"gzip", "x-gzip"}:
        return _inflated(chunks, _GZIP, limit)
    if encoding == "deflate":
        data = _joined(chunks, limit)
        is_zlib = (
            len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        )
        return _inflated([data], _ZLIB if is_zlib else _RAW, limit)
    raise UnreadableDocument(f"is packed as {encoding[:20]!r}, which is not known")


def beginning(packed: bytes) -> bytes:
    """What the first bytes of a gzip stream hold, as far as it shows: at most a kilobyte."""
    try:
        return zlib.decompressobj(_GZIP).decompress(packed, 1024)
    except zlib.error:
        return b""


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
        self._stream = stream
        self._packed = b""
        self._inflater = zlib.decompressobj(_GZIP)
        self._begun = False
        self.fault: str | None = None

    def read(self, size: int = -1) -> bytes:
        """Some bytes, at most `size`; none at the end, or where the stream is broken."""
        while self.fault is None:
            if not self._packed and not (packed := self._stream.read(_PIECE)):
                self.fault = "the gzip stream is cut off" if self._begun else None
                break
            self._packed = self._packed or packed
            if piece := self._inflated(size):
                return piece
        return b""

    def _inflated(self, size: int) -> bytes:
        """What the packed bytes at hand give, members and the zeros between them passed."""
        if not self._begun:
            self._packed = self._packed.lstrip(b"\x00")
            self._begun = bool(self._packed)
        try:
            piece = self._inflater.decompress(self._packed, size if size > 0 else _PIECE)
        except zlib.error as error:
            self.fault = f"the gzip stream is broken: {error}"
            return b""
        self._packed = self._inflater.unconsumed_tail
        if self._inflater.eof:
            self._packed = self._inflater.unused_data
            self._inflater = zlib.decompressobj(_GZIP)
            self._begun = False
        return piece

    def resume(self) -> bool:
        """Go on at the next member after the place where the stream broke; whether there may be
        one."""
        self.fault = None
        self._inflater = zlib.decompressobj(_GZIP)
        self._begun = False
        data = self._packed[1:]
        while (place := data.find(_MEMBER)) < 0:
            piece = self._stream.read(_PIECE)
            if not piece:
                return False
            data = data[1 - len(_MEMBER) :] + piece
        self._packed = data[place:]
        return True


def _of_brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What `chunks` hold, some at a time."""
    brotli = extra("brotli", "archive")
    inflater = brotli.Decompressor()
    try:
        for chunk in chunks:
            yield inflater.process(chunk, output_buffer_limit=_PIECE)
            while not inflater.can_accept_more_data():
                yield inflater.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise UnreadableDocument(f"its compression is broken: {error}") from error
    if not inflater.is_finished():
        raise UnreadableDocument("its compressed data is cut off")


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
