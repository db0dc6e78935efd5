"""The sanctions lists that are kept on this machine, read in the background when first asked."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from reportedly.assessment.entries import ListHeader, UnreadableList
from reportedly.assessment.lists import default_folder, kept_lists

if TYPE_CHECKING:
    from reportedly.assessment.screening import Kind, Match, Screener

Matches = tuple["Match", ...]
KINDS: dict[str, Kind] = {
    "person": "person",
    "organisation": "organisation",
    "group": "organisation",
    "vessel": "vessel",
}


class Screens:
    """The lists in `folder`: the usual one, or what the environment names."""

    def __init__(self, folder: Path | None = None) -> None:
        named = os.environ.get("REPORTEDLY_LISTS")
        self.folder = folder or (Path(named) if named else default_folder())
        self._lock = Lock()
        self._reader: Thread | None = None
        self._state: tuple[ListHeader, ...] = ()
        self._screener: Screener | None = None
        self._fault: UnreadableList | None = None

    def headers(self) -> tuple[ListHeader, ...]:
        """Which lists are kept, and of which day they are. Raises `UnreadableList`."""
        return kept_lists(self.folder)

    def matches(self, name: str, kind: str) -> Matches | Literal["reading"] | None:
        """The entries that a party's name resembles; None where there is nothing to hold it
        against. While lists are read, that they are. Raises `UnreadableList`."""
        kept = self.headers() if kind in KINDS else ()
        if not kept:
            return None
        with self._lock:
            if self._state != kept:
                self._state, self._screener, self._fault = kept, None, None
                self._reader = Thread(target=self._read, args=(kept,), daemon=True)
                self._reader.start()
            screener, fault = self._screener, self._fault
        if fault:
            raise fault
        return screener.screen(name, KINDS[kind]) if screener else "reading"

    def wait(self, seconds: float) -> None:
        """Wait until lists that are being read have been, at most so long."""
        if self._reader:
            self._reader.join(seconds)

    def _read(self, state: tuple[ListHeader, ...]) -> None:
        from reportedly.assessment.lists import read_lists
        from reportedly.assessment.screening import Screener

        screener, fault = None, None
        try:
            screener = Screener(read_lists(self.folder))
        except UnreadableList as error:
            fault = error
        with self._lock:
            if self._state == state:
                self._screener, self._fault = screener, fault
