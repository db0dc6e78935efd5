"""One HTTP exchange with an address that was checked, within a deadline.

The socket goes to the very IP address that was judged, so a name that is answered
anew with a private address (DNS rebinding) gains nothing; TLS is verified against
the name. The deadline holds for each byte: a server that drips is cut off.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, cast

from reportedly.reading.addresses import Address
from reportedly.records import LimitExceeded, SourceUnavailable

_PIECE = 65_536


class Exchange:
    """The answer to a request: status, headers by lower-case name, and the body in pieces."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self._response = response

    def pieces(self) -> Iterator[bytes]:
        """The body as it was sent, some bytes at a time."""
        while piece := self._response.read1(_PIECE):
            yield piece
        if self._response.length:  # read1 is silent about a body that ends early
            raise http.client.IncompleteRead(b"", self._response.length)


@contextmanager
def exchange(
    address: Address, ips: list[str], headers: Mapping[str, str], deadline: float
) -> Iterator[Exchange]:
    """Ask for `address` at the first of `ips` that answers; `deadline` is of time.monotonic.

    Raises `SourceUnavailable`, `LimitExceeded` after the deadline.
    """
    sock: socket.socket | None = None
    try:
        sock = _connect(address, ips, deadline)
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = cast(socket.socket, _TimedSocket(sock, deadline))
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", address.host_header)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        yield Exchange(connection.getresponse())
    except TimeoutError as error:
        raise LimitExceeded(f"{address.url}: took too long") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise SourceUnavailable(f"{address.url}: {cause}") from error
    finally:
        if sock is not None:
            with suppress(OSError):
                sock.close()


def _connect(address: Address, ips: list[str], deadline: float) -> socket.socket:
    fault: OSError = OSError("no address")
    for ip in ips[:4]:
        try:
            sock = socket.create_connection((ip, address.port), timeout=_left(deadline))
        except OSError as error:
            fault = error
            continue
        if address.scheme == "http":
            return sock
        try:
            return _tls().wrap_socket(sock, server_hostname=address.host)
        except OSError:
            sock.close()
            raise
    raise fault


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    with suppress(ImportError, OSError):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _TimedSocket:
    """A socket, for http.client, each of whose calls ends at the deadline."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._sock, self._deadline))

    def close(self) -> None:
        """Nothing: who opened the socket closes it."""


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._deadline))
        return self._sock.recv_into(buffer)
