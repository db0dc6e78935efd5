"""A web site on this machine, whose answers a test writes."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A site: `pages` by path (bytes, or a function that answers), and the `asked` paths."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, bytes | Answer] = {}
        self.asked: list[str] = []


def send(
    handler: BaseHTTPRequestHandler, body: bytes = b"", status: int = 200, **headers: str
) -> None:
    """Answer with `body`."""
    handler.send_response(status)
    for name, value in ({"Content_Type": "text/html"} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
