"""Pages fetched safely and politely: checked addresses, limits, robots.txt, a pause a host."""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import msgspec

from reportedly.reading.addresses import Address, parse_address, resolve
from reportedly.reading.compression import unpack
from reportedly.reading.connection import Exchange, exchange
from reportedly.reading.decoding import LARGEST
from reportedly.reading.robots import EVERYTHING, NOTHING, Robots, parse_robots
from reportedly.records import (
    AddressRefused,
    LimitExceeded,
    ReportedlyError,
    SourceBusy,
    SourceUnavailable,
    UnreadableDocument,
)
from reportedly.version import __version__

AGENT = f"reportedly/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LONGEST_PAUSE = 120.0
_USUAL_REST, _LONGEST_REST = 60.0, 86_400.0


class Limits(msgspec.Struct, frozen=True):
    """What a fetch may cost: seconds, bytes unpacked, redirects; pages a host a run, the seconds
    between two of them, and how many may fail in a row before the host is asked no more."""

    seconds: float = 30.0
    size: int = LARGEST
    redirects: int = 5
    pages: int = 2_000
    pause: float = 1.0
    faults: int = 5


class Page(msgspec.Struct, frozen=True):
    """A fetched page: its last address, status, headers by lower-case name, unpacked body."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, in lower case, without parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header, or None."""
        match = _CHARSET.search(self.headers.get("content-type", ""))
        return match[1] if match else None


class Fetcher:
    """Fetches pages; remembers each host's robots.txt, when it may be asked again, how often
    it was. `allow_private` lets it ask hosts of the own network too."""

    def __init__(self, limits: Limits | None = None, *, allow_private: bool = False) -> None:
        self.limits = limits or Limits()
        self.allow_private = allow_private
        self._robots: dict[str, Robots] = {}
        self._next: dict[str, float] = {}
        self._pages: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()

    def fetch(
        self, url: str, known: dict[str, str] | None = None, limits: Limits | None = None
    ) -> Page:
        """The page at `url`, after redirects. `known` are headers of a conditional request:
        a page that has not changed comes back with status 304 and no body. `limits` are
        those of this fetch, if not the usual ones.

        Raises `AddressRefused`, `LimitExceeded`, or `SourceUnavailable` with the cause.
        """
        address = parse_address(url)
        for _ in range(self.limits.redirects + 1):
            page = self._asked(address, known or {}, limits or self.limits)
            if page.status in _REDIRECTS and "location" in page.headers:
                address = parse_address(urljoin(address.url, page.headers["location"]))
                continue
            if page.status not in {200, 304}:
                fault = SourceBusy if page.status in _BUSY else SourceUnavailable
                raise fault(f"{address.url}: the server answers {page.status}")
            return page
        raise LimitExceeded(f"{url}: more than {self.limits.redirects} redirects")

    def _asked(self, address: Address, known: dict[str, str], limits: Limits) -> Page:
        """The answer of one host that lets itself be asked, redirects not followed."""
        faults = self._faults[address.host]
        if faults >= self.limits.faults:
            raise SourceBusy(
                f"{address.url}: {address.host} failed {faults} times and is asked no more"
            )
        try:
            if not self.robots(address).allows(address.target):
                raise AddressRefused(f"{address.url}: the site's robots.txt forbids it")
            self._count(address)
            page = self._get(address, known, limits)
        except (LimitExceeded, SourceUnavailable):
            self._faults[address.host] += 1
            raise
        if page.status in _BUSY:
            self._faults[address.host] += 1
            self._heed(address, page)
        else:
            self._faults[address.host] = 0
        return page

    def robots(self, address: Address) -> Robots:
        """The rules of the host's robots.txt: all is allowed where there is none, nothing
        where it can't be had (RFC 9309, 2.3.1)."""
        if address.origin not in self._robots:
            self._robots[address.origin] = self._ask_robots(address)
        return self._robots[address.origin]

    def _ask_robots(self, address: Address) -> Robots:
        place = parse_address(urljoin(address.url, "/robots.txt"))
        try:
            for _ in range(self.limits.redirects + 1):
                page = self._get(place, {}, self.limits)
                if page.status in _REDIRECTS and "location" in page.headers:
                    place = parse_address(urljoin(place.url, page.headers["location"]))
                    continue
                if page.status == 200:
                    return parse_robots(page.body.decode("utf-8", "replace"), AGENT)
                return EVERYTHING if 400 <= page.status < 500 else NOTHING
        except AddressRefused as error:
            raise AddressRefused(f"{address.url}: {str(error).partition(': ')[2]}") from error
        except SourceUnavailable as error:
            cause = str(error).removeprefix(f"{place.url}: ")
            raise type(error)(f"{address.url}: {cause}") from error
        return EVERYTHING

    def _count(self, address: Address) -> None:
        self._pages[address.host] += 1
        if self._pages[address.host] > self.limits.pages:
            raise LimitExceeded(
                f"{address.url}: {self.limits.pages} pages of {address.host} were fetched"
            )

    def _get(self, address: Address, headers: dict[str, str], limits: Limits) -> Page:
        """One request, redirects not followed."""
        self._wait(address)
        deadline = time.monotonic() + limits.seconds
        ips = resolve(address, limits.seconds, self.allow_private)
        sent = {
            "User-Agent": AGENT,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }
        try:
            with exchange(address, ips, sent, deadline) as answer:
                body = b"" if answer.status in {*_REDIRECTS, 304} else _body(answer, limits.size)
                return Page(address.url, answer.status, answer.headers, body)
        except LimitExceeded as error:
            raise LimitExceeded(_named(address, error)) from error
        except UnreadableDocument as error:
            raise SourceUnavailable(_named(address, error)) from error
        finally:
            robots = self._robots.get(address.origin, EVERYTHING)
            pause = max(self.limits.pause, robots.delay)
            self._next[address.host] = max(
                self._next.get(address.host, 0.0), time.monotonic() + pause
            )

    def _wait(self, address: Address) -> None:
        if (left := self._next.get(address.host, 0.0) - time.monotonic()) > 0:
            if left > _LONGEST_PAUSE:
                raise SourceBusy(f"{address.url}: the server asks to wait {left:.0f} s")
            time.sleep(left)

    def _heed(self, address: Address, page: Page) -> None:
        """Keep away from a host as long as its Retry-After header asks (RFC 9110, 10.2.3)."""
        seconds = _rest(page.headers.get("retry-after", ""))
        self._next[address.host] = time.monotonic() + seconds


def _rest(retry_after: str) -> float:
    """The seconds that a Retry-After header asks for, given as a number or a date."""
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(retry_after).timestamp() - time.time()
        except (ValueError, OverflowError):
            return _USUAL_REST
    return _USUAL_REST if math.isnan(seconds) else min(max(seconds, 0.0), _LONGEST_REST)


def _body(answer: Exchange, limit: int) -> bytes:
    """The body unpacked, both packed and unpacked within `limit` bytes."""

    def within() -> Iterator[bytes]:
        size = 0
        for piece in answer.pieces():
            size += len(piece)
            if size > limit:
                raise LimitExceeded(f"sends more than {limit / 1e6:g} MB")
            yield piece

    return unpack(within(), answer.headers.get("content-encoding", ""), limit)


def _named(address: Address, error: ReportedlyError) -> str:
    text = str(error)
    return text if text.startswith(address.url) else f"{address.url}: {text}"
