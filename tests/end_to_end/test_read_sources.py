"""What `reportedly read` is given, and how it ends when some of it can't be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import WARNING
from served import served

from conftest import Run


def test_a_page_of_the_own_machine_is_read_if_allowed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "boats.html").write_text(f"<article><p>{WARNING}</p></article>", "utf-8")
    with served(tmp_path) as url:
        refused = run("read", f"{url}/boats.html")
        read = run("read", f"{url}/boats.html", "--allow-private-addresses", "--format", "jsonl")
        some = run(
            "read", f"{url}/none.html", f"{url}/boats.html", "--allow-private-addresses",
            "--format", "jsonl",
        )  # fmt: skip
    assert refused.returncode == 3
    assert f"{url}/boats.html: " in refused.stderr
    assert (read.returncode, len(read.stdout.splitlines())) == (0, 1)
    assert (some.returncode, len(some.stdout.splitlines())) == (1, 1)
    assert "the server answers 404" in some.stderr


@pytest.mark.parametrize("command", ["read", "ingest"])
@pytest.mark.parametrize("table", ["nope.tsv", "."])
def test_a_table_of_parties_that_is_no_file_is_wrong_usage(
    command: str, table: str, run: Run
) -> None:
    done = run(command, "-", "--parties", table, stdin=WARNING)
    assert done.returncode == 2
    assert "--parties" in done.stderr
    assert table in done.stderr
    assert "Errno" not in done.stderr
