"""Read the bytes of a sanctions list: UN XML, OFAC CSV, OpenSanctions CSV, FollowTheMoney JSON.

Each reader gives the entries and the list's own date. XML is read with expat and refused if
it has a document type: without one there are no entities, external or expanding.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from reportedly.assessment.entries import EntryKind, ListEntry, UnreadableList
from reportedly.assessment.un_xml import read_un_xml

_IMO = re.compile(r"\bIMO\s*(?:number|no\.?|:)?\s*(\d{7})\b", re.IGNORECASE)
_QUOTED_ALIAS = re.compile(r"[afn]\.k\.a\. '([^']+)'")
_BIRTH = re.compile(r"\bDOB ([^;.]+)")
_OFAC_EMPTY = "-0-"
_OFAC_LINK = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id={}"
_OPENSANCTIONS_LINK = "https://www.opensanctions.org/entities/{}/"
_KINDS: dict[str, EntryKind] = {
    "person": "person",
    "individual": "person",
    "vessel": "vessel",
    "airplane": "aircraft",
    "aircraft": "aircraft",
    "company": "organisation",
    "organization": "organisation",
    "publicbody": "organisation",
    "legalentity": "unknown",
}


class Reading(NamedTuple):
    """What a reader found: the entries, the list's own date, its short name and title."""

    entries: tuple[ListEntry, ...]
    version: str | None
    name: str
    title: str


def read_list(content: bytes, alternatives: bytes | None = None) -> Reading:
    """The entries of a list, its format told from its beginning.

    `alternatives` is OFAC's file of further names (alt.csv). Raises `UnreadableList`.
    """
    try:
        return _reader(content)(content, alternatives)
    except (UnicodeDecodeError, csv.Error, msgspec.DecodeError, ValueError) as error:
        raise UnreadableList(f"the list can't be read: {error}") from error


def _reader(content: bytes) -> Callable[[bytes, bytes | None], Reading]:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return _read_un
    if start.startswith((b"{", b"[")):
        return _read_ftm
    first_line = start.split(b"\n", 1)[0]
    if b"schema" in first_line and b"name" in first_line:
        return _read_opensanctions
    if re.match(rb'\d+,"', start):
        return _read_ofac
    raise UnreadableList(
        "the list is neither UN XML, OFAC sdn.csv, OpenSanctions targets.simple.csv nor FtM JSON"
    )


def _read_un(content: bytes, _: bytes | None) -> Reading:
    entries, version = read_un_xml(content)
    return Reading(entries, version, "un", "UN Security Council Consolidated List")


def _rows(content: bytes) -> Iterator[list[str]]:
    text = content.decode("utf-8-sig", errors="replace").rstrip("\x1a\r\n ")
    return csv.reader(io.StringIO(text, newline=""))


def _read_ofac(content: bytes, alternatives: bytes | None) -> Reading:
    """OFAC's sdn.csv: number, name, type, programme, title, call sign, …, owner, remarks."""
    aliases: dict[str, list[str]] = {}
    for row in _rows(alternatives or b""):
        if len(row) >= 4:
            aliases.setdefault(row[0].strip(), []).append(row[3].strip())
    entries = []
    for row in _rows(content):
        values = ["" if value.strip() == _OFAC_EMPTY else value.strip() for value in row]
        if len(values) < 12 or not values[1]:
            continue
        number, remarks = values[0], values[11]
        names = [*aliases.get(number, ()), *_QUOTED_ALIAS.findall(remarks)]
        entries.append(
            ListEntry(
                id=number,
                kind=_KINDS.get(values[2].lower(), "organisation"),
                name=values[1],
                aliases=_others(values[1], names),
                programmes=tuple(filter(None, values[3].split("] ["))),
                reference=number,
                born=tuple(_BIRTH.findall(remarks)),
                identifiers=_imo_numbers([remarks]),
                link=_OFAC_LINK.format(number),
            )
        )
    return Reading(tuple(entries), None, "ofac-sdn", "OFAC Specially Designated Nationals List")


def _read_opensanctions(content: bytes, _: bytes | None) -> Reading:
    """OpenSanctions' targets.simple.csv; several values of a field are parted by semicolons."""
    text = content.decode("utf-8-sig")
    entries = []
    versions = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if not row.get("name") or not row.get("id"):
            continue
        versions.append(row.get("last_seen") or "")
        programmes = _values(row.get("program_ids")) or _values(row.get("dataset"))
        entries.append(
            ListEntry(
                id=row["id"],
                kind=_KINDS.get((row.get("schema") or "").lower(), "unknown"),
                name=row["name"],
                aliases=_others(row["name"], _values(row.get("aliases"))),
                programmes=programmes,
                reference=row["id"],
                listed_on=(row.get("first_seen") or "")[:10] or None,
                countries=_values(row.get("countries")),
                born=_values(row.get("birth_date")),
                identifiers=_imo_numbers(
                    f"IMO {value}" if re.fullmatch(r"\d{7}", value) else value
                    for value in _values(row.get("identifiers"))
                ),
                link=_OPENSANCTIONS_LINK.format(row["id"]),
            )
        )
    version = max(versions, default="")[:10] or None
    return Reading(tuple(entries), version, "opensanctions", "OpenSanctions targets")


class FtmEntity(msgspec.Struct, frozen=True):
    """A FollowTheMoney entity as JSON."""

    id: str
    schema: str
    properties: dict[str, list[str | dict[str, object]]] = {}
    caption: str | None = None
    last_seen: str | None = None
    datasets: list[str] = []

    def texts(self, *names: str) -> list[str]:
        """The values of these properties that are text."""
        return [
            value
            for name in names
            for value in self.properties.get(name, ())
            if isinstance(value, str)
        ]


def _read_ftm(content: bytes, _: bytes | None) -> Reading:
    """FollowTheMoney JSON: an entity a line, or an array; persons, bodies and ships are kept."""
    entities: Iterable[FtmEntity]
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        entities = msgspec.json.decode(content, type=list[FtmEntity])
    else:
        decoder = msgspec.json.Decoder(FtmEntity)
        entities = (decoder.decode(line) for line in content.splitlines() if line.strip())
    entries = []
    versions = []
    for entity in entities:
        kind = _KINDS.get(entity.schema.lower())
        names = entity.texts("name", "alias", "weakAlias", "previousName")
        if kind is None or not names:
            continue
        versions.append(entity.last_seen or "")
        name = entity.caption or names[0]
        programmes = entity.texts("programId", "program") or entity.datasets
        entries.append(
            ListEntry(
                id=entity.id,
                kind=kind,
                name=name,
                aliases=_others(name, names),
                programmes=tuple(dict.fromkeys(programmes)),
                reference=entity.id,
                countries=tuple(entity.texts("country", "nationality", "jurisdiction", "flag")),
                born=tuple(entity.texts("birthDate")),
                identifiers=_imo_numbers(f"IMO {n}" for n in entity.texts("imoNumber")),
            )
        )
    version = max(versions, default="")[:10] or None
    return Reading(tuple(entries), version, "ftm", "FollowTheMoney entities")


def _values(field: str | None) -> tuple[str, ...]:
    return tuple(value.strip() for value in (field or "").split(";") if value.strip())


def _others(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not the main one, each once, in their order."""
    return tuple(dict.fromkeys(other for other in names if other and other != name))


def _imo_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """The ship numbers of the International Maritime Organization, as "IMO 1234567"."""
    found = (
        f"IMO {number}" for text in texts for number in _IMO.findall(text.replace("IMOIMO", "IMO"))
    )
    return tuple(dict.fromkeys(found))
