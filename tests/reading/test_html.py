"""Web pages: the article's text and the page's own metadata."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.reading.html import document_from_html
from reportedly.records import UnreadableDocument

PARAGRAPHS = (
    "KHARTOUM (Reuters) - Sudan’s army received six drones from abroad, a diplomat said on Friday, "
    "and more of them are expected to be delivered in spring.",
    "“We have seen the crates,” said the diplomat, who asked not to be named because the report "
    "had not been made public. The army declined to comment.",
)
PAGE = """<!doctype html><html><head><title>Army gets drones, diplomat says | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta name="author" content="Jane Doe; Bo Li">
<meta property="article:published_time" content="2024-02-03T10:00:00Z">
<link rel="canonical" href="https://ledger.example/drones"></head>
<body><nav>Home News</nav><article><h1>Army gets drones, diplomat says</h1>
<p>{0}</p><p>{1}</p></article><script>var x = "said";</script></body></html>"""


def page(charset: str = "utf-8") -> bytes:
    meta = f'<head><meta charset="{charset}">'
    return PAGE.format(*PARAGRAPHS).replace("<head>", meta).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_text_and_metadata(charset: str) -> None:
    document = document_from_html(page(charset), doc_id="drones")
    assert all(paragraph in document.text for paragraph in PARAGRAPHS)
    assert "Home News" not in document.text
    assert "var x" not in document.text
    assert document.title == "Army gets drones, diplomat says"
    assert document.published == "2024-02-03"
    assert (document.publisher, document.byline) == ("The Ledger", "Jane Doe and Bo Li")
    assert document.url == "https://ledger.example/drones"
    assert (document.dateline, document.reprint_of) == ("KHARTOUM (Reuters)", "Reuters")
    assert not document.warnings


def test_what_is_given_goes_before_the_metadata() -> None:
    document = document_from_html(
        page(),
        doc_id="x",
        published="2024-02-05",
        title="T",
        publisher="P",
        url="https://p.example/",
    )
    assert (document.published, document.title) == ("2024-02-05", "T")
    assert (document.publisher, document.url) == ("P", "https://p.example/")


def test_where_there_is_no_article_all_visible_text_is_taken() -> None:
    document = document_from_html(
        "<body><div>Arms<br>seized</div><style>p {}</style><!-- no --><b>He</b> said.</body>",
        doc_id="x",
    )
    assert document.text == "Arms\nseized\nHe said."
    assert document.warnings


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<!-- -->",
        "<script>said</script>",
        "<" * 5000,
        "<?xml version='1.0' encoding='utf-8'?>",
        "<!DOCTYPE [<!ENTITY a 'b'>]>",
    ],
)
def test_a_page_without_words_is_refused(html: str) -> None:
    with pytest.raises(UnreadableDocument):
        document_from_html(html, doc_id="x")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "He said so." + "</div>" * 20_000,
        "<p>He said <b>so</p></b></i></table>" * 500,
        "<p attr='" + "x" * 100_000 + ">He said so.",
        "<p>He said so.</p>" + "\x00\x0b\ufffe" * 50,
        "<table><tr><td><table><p>He said so." * 300,
    ],
)
def test_malformed_pages_are_read_or_refused(html: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert "He said" in document_from_html(html, doc_id="x").text


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "<table>", "<td>", "<!--", "-->", "&#0;", "&amp", "<a href="]
)


@settings(max_examples=60)
@given(st.lists(st.one_of(TAGS, st.text(max_size=30)), max_size=40))
def test_any_page_is_read_or_refused_and_always_the_same(pieces: list[str]) -> None:
    html = "".join(pieces).encode("utf-8", "ignore")
    with contextlib.suppress(UnreadableDocument):
        document = document_from_html(html, doc_id="x")
        assert document == document_from_html(html, doc_id="x")
