"""Names in, entries of lists that they resemble out; lists read, kept and refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.assessment import lists
from reportedly.assessment.blocking import NameIndex
from reportedly.assessment.entries import UnreadableList
from reportedly.assessment.list_formats import read_list
from reportedly.assessment.lists import kept_lists, load_list, read_lists, save_list
from reportedly.assessment.names import read_name
from reportedly.assessment.resemblance import compare, name_weights
from reportedly.assessment.screening import Screener, screen_parties
from reportedly.records import Party

HERE = Path(__file__).parent
SAMPLES = HERE / "lists"
CASES = yaml.safe_load((HERE / "name_cases.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(
        [
            load_list(str(SAMPLES / "un.xml")),
            load_list(str(SAMPLES / "sdn.csv"), alternatives=str(SAMPLES / "alt.csv")),
            load_list(str(SAMPLES / "targets.simple.csv")),
            load_list(str(SAMPLES / "entities.ftm.json")),
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{c['left']} {c['why']}" for c in CASES])
def test_names_resemble(case: dict[str, Any]) -> None:
    person = case["kind"] == "person"
    left, right = read_name(case["left"], person), read_name(case["right"], person)
    forth, back = compare(left, right), compare(right, left)
    assert (forth.score >= name_weights().threshold) is case["same"], forth
    assert (back.score >= name_weights().threshold) is case["same"], back


def test_equal_names_score_one_and_tell_what_matched() -> None:
    found = compare(read_name("Rupert Hentzau", True), read_name("HENTZAU, Rupert", True))
    assert found.score == 1.0
    assert found.matched == (("rupert", "rupert"), ("hentzau", "hentzau"))


@pytest.mark.parametrize(
    ("name", "reference", "programmes", "title"),
    [
        ("Barnabas Quilfeather", "RUi.001", ("Ruritania",), "UN Security Council"),
        ("Варнава Квилфезер", "RUi.001", ("Ruritania",), "UN Security Council"),
        ("Grey Front", "RUe.002", ("Ruritania",), "UN Security Council"),
        ("FGH", "RUe.002", ("Ruritania",), "UN Security Council"),
        ("Rupprecht Henzau", "90002", ("SDGT", "NPWMD"), "OFAC"),
        ("ZTC", "90001", ("RURITANIA",), "OFAC"),
        ("MV Grey Heron", "90003", ("RURITANIA",), "OFAC"),
        ("IMO 9999993", "90003", ("RURITANIA",), "OFAC"),
        ("9888881", "XX-2", ("XX-SEA",), "OpenSanctions"),
        ("Strelsau Drone Works JSC", "XX-1", ("XX-WAR",), "OpenSanctions"),
        ("Antoinette de Mauban", "ftm-1", ("XX-P",), "FollowTheMoney"),
        ("IMO: 9777772", "ftm-3", ("made_up",), "FollowTheMoney"),
    ],
)
def test_name_matches_entry(
    screener: Screener, name: str, reference: str, programmes: tuple[str, ...], title: str
) -> None:
    first = screener.screen(name)[0]
    assert first.entry.reference == reference
    assert first.entry.programmes == programmes
    assert first.list_title.startswith(title)
    assert f"matches entry {reference}" in first.statement
    assert f"score {first.score:.2f}" in first.statement
    assert "is sanctioned" not in first.statement


def test_unknown_name_matches_nothing(screener: Screener) -> None:
    assert screener.screen("Flavia Elphberg") == ()
    assert screener.screen("") == ()


def test_kind_threshold_and_limit_narrow_the_matches(screener: Screener) -> None:
    assert screener.screen("Blue Heron", "vessel")
    assert not screener.screen("Blue Heron", "person")
    assert screener.screen("Rupert Henzau", "person", threshold=0.7)
    assert not screener.screen("Robert Henza", "person", threshold=0.999)
    assert len(screener.screen("Heron", threshold=0.0, limit=2)) == 2


def test_parties_are_screened_by_kind(screener: Screener) -> None:
    parties = (
        Party(id="p1", name="Rupert Hentzau", kind="person"),
        Party(id="p2", name="Ruritania", kind="state", code="RUR"),
        Party(id="p3", name="Amber Gull", kind="vessel"),
        Party(id="p4", name="Flavia Elphberg", kind="person"),
    )
    found = screen_parties(screener, parties)
    assert list(found) == ["p1", "p3"]
    assert found["p3"][0].entry.identifiers == ("IMO 9888881",)


def test_list_keeps_source_day_and_version(tmp_path: Path) -> None:
    source = str(SAMPLES / "un.xml")
    read = load_list(source)
    assert read.header.source == source
    assert read.header.version == "2025-03-04"
    assert read.header.entries == 2
    assert read.entries[0].born == ("1971",)
    assert read.entries[1].listed_on == "2014-06-30"
    save_list(read, tmp_path)
    assert read_lists(tmp_path) == (read,)
    assert kept_lists(tmp_path) == (read.header,)


def test_list_without_a_date_has_its_bytes_as_version() -> None:
    header = load_list(str(SAMPLES / "sdn.csv")).header
    assert header.sha256.startswith(header.version)


def test_later_state_replaces_the_earlier(tmp_path: Path) -> None:
    save_list(load_list(str(SAMPLES / "un.xml"), name="mine"), tmp_path)
    save_list(load_list(str(SAMPLES / "sdn.csv"), name="mine"), tmp_path)
    assert [header.title for header in kept_lists(tmp_path)] == [
        "OFAC Specially Designated Nationals List"
    ]


def test_name_of_a_list_stays_in_its_folder(tmp_path: Path) -> None:
    read = load_list(str(SAMPLES / "un.xml"), name="../outside")
    with pytest.raises(UnreadableList, match="can't be the name"):
        save_list(read, tmp_path)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>&x;</FIRST_NAME></ENTITY></ENTITIES>"
    b"</CONSOLIDATED_LIST>"
)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (OUTSIDE.decode().replace("1.0", "1.0").encode("utf-16"), "neither|broken|document type"),
        (b"<CONSOLIDATED_LIST><ENTITY>", "broken"),
        (b"<html><body>not found</body></html>", "no UN consolidated list"),
        (b"<CONSOLIDATED_LIST>" + b"<a>" * 50 + b"</a>" * 50, "nested deeper"),
        (b"id;name\n1;x\n", "neither UN XML"),
        (b'{"id": 7}', "can't be read"),
        (b"", "neither UN XML"),
        (b"\x00\xff\xfe\x00", "neither UN XML"),
    ],
)
def test_what_is_no_list_is_refused_with_the_cause(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableList, match=cause):
        read_list(content)


@pytest.mark.parametrize(
    "source", ["/no/such/file.xml", "ftp://example.org/x", "file:///etc/passwd"]
)
def test_source_that_cannot_be_read_is_named(source: str) -> None:
    with pytest.raises(UnreadableList, match=source.split("/")[-1]):
        load_list(source)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    handler = partial(_Quiet, directory=str(SAMPLES))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


def test_list_is_read_from_an_address(address: str) -> None:
    assert load_list(f"{address}/un.xml").entries == load_list(str(SAMPLES / "un.xml")).entries


@pytest.mark.parametrize("path", ["missing.xml", "elsewhere"])
def test_address_without_a_list_is_named(address: str, path: str) -> None:
    with pytest.raises(UnreadableList, match=path):
        load_list(f"{address}/{path}")


def test_list_larger_than_the_limit_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LARGEST", 100)
    for source in (f"{address}/un.xml", str(SAMPLES / "un.xml")):
        with pytest.raises(UnreadableList, match="larger than 100 bytes"):
            load_list(source)


def test_index_finds_the_misspelt_among_many() -> None:
    names = [f"{a} {b}" for a in ("Rupert", "Rudolf", "Flavia") for b in ("Hentzau", "Zenda")]
    index = NameIndex(read_name(name, True) for name in names)
    near = index.candidates(read_name("Rupprt Hentzu", True), 2)
    assert names[near[0]] == "Rupert Hentzau"
    assert index.candidates(read_name("", True), 5) == []
    assert NameIndex([]).candidates(read_name("Rupert", True), 5) == []


@given(st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_any_two_texts_are_compared(left: str, right: str, person: bool) -> None:
    ours, theirs = read_name(left, person), read_name(right, person)
    assert 0 <= compare(ours, theirs).score <= 1
    if ours.letters:
        assert compare(ours, ours).score == 1.0


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    with suppress(UnreadableList):
        assert isinstance(read_list(content).entries, tuple)
