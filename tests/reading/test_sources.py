"""Whatever a user names is read document by document; a bad one never stops the others."""

import hashlib
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.sources import read_documents
from reportedly.reading.text import document_from_text
from reportedly.records import BadDate, Document, Failure, UnreadableDocument

TEXT = "Rebels fired two rockets, a witness said.\r\n\tThe army denied it.  \r\n"


def write(folder: Path, **files: bytes) -> list[str]:
    """The paths of new files in `folder`; `a_txt` is called a.txt."""
    paths = []
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(str(path))
    return paths


def read_one(path: str, published: str | None = None) -> Document:
    (record,) = read_documents([path], published)
    assert isinstance(record, Document), record
    return record


def test_plain_text_is_kept_as_given(tmp_path: Path) -> None:
    document = read_one(*write(tmp_path, a_txt=TEXT.encode()))
    assert document.text == TEXT
    assert document.doc_id == "a"
    assert document.id == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_bad_document_never_stops_a_batch(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        a_txt=TEXT.encode(),
        empty_txt=b"",
        blank_txt=b" \r\n\t ",
        binary_txt=b"\x00\x01\x02",
        binary_html=b"\x89PNG\r\n",
        z_txt=b"Still read.",
    )
    records = list(read_documents([*paths[:-1], str(tmp_path / "none.txt"), "a\0b", paths[-1]]))
    causes = {Path(r.name).name: r.cause for r in records if isinstance(r, Failure)}
    assert causes == {
        "empty.txt": "holds no text",
        "blank.txt": "holds no text",
        "binary.txt": "is binary data, not text: it holds NUL bytes",
        "binary.html": "is a PNG image, not text",
        "none.txt": "no such file or directory",
        "a\0b": "embedded null byte",
    }
    assert [r.doc_id for r in records if isinstance(r, Document)] == ["a", "z"]


def test_json_lines(tmp_path: Path) -> None:
    rows: list[object] = [
        {"doc_id": "one", "text": TEXT, "published": "2023-08-31T10:00:00Z", "title": "A title"},
        {"doc_id": 2, "html": "<p>Rebels fired rockets, a witness said.</p>", "other": [1]},
        {"text": TEXT, "published": "soon", "publisher": "RFA", "url": "https://example.org/3"},
        {"doc_id": "four"},
        {"doc_id": "five", "text": 5},
        ["six"],
        {"doc_id": "seven", "text": " "},
        {"doc_id": "eight", "text": "Broken \ud800 half."},
    ]
    lines = [json.dumps(row) for row in rows] + ["{", "", "not json"]
    (path,) = write(tmp_path, b_jsonl="\n".join(lines).encode())
    one, two, three, four, five, six, seven, eight, nine, eleven = read_documents([path])
    assert isinstance(one, Document)
    assert (one.doc_id, one.published, one.title) == ("one", "2023-08-31", "A title")
    assert isinstance(two, Document)
    assert (two.doc_id, two.text) == ("2", "Rebels fired rockets, a witness said.")
    assert isinstance(three, Document)
    assert (three.doc_id, three.publisher, three.published) == ("b-3", "Radio Free Asia", None)
    assert three.warnings == ("published date left out: 'soon' is no date; write it as 2023-08-31",)
    for number, record in ((4, four), (5, five), (6, six), (7, seven), (9, nine), (11, eleven)):
        assert isinstance(record, Failure)
        assert record.name == f"{path}, line {number}"
    assert isinstance(four, Failure)
    assert four.cause == 'has neither "text" nor "html"'
    assert isinstance(eight, Failure) or eight.text == "Broken \ufffd half."


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("a.json", json.dumps([{"doc_id": "x", "text": TEXT}, {"text": TEXT}], indent=1), "x a-2"),
        ("a.json", json.dumps({"text": TEXT}, indent=1), "a"),
        ("a.json", json.dumps({"text": TEXT}), "a-1"),
        ("a.jsonl", f"\ufeff{json.dumps({'text': TEXT})}\r\n\r\n", "a-1"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_as_programs_write_it(
    name: str, content: str, names: str, encoding: str, tmp_path: Path
) -> None:
    if name == "a.json" and encoding == "utf-16":
        encoding = "utf-8-sig"
    (tmp_path / name).write_bytes(content.encode(encoding))
    read = list(read_documents([tmp_path / name]))
    assert [record.doc_id for record in read if isinstance(record, Document)] == names.split()
    assert len(read) == len(names.split())


def test_the_users_date_goes_before_all(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT, "published": "2020-01-01"}).encode()
    paths = write(tmp_path, a_jsonl=row, b_txt=b"Published: 2 May 2021\n" + TEXT.encode())
    dates = [r.published for r in read_documents(paths, "2023-08-31") if isinstance(r, Document)]
    assert dates == ["2023-08-31"] * 2


def test_a_bad_date_is_wrong_usage_before_anything_is_read() -> None:
    with pytest.raises(BadDate, match="'yesterday' is no date"):
        read_documents(["missing.txt"], "yesterday")
    with pytest.raises(BadDate):
        document_from_text(TEXT, doc_id="a", published="2023-02-30")


@pytest.mark.parametrize(
    ("data", "doc_id"),
    [
        (TEXT.encode(), "stdin"),
        (b"<!DOCTYPE html><html><p>Rebels fired rockets, a witness said.</p>", "stdin"),
        (b'{"doc_id": "x", "text": "Rebels fired."}\n', "x"),
        (b'{"text": "Rebels fired."}\n', "stdin-1"),
    ],
)
def test_standard_input_is_read_by_what_it_is(
    data: bytes, doc_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin)
    (record,) = read_documents(["-"])
    assert isinstance(record, Document)
    assert record.doc_id == doc_id
    assert "<p>" not in record.text


def test_an_open_stream_is_read() -> None:
    (record,) = read_documents([io.BytesIO(TEXT.encode())])
    assert isinstance(record, Document)
    assert record.text == TEXT


def test_a_line_of_a_megabyte() -> None:
    text = "said he " * 131_072
    assert document_from_text(text, doc_id="long").text == text


@given(st.text(max_size=500))
def test_any_text_is_a_document_or_holds_no_text(text: str) -> None:
    if not any(char.isalnum() for char in text):
        with pytest.raises(UnreadableDocument, match="holds no text"):
            document_from_text(text, doc_id="any")
        return
    document = document_from_text(text, doc_id="any")
    assert len(document.text) == len(text)
    assert document == document_from_text(text, doc_id="any")


@given(st.binary(max_size=500), st.sampled_from(["a.txt", "a.jsonl", "a.html", "a"]))
def test_any_bytes_under_any_name_give_the_same_records_twice(data: bytes, name: str) -> None:
    def read() -> list[Document | Failure]:
        stream = io.BytesIO(data)
        stream.name = name
        return list(read_documents([stream]))

    records = read()
    assert records == read()
    assert records or not data.strip()
