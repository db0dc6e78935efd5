"""One poll of feeds into a ledger, ended in good order whenever a signal asks for it.

A signal ends the waiting for a server or for the next poll at once, and storing when the
documents in hand are stored. The states of the feeds are written after their documents.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TypeVar

from reportedly.analysis import Options
from reportedly.engines.batching import batched
from reportedly.engines.local import ingest
from reportedly.ledger.dossiers import stored_dossier, stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.linking.records import Dossier
from reportedly.reading.feed import FeedStates, read_feed
from reportedly.reading.fetch import Fetcher
from reportedly.records import Document, Failure, LedgerUnavailable, ReportedlyError

T = TypeVar("T")
Item = Document | Failure

# Few, so that a signal need not wait for long, and a killed watch repeats little.
STORED_AT_ONCE = 20


class Stopped(BaseException):
    """A signal came; no `Exception`, so that nothing on the way takes it for a failure."""


class Stop:
    """Whether a signal asked to end."""

    def __init__(self) -> None:
        self.asked = False
        self._at_once = False

    @classmethod
    def at_signals(cls) -> Stop:
        """One that SIGINT and SIGTERM ask from now on."""
        stop = cls()
        signal.signal(signal.SIGINT, stop._ask)
        signal.signal(signal.SIGTERM, stop._ask)
        return stop

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._at_once:
            raise Stopped

    def during(self, call: Callable[[], T]) -> T:
        """What `call` gives, which a signal ends at once. Raises `Stopped`."""
        self._at_once = True
        try:
            if self.asked:
                raise Stopped
            return call()
        finally:
            self._at_once = False

    def sleep(self, seconds: float) -> None:
        """Wait so long. Raises `Stopped`."""
        self.during(lambda: time.sleep(max(0.0, seconds)))


@dataclass
class Cycle:
    """What one poll did: in feeds, in documents, and the dossiers that are new or changed,
    each with what it was before."""

    feeds: int = 0
    unreached: int = 0
    analysed: int = 0
    passed_over: int = 0
    known: int = 0
    failed: int = 0
    changed: list[tuple[Dossier | None, Dossier]] = field(default_factory=list)


@dataclass
class Poll:
    """What every poll needs: the ledger, the file of feed states (None: `memory` only), who is
    told of failures, and how documents are analysed."""

    ledger: Ledger
    path: Path | None
    tell: Callable[[Failure], None]
    stop: Stop = field(default_factory=Stop)
    options: Options = Options()  # noqa: RUF009  immutable
    memory: FeedStates = field(default_factory=FeedStates)
    _down: dict[str, str] = field(default_factory=dict)

    def cycle(self, feeds: Iterable[str], fetcher: Fetcher) -> Cycle:
        """Read what is new in `feeds` and store it. Raises `LedgerUnavailable`; what was not
        stored by then is given again by the next poll."""
        states = _States(self.path) if self.path else self.memory
        try:
            return self._cycle(feeds, fetcher, states)
        except LedgerUnavailable:
            # What memory calls seen may not be stored: forget it, and pass over what is known.
            self.memory = FeedStates()
            raise

    def _cycle(self, feeds: Iterable[str], fetcher: Fetcher, states: FeedStates) -> Cycle:
        done = Cycle()
        touched: dict[str, None] = {}
        before: dict[str, Dossier] | None = None
        for url in feeds:
            done.feeds += 1
            items = self._readable(url, read_feed(url, fetcher, states), done)
            for batch in batched(items, STORED_AT_ONCE):
                if before is None:
                    before = {dossier.id: dossier for dossier in stored_dossiers(self.ledger)}
                touched.update(dict.fromkeys(self._store(batch, done)))
            if isinstance(states, _States):
                states.write()
            if self.stop.asked:
                break
        for key in touched:
            now, then = stored_dossier(self.ledger, key), (before or {}).get(key)
            if now is not None and now != then:
                done.changed.append((then, now))
        return done

    def _readable(self, url: str, items: Iterator[Item], done: Cycle) -> Iterator[Item]:
        """`items` until a signal comes, or until the feed fails, which is told once as long as
        it lasts."""
        try:
            while (item := self.stop.during(lambda: next(items, None))) is not None:
                yield item
            self._down.pop(url, None)
        except Stopped:
            return
        except (ReportedlyError, OSError) as error:
            done.unreached += 1
            cause = str(error).removeprefix(f"{url}: ")
            if self._down.get(url) != cause:
                self.tell(Failure(name=url, cause=cause))
            self._down[url] = cause

    def _store(self, batch: list[Item], done: Cycle) -> list[str]:
        """Analyse and store; the ids of the dossiers that were written anew."""
        progress = ingest(
            batch,
            self.ledger,
            self.options,
            report=lambda _progress, failure: self.tell(failure) if failure else None,
        )
        done.analysed += progress.analysed
        done.passed_over += progress.passed_over
        done.known += progress.known
        done.failed += progress.failed
        return progress.dossiers


class _States(FeedStates):
    """States that are written only when the ledger holds what they call seen."""

    def save(self) -> None:
        """Not yet."""

    def write(self) -> None:
        """Write the file. Raises `ReportedlyError` if it can't be."""
        try:
            super().save()
        except OSError as error:
            raise ReportedlyError(
                f"{self.path}: {error.strerror}; name another place with --state"
            ) from error
