"""Documents found by their words, on each kind of database."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_articles import article
from reportedly.ledger import schema, search
from reportedly.ledger.cursors import UnknownCursor
from reportedly.ledger.ledger import Ledger, Unaskable
from reportedly.ledger.listings import Filters
from reportedly.ledger.search_words import search_words
from reportedly.records import Analysis


def dated(name: str, published: str | None) -> Analysis:
    """An article of that date."""
    analysis = article(name)
    document = msgspec.structs.replace(analysis.document, published=published)
    return msgspec.structs.replace(analysis, document=document)


def found(ledger: Ledger, words: str, **filters: str) -> int:
    """How many documents hold `words`."""
    return len(search.search(ledger, words, Filters(**filters)).rows)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("shells", 2),
        ("Ruritania shells", 1),
        ('"sold artillery shells"', 2),
        ('"shells artillery sold"', 0),
        ("submarine", 0),
        ("shells submarine", 0),
        ("shells or submarine", 0),
        ("shells -Borduria", 1),  # a hyphen is no minus
        ('"', 0),
        ("* OR NEAR(", 0),
        ("title:", 0),
        ("", 0),
        ("\x00", 0),
    ],
)
def test_all_words_must_occur(ledger: Ledger, words: str, number: int) -> None:
    ledger.store([article("Ruritania"), article("Borduria")])
    assert found(ledger, words) == number


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"since": "2023-05-02"}, 2),
        ({"until": "2023-05-02"}, 3),
        ({"since": "2023-05-02", "until": "2023-05-02"}, 1),
        ({"as_of": "2023-05-02"}, 2),
        ({"as_of": "2023-05-02", "until": "2023-05-01"}, 1),
        ({"by": "Jane Orban"}, 4),
        ({"by": "Jane Orban", "since": "2023-05-03"}, 1),
        ({"by": "RUR"}, 0),
        ({"by": "' OR 1=1 --"}, 0),
    ],
)
def test_filters(ledger: Ledger, filters: dict[str, str], number: int) -> None:
    days = {"Ruritania": "2023-05-01", "Borduria": "2023-05-02", "Sylvia": "2023-05-03"}
    ledger.store(dated(name, day) for name, day in days.items())
    ledger.store([dated("Undated", None)])
    assert found(ledger, "shells", **filters) == number


def test_the_words_that_were_found_are_shown(ledger: Ledger) -> None:
    ledger.store([article()])
    (hit,) = search.search(ledger, "shells", Filters()).rows
    assert "[shells]" in hit.snippet


def test_a_text_that_was_replaced_is_forgotten(ledger: Ledger) -> None:
    ledger.store([article()])
    with ledger.writing() as connection:
        connection.execute(schema.documents.delete())
    assert found(ledger, "shells") == 0


def test_nothing_is_shown_twice_or_left_out_while_documents_arrive(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 4)
    ledger.store(article(f"State{number:02}") for number in range(11))
    seen: list[str] = []
    cursor = None
    for arriving in range(4):
        part = search.search(ledger, "shells", Filters(), limit=3, cursor=cursor)
        seen += [hit.document_id for hit in part.rows]
        cursor = part.next
        ledger.store([article(f"Late{arriving}")])
    assert cursor is None
    assert sorted(seen) == sorted(article(f"State{number:02}").document.id for number in range(11))


def test_a_cursor_of_a_list_is_none_of_a_search(ledger: Ledger) -> None:
    with pytest.raises(UnknownCursor):
        search.search(ledger, "shells", Filters(), cursor="WyJ4Il0")


def test_what_a_database_has_no_room_for_is_said_to_be_so(ledger: Ledger) -> None:
    filters = Filters(by="\x00")
    if ledger.engine.dialect.name == "sqlite":
        assert search.search(ledger, "shells", filters).rows == ()
    else:
        with pytest.raises(Unaskable, match="NUL"):
            search.search(ledger, "shells", filters)


@given(st.text(max_size=40))
def test_nothing_typed_is_syntax(words: str) -> None:
    assert search_words(words).count('"') % 2 == 0
