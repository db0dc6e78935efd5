"""Archives: WARC, Parquet, PDF, mail and packed files, whole and broken."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import brotli
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reportedly.reading.sources import read_documents
from reportedly.records import Document, Failure

SAID = "The ministry said on Monday that it had bought no rockets from its neighbours."
PAGE = f"<html><body><article><p>{SAID}</p><p>{SAID.replace('rockets', 'drones')}</p></article>"


def warc_record(number: int, body: bytes, kind: str = "text/html", **more: str) -> bytes:
    """A WARC record of a page that a server sent."""
    status, headers = more.pop("status", "200 OK"), more
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n".encode()
    http += b"".join(f"{k.replace('_', '-')}: {v}\r\n".encode() for k, v in headers.items())
    http += b"\r\n" + body
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:id-{number}>",
        "WARC-Date: 2024-05-01T00:00:00Z",
        f"WARC-Target-URI: https://news.example/{number}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"


def records(*sources: object) -> tuple[list[Document], list[Failure]]:
    """The documents and the failures of `sources`."""
    read = list(read_documents(sources))  # type: ignore[arg-type]
    documents = [record for record in read if isinstance(record, Document)]
    return documents, [record for record in read if isinstance(record, Failure)]


CHUNKED = {"Transfer_Encoding": "chunked"}
PAGES = [warc_record(number, PAGE.encode()) for number in range(4)]


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive(packed: bool, tmp_path: Path) -> None:
    everything = [
        *PAGES,
        warc_record(4, gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
        warc_record(5, f"{SAID}\n".encode(), "text/plain; charset=utf-8"),
        warc_record(6, b"\x89PNG", "image/png"),
        warc_record(7, PAGE.encode(), status="404 Not Found"),
        warc_record(8, b""),
        warc_record(9, gzip.compress(b" " * 60_000_000), Content_Encoding="gzip"),
        warc_record(10, b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()), **CHUNKED),
        warc_record(11, PAGE.encode(), **CHUNKED),
        warc_record(12, brotli.compress(PAGE.encode()), Content_Encoding="br"),
        warc_record(13, brotli.compress(b" " * 60_000_000), Content_Encoding="br"),
        warc_record(14, brotli.compress(PAGE.encode())[:-9], Content_Encoding="br"),
        warc_record(15, gzip.compress(gzip.compress(PAGE.encode())), Content_Encoding="gzip, gzip"),
        warc_record(16, PAGE.encode(), Content_Encoding="magic"),
    ]
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(b"".join(map(gzip.compress, everything) if packed else everything))
    documents, failures = records(path)
    assert [document.doc_id for document in documents] == [
        f"id-{n}" for n in (0, 1, 2, 3, 4, 5, 10, 11, 12, 15)
    ]
    assert documents[0].url == "https://news.example/0"
    assert all(SAID in document.text for document in documents)
    assert [(f.name.rpartition("/")[2], f.cause.split(":")[0]) for f in failures] == [
        ("8", "holds no text"),
        ("9", "holds more than 32 MB"),
        ("13", "holds more than 32 MB"),
        ("14", "its compressed data is cut off"),
        ("16", "is packed as 'magic', which is not known"),
    ]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_gives_what_stands_before(
    packed: bool, share: float, tmp_path: Path
) -> None:
    data = b"".join(map(gzip.compress, PAGES) if packed else PAGES)
    path = tmp_path / "cut.warc"
    path.write_bytes(data[: int(len(data) * share)])
    documents, failures = records(path)
    assert [d.doc_id for d in documents] == [f"id-{n}" for n in range(int(share * 4))]
    assert 1 <= len(failures) <= 2
    assert "cut off" in failures[-1].cause


def test_after_damage_reading_goes_on_at_the_next_record(tmp_path: Path) -> None:
    data = (
        PAGES[0] + b"something else\r\n" * 9 + PAGES[1] + PAGES[2].replace(b"Length", b"Breadth", 1)
    )
    (tmp_path / "a.warc").write_bytes(data + PAGES[3])
    documents, failures = records(tmp_path / "a.warc")
    assert [document.doc_id for document in documents] == ["id-0", "id-1", "id-3"]
    assert ["is damaged" in failure.cause for failure in failures] == [True, True]


@pytest.mark.parametrize(
    "damage", [b"something else " * 9_000, b"\x1f\x8b\x08 no member", b"\0" * 99]
)
def test_after_damage_between_packed_records_reading_goes_on(damage: bytes, tmp_path: Path) -> None:
    first, second, third, fourth = map(gzip.compress, PAGES)
    broken = bytearray(third)
    broken[len(third) // 2] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(first + damage + second + broken + fourth)
    documents, failures = records(tmp_path / "a.warc.gz")
    assert [document.doc_id for document in documents] == ["id-0", "id-1", "id-3"]
    assert {f.cause.partition(":")[0] for f in failures} == {"is damaged, and read on after that"}
    assert len(failures) == (2 if damage.strip(b"\0") else 1)


def test_a_damaged_archive_names_its_damage(tmp_path: Path) -> None:
    data = bytearray(b"".join(map(gzip.compress, PAGES)))
    data[len(data) * 3 // 5] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(data)
    (tmp_path / "b.warc").write_bytes(b"no archive at all\r\n" * 50)
    documents, failures = records(tmp_path / "a.warc.gz", tmp_path / "b.warc")
    assert len(documents) == 3
    causes = [failure.cause for failure in failures]
    assert causes[-1].startswith("is damaged")
    assert "the gzip stream is" in causes[-2]


def test_the_rows_of_a_parquet_file(tmp_path: Path) -> None:
    table = pa.table(
        {
            "doc_id": ["one", None, "three", "four"],
            "text": [SAID, None, " ", SAID],
            "html": [None, PAGE, None, None],
            "published": pa.array(
                [datetime(2024, 5, day, 9, tzinfo=UTC) for day in (1, 2, 3, 4)],
                pa.timestamp("s", tz="UTC"),
            ),
            "other": [1, 2, 3, 4],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    documents, failures = records(tmp_path / "a.parquet")
    assert [(d.doc_id, d.published) for d in documents] == [
        ("one", "2024-05-01"),
        ("a-2", "2024-05-02"),
        ("four", "2024-05-04"),
    ]
    assert [(Path(f.name).name, f.cause) for f in failures] == [
        ("a.parquet, row 3", "holds no text")
    ]


def test_a_broken_parquet_file(tmp_path: Path) -> None:
    pq.write_table(pa.table({"words": [SAID]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    _, failures = records(tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert failures[0].cause == 'has neither a column "text" nor "html"'
    assert failures[1].cause.startswith("the file can't be read after row 0")


@pytest.fixture
def remote() -> Iterator[str]:
    """A store that fsspec reaches by an address, in memory."""
    store = fsspec.filesystem("memory")
    yield "memory://archive"
    store.rm("/archive", recursive=True)


def test_files_on_a_remote_store(remote: str) -> None:
    with fsspec.open(f"{remote}/a.jsonl", "wb") as file:
        file.write(json.dumps({"text": SAID}).encode())
    with fsspec.open(f"{remote}/b.parquet", "wb") as file:
        pq.write_table(pa.table({"text": [SAID]}), file)
    with fsspec.open(f"{remote}/c.warc.gz", "wb") as file:
        file.write(gzip.compress(PAGES[0]))
    names = ["a.jsonl", "b.parquet", "c.warc.gz", "none.txt"]
    documents, failures = records(*(f"{remote}/{name}" for name in names))
    assert [document.doc_id for document in documents] == ["a-1", "b-1", "id-0"]
    assert [failure.name for failure in failures] == [f"{remote}/none.txt"]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("ftp://127.0.0.1/a.txt", "only http(s) addresses and stores"),
        ("simplecache::http://127.0.0.1/a.txt", "only http(s) addresses and stores"),
        ("memory::http://127.0.0.1/a.txt", "only http(s) addresses and stores"),
        ("magic://a.txt", "only http(s) addresses and stores"),
        ("oss://archive/a.txt", "ossfs"),
        ("memory://none/a.txt", "a.txt"),
    ],
)
def test_a_store_that_cant_be_reached_is_named(address: str, cause: str) -> None:
    (), (failure,) = records(address)
    assert failure.name == address
    assert cause in failure.cause


def test_packed_files(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{n}: {SAID}"}) + "\n" for n in range(2000))
    packed = gzip.compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(SAID.encode()))
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"said " * 10_000_000))
    paths = [tmp_path / name for name in ("a.jsonl.gz", "b.jsonl.gz", "c.txt.gz", "bomb.txt.gz")]
    documents, failures = records(*paths)
    assert len(documents) > 2001
    assert documents[-1].text == SAID
    assert [(Path(f.name).name, f.cause) for f in failures] == [
        ("b.jsonl.gz", "the gzip stream is cut off"),
        ("bomb.txt.gz", "holds 32.0 MB; a document may have 32 MB"),
    ]


def test_packed_files_are_known_by_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "A.TXT.GZ").write_bytes(gzip.compress(SAID.encode()))
    (tmp_path / "dump").write_bytes(gzip.compress(json.dumps({"text": SAID}).encode()))
    (tmp_path / "b.eml.gz").write_bytes(gzip.compress(b"Subject: News\n\n" + SAID.encode()))
    (tmp_path / "c.pdf.gz").write_bytes(gzip.compress(pdf(SAID)))
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [SAID]}), table)
    (tmp_path / "d.parquet.gz").write_bytes(gzip.compress(table.getvalue()))
    names = ("A.TXT.GZ", "dump", "b.eml.gz", "c.pdf.gz", "d.parquet.gz")
    documents, failures = records(*(tmp_path / name for name in names))
    assert [document.text.strip() for document in documents] == [SAID] * 5, failures
    stdin = io.BytesIO(b"".join(map(gzip.compress, PAGES)))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin))
    documents, _ = records("-")
    assert [document.doc_id for document in documents] == [f"id-{n}" for n in range(4)]


def message(text: str, **headers: str) -> EmailMessage:
    """A message of a wire service."""
    mail = EmailMessage()
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def test_a_message_of_a_wire_service(tmp_path: Path) -> None:
    mail = message(
        f"TALLINN, May 1 (Reuters) - {SAID}\n",
        From="Reuters News <alerts@reuters.com>",
        Subject="No rockets bought,\n ministry says".replace("\n", ""),
        Date="Wed, 1 May 2024 09:00:00 +0000",
    )
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    (tmp_path / "wire.eml").write_bytes(bytes(mail))
    ((document,), ()) = records(tmp_path / "wire.eml")
    assert document.title == "No rockets bought, ministry says"
    assert (document.published, document.publisher) == ("2024-05-01", "Reuters")
    assert document.dateline == "TALLINN, May 1 (Reuters)"
    assert document.reprint_of is None
    assert document.warnings == ("attachments left out: 1",)


def test_a_plain_part_that_only_points_to_the_page_is_passed_over(tmp_path: Path) -> None:
    mail = message("Please view this message in your browser.", Subject="News")
    mail.add_alternative(PAGE * 3, subtype="html")
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    ((document,), ()) = records(tmp_path / "a.eml")
    assert SAID in document.text


def test_of_a_forwarded_message_the_inner_one_counts(tmp_path: Path) -> None:
    heads = {
        "From": "Reuters <a@reuters.com>",
        "Subject": "No rockets",
        "Date": "Wed, 1 May 2024 9:00",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in heads.items())
    outer = {
        "From": "Desk <desk@example.org>",
        "Subject": "Fwd: look",
        "Date": "Fri, 3 May 2024 9:00",
    }
    quoting = message(f"FYI\n\n-------- Forwarded message --------\n{lines}\n{SAID}\n", **outer)
    attaching = message("FYI", **outer)
    attaching.add_attachment(message(SAID, **heads))
    (tmp_path / "quoting.eml").write_bytes(bytes(quoting))
    (tmp_path / "attaching.eml").write_bytes(bytes(attaching))
    documents, _ = records(tmp_path / "quoting.eml", tmp_path / "attaching.eml")
    assert [(d.title, d.published, d.publisher) for d in documents] == [
        ("No rockets", "2024-05-01", "Reuters")
    ] * 2
    assert SAID in documents[0].text
    assert documents[1].text == f"{SAID}\n"
    assert documents[1].warnings == ("the forwarded message was read",)


def test_a_message_of_html_alone_and_one_of_nothing(tmp_path: Path) -> None:
    html = EmailMessage()
    html["From"] = "someone@example.org"
    html.set_content(PAGE, subtype="html")
    (tmp_path / "a.eml").write_bytes(bytes(html))
    (tmp_path / "b.eml").write_bytes(b"Subject: nothing\r\nDate: never\r\n\r\n")
    documents, failures = records(tmp_path / "a.eml", tmp_path / "b.eml")
    assert [SAID in document.text for document in documents] == [True]
    assert len(failures) == 1


def pdf(*pages: str) -> bytes:
    """A PDF file with a line of text a page, as the specification (ISO 32000-1) writes it."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for text in pages:
        stream = f"BT /F1 9 Tf 20 700 Td ({text}) Tj ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %s >> >> >>" % (len(objects), font)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def test_the_text_of_a_pdf_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(SAID, "The army declined to comment."))
    ((document,), ()) = records(tmp_path / "a.pdf")
    assert document.text.split("\n") == [SAID, "The army declined to comment."]


def test_a_pdf_file_without_words_and_one_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(""))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    (tmp_path / "c.pdf").write_bytes(pdf(SAID)[:120])
    _, failures = records(*(tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")))
    assert failures[0].cause == "holds no text: the pages are pictures"
    assert [f.cause.split(":")[0] for f in failures[1:]] in (
        ["is no readable PDF"] * 2,
        ["is no readable PDF", "holds no text"],
    )


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("a.parquet", "pyarrow.parquet"),
        ("a.pdf", "pypdf"),
        ("s3://bucket/a.txt", "fsspec"),
    ],
)
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    name: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    source = name if "://" in name else str(tmp_path / name)
    if "://" not in name:
        (tmp_path / name).write_bytes(b"any")
    _, (failure,) = records(source)
    package = module.split(".")[0]
    assert failure.cause == f"{package} is not installed: pip install 'reportedly[archive]'"
