"""Bytes as text: the marked encoding, else UTF-8, else the declared one, else a careful guess.

Nothing is lost silently: a guess and every replaced byte make a warning.
"""

from __future__ import annotations

import codecs
import re

from reportedly.records import UnreadableDocument

LARGEST = 32_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HTML_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
# What English text of the 1990s and 2000s holds beyond ASCII, in windows-1252.
_WESTERN = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb-\xbe\xc0-\xff]"
)
_SAMPLE = 100_000


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, and warnings. `charset` is what the sender declares, if anything.

    Raises `UnreadableDocument` with the cause if the bytes are no text or too many.
    """
    if len(data) > LARGEST:
        size, limit = len(data) / 1e6, LARGEST // 1_000_000
        raise UnreadableDocument(f"holds {size:.1f} MB; a document may have {limit} MB")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    if charset is not None and (text := _decode_strictly(data, charset)) is not None:
        return text, ()
    return _guess(data)


def declared_charset(html: bytes) -> str | None:
    """The charset that a page's own head names, or None."""
    match = _HTML_CHARSET.search(html[:4096])
    return match[1].decode("ascii", "ignore") if match else None


def _decode_marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    if encoding == "utf-8":
        _refuse_binary(data)
    return text, _replaced(text, data, encoding)


def _replaced(text: str, data: bytes, encoding: str) -> tuple[str, ...]:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        count = text.count("\ufffd")
        return (f"{count} broken characters of {encoding} were replaced by U+FFFD",)
    return ()


def _refuse_binary(data: bytes) -> None:
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise UnreadableDocument(f"is {what}, not text")
    if b"\x00" in data:
        raise UnreadableDocument("is binary data, not text: it holds NUL bytes")
    controls = len(_CONTROLS.findall(data))
    if controls > max(8, len(data) // 50):
        raise UnreadableDocument(f"is binary data, not text: it holds {controls} control bytes")


def _decode_strictly(data: bytes, charset: str) -> str | None:
    try:
        if codecs.lookup(charset).name in {"ascii", "utf-8", "iso8859-1"}:
            # On the web "ASCII" and "Latin-1" mean windows-1252 (WHATWG Encoding Standard).
            charset = "cp1252"
        return data.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    beyond = sum(byte > 0x7F for byte in data[:_SAMPLE])
    replaced = data.decode(errors="replace")
    broken = replaced.count("\ufffd")
    valid = sum(char > "\x7f" for char in replaced) - broken
    if broken <= 3 and valid >= 3 * broken:
        return replaced, _replaced(replaced, data, "utf-8")
    western = len(_WESTERN.findall(data[:_SAMPLE]))
    if western == beyond and beyond * 8 < len(data[:_SAMPLE]):
        text = data.decode("cp1252", "replace")
        return text, ("encoding not declared: read as windows-1252",)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableDocument("is no text in any known encoding")
    text = data.decode(best.encoding, "replace")
    note = f"encoding not declared: read as {best.encoding}"
    return text, (note, *_replaced(text, data, best.encoding))
