"""The commands that look into a ledger: the same options for each, and what they say of faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from ledger_articles import article
from reportedly.cli import app
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.records import Analysis

DOSSIER = "rur-syl-ammunition-2023"


def told(name: str, published: str, speaker: str) -> Analysis:
    """An article of that date, in which `speaker` says that shells were sold."""
    analysis = article(name, doc_id=f"wire-{published}")
    (person, *others) = analysis.parties
    return msgspec.structs.replace(
        analysis,
        document=msgspec.structs.replace(analysis.document, published=published),
        parties=(msgspec.structs.replace(person, name=speaker, code="RUR.GOV"), *others),
    )


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a ledger with what two people said of one deal in two months."""
    url = f"sqlite:///{tmp_path_factory.mktemp('look') / 'ledger.db'}"
    ledger = Ledger(url)
    ledger.store(
        [
            told("Ruritania", "2023-05-02", "Jane Orban"),
            told("Greater Ruritania", "2023-06-01", "Paul Kesh"),
        ]
    )
    link(ledger)
    ledger.close()
    return url


def asked(url: str, *words: str) -> Result:
    """What `reportedly words` does with the ledger at `url`."""
    return CliRunner().invoke(app, [*words, "--ledger", url])


@pytest.mark.parametrize(
    ("options", "claims", "parties", "documents", "dossiers", "reports"),
    [
        ((), 2, 2, 2, 1, 2),
        (("--since", "2023-06-01"), 1, 1, 1, 1, 1),
        (("--until", "2023-05-31"), 1, 1, 1, 1, 1),
        (("--as-of", "2023-05-31"), 1, 1, 1, 1, 1),
        (("--since", "2023-05-10", "--as-of", "2023-05-31"), 0, 0, 0, 0, 0),
        (("--until", "2023-05-01"), 0, 0, 0, 0, 0),
        (("--by", "Jane Orban"), 1, 1, 1, 0, 1),
        (("--by", "RUR"), 2, 2, 2, 1, 2),
        (("--by", "RUR.GOV", "--since", "2023-06-01"), 1, 1, 1, 0, 1),
        (("--by", "SYL"), 0, 0, 0, 1, 0),
    ],
)
def test_every_option_narrows_every_command(
    url: str,
    options: tuple[str, ...],
    claims: int,
    parties: int,
    documents: int,
    dossiers: int,
    reports: int,
) -> None:
    def rows(*words: str) -> list[dict[str, Any]]:
        result = asked(url, *words, *options, "--format", "jsonl")
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return [msgspec.json.decode(line) for line in result.stdout.splitlines()]

    found = (rows("claims"), rows("parties"), rows("search", "shells"), rows("dossiers"))
    assert tuple(map(len, found)) == (claims, parties, documents, dossiers)
    (dossier,) = rows("dossier", DOSSIER)
    assert len(dossier["reports"]) == reports


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
@pytest.mark.parametrize(
    "words", [("claims",), ("parties",), ("search", "shells"), ("dossiers",), ("dossier", DOSSIER)]
)
def test_every_form_is_printed(url: str, words: tuple[str, ...], form: str) -> None:
    result = asked(url, *words, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2023-05-02" in result.stdout


def test_the_header_of_a_dossier_that_is_narrowed_is_of_the_whole(url: str) -> None:
    shown = asked(url, "dossier", DOSSIER, "--by", "Paul Kesh").stdout
    header, _, details = shown.partition("Who says what")
    assert "Jane Orban; Paul Kesh" in " ".join(header.split())
    assert "Paul Kesh" in details
    assert "Jane Orban" not in details


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (("claims", "--since", "2023-02-30"), "no date of the form YYYY-MM-DD"),
        (("search", "shells", "--as-of", "Monday"), "no date of the form YYYY-MM-DD"),
        (("parties", "--limit", "0"), "greater than or equal to 1"),
        (("dossier", "none-such"), "no dossier 'none-such'"),
        (("dossier", DOSSIER, "--as-of", "2023-05-01"), "on 2023-05-01"),
        (("search",), "Missing argument"),
        (("claims", "--format", "xml"), "xml"),
    ],
)
def test_wrong_usage_is_told(url: str, words: tuple[str, ...], cause: str) -> None:
    result = asked(url, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert cause in " ".join(result.stderr.replace("│", " ").split())


def test_a_state_is_found_by_its_name_or_a_body_of_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger(url)
    analysis = article()
    transfers = tuple(msgspec.structs.replace(one, supplier="PRK") for one in analysis.transfers)
    ledger.store([msgspec.structs.replace(analysis, transfers=transfers)])
    link(ledger)
    ledger.close()
    for party, found in (("North Korea", 1), ("PRK", 1), ("PRK.GOV", 1), ("Iran", 0)):
        for options in ((), ("--as-of", "2023-12-31")):
            result = asked(url, "dossiers", "--by", party, *options, "--format", "jsonl")
            assert len(result.stdout.splitlines()) == found
