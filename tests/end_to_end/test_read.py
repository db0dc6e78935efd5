"""`reportedly read`, as a user calls it."""

from __future__ import annotations

import json
import re
import resource
from pathlib import Path

import msgspec
import pytest
from articles import TALKS, TALKS_PUBLISHED, WARNING

from conftest import Run
from reportedly.analysis import Analyser
from reportedly.ledger.check import record_faults
from reportedly.reading.text import document_from_text
from reportedly.records import Analysis


@pytest.fixture(scope="module")
def talks(analyser: Analyser) -> Analysis:
    """The record of an article about talks."""
    return analyser.analyse(document_from_text(TALKS, doc_id="talks", published=TALKS_PUBLISHED))


def sources(analysis: Analysis, stance: str) -> set[str]:
    """The names of the parties that make a claim of `stance`."""
    names = {party.id: party.name for party in analysis.parties}
    return {names.get(c.source.party or "", "") for c in analysis.claims if c.stance == stance}


def test_the_notice_names_the_outlet_and_is_no_claim(talks: Analysis) -> None:
    assert talks.document.reprint_of == "Harbour Post"
    first_line = TALKS.index("\n")
    assert all(claim.content.spans[0][0] > first_line for claim in talks.claims)


def test_a_spokeswoman_is_one_party_however_she_is_named(talks: Analysis) -> None:
    fielding = [party for party in talks.parties if party.name == "Nora Fielding"]
    assert len(fielding) == 1
    assert (fielding[0].country, fielding[0].kind) == ("USA", "person")
    hers = [claim for claim in talks.claims if claim.source.party == fielding[0].id]
    assert len(hers) >= 6
    assert "she" in {claim.source.text for claim in hers}


def test_who_denies_and_who_calls_it_illegal(talks: Analysis) -> None:
    assert {"Belarus", "Venezuela"} <= sources(talks, "denies")
    assert "Aaron Whitlow" in sources(talks, "calls_illegal")


def test_what_her_intelligence_says_is_its_own_claim_via_her(talks: Analysis) -> None:
    names = {party.id: party.name for party in talks.parties}
    via = [names[c.via] for c in talks.claims if c.via and "intelligence" in c.source.text]
    assert via == ["Nora Fielding"]


def test_times_are_read_against_the_publication(talks: Analysis) -> None:
    values = {time.text: time.value for time in talks.times}
    assert values["Tuesday"] == "2021-06-15"
    assert values["last month"] == "2021-05"
    assert values["February"] == "2021-02"
    assert values["June 4"] == "2021-06-04"


def test_one_transfer_with_everybodys_position(talks: Analysis) -> None:
    assert [(x.supplier, x.recipient) for x in talks.transfers] == [("BLR", "VEN")]
    transfer = talks.transfers[0]
    assert transfer.status == "negotiating"
    assert "oil" in " ".join(payment.text for payment in transfer.payment)
    claims = {claim.id: claim for claim in talks.claims}
    names = {party.id: party.name for party in talks.parties}
    positions = {
        (names.get(claims[p.claim].source.party or ""), p.position) for p in transfer.positions
    }
    assert {
        ("Nora Fielding", "asserts"),
        ("Belarus", "denies"),
        ("Venezuela", "denies"),
        ("Aaron Whitlow", "calls_illegal"),
    } <= positions


def test_visits_and_letters_are_events_of_her_claims(talks: Analysis) -> None:
    coded = {(e.type, e.mode, e.factuality) for e in talks.events if e.claim}
    assert ("CONSULT", "visit", "happened") in coded


def test_every_span_is_within_the_text_and_every_reference_resolves(talks: Analysis) -> None:
    assert list(record_faults(talks)) == []


def test_the_same_bytes_give_the_same_bytes(analyser: Analyser, talks: Analysis) -> None:
    again = analyser.analyse(document_from_text(TALKS, doc_id="talks", published=TALKS_PUBLISHED))
    assert msgspec.json.encode(again) == msgspec.json.encode(talks)


def test_json_is_one_object_with_the_fields_of_the_contract(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, "utf-8")
    done = run("read", "a.txt", "--published", TALKS_PUBLISHED, "--format", "json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert list(record) == (
        ["document", "times", "parties", "claims", "events", "transfers", "findings", "warnings"]
    )
    assert record["document"]["text"] == TALKS
    assert set(record["claims"][0]) == {
        "id",
        "source",
        "cue",
        "content",
        "quotation",
        "stance",
        "basis",
        "said_on",
        "venue",
        "via",
    }


def test_jsonl_in_and_out_keeps_order_and_names(run: Run, tmp_path: Path) -> None:
    lines = [
        {"doc_id": f"d{number}", "text": WARNING, "published": "2022-05-03"} for number in range(3)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    done = run("read", "in.jsonl", "--format", "jsonl", "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [record["document"]["doc_id"] for record in records] == ["d0", "d1", "d2"]


def test_standard_input(run: Run) -> None:
    done = run("read", "-", "--published", "2022-05-03", "--format", "jsonl", stdin=WARNING)
    assert json.loads(done.stdout)["document"]["text"] == WARNING


def test_a_bad_document_is_named_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "good.txt").write_text(WARNING, "utf-8")
    done = run("read", "bad.txt", "good.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert json.loads(done.stdout)["document"]["doc_id"] == "good"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["read"], 2, "Missing argument"),
        (["read", "x.txt", "--published", "soon"], 2, "no date"),
        (["read", "nothere.txt"], 3, "nothere.txt"),
        (["read", "-", "--model", "no_such_model"], 2, "not installed"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_usage_says_what_is_wrong(
    run: Run, arguments: list[str], status: int, words: str
) -> None:
    done = run(*arguments, stdin=WARNING, COLUMNS="200")
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_table_names_sources_stances_and_findings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, "utf-8")
    done = run("read", "a.txt", "--published", TALKS_PUBLISHED)
    for words in (
        "Nora Fielding",
        "denies",
        "calls illegal",
        "Transfer",
        "reprint of Harbour Post",
    ):
        assert words in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("width", ["40", "72", "200"])
def test_no_line_is_wider_than_the_terminal(run: Run, tmp_path: Path, width: str) -> None:
    (tmp_path / "a.txt").write_text(TALKS, "utf-8")
    done = run("read", "a.txt", "--published", TALKS_PUBLISHED, COLUMNS=width)
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= int(width)


def test_highlight_without_colour_brackets_the_claims(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WARNING, "utf-8")
    done = run("read", "a.txt", "--highlight", NO_COLOR="1", COLUMNS="500")
    assert "<said>" in done.stdout
    assert re.sub(r"[][{}<>]", "", done.stdout).count("The boats are ready") == 1


def test_highlight_with_colour(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WARNING, "utf-8")
    done = run("read", "a.txt", "--highlight", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[" in done.stdout


def test_what_would_steer_the_terminal_is_not_printed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[31mThe minister\u202e said it was red.\n" * 3, "utf-8")
    done = run("read", "a.txt", "--highlight", NO_COLOR="1")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_help_is_there_in_half_a_second(run: Run) -> None:
    """In processor time, so that a busy machine does not count."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert "read" in run("--help").stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < 0.5
