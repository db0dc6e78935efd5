"""The date of publication where none was given: from address or dateline, never in silence."""

from __future__ import annotations

import pytest

from reportedly.language.times import infer_published
from reportedly.records import Document

REPORT = "The navy received two ships."
DATELINE = "TALLINN, May 20 (Agency) - "


def _infer(text: str, url: str | None = None) -> tuple[str | None, list[str]]:
    return infer_published(Document(id="0", doc_id="a", text=text, url=url), text)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2021/05/20/ships.html", "2021-05-20"),
        ("https://news.example/world/2021-05-20-ships", "2021-05-20"),
        ("https://news.example/world/2021/may/20/ships", "2021-05-20"),
        ("https://news.example/ships-20210520.html", "2021-05-20"),
        ("https://news.example/2021/05/ships.html", None),
        ("https://news.example/2021/02/30/ships.html", None),
        ("https://news.example/item/120210520555", None),
        ("https://news.example/ships?day=2021/05/20", None),
        ("https://news.example/2021/5/2/ships", "2021-05-02"),
        ("https://news.example/20210520/ships", "2021-05-20"),
        ("https://news.example/ships-2021-05-20/", "2021-05-20"),
        ("https://news.example/20-05-2021-ships", "2021-05-20"),
        ("https://news.example/ships/20/05/2021", "2021-05-20"),
        ("https://news.example/05-06-2021-ships", None),  # the fifth of June or the sixth of May
        ("https://news.example/how-2014-07-17-changed-the-law", None),  # a day told of
        ("https://news.example/archive/1945/05/08/surrender", None),  # no page is so old
        ("https://news.example/2021/05/20/since-2019-01-01", "2021-05-20"),
        ("https://news.example/photos/IMG_20210520_1.jpg/ships", "2021-05-20"),
        ("not an address", None),
        ("", None),
    ],
)
def test_an_address_names_the_day(url: str, day: str | None) -> None:
    found, warnings = _infer(REPORT, url)
    assert found == day
    assert len(warnings) == (day is not None)


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("TALLINN, May 20, 2021 (Agency) - " + REPORT, None, "2021-05-20"),
        ("TALLINN, 20 May 2021 (Agency) - " + REPORT, None, "2021-05-20"),
        ("TALLINN, May 20. /AGENCY/. The law of 3 May 2021 was cited.", None, "2021-05-20"),
        (DATELINE + "The law of 3 May 2011 was cited.", None, "2011-05-20"),
        (DATELINE + "The law of 3 January 2011 was cited.", None, None),
        (DATELINE + "Laws of 3 May 2011 and May 9, 2013, were cited.", None, None),
        (DATELINE + REPORT, "https://news.example/2021/ships", "2021-05-20"),
        (DATELINE + REPORT, None, None),
        ("TALLINN, Feb. 30, 2021 (Agency) - " + REPORT, None, None),
        ("May 20, 2021 (Agency) - " + REPORT, None, "2021-05-20"),
        ("May 20 (Agency) - " + REPORT, None, None),
        ("May 20 (Agency) - " + REPORT, "https://news.example/2021/ships", "2021-05-20"),
        ("Tallinn, Estonia, 20 May 2021 — " + REPORT, None, "2021-05-20"),
        ("TALLINN (Agency) - " + REPORT, None, None),
        ("TALLINN, Thursday (Agency) - " + REPORT, None, None),
        ("Two ships\n\nTALLINN, May 20, 2021 /Agency/ -- " + REPORT, None, "2021-05-20"),
        (REPORT + " A treaty of 3 May 2011 allows it.", None, None),
        ("On May 20, 2021 — a Thursday — " + REPORT, None, None),
        ("The council met on 20 May 2021 (see above).", None, None),
        ("The navy received two ships on May 20, 2021 (Thursday).", None, None),
        ("", None, None),
    ],
)
def test_a_dateline_names_the_day(text: str, url: str | None, day: str | None) -> None:
    found, warnings = _infer(text, url)
    assert found == day
    assert len(warnings) == (day is not None)


def test_the_warning_says_the_date_and_where_it_was_read() -> None:
    _, warnings = _infer(REPORT, "https://news.example/2021/05/20/ships.html")
    assert warnings == ["published date not given: 2021-05-20 taken from the address of the page"]


def test_address_and_dateline_that_differ_are_told() -> None:
    text = "TALLINN, May 3, 2021 (Agency) - " + REPORT
    found, warnings = _infer(text, "https://news.example/2021/05/20/ships.html")
    assert found == "2021-05-20"
    assert warnings[1] == "the dateline gives another date: 2021-05-03"
