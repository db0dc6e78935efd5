"""Parties held against the lists that are kept here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reportedly.assessment.entries import ListEntry, ListHeader, SanctionsList, UnreadableList
from reportedly.assessment.lists import save_list
from reportedly.web.screens import Screens


def kept(folder: Path, *names: str, version: str = "2024-01-01") -> None:
    """Keep a list of persons of these names."""
    header = ListHeader(
        name="made-up",
        title="Made-up List",
        source="made-up.csv",
        retrieved="2024-01-02",
        version=version,
        sha256="0" * 64,
        entries=len(names),
    )
    entries = tuple(
        ListEntry(id=f"M-{n}", kind="person", name=name) for n, name in enumerate(names)
    )
    save_list(SanctionsList(header=header, entries=entries), folder)


def matched(screens: Screens, name: str, kind: str = "person") -> list[str] | None:
    """The names of the entries that `name` matches, once the lists have been read."""
    if screens.matches(name, kind) == "reading":
        screens.wait(10)
    found: Any = screens.matches(name, kind)
    return None if found is None else [match.entry.name for match in found]


def test_a_name_is_held_against_the_lists(tmp_path: Path) -> None:
    kept(tmp_path, "Jane Orban", "Viktor Halasz")
    screens = Screens(tmp_path)
    assert screens.matches("Jane Orban", "person") == "reading"
    assert matched(screens, "Jane Orban") == ["Jane Orban"]
    assert matched(screens, "Ludmila Petrenko") == []


def test_states_and_words_are_held_against_nothing(tmp_path: Path) -> None:
    kept(tmp_path, "Jane Orban")
    assert matched(Screens(tmp_path), "Jane Orban", "state") is None


def test_without_lists_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert matched(Screens(tmp_path / "none"), "Jane Orban") is None


def test_a_list_that_was_updated_is_read_anew(tmp_path: Path) -> None:
    kept(tmp_path, "Jane Orban")
    screens = Screens(tmp_path)
    assert matched(screens, "Viktor Halasz") == []
    kept(tmp_path, "Viktor Halasz", version="2024-02-01")
    assert matched(screens, "Viktor Halasz") == ["Viktor Halasz"]


@pytest.fixture
def screened(client: TestClient, tmp_path: Path) -> TestClient:
    """The application with one list."""
    kept(tmp_path, "Jane Orban")
    app: Any = client.app
    app.state.screens = Screens(tmp_path)
    return client


def test_the_page_of_a_party_says_what_it_matches(screened: TestClient) -> None:
    assert "being read" in screened.get("/party?name=Jane+Orban").text
    app: Any = screened.app
    app.state.screens.wait(10)
    page = screened.get("/party?name=Jane+Orban").text
    assert "matches entry" in page
    assert "does not say that somebody is listed" in page


def test_the_lists_are_named_with_their_day(screened: TestClient) -> None:
    page = screened.get("/lists").text
    for words in ("Made-up List", "2024-01-01", "2024-01-02", "made-up.csv"):
        assert words in page


def test_a_list_that_is_broken_is_told(screened: TestClient, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("no list")
    assert "A list can't be read" in screened.get("/lists").text
    assert "A list can't be read" in screened.get("/party?name=Jane+Orban").text


def test_a_list_whose_entries_are_broken_is_told(tmp_path: Path) -> None:
    kept(tmp_path, "Jane Orban")
    with (tmp_path / "made-up.jsonl").open("a") as lines:
        lines.write("no entry\n")
    screens = Screens(tmp_path)
    assert screens.matches("Jane Orban", "person") == "reading"
    screens.wait(10)
    with pytest.raises(UnreadableList):
        screens.matches("Jane Orban", "person")
