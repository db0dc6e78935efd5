"""Render bench/RESULTS.md from the figures that the benches leave in bench/results/.

usage: python bench/results.py

A bench writes `bench/results/<name>.json` through `write_result`: a title, rows of figures
with their goals, the corpus they were measured on, and a note. Nothing in RESULTS.md
is written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "results"
PAGE = HERE / "RESULTS.md"


Cell = str | float | int | None


def write_result(
    name: str,
    *,
    title: str,
    rows: Sequence[Mapping[str, Cell]],
    corpus: str = "",
    note: str = "",
) -> Path:
    """Store the figures of one bench as `bench/results/<name>.json`, and render the page.

    A row has a `figure`, its `value`, and the `goal` it is held against, if there is one.
    """
    FIGURES.mkdir(exist_ok=True)
    place = FIGURES / f"{name}.json"
    figures = {"title": title, "rows": [dict(row) for row in rows], "corpus": corpus, "note": note}
    place.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    render()
    return place


def render() -> None:
    """Write RESULTS.md: a table a bench, in the order of their file names."""
    parts = ["# Results\n\nWritten by `bench/results.py`; every figure comes from a bench.\n"]
    parts += [_table(json.loads(place.read_text())) for place in sorted(FIGURES.glob("*.json"))]
    PAGE.write_text("\n".join(parts))


def _table(figures: dict[str, object]) -> str:
    rows = figures.get("rows")
    lines = [f"## {figures['title']}", ""]
    if corpus := figures.get("corpus"):
        lines += [f"Measured on: {corpus}", ""]
    lines += ["| figure | value | goal |", "|---|---|---|"]
    for row in rows if isinstance(rows, list) else []:
        cells = (row.get("figure"), row.get("value"), row.get("goal"))
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    if note := figures.get("note"):
        lines += ["", str(note)]
    return "\n".join([*lines, ""])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    render()
