"""Bytes become text, with a warning where the encoding had to be guessed."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.decoding import LARGEST, declared_charset, decode
from reportedly.records import UnreadableDocument

QUOTED = "The minister said: “We sent no arms.” – Café owner José agreed.\r\n" * 20


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (QUOTED.encode(), None),
        (codecs.BOM_UTF8 + QUOTED.encode(), None),
        (QUOTED.encode("utf-16"), None),
        (QUOTED.encode("utf-32"), None),
        (QUOTED.encode("cp1252"), "iso-8859-1"),
        (QUOTED.encode("cp1252"), "windows-1252"),
        (QUOTED.encode(), "iso-8859-1"),
    ],
)
def test_a_known_encoding_needs_no_warning(data: bytes, charset: str | None) -> None:
    assert decode(data, charset) == (QUOTED, ())


def test_windows_1252_is_guessed_with_a_warning() -> None:
    text, warnings = decode(QUOTED.encode("cp1252"))
    assert text == QUOTED
    assert "windows-1252" in warnings[0]


def test_another_encoding_is_guessed_with_a_warning() -> None:
    russian = "Министр обороны заявил, что поставок оружия не было и не будет. " * 30
    text, warnings = decode(russian.encode("cp1251"))
    assert text == russian
    assert warnings


def test_a_cut_off_character_is_replaced_with_a_warning() -> None:
    text, warnings = decode(QUOTED.encode() + "é".encode()[:1])
    assert text == QUOTED + "\ufffd"
    assert "1 broken" in warnings[0]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x1f\x8b\x08\x00rest", "a gzip"),
        (b"PK\x03\x04rest", "a ZIP"),
        (b"words\x00words", "NUL"),
        (bytes(range(1, 32)) * 9, "control bytes"),
        (b"a" * (LARGEST + 1), "32.0 MB; a document may have 32 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_cause(data: bytes, cause: str) -> None:
    with pytest.raises(UnreadableDocument, match=cause):
        decode(data)


@pytest.mark.parametrize(
    ("html", "charset"),
    [
        (b'<head><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv=content-type content='text/html; charset=gbk'>", "gbk"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "ISO-8859-2"),
        (b"<p>charset=none</p>", None),
    ],
)
def test_declared_charset(html: bytes, charset: str | None) -> None:
    assert declared_charset(html) == charset


@given(
    st.binary(max_size=2000), st.sampled_from([None, "utf-8", "gbk", "no-such", "utf-16", "idna"])
)
def test_any_bytes_are_text_or_refused(data: bytes, charset: str | None) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert decode(data, charset) == decode(data, charset)


@given(st.text())
def test_utf8_is_read_letter_by_letter(text: str) -> None:
    try:
        read, _ = decode(text.encode())
    except UnreadableDocument:
        assert any(ord(char) < 32 or char == "\x7f" for char in text) or text[:2] in {"PK", "BZ"}
    else:
        assert read == text.removeprefix("\ufeff")
