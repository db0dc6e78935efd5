"""The records of the example dispatches, as people read them.

A change of any of them shows as a difference of golden/*.txt. To take over what the
program prints now, run with REPORTEDLY_UPDATE_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from reportedly.analysis import Analyser
from reportedly.cli.dossiers import example_dispatches
from reportedly.ledger.check import record_faults
from reportedly.records import Document
from reportedly.terminal.record import print_record

GOLDEN = Path(__file__).with_name("golden")
DISPATCHES = {document.doc_id: document for document in example_dispatches()}


@pytest.mark.parametrize("document", DISPATCHES.values(), ids=DISPATCHES)
def test_a_dispatch_is_read_as_before(analyser: Analyser, document: Document) -> None:
    analysis = analyser.analyse(document)
    assert list(record_faults(analysis)) == []
    stream = io.StringIO()
    print_record(analysis, Console(file=stream, width=160, highlight=False, markup=False))
    shown = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip() + "\n"
    golden = GOLDEN / f"{document.doc_id}.txt"
    if os.environ.get("REPORTEDLY_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_no_golden_record_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(DISPATCHES)
