"""The migrations make the schema that the program speaks of, also of an older ledger."""

from __future__ import annotations

import msgspec
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import column, insert, table, text

from ledger_articles import article
from reportedly.ledger import schema
from reportedly.ledger.connection import configuration, connect
from reportedly.ledger.dossiers import stored_dossiers
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.ledger.listings import Filters, page
from reportedly.ledger.rows import document_row, part_rows
from reportedly.ledger.search import search
from reportedly.ledger.sources import sources_page
from reportedly.ledger.summaries import Summary, dossier_page, summary_of
from reportedly.linking.dossiers import Dossiers


def ours(_object: object, name: str | None, kind: str, reflected: bool, _to: object) -> bool:
    """Leave out what full-text search keeps for itself."""
    return not (reflected and "search" in (name or "") and kind in ("table", "index", "column"))


def test_the_migrations_make_the_schema(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        # Indexes over expressions can't be compared.
        differences = [
            found
            for found in compare_metadata(context, schema.metadata)
            if not (isinstance(found, tuple) and "index" in found[0])
        ]
    assert differences == []


def test_every_index_of_the_schema_is_there(ledger: Ledger) -> None:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
        "postgresql": "SELECT indexname FROM pg_indexes",
    }[ledger.engine.dialect.name]
    with ledger.reading() as connection:
        there = set(connection.scalars(text(query)))
    named = {index.name for table in schema.metadata.sorted_tables for index in table.indexes}
    assert named <= there


def test_summaries_are_those_of_the_dossiers(ledger: Ledger) -> None:
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    (row,) = dossier_page(ledger, Filters()).rows
    (dossier,) = stored_dossiers(ledger)
    assert row == summary_of(dossier)
    assert msgspec.json.decode(msgspec.json.encode(row), type=Summary) == row
    assert sum(row.reports) == row.documents == 2
    (party,) = sources_page(ledger, Filters()).rows
    assert party["claims"] == 2


def test_an_older_ledger_is_brought_up_to_date(url: str) -> None:
    (dossier,) = Dossiers([article()]).all()
    engine = connect(url)
    with engine.execution_options(writing=True).begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        rows = [row for part, (row, *_) in part_rows(article()) if part is schema.claims]
        old = {name: value for name, value in rows[0].items() if name != "source_state"}
        old |= {"source_code": "RUR.GOV", "source_name": "Jane Orban"}
        connection.execute(insert(schema.documents), document_row(article()))
        connection.execute(insert(table("claims", *map(column, old))), old)
        names = "id supplier recipient family status first_report last_report"
        counts = "independent_outlets independent_sources denials"
        kept = {name: getattr(dossier, name) for name in f"{names} {counts}".split()}
        kept |= {"documents": 1, "record": msgspec.json.encode(dossier)}
        connection.execute(insert(table("dossiers", *map(column, kept))), kept)
    engine.dispose()
    ledger = Ledger(url)
    assert dossier_page(ledger, Filters(category="artillery_ammunition")).rows == (
        summary_of(dossier),
    )
    assert len(page(ledger, "claims", Filters(by="RUR")).rows) == 1
    assert sources_page(ledger, Filters(by="RUR")).rows[0]["claims"] == 1
    (hit,) = search(ledger, "shell", Filters()).rows
    assert hit.document_id == article().document.id
    ledger.close()
