"""`reportedly watch`: feeds of a server of this machine, polled, killed and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from served import served

from conftest import Run
from reportedly.cli import polling
from reportedly.cli.polling import Cycle, Poll
from reportedly.engines.local import ingest
from reportedly.ledger.ledger import Ledger
from reportedly.reading.fetch import Fetcher, Limits
from reportedly.records import Failure, LedgerUnavailable

TALKS = (
    "Belarus is negotiating the sale of artillery rockets to Venezuela, the defence ministry "
    "in Minsk said on Monday. The talks began in spring, a spokesman told reporters there."
)
DELIVERY = (
    "Belarus has delivered artillery rockets to Venezuela, the defence ministry in Minsk said "
    "on Thursday. The rockets arrived by sea, a spokesman told reporters in the capital."
)
WEATHER = (
    "Rain is expected along the whole of the northern coast until Friday evening, forecasters "
    "in the capital said. Fishermen were told to stay in port until the wind has gone down."
)


class Newsroom:
    """A site with one feed, in a folder that is served."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.feed = f"{url}/feed.xml"
        self._texts: list[str] = []

    def publish(self, *texts: str) -> None:
        """Put articles before those in the feed."""
        for text in texts:
            number = len(self._texts)
            page = f"<html><body><article><p>{text}</p></article></body></html>"
            (self.folder / f"{number}.html").write_text(page, "utf-8")
            self._texts.append(text)
        items = "".join(
            f"<item><title>No. {n}</title><link>{self.url}/{n}.html</link><guid>no{n}</guid>"
            f"<pubDate>Fri, {n + 10} May 2024 10:00:00 GMT</pubDate></item>"
            for n in reversed(range(len(self._texts)))
        )
        feed = self.folder / "feed.xml"
        feed.write_text(f"<rss version='2.0'><channel>{items}</channel></rss>", "utf-8")
        # The server tells changes by whole seconds.
        os.utime(feed, (1_700_000_000 + 60 * len(self._texts),) * 2)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    folder = tmp_path / "site"
    folder.mkdir()
    with served(folder) as url:
        yield Newsroom(folder, url)


@pytest.fixture
def told() -> list[Failure]:
    return []


@pytest.fixture
def poll(tmp_path: Path, told: list[Failure]) -> Iterator[Poll]:
    ledger = Ledger(f"sqlite:///{tmp_path / 'a.db'}")
    yield Poll(ledger, tmp_path / "states.json", told.append)
    ledger.close()


@pytest.fixture
def cycle(poll: Poll) -> Callable[..., Cycle]:
    """Poll once: `cycle(address, …)`."""

    def call(*feeds: str) -> Cycle:
        return poll.cycle(feeds, Fetcher(Limits(pause=0), allow_private=True))

    return call


def test_what_is_new_is_stored_and_changes_a_dossier(
    newsroom: Newsroom, cycle: Callable[..., Cycle]
) -> None:
    newsroom.publish(WEATHER, TALKS)
    first = cycle(newsroom.feed)
    assert (first.analysed, first.failed) == (2, 0)
    ((none, talks),) = first.changed
    assert none is None
    assert (talks.supplier, talks.recipient, talks.status) == ("BLR", "VEN", "negotiating")
    again = cycle(newsroom.feed)
    assert (again.feeds, again.analysed, again.known, again.changed) == (1, 0, 0, [])
    newsroom.publish(DELIVERY)
    then = cycle(newsroom.feed)
    assert then.analysed == 1
    ((before, after),) = then.changed
    assert before == talks
    assert (after.status, len(after.reports)) == ("delivered", 2)


def test_a_feed_that_is_down_does_not_keep_the_others_back(
    newsroom: Newsroom, cycle: Callable[..., Cycle], told: list[Failure]
) -> None:
    newsroom.publish(WEATHER)
    done = cycle(f"{newsroom.url}/none.xml", newsroom.feed)
    assert (done.feeds, done.unreached, done.analysed) == (2, 1, 1)
    (failure,) = told
    assert (failure.name, failure.cause) == (
        f"{newsroom.url}/none.xml",
        "the server answers 404",
    )


def test_a_feed_that_stays_down_is_told_once(
    newsroom: Newsroom, cycle: Callable[..., Cycle], told: list[Failure]
) -> None:
    for _ in range(3):
        assert cycle(newsroom.feed).unreached == 1
    newsroom.publish(WEATHER)
    assert cycle(newsroom.feed).unreached == 0
    (newsroom.folder / "feed.xml").unlink()
    cycle(newsroom.feed)
    assert [failure.cause for failure in told] == ["the server answers 404"] * 2


@pytest.mark.parametrize("kept", ["states.json", None])
def test_what_a_broken_ledger_did_not_take_is_read_again(
    newsroom: Newsroom,
    poll: Poll,
    cycle: Callable[..., Cycle],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kept: str | None,
) -> None:
    def gone(*_arguments: object, **_options: object) -> None:
        raise LedgerUnavailable("the database is away")

    poll.path = tmp_path / kept if kept else None
    newsroom.publish(WEATHER)
    with monkeypatch.context() as patch:
        patch.setattr(polling, "ingest", gone)
        with pytest.raises(LedgerUnavailable):
            cycle(newsroom.feed)
    assert cycle(newsroom.feed).analysed == 1


def test_a_signal_ends_reading_and_keeps_what_was_read(
    newsroom: Newsroom, poll: Poll, cycle: Callable[..., Cycle], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.publish(WEATHER, TALKS, DELIVERY)
    monkeypatch.setattr(polling, "STORED_AT_ONCE", 1)

    def stopped_after(*arguments: object, **options: object) -> object:
        poll.stop.asked = True
        return ingest(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(polling, "ingest", stopped_after)
        assert cycle(newsroom.feed).analysed == 1
    poll.stop.asked = False
    rest = cycle(newsroom.feed)
    assert (rest.analysed, poll.ledger.counts()["documents"]) == (2, 3)


def test_the_program_prints_dossiers_and_ends_well_at_sigterm(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.publish(TALKS)
    opml = f'<opml version="2.0"><body><outline xmlUrl="{newsroom.feed}"/></body></opml>'
    (tmp_path / "feeds.opml").write_text(opml, "utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "reportedly", "watch", "feeds.opml", "--allow-private-addresses"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
    )
    assert program.stderr is not None
    line = program.stderr.readline()
    program.send_signal(signal.SIGTERM)
    printed, rest = program.communicate(timeout=10)
    assert (program.returncode, rest) == (0, "")
    assert "1 feeds, 1 documents new, 0 known already, 0 failed, 1 dossiers changed" in line
    assert "Belarus → Venezuela  negotiating (new)  last report 2024-05-10, 1 documents" in printed
    assert "artillery rockets" in printed
    assert "asserted by " in printed
    assert (tmp_path / "reportedly.db.feeds.json").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["nothere.opml"], 3, "nothere.opml: No such file"),
        (["empty.txt"], 2, "names no feed"),
        (["http://127.0.0.1:9/feed", "--once"], 3, "1 feeds (1 not read)"),
        (["http://127.0.0.1:9/feed", "--every", "soon"], 2, "no time such as"),
    ],
)
def test_wrong_use_is_told(
    run: Run, tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    (tmp_path / "empty.txt").write_text("# none yet\n", "utf-8")
    done = run("watch", *arguments, COLUMNS="200")
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
