"""The head of an article gives title, byline, dateline, date and whose text it is."""

from pathlib import Path

import pytest
import yaml

from reportedly.reading.text import document_from_text

HEADS = yaml.safe_load(Path(__file__).with_name("headings.yml").read_text("utf-8"))
TITLE = "Navy stops ship with rifles off Somalia"
BODY = (
    "A cargo ship with 1,400 rifles on board was stopped off Somalia, a navy spokeswoman said.\n"
    "The crew of nine was questioned, she said, and the rifles were counted.\n"
)
FIELDS = ("byline", "dateline", "published", "reprint_of", "publisher")


@pytest.mark.parametrize("case", HEADS, ids=lambda case: case["head"])
def test_head(case: dict[str, object]) -> None:
    document = document_from_text(f"{TITLE}\n{case['head']}{BODY}", doc_id="ship")
    expected = {field: str(case[field]) if field in case else None for field in FIELDS}
    assert {field: getattr(document, field) for field in FIELDS} == expected
    assert document.title == TITLE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY, None),
        (f"This article was first published by the Harbour Gazette.\n{BODY}", None),
        (f"This article was first published by the Harbour Gazette.\n{TITLE}\n{BODY}", TITLE),
        (f"Title: {TITLE}\n{BODY}", TITLE),
        (f"{TITLE}.\nBy Jane Doe\n{BODY}", f"{TITLE}."),
        (f"\r\n  {TITLE}?  \r\n\r\n{BODY}", f"{TITLE}?"),
        (TITLE, None),
    ],
)
def test_title_is_a_headline_or_nothing(text: str, title: str | None) -> None:
    assert document_from_text(text, doc_id="ship").title == title


def test_what_is_given_goes_before_what_the_text_says() -> None:
    document = document_from_text(
        f"{TITLE}\nBy Jane Doe\nPublished: 30 August 2023\n{BODY}Copyright 2023 AFP",
        doc_id="ship",
        published="31 Aug 2023",
        title="Another title",
        publisher="The AP",
        url="https://www.bbc.co.uk/news/1",
    )
    assert (document.published, document.title) == ("2023-08-31", "Another title")
    assert (document.publisher, document.reprint_of) == ("Associated Press", "AFP")


def test_an_agency_does_not_reprint_itself() -> None:
    text = f"SEOUL (Reuters) - {BODY}"
    assert document_from_text(text, doc_id="a", publisher="Reuters").reprint_of is None
    assert document_from_text(text, doc_id="a", url="https://www.reuters.com/x").reprint_of is None
    assert (
        document_from_text(text, doc_id="a", url="https://www.dawn.com/x").reprint_of == "Reuters"
    )


@pytest.mark.parametrize(
    ("foot", "byline", "reprint_of"),
    [
        ("— Reuters", None, "Reuters"),
        ("(AFP/dpa)", None, "AFP"),
        ("Reuters and AP", None, "Reuters"),
        ("Reporting by Jane Doe and John Roe; Editing by Ann Poe", "Jane Doe and John Roe", None),
        ("(Additional reporting by Jane Doe in Seoul)", None, None),
        ("Reuters was told so by the navy.", None, None),
        ("Copyright 2023. RFE/RL, Inc. Used with the permission of RFE/RL.", None, "RFE/RL"),
        (
            "(Except for the headline, this story has not been edited by our staff and is "
            "published from a syndicated feed from Reuters.)",
            None,
            "Reuters",
        ),
    ],
)
def test_the_last_lines_tell_whose_text_it_is(
    foot: str, byline: str | None, reprint_of: str | None
) -> None:
    document = document_from_text(f"{TITLE}\n{BODY}\n{foot}\n", doc_id="ship")
    assert (document.byline, document.reprint_of) == (byline, reprint_of)
