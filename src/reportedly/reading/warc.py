"""Web archives: the pages of a WARC file, packed or not (ISO 28500; Common Crawl News).

A record is a document if it is a page that the server delivered (status 200) as
HTML or text; pictures, redirects and the like are passed over. An archive that
breaks off gives what was readable before, and a `Failure`; after damage inside an
archive, reading goes on at the next record.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec

from reportedly.reading.compression import Unzipped, dechunked, unpack
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.files import peekable
from reportedly.reading.raw import Found, RawDocument
from reportedly.reading.text import Known, unread_document
from reportedly.records import Failure, ReportedlyError, UnreadableDocument

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PAGES = _HTML | {"text/plain"}
_KINDS = frozenset({"response", "resource", "conversion"})
_LONGEST_LINE = 65_536
_MOST_HEADERS = 500
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")


class _Record(msgspec.Struct):
    """A record: its headers by lower-case name, its content, and the length it should have."""

    headers: dict[str, str]
    content: bytes
    length: int


class _Damage(Exception):
    """The archive is no archive here; the message says how."""


def read_warc(stream: BinaryIO, name: str, published: str | None = None) -> Iterator[Found]:
    """The pages of the web archive in `stream`, named by the ids of their records."""
    packed = cast(io.BufferedReader, stream).peek(2)[:2] == b"\x1f\x8b"
    if not packed:
        yield from _records(stream, name, published)
        return
    source, told = Unzipped(stream), False
    while True:
        for read in _records(peekable(cast(BinaryIO, source)), name, published):
            # Of a stream that is broken, what stands at the break is told below.
            if source.fault is None or not isinstance(read, Failure):
                told = False
                yield read
        if (fault := source.fault) is None:
            return
        goes_on = source.resume()
        if not told:
            what = "is damaged, and read on after that" if goes_on else "can't be read to its end"
            yield Failure(name=name, cause=f"{what}: {fault}")
        told = True
        if not goes_on:
            return


def _records(lines: BinaryIO, name: str, published: str | None) -> Iterator[Found]:
    """The pages of the records that `lines` hold."""
    while True:
        try:
            record = _next_record(lines)
        except _Damage as damage:
            yield Failure(name=name, cause=str(damage))
            if not _find_next_record(lines):
                return
            continue
        if record is None:
            return
        if (read := _read_record(record, name, published)) is not None:
            yield read


def _next_record(lines: BinaryIO) -> _Record | None:
    """The next record, or None at the end. Raises `_Damage` if something else stands there."""
    line = b"\n"
    while line in {b"\n", b"\r\n"}:
        line = lines.readline(_LONGEST_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise _Damage("is damaged: something else stands where a record should begin")
    headers = _headers(lines)
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError):
        raise _Damage("is damaged or cut off: a record does not say its length") from None
    kept = headers.get("warc-type", "").lower() in _KINDS and 0 <= length <= 2 * LARGEST
    content = lines.read(length) if kept else b""
    if not kept:
        _skip(lines, length)
    return _Record(headers, content, length)


def _headers(lines: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = lines.readline(_LONGEST_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _skip(lines: BinaryIO, length: int) -> None:
    while length > 0 and (piece := lines.read(min(length, 1_000_000))):
        length -= len(piece)


def _find_next_record(lines: BinaryIO) -> bool:
    """Go on to where a line begins like a record; whether there is one."""
    buffered = cast(io.BufferedReader, lines)
    while buffered.readline(_LONGEST_LINE):
        if buffered.peek(7)[:7] == b"WARC/1.":
            return True
    return False


def _read_record(record: _Record, name: str, published: str | None) -> Found | None:
    headers = record.headers
    if headers.get("warc-type", "").lower() not in _KINDS:
        return None
    url = headers.get("warc-target-uri", "").strip("<>") or None
    record_id = headers.get("warc-record-id", "").strip("<>").removeprefix("urn:uuid:")
    place = f"{name}, {url or f'record {record_id}'}"
    if record.length > len(record.content):
        if record.length > 2 * LARGEST:
            return Failure(name=place, cause=f"holds {record.length / 1e6:.1f} MB")
        cause = f"is cut off after {len(record.content)} of {record.length} bytes"
        return Failure(name=place, cause=cause)
    try:
        page = _page(record)
        if page is None:
            return None
        body, kind, charset = page
        known = Known(published=published, url=url)
        if kind in _HTML:
            return RawDocument(
                kind="html",
                content=body,
                doc_id=record_id,
                place=place,
                known=known,
                charset=charset,
            )
        text, warnings = decode(body, charset)
        known = msgspec.structs.replace(known, warnings=warnings)
        return unread_document(text, record_id, known)
    except ReportedlyError as error:
        return Failure(name=place, cause=str(error))


def _page(record: _Record) -> tuple[bytes, str, str | None] | None:
    """The body of a record, its media type and charset; None if it is no page."""
    declared, body = record.headers.get("content-type", ""), record.content
    http: dict[str, str] = {}
    if declared.lower().startswith("application/http"):
        end = _HEAD_END.search(body, 0, 1_000_000)
        if end is None:
            raise UnreadableDocument("holds no HTTP head")
        status, *lines = body[: end.start()].decode("latin-1").splitlines()
        if status.split(" ")[1:2] != ["200"]:
            return None
        fields = (line.partition(":") for line in lines)
        http = {name.strip().lower(): value.strip() for name, _, value in fields}
        declared, body = http.get("content-type", ""), body[end.end() :]
    kind = declared.split(";")[0].strip().lower()
    if kind not in _PAGES:
        return None
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = dechunked(body)
    charset = _CHARSET.search(declared)
    body = unpack([body], http.get("content-encoding", ""), LARGEST)
    return body, kind, charset[1] if charset else None
