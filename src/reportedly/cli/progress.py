"""How far an ingest has come: documents, documents a second, and how long the rest will take.

What remains is judged by the bytes of the files that are named, read so far and in all; a
source whose size is not known beforehand leaves the remaining time open.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from reportedly.reading.sources import unread_documents

if TYPE_CHECKING:
    from reportedly.engines.intake import Progress, Report
    from reportedly.reading.fetch import Fetcher
    from reportedly.reading.raw import Found
    from reportedly.records import Failure

_EVERY = 30.0  # seconds between lines where no terminal shows a bar


class Files:
    """Named sources that are read one after the other, and how far."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._size = sum(map(_size, names))
        self._read = 0
        self._open: BinaryIO | None = None
        self._measured = all(map(_size, names))

    def documents(self, published: str | None, fetcher: Fetcher) -> Iterator[Found]:
        """What `unread_documents` gives for all of them."""
        for name in self.names:
            try:
                self._open = Path(name).open("rb") if _size(name) else None  # noqa: SIM115
            except OSError:  # told by the reader
                self._open = None
            yield from unread_documents([self._open or name], published, fetcher)
            if self._open:
                self._open.close()
            self._read += _size(name)

    def part_read(self) -> float | None:
        """Which part of the bytes was read; None if nobody can know."""
        if not self._measured:
            return None
        ahead = self._open.tell() if self._open and not self._open.closed else 0
        return min(1.0, (self._read + ahead) / self._size)


@contextmanager
def shown(files: Files) -> Iterator[Report]:
    """Show progress on stderr while an ingest of `files` runs; gives its `report`. On a
    terminal it is a line that changes, elsewhere a line now and then."""
    from rich.console import Console

    console = Console(stderr=True)
    begun = last = time.monotonic()
    with console.status("loading the model") as status:

        def report(progress: Progress, failure: Failure | None) -> None:
            nonlocal last
            now = time.monotonic()
            line = told(progress, now - begun, files.part_read())
            if failure:
                typer.echo(f"reportedly: {failure.name}: {failure.cause}", err=True)
            elif console.is_terminal:
                status.update(line)
            elif now - last >= _EVERY:
                last = now
                typer.echo(line, err=True)

        yield report


def told(progress: Progress, seconds: float, part_read: float | None) -> str:
    """The progress in one line, after so many `seconds`."""
    line = (
        f"{progress.seen} documents, {progress.seen / max(seconds, 0.001):.1f} a second, "
        f"{progress.failed} failed"
    )
    if part_read:
        left = round(seconds * (1 - part_read) / part_read)
        line += f", {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
    return line


def _size(name: str) -> int:
    path = Path(name)
    return path.stat().st_size if name != "-" and path.is_file() else 0
