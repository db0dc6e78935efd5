"""Sanctions lists on disk: fetch one, keep it with its origin, read all that are kept.

A list is kept as one plain file, `NAME.jsonl`: the header (source, day, version) on the
first line, an entry on each further one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

import msgspec

from reportedly.assessment.entries import ListEntry, ListHeader, SanctionsList, UnreadableList
from reportedly.assessment.list_formats import read_list

T = TypeVar("T")

LARGEST = 1 << 30
TIME_OUT_SECONDS = 60.0
_HEADERS = {"User-Agent": "reportedly (https://pypi.org/project/reportedly)"}
_CHUNK = 1 << 20


def default_folder() -> Path:
    """Where lists are kept unless told otherwise: the user's data folder of the system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "reportedly" / "lists"


def load_list(
    source: str, *, name: str | None = None, alternatives: str | None = None
) -> SanctionsList:
    """The list at a file or an http(s) address, its format told from its content.

    `name` replaces the short name that the format gives ("un", "ofac-sdn"); `alternatives`
    is where OFAC's further names (alt.csv) are. Raises `UnreadableList`.
    """
    content = read_source(source)
    try:
        found = read_list(content, read_source(alternatives) if alternatives else None)
    except UnreadableList as error:
        raise UnreadableList(f"{source}: {error}") from error
    if not found.entries:
        raise UnreadableList(f"{source}: the list has no entries")
    digest = hashlib.sha256(content).hexdigest()
    header = ListHeader(
        name=name or found.name,
        title=found.title,
        source=source,
        retrieved=datetime.now(UTC).date().isoformat(),
        version=found.version or digest[:12],
        sha256=digest,
        entries=len(found.entries),
    )
    return SanctionsList(header=header, entries=found.entries)


def save_list(sanctions_list: SanctionsList, folder: Path) -> Path:
    """Keep the list in the folder, in place of an earlier state of it; the file's path."""
    stem = sanctions_list.header.name
    if (
        not stem
        or any(not (letter.isalnum() or letter in "-_.") for letter in stem)
        or stem[0] == "."
    ):
        raise UnreadableList(f"{stem!r} can't be the name of a list: letters, digits, - and _ only")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}.jsonl"
    lines = [sanctions_list.header, *sanctions_list.entries]
    part = path.with_suffix(".part")
    part.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    part.replace(path)
    return path


def kept_lists(folder: Path) -> tuple[ListHeader, ...]:
    """The headers of the lists that are kept in the folder, by name."""
    headers = []
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            headers.append(_decode(lines.readline(), ListHeader, path))
    return tuple(headers)


def read_lists(folder: Path) -> tuple[SanctionsList, ...]:
    """The lists that are kept in the folder, by name; none where there is no folder."""
    return tuple(_read_kept(path) for path in sorted(folder.glob("*.jsonl")))


def _read_kept(path: Path) -> SanctionsList:
    first, *rest = path.read_bytes().splitlines() or [b""]
    header = _decode(first, ListHeader, path)
    return SanctionsList(
        header=header, entries=tuple(_decode(line, ListEntry, path) for line in rest)
    )


def _decode(line: bytes, kind: type[T], path: Path) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise UnreadableList(f"{path} is no list as kept by reportedly: {error}") from error


def read_source(source: str) -> bytes:
    """The bytes of a file or of an http(s) address. Raises `UnreadableList`."""
    scheme = urlsplit(source).scheme.lower()
    if scheme in ("http", "https"):
        return _fetch(source)
    if "://" in source:
        raise UnreadableList(f"{source}: only files, http:// and https:// can be read")
    try:
        path = Path(source)
        if path.stat().st_size > LARGEST:
            raise UnreadableList(f"{source}: larger than {LARGEST} bytes")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableList(f"{source}: {error.strerror or error}") from error


def _opener() -> OpenerDirector:
    """Opens http and https only, so that a redirection can't lead to anything else."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _fetch(url: str) -> bytes:
    request = Request(url, headers=_HEADERS)  # noqa: S310 - the caller has checked the scheme
    chunks = []
    size = 0
    try:
        with _opener().open(request, timeout=TIME_OUT_SECONDS) as answer:
            while chunk := answer.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST:
                    raise UnreadableList(f"{url}: larger than {LARGEST} bytes")
                chunks.append(chunk)
    except (URLError, TimeoutError, OSError, ValueError) as error:
        raise UnreadableList(f"{url}: {getattr(error, 'reason', None) or error}") from error
    return b"".join(chunks)
