"""Every link of the site over the demo ledger leads somewhere, to the character."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag

import httpx2
import lxml.html


def links(client: httpx2.Client, path: str) -> Iterator[str]:
    """The addresses within the site that the page at `path` leads to."""
    for address in lxml.html.document_fromstring(client.get(path).text).xpath("//a/@href"):
        if address.startswith("#"):
            yield path + address
        elif address.startswith("/") and not address.startswith("/api/"):
            yield address


def test_every_link_leads_somewhere(site: str) -> None:
    seen: dict[str, set[str]] = {}
    with httpx2.Client(base_url=site) as client:
        waiting = {address for path in ("/", "/documents") for address in links(client, path)}
        waiting |= {address for path in set(map(plain, waiting)) for address in links(client, path)}
        for address in sorted(waiting):
            path, anchor = urldefrag(address)
            if path not in seen:
                answer = client.get(path)
                assert answer.status_code == 200, address
                seen[path] = set(lxml.html.document_fromstring(answer.text).xpath("//@id"))
            assert not anchor or anchor in seen[path], address
    assert len(seen) > 100


def plain(address: str) -> str:
    """`address` without the place within its page."""
    return urldefrag(address)[0]
