"""Fetching is safe and polite: tried on a real server of this machine."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom_site import Site, send
from reportedly.reading import addresses
from reportedly.reading.addresses import is_public, parse_address
from reportedly.reading.fetch import Fetcher, Limits
from reportedly.reading.robots import parse_robots
from reportedly.records import AddressRefused, LimitExceeded, SourceUnavailable


def fetcher(**limits: float) -> Fetcher:
    """A fetcher for the own network that does not pause."""
    return Fetcher(Limits(**{"pause": 0.0, **limits}), allow_private=True)  # type: ignore[arg-type]


def test_a_page_is_fetched(site: Site) -> None:
    site.pages["/a?b=1"] = lambda handler: send(
        handler,
        gzip.compress("Größe".encode("latin-1")),
        Content_Encoding="gzip",
        Content_Type="Text/HTML; charset=ISO-8859-1",
    )
    page = fetcher().fetch(f"{site.url}/a?b=1#part")
    assert page.body.decode(page.charset or "") == "Größe"
    assert (page.status, page.kind) == (200, "text/html")
    assert page.url == f"{site.url}/a?b=1"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org",
        "http://",
        "http://user:secret@example.org/",
        "http://[::1",
        "http://a:99999/",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_plain_http_addresses_are_fetched(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        fetcher().fetch(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "ip",
    Path(__file__).with_name("special_addresses.txt").read_text("utf-8").split(),
)
def test_special_addresses_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8"]
)
def test_other_addresses_are_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:7f00:1]"],
)
def test_the_own_machine_is_refused_however_it_is_written(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with pytest.raises(AddressRefused, match="no public address"):
        Fetcher().fetch(f"http://{host}:{port}/")
    assert site.asked == []


def test_a_redirect_into_the_own_network_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = site.url.rpartition(":")[2]
    site.pages["/"] = lambda h: send(h, status=302, Location=f"http://127.0.0.2:{port}/secret")
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1")
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.2 is no public address"):
        Fetcher(Limits(pause=0)).fetch(f"{site.url}/")
    assert "/secret" not in site.asked


def test_a_redirect_to_a_file_is_refused(site: Site) -> None:
    site.pages["/"] = lambda h: send(h, status=301, Location="file:///etc/passwd")
    with pytest.raises(AddressRefused, match="only http"):
        fetcher().fetch(f"{site.url}/")


def test_the_checked_address_is_the_one_that_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.url.rpartition(":")[2])
    site.pages["/"] = b"fine"
    answers = [
        [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
        [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", port))],
    ]
    real = socket.getaddrinfo

    def resolver(host: object, *rest: object, **more: object) -> object:
        if host == "news.test":
            return answers.pop(0)
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1")
    asked = Fetcher(Limits(pause=0))
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.2"):
        asked.fetch(f"http://news.test:{port}/")  # robots.txt had the first answer
    assert site.asked == ["/robots.txt"]


def test_redirects_are_followed_up_to_a_limit(site: Site) -> None:
    site.pages["/1"] = lambda h: send(h, status=307, Location="2")
    site.pages["/2"] = b"there"
    site.pages["/loop"] = lambda h: send(h, status=302, Location="/loop")
    assert fetcher().fetch(f"{site.url}/1").url == f"{site.url}/2"
    with pytest.raises(LimitExceeded, match="more than 5 redirects"):
        fetcher().fetch(f"{site.url}/loop")


def test_a_body_without_end_is_cut_off(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"<item>" * 10_000)

    site.pages["/feed"] = endless
    with pytest.raises(LimitExceeded, match="sends more than 1 MB"):
        fetcher(size=1_000_000).fetch(f"{site.url}/feed")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(site: Site, encoding: str) -> None:
    import zlib

    packed = {"gzip": gzip.compress, "deflate": zlib.compress}[encoding](b"0" * 50_000_000)
    site.pages["/bomb"] = lambda h: send(h, packed, Content_Encoding=encoding)
    with pytest.raises(LimitExceeded, match="holds more than 1 MB"):
        fetcher(size=1_000_000).fetch(f"{site.url}/bomb")


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_cut_off_in_time(site: Site, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(200):
                handler.wfile.write(b"X")
                time.sleep(0.05)

    site.pages["/slow"] = drip
    begun = time.monotonic()
    with pytest.raises(LimitExceeded, match="took too long"):
        fetcher(seconds=0.5).fetch(f"{site.url}/slow")
    assert time.monotonic() - begun < 3


def test_what_goes_wrong_is_named(site: Site) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"short")

    def packed(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"no gzip", Content_Encoding="gzip")

    site.pages |= {"/short": short, "/packed": packed}
    for path, cause in {
        "/none": "answers 404",
        "/short": "95 more expected",
        "/packed": "its compression is broken",
    }.items():
        with pytest.raises(SourceUnavailable, match=cause) as raised:
            fetcher().fetch(site.url + path)
        assert str(raised.value).startswith(site.url + path)
    with pytest.raises(SourceUnavailable, match="refused"):
        fetcher().fetch("http://127.0.0.1:9/")
    with pytest.raises(SourceUnavailable):
        fetcher().fetch("http://no-such-host.invalid/")


def test_pages_a_host_are_limited(site: Site) -> None:
    site.pages["/"] = b"x"
    asked = fetcher(pages=2)
    for _ in range(2):
        asked.fetch(f"{site.url}/")
    with pytest.raises(LimitExceeded, match=r"2 pages of 127\.0\.0\.1 were fetched"):
        asked.fetch(f"{site.url}/")


def test_a_pause_is_made_between_requests(site: Site) -> None:
    site.pages["/"] = b"x"
    site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 0.3"
    asked = fetcher()
    begun = time.monotonic()
    for _ in range(3):
        asked.fetch(f"{site.url}/")
    assert time.monotonic() - begun >= 0.6
    assert site.asked.count("/robots.txt") == 1


def test_a_host_that_asks_to_wait_is_left_alone(site: Site) -> None:
    site.pages["/"] = lambda h: send(h, status=429, Retry_After="4000")
    asked = fetcher()
    with pytest.raises(SourceUnavailable, match="429"):
        asked.fetch(f"{site.url}/")
    with pytest.raises(SourceUnavailable, match="asks to wait"):
        asked.fetch(f"{site.url}/")
    assert site.asked.count("/") == 1


@pytest.mark.parametrize("asked_for", ["Fri, 31 Dec 2100 23:59:59 GMT", "1e9", "121"])
def test_a_pause_is_asked_for_in_seconds_or_by_a_date(site: Site, asked_for: str) -> None:
    site.pages["/"] = lambda h: send(h, status=503, Retry_After=asked_for)
    asked = fetcher()
    for cause in ("503", "asks to wait"):
        with pytest.raises(SourceUnavailable, match=cause):
            asked.fetch(f"{site.url}/")


def test_a_host_that_fails_again_and_again_is_asked_no_more(site: Site) -> None:
    site.pages |= {
        "/good": b"x",
        "/busy": lambda h: send(h, status=429, Retry_After="0"),
        "/gone": lambda h: send(h, status=404),
    }
    asked = fetcher(faults=2)
    for path in ("/busy", "/gone", "/busy", "/good", "/busy", "/busy"):
        with contextlib.suppress(SourceUnavailable):
            asked.fetch(site.url + path)
    count = len(site.asked)
    with pytest.raises(SourceUnavailable, match=r"127\.0\.0\.1 failed 2 times"):
        asked.fetch(f"{site.url}/good")
    assert len(site.asked) == count


def test_robots_txt_is_obeyed(site: Site) -> None:
    site.pages |= {
        "/robots.txt": b"User-agent: *\nDisallow: /private",
        "/private/a": b"x",
        "/b": b"x",
    }
    with pytest.raises(AddressRefused, match="robots"):
        fetcher().fetch(f"{site.url}/private/a")
    assert fetcher().fetch(f"{site.url}/b").body == b"x"
    site.pages["/robots.txt"] = lambda h: send(h, status=500)
    with pytest.raises(AddressRefused, match="robots"):
        fetcher().fetch(f"{site.url}/b")


@pytest.mark.parametrize(
    ("rules", "target", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Reportedly\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: reportedly\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?b", True),
        ("User-agent: *\nDisallow: /a*b*c # why", "/a--b--c", False),
        ("User-agent: *\nDisallow: /a*b$", "/ab", False),
        ("User-agent: *\nDisallow: /ab*b$", "/ab", True),
        ("User-agent: *\nDisallow: /ab$", "/abc", True),
        ("User-agent: report\nDisallow: /", "/a", True),
        ("User-agent: reportedly/2.0\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /" + "*a" * 2_000 + "b", "/" + "a" * 20_000, True),
    ],
)
def test_the_longest_rule_counts(rules: str, target: str, allowed: bool) -> None:
    assert parse_robots(rules, "reportedly/0.1").allows(target) is allowed


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}"):
        with contextlib.suppress(AddressRefused):
            address = parse_address(url)
            assert address.scheme in {"http", "https"}
            assert address.target.isascii()
            assert address.target.isprintable()
            assert " " not in address.target
