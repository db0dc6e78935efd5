"""Which addresses may be fetched: http(s) on public hosts, judged after name resolution.

What is public is what the IANA registries of special addresses leave (RFC 6890); an
IPv6 address that carries an IPv4 one inside is judged by that one too.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from reportedly.records import AddressRefused, SourceUnavailable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not routed, though Python's table does not say so: RFC 7526 and RFC 9637.
_OTHERS = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("3fff::/20"))
_PATH_SAFE = "%/:=&?~+!$,;'@()*[]-._"


class Address(msgspec.Struct, frozen=True):
    """A parsed address: `origin` is scheme, host and port; `target` is path and query."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The scheme, host and port, as one key."""
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def host_header(self) -> str:
        """The host as the Host header gives it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _port(self.scheme) else f"{host}:{self.port}"


def parse_address(url: str) -> Address:
    """The address `url`. Raises `AddressRefused` if it is not a plain http(s) address."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(f"{url[:200]}: is no address: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise AddressRefused(f"{url[:200]}: only http and https addresses are fetched")
    if not host:
        raise AddressRefused(f"{url[:200]}: names no host")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(
            f"{url.partition('@')[2][:200]}: an address with a password is refused"
        )
    try:
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressRefused(f"{url[:200]}: the host is no name: {error}") from error
    path, query = quote(parts.path or "/", _PATH_SAFE), quote(parts.query, _PATH_SAFE)
    target = f"{path}?{query}" if query else path
    whole = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    return Address(whole, parts.scheme, host, port or _port(parts.scheme), target)


def is_public(address: str) -> bool:
    """Whether the IP address belongs to the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip in _NAT64:
            return is_public(str(last))
        inner = [ip.sixtofour, *(ip.teredo or ()), *([last] if int(ip) >> 32 == 0 else [])]
        if ip.is_site_local or any(v4 is not None and not is_public(str(v4)) for v4 in inner):
            return False
    if any(ip in network for network in _OTHERS):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(address: Address, seconds: float, allow_private: bool) -> list[str]:
    """The IP addresses of the host, each of them checked.

    Raises `AddressRefused` if one of them is not public, `SourceUnavailable` if the name
    has none or is not answered within `seconds`.
    """
    found: list[str] = []
    fault: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            fault.append(getattr(error, "strerror", None) or str(error))

    asking = threading.Thread(target=ask, daemon=True)  # the system's call has no time limit
    asking.start()
    asking.join(seconds)
    if not found:
        cause = fault[0] if fault else "its name was not resolved in time"
        raise SourceUnavailable(f"{address.url}: {cause}")
    if not allow_private and (private := [ip for ip in found if not is_public(ip)]):
        raise AddressRefused(f"{address.url}: {private[0]} is no public address")
    return found


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
