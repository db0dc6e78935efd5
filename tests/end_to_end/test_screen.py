"""`reportedly screen` and `reportedly lists`, with lists of our own making."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import served

from conftest import Run

SDN = """\
71001,"VOSTRA, Ilmar","individual","RURITANIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 02 Mar 1968."
71002,"GULL AND TERN SHIPPING","-0-","RURITANIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
71003,"SANDPIPER","vessel","RURITANIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"IMO 9999981."
"""  # noqa: W291
ALTERNATIVES = '71002,1,"aka","OYSTERCATCHER LINES",-0- \n'
TARGETS = """\
id,schema,name,aliases,birth_date,countries,identifiers,program_ids,dataset,first_seen,last_seen
Q-1,Person,Ilmar Vostra,,1968-03-02,zz,,ZZ-1,Zenda list,2024-01-02T00:00:00,2024-05-06T00:00:00
"""


@pytest.fixture
def lists(run: Run, tmp_path: Path) -> str:
    """A folder with one kept list."""
    (tmp_path / "sdn.csv").write_text(SDN, "utf-8")
    (tmp_path / "alt.csv").write_text(ALTERNATIVES, "utf-8")
    done = run("lists", "update", "sdn.csv", "--alternatives", "alt.csv", "--lists", "kept")
    assert done.returncode == 0, done.stderr
    assert "3 entries" in done.stderr
    return "kept"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The folder of the test as a web site."""
    with served(tmp_path) as url:
        yield url


def test_a_misspelt_name_matches_and_is_never_called_sanctioned(run: Run, lists: str) -> None:
    done = run("screen", "Ilmar Vostrak", "--lists", lists, COLUMNS="300")
    assert done.returncode == 0, done.stderr
    assert "Ilmar Vostrak: matches entry 71001 (VOSTRA, Ilmar)" in done.stdout
    assert "score 0." in done.stdout
    assert "vostrak ~ vostra" in done.stdout
    assert "born 02 Mar 1968" in done.stdout
    assert "Details.aspx?id=71001" in done.stdout
    assert "does not say that somebody is listed" in done.stdout
    assert "is sanctioned" not in done.stdout


def test_a_name_without_a_match_says_which_lists_were_asked(run: Run, lists: str) -> None:
    done = run("screen", "Quintilla Ashgrove", "--lists", lists, COLUMNS="300")
    assert done.returncode == 0
    assert done.stdout.startswith("Quintilla Ashgrove: matches no entry of OFAC Specially")


def test_several_names_aliases_and_ship_numbers_as_jsonl(run: Run, lists: str) -> None:
    names = ("Oystercatcher Lines", "IMO 9999981", "Quintilla Ashgrove")
    done = run("screen", *names, "--lists", lists, "--format", "jsonl")
    matches = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(m["name"], m["entry"]["id"]) for m in matches] == [
        ("Oystercatcher Lines", "71002"),
        ("IMO 9999981", "71003"),
    ]
    assert matches[0]["matched_name"] == "OYSTERCATCHER LINES"
    assert matches[0]["score"] == 1


def test_kind_and_threshold_narrow_the_matches(run: Run, lists: str) -> None:
    def found(*options: str) -> list[str]:
        done = run("screen", "Vostra Ilmaar", "--lists", lists, "--format", "json", *options)
        return [match["entry"]["id"] for match in json.loads(done.stdout)]

    assert found("--kind", "person") == ["71001"]
    assert found("--kind", "vessel") == []
    assert found("--threshold", "0.999") == []


def test_show_names_the_source_and_the_version(run: Run, lists: str) -> None:
    (header,) = json.loads(run("lists", "show", "--lists", lists, "--format", "json").stdout)
    assert (header["name"], header["source"], header["entries"]) == ("ofac-sdn", "sdn.csv", 3)
    shown = run("lists", "show", "--lists", lists)
    assert "ofac-sdn" in shown.stdout
    assert header["version"] in shown.stdout


def test_a_list_is_fetched_from_an_address_and_replaces_its_earlier_state(
    run: Run, tmp_path: Path, address: str
) -> None:
    place = {"REPORTEDLY_LISTS": str(tmp_path / "kept")}
    (tmp_path / "targets.csv").write_text(TARGETS, "utf-8")
    assert run("lists", "update", f"{address}/targets.csv", **place).returncode == 0
    assert "matches entry Q-1" in run("screen", "Ilmar Vostra", **place).stdout
    (tmp_path / "targets.csv").write_text(TARGETS.replace("Q-1,", "Q-2,"), "utf-8")
    assert run("lists", "update", f"{address}/targets.csv", **place).returncode == 0
    assert "matches entry Q-2" in run("screen", "Ilmar Vostra", **place).stdout


def test_without_lists_the_user_is_told_to_keep_one(run: Run) -> None:
    done = run("screen", "Ilmar Vostra", "--lists", "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no sanctions lists in nowhere" in done.stderr
    assert "lists update" in done.stderr


def test_an_unreadable_list_is_named_and_the_others_are_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TARGETS, "utf-8")
    (tmp_path / "notes.txt").write_text("Buy milk.", "utf-8")
    alone = run("lists", "update", "notes.txt", "--lists", "kept")
    assert (alone.returncode, "notes.txt: the list is neither" in alone.stderr) == (3, True)
    both = run("lists", "update", "missing.xml", "t.csv", "--lists", "kept")
    assert (both.returncode, "missing.xml: No such file" in both.stderr) == (1, True)
    assert (tmp_path / "kept" / "opensanctions.jsonl").exists()
    (tmp_path / "kept" / "opensanctions.jsonl").write_text("broken\n", "utf-8")
    assert run("screen", "Ilmar Vostra", "--lists", "kept").returncode == 3


def test_two_lists_of_one_name_are_not_kept_over_each_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TARGETS, "utf-8")
    shutil.copy(tmp_path / "a.csv", tmp_path / "b.csv")
    done = run("lists", "update", "a.csv", "b.csv", "--lists", "kept", COLUMNS="200")
    assert (done.returncode, "--name" in done.stderr) == (2, True)
    for name in ("first", "second"):
        run("lists", "update", "a.csv", "--name", name, "--lists", "kept")
    kept = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert kept == ["first.jsonl", "opensanctions.jsonl", "second.jsonl"]
