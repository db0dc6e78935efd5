"""The examples beside the dispatches do what they say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reportedly.reading.feed import read_feed_list

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_notebook_runs_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLES / "dispatches", tmp_path / "dispatches")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = []
    for cell in json.loads((EXAMPLES / "ledger.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []  # none is kept, so none is outdated
            exec("".join(cell["source"]), names)  # noqa: S102  our own
            printed.append(capsys.readouterr().out)
    assert all(printed)
    assert "PRK → RUS" in printed[2]
    assert "31 read, 0 known already, 0 failed" in printed[3]
    assert "prk-rus-ammunition-2023" in printed[4]


def test_the_list_of_feeds_is_read() -> None:
    feeds = read_feed_list((EXAMPLES / "feeds.opml").read_text("utf-8"))
    assert len(feeds) == 6
    assert all(feed.startswith("https://") for feed in feeds)
