"""`watch`: poll feeds, store what is new, tell which dossiers it changed.

What a feed gave counts as seen only when the ledger holds it: a watch that is killed
reads again what it had not stored, and what is stored already is passed over.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import (
    DEFAULT_LEDGER,
    AllowPrivate,
    ClaimsModel,
    LedgerUrl,
    Model,
    OnTopic,
    OwnParties,
    Subject,
    opened,
)
from reportedly.records import LedgerUnavailable, ReportedlyError, SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.cli.polling import Cycle
    from reportedly.linking.records import Dossier
    from reportedly.records import Failure, PositionKind

_INTERVAL = re.compile(r"(\d{1,9})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST_DAYS = 30
_POSITIONS: dict[PositionKind, str] = {"asserts": "asserted by", "denies": "denied by"}


def watch(
    feeds: Annotated[
        str,
        typer.Argument(
            metavar="FEEDS", help="An OPML file, a file of feed addresses, or one address"
        ),
    ],
    every: Annotated[
        str, typer.Option(metavar="TIME", help="From poll to poll: 90s, 15m, 2h, 1d.")
    ] = "15m",
    ledger: LedgerUrl = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="Poll once and end, as for cron.")] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where it is kept what was seen of each feed; beside an SQLite ledger unless "
            "given, otherwise in memory.",
        ),
    ] = None,
    topic: OnTopic = Subject.arms,
    allow_private: AllowPrivate = False,
    parties: OwnParties = None,
    model: Model = None,
    claims_model: ClaimsModel = None,
) -> None:
    """Poll feeds, store what is new, print the dossiers that changed. Ctrl-C or SIGTERM ends it."""
    seconds = _seconds(every)
    from reportedly.analysis import Options
    from reportedly.cli.polling import Poll, Stop, Stopped
    from reportedly.reading.extras import extra
    from reportedly.reading.fetch import Fetcher

    stop = Stop.at_signals()
    extra("feedparser", "feeds")
    addresses = _addresses(feeds)
    path = state or _beside(ledger)
    options = Options(model, parties, topic.value, claims_model)
    poll = Poll(opened(ledger, existing=False), path, _tell, stop, options)
    while not stop.asked:
        begun = datetime.now(UTC)
        try:
            done = poll.cycle(addresses, Fetcher(allow_private=allow_private))
        except LedgerUnavailable as error:
            if once:
                raise
            # It may be there again at the next poll; nothing counts as seen until then.
            typer.echo(f"reportedly: {error}", err=True)
        else:
            _print(done, begun)
            if once and not stop.asked:
                _end(done)
        try:
            stop.sleep(seconds - (datetime.now(UTC) - begun).total_seconds())
        except Stopped:
            break


def _seconds(every: str) -> int:
    match = _INTERVAL.fullmatch(every.strip().lower())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not 0 < seconds <= _LONGEST_DAYS * 86_400:
        raise typer.BadParameter(
            f"{every!r} is no time such as 90s, 15m, 2h or 1d, at most {_LONGEST_DAYS}d",
            param_hint="--every",
        )
    return seconds


def _addresses(feeds: str) -> list[str]:
    """The addresses that `feeds` names. Raises `SourceUnavailable` if it is no file."""
    if "://" in feeds:
        return [feeds]
    from reportedly.reading.feed import read_feed_list

    try:
        found = read_feed_list(Path(feeds).read_text("utf-8-sig", errors="replace"))
    except OSError as error:
        raise SourceUnavailable(f"{feeds}: {error.strerror}") from error
    if not found:
        raise ReportedlyError(f"{feeds}: names no feed")
    return found


def _beside(ledger: str) -> Path | None:
    """The file of feed states beside an SQLite ledger. One left by a ledger that is gone is
    removed: what was seen then is not in the new one."""
    database = ledger.removeprefix("sqlite:///")
    if database in (ledger, "", ":memory:"):
        return None
    path = Path(f"{database}.feeds.json")
    if not Path(database).exists():
        path.unlink(missing_ok=True)
    return path


def _tell(failure: Failure) -> None:
    typer.echo(f"reportedly: {failure.name}: {failure.cause}", err=True)


def _print(done: Cycle, begun: datetime) -> None:
    """The changed dossiers on stdout, the poll in one line on stderr."""
    from reportedly.reference.states import state_name
    from reportedly.terminal.words import printable

    for then, now in done.changed:
        supplier, recipient = (
            state_name(role) if role else "(open)" for role in (now.supplier, now.recipient)
        )
        status = now.status.replace("_", " ")
        if then is None:
            status += " (new)"
        elif then.status != now.status:
            status += f" (was {then.status.replace('_', ' ')})"
        report = f"last report {now.last_report or 'undated'}, {len(now.reports)} documents"
        goods = ", ".join(each.words[0] for each in now.goods[:3] if each.words)
        columns = (now.id, f"{supplier} → {recipient}", status, report, goods, *_voices(then, now))
        typer.echo("  ".join(printable(column) for column in columns if column))
    feeds = f"{done.feeds} feeds" + (f" ({done.unreached} not read)" if done.unreached else "")
    passed_over = f"{done.passed_over} passed over, " if done.passed_over else ""
    typer.echo(
        f"{begun:%Y-%m-%d %H:%M:%S} UTC: {feeds}, {done.analysed} documents new, "
        f"{passed_over}{done.known} known already, {done.failed} failed, "
        f"{len(done.changed)} dossiers changed",
        err=True,
    )


def _voices(then: Dossier | None, now: Dossier) -> Iterator[str]:
    """Who asserts and who denies the transfer now and did not before."""
    for position, words in _POSITIONS.items():
        known = then.who(position) if then else ()
        new = [name for name in now.who(position) if name not in known]
        if new:
            yield f"{'now ' if then else ''}{words} {', '.join(new)}"


def _end(done: Cycle) -> None:
    """End a single poll with its status."""
    if done.unreached == done.feeds:
        raise typer.Exit(3)
    raise typer.Exit(1 if done.unreached or done.failed else 0)
