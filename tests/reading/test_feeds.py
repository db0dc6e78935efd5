"""Feeds, sitemaps and addresses as documents: tried on a real server of this machine."""

from __future__ import annotations

import gzip
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from newsroom_site import Site, send
from reportedly.reading import sitemap
from reportedly.reading.feed import FeedStates, read_feed, read_feed_list
from reportedly.reading.fetch import Fetcher, Limits
from reportedly.reading.sources import read_documents
from reportedly.records import (
    Document,
    ExtraNotInstalled,
    Failure,
    SourceUnavailable,
    UnreadableDocument,
)

SAID = "The ministry said on Monday that it had bought no rockets from its neighbours at all."
MORE = SAID.replace("rockets", "drones")
PAGE = f"<html><body><article><p>{SAID}</p><p>{MORE}</p></article>".encode()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Limits(pause=0), allow_private=True)


def feed(site: Site, *numbers: int) -> bytes:
    """An RSS feed of the site's articles, newest first."""
    items = "".join(
        f"<item><title>Article {n}</title><link>{site.url}/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Wed, 0{n} May 2024 10:00:00 GMT</pubDate>"
        f"<description>{SAID} Summary {n}.</description></item>"
        for n in numbers
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_a_feed_gives_its_new_entries_oldest_first(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages |= {"/1": PAGE, "/2": PAGE, "/3": PAGE, "/feed": feed(site, 2, 1)}
    states = FeedStates(tmp_path / "states.json")
    first = list(read_feed(f"{site.url}/feed", fetcher, states))
    assert [d.published for d in first if isinstance(d, Document)] == ["2024-05-01", "2024-05-02"]
    assert [d.title for d in first if isinstance(d, Document)] == ["Article 1", "Article 2"]
    site.pages["/feed"] = feed(site, 3, 2, 1)
    (third,) = read_feed(f"{site.url}/feed", fetcher, FeedStates(tmp_path / "states.json"))
    assert isinstance(third, Document)
    assert (third.url, third.doc_id) == (f"{site.url}/3", f"{site.url}/3")


def test_an_unchanged_feed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"]:
            send(handler, status=304)
        else:
            send(handler, feed(site, 1), ETag='"v1"', Last_Modified="Wed, 01 May 2024 10:00:00 GMT")

    site.pages |= {"/feed": answer, "/1": PAGE}
    states = FeedStates()
    assert len(list(read_feed(f"{site.url}/feed", fetcher, states))) == 1
    assert list(read_feed(f"{site.url}/feed", fetcher, states)) == []


def test_a_run_that_is_stopped_is_given_the_rest_again(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages |= {"/feed": feed(site, 3, 2, 1), "/1": PAGE, "/2": PAGE, "/3": PAGE}
    reading = read_feed(f"{site.url}/feed", fetcher, FeedStates(tmp_path / "s.json"))
    next(reading)
    next(reading)  # the first is stored, the second is not yet
    reading.close()
    rest = list(read_feed(f"{site.url}/feed", fetcher, FeedStates(tmp_path / "s.json")))
    assert [d.title for d in rest if isinstance(d, Document)] == ["Article 2", "Article 3"]


def test_where_the_page_cant_be_had_the_feeds_own_text_is_read(
    site: Site, fetcher: Fetcher
) -> None:
    site.pages["/feed"] = feed(site, 1)
    (document,) = read_feed(f"{site.url}/feed", fetcher, FeedStates())
    assert isinstance(document, Document)
    assert document.text.startswith(SAID)
    assert any("only the feed's own text was read" in note for note in document.warnings or ())


def test_where_the_page_holds_less_the_feeds_own_text_is_read(site: Site, fetcher: Fetcher) -> None:
    whole = f"<content:encoded><![CDATA[<p>{SAID}</p><p>{MORE}</p>]]></content:encoded></item>"
    space = b"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    site.pages["/feed"] = feed(site, 1).replace(b"</item>", whole.encode()).replace(b"<rss ", space)
    site.pages["/1"] = b"<html><body><article><p>Subscribe to read on.</p></article>"
    (document,) = read_feed(f"{site.url}/feed", fetcher, FeedStates())
    assert isinstance(document, Document)
    assert SAID in document.text
    assert MORE in document.text
    assert "the feed's own text was read: its page holds less" in (document.warnings or ())


@pytest.mark.parametrize(
    "feed_of",
    [
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><item>"
        "<title>Article</title><link>{0}/1</link><dc:date>2024-05-01T10:00:00Z</dc:date></item>"
        "</rdf:RDF>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Article</title><id>urn:1</id>"
        "<link href='/1'/><updated>2024-05-02T10:00:00Z</updated><published>2024-05-01T10:00:00Z"
        "</published></entry></feed>",
        "<rss version='2.0'><channel><item><title>Article</title><link>{0}/1</link>"
        "<pubDate>Wed, 1 May 2024 10:00:00 EST</pubDate></item></channel></rss>",
    ],
)
def test_feeds_of_each_kind(feed_of: str, site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/feed": feed_of.format(site.url).encode(), "/1": PAGE}
    (document,) = read_documents([f"{site.url}/feed"], fetcher=fetcher)
    assert isinstance(document, Document)
    assert (document.title, document.published) == ("Article", "2024-05-01")
    (document,) = read_documents([f"{site.url}/feed"], "2020-01-01", fetcher)
    assert isinstance(document, Document)
    assert document.published == "2020-01-01"


def test_a_page_that_is_busy_is_read_at_a_later_poll(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/feed": lambda h: send(h, feed(site, 1), ETag='"v1"'),
        "/1": lambda h: send(h, status=429, Retry_After="0"),
    }
    states = FeedStates()
    (failure,) = read_feed(f"{site.url}/feed", fetcher, states)
    assert failure == Failure(name=f"{site.url}/1", cause="the server answers 429")
    site.pages["/1"] = PAGE
    (document,) = read_feed(f"{site.url}/feed", fetcher, states)
    assert isinstance(document, Document)
    assert list(read_feed(f"{site.url}/feed", fetcher, states)) == []


def test_a_page_that_stays_away_is_asked_for_three_times(site: Site, fetcher: Fetcher) -> None:
    none = f"<rss><channel><item><link>{site.url}/1</link></item></channel></rss>"
    site.pages["/feed"] = none.encode()
    states = FeedStates()
    polls = [len(list(read_feed(f"{site.url}/feed", fetcher, states))) for _ in range(4)]
    assert polls == [1, 1, 1, 0]


def test_what_is_no_feed_says_so(site: Site, fetcher: Fetcher) -> None:
    site.pages["/page"] = PAGE
    for path in ("/page", "/none"):
        with pytest.raises(SourceUnavailable):
            list(read_feed(site.url + path, fetcher, FeedStates()))


def test_an_xml_bomb_and_an_outer_entity_are_harmless(site: Site, fetcher: Fetcher) -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    for declared in (f"<!ENTITY e0 'lol'>{levels}", "<!ENTITY e9 SYSTEM 'file:///etc/passwd'>"):
        head = f"<!DOCTYPE rss [{declared}]>"
        site.pages["/feed"] = (
            feed(site, 1).replace(b"<rss", head.encode() + b"<rss").replace(b"Summary 1", b"&e9;")
        )
        site.pages["/map"] = (
            f"{head}<urlset><url><loc>{site.url}/&e9;</loc></url></urlset>".encode()
        )
        for path in ("/feed", "/map"):
            for record in read_documents([site.url + path], fetcher=fetcher):
                assert "root:" not in str(record)
                assert len(str(record)) < 10_000


def test_a_damaged_file_of_states_says_so(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{")
    with pytest.raises(UnreadableDocument, match="no file of feed states"):
        FeedStates(tmp_path / "s.json")


def test_a_missing_feedparser_is_named(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/feed"] = feed(site, 1)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(ExtraNotInstalled, match=r"reportedly\[feeds\]"):
        list(read_feed(f"{site.url}/feed", fetcher, FeedStates()))


@pytest.mark.parametrize(
    "text",
    [
        "# feeds\nhttps://a.example/rss\n\nhttps://b.example/f?x=1&y=2 # the second\n"
        "https://a.example/rss\n",
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="N"><outline type="rss" '
        'xmlUrl="https://a.example/rss"/></outline>'
        "<outline xmlUrl='https://b.example/f?x=1&amp;y=2'/></body></opml>",
    ],
)
def test_lists_of_feeds(text: str) -> None:
    assert read_feed_list(text) == ["https://a.example/rss", "https://b.example/f?x=1&y=2"]


def test_a_sitemap_gives_the_pages_of_a_site(site: Site, fetcher: Fetcher) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    pages = (
        f"<urlset {space} {news}><url><loc>{site.url}/1</loc><news:news><news:publication_date>"
        "2024-05-01T10:00:00Z</news:publication_date><news:title>First</news:title></news:news>"
        f"</url><url><loc>{site.url}/none</loc></url></urlset>"
    )
    index = (
        f"<sitemapindex {space}><sitemap><loc>{site.url}/a.xml.gz</loc></sitemap>"
        f"<sitemap><loc>{site.url}/index.xml</loc></sitemap></sitemapindex>"
    )
    site.pages |= {
        "/index.xml": index.encode(),
        "/a.xml.gz": gzip.compress(pages.encode()),
        "/1": PAGE,
    }
    first, second = read_documents([f"{site.url}/index.xml"], fetcher=fetcher)
    assert isinstance(first, Document)
    assert (first.title, first.published) == ("First", "2024-05-01")
    assert second == Failure(name=f"{site.url}/none", cause="the server answers 404")


def test_an_index_of_large_sitemaps_is_read_whole(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "_MOST_MAPS", 3)

    def urls(*paths: str) -> bytes:
        return "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths).encode()

    site.pages |= {
        "/map.xml": b"<sitemapindex>%s</sitemapindex>"
        % urls("/a.xml", "/b.xml", "/c.xml").replace(b"url>", b"sitemap>"),
        "/a.xml": b"<urlset>%s</urlset>" % urls("/1", "/2", "/3", "/4", "/1"),
        "/b.xml": b"<urlset>%s</urlset>" % urls("/5"),
        **{f"/{n}": PAGE for n in range(1, 6)},
    }
    *documents, failure = read_documents([f"{site.url}/map.xml"], fetcher=fetcher)
    assert [d.doc_id[-2:] for d in documents if isinstance(d, Document)] == [
        f"/{n}" for n in range(1, 6)
    ]
    assert failure == Failure(name=f"{site.url}/c.xml", cause="only 3 sitemaps were read, of 4")


def test_addresses_are_read_by_what_they_hold(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/page": PAGE,
        "/text": lambda h: send(h, SAID.encode(), Content_Type="text/plain"),
        "/rows.jsonl.gz": gzip.compress(b'{"text": "%s"}' % SAID.encode()),
        "/a.txt.gz": gzip.compress(SAID.encode()),
        "/api": lambda h: send(
            h, b'{"text": "%s"}' % SAID.encode(), Content_Type="application/x-ndjson"
        ),
        "/empty": b"<html></html>",
        "/feed": feed(site, 1),
        "/1": PAGE,
    }
    paths = ("/page", "/text", "/a.txt.gz", "/rows.jsonl.gz", "/api", "/feed", "/empty")
    urls = [site.url + path for path in paths]
    *documents, failure = read_documents(urls, fetcher=fetcher)
    assert [SAID in d.text for d in documents if isinstance(d, Document)] == [True] * 6
    assert [d.url for d in documents[:4] if isinstance(d, Document)] == [*urls[:3], None]
    assert failure == Failure(name=urls[-1], cause="holds no text")


def test_a_private_address_is_a_failure_unless_allowed(site: Site) -> None:
    (failure,) = read_documents([f"{site.url}/"])
    assert failure == Failure(name=f"{site.url}/", cause="127.0.0.1 is no public address")
