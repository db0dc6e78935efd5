"""Read the UN Security Council Consolidated List (XML), as a stream.

The elements are those of https://www.un.org/sc/resources/sc-sanctions.xsd. A document type
is refused where it begins, so no entity is ever defined; text is bounded by the input.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from reportedly.assessment.entries import ListEntry, UnreadableList

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ENTRIES = ("INDIVIDUAL", "ENTITY")
_DEEPEST = 20
_SEPARATORS = re.compile("[();]")
_NOTES = frozenset({"original script", "previously listed as", "formerly listed as", "NGO"})


class _Reader:
    """Collects the values of one entry at a time, by the path of their elements."""

    def __init__(self) -> None:
        self.entries: list[ListEntry] = []
        self.version: str | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._values: dict[str, list[str]] = {}

    def doctype(self, *_: object) -> None:
        raise UnreadableList("the XML has a document type, which a sanctions list has not")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._path:
            if tag != "CONSOLIDATED_LIST":
                raise UnreadableList(f"the XML is no UN consolidated list, but <{tag}>")
            self.version = attributes.get("dateGenerated", "")[:10] or None
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise UnreadableList("the XML is nested deeper than a sanctions list")
        if tag in _ENTRIES:
            self._values = {}
        self._text = []

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        if tag in _ENTRIES:
            self._close(tag)
        elif value := " ".join("".join(self._text).split()):
            below = self._path[3:]
            self._values.setdefault("/".join(below), []).append(value)
        self._text = []
        self._path.pop()

    def _close(self, tag: str) -> None:
        names = [self._one(name) for name in _NAMES]
        name = " ".join(filter(None, names))
        reference = self._one("REFERENCE_NUMBER")
        if not name:
            return
        aliases = self._values.get(f"{tag}_ALIAS/ALIAS_NAME", [])
        original = self._values.get("NAME_ORIGINAL_SCRIPT", [])
        listed = self._one("LISTED_ON")
        self.entries.append(
            ListEntry(
                id=self._one("DATAID") or reference or name,
                kind="person" if tag == "INDIVIDUAL" else "organisation",
                name=name,
                aliases=_aliases(name, original + aliases),
                programmes=tuple(self._values.get("UN_LIST_TYPE", ())),
                reference=reference,
                listed_on=listed[:10] if listed else None,
                countries=tuple(dict.fromkeys(self._values.get("NATIONALITY/VALUE", ()))),
                born=tuple(
                    self._values.get("INDIVIDUAL_DATE_OF_BIRTH/DATE", [])
                    or self._values.get("INDIVIDUAL_DATE_OF_BIRTH/YEAR", [])
                ),
                link="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            )
        )

    def _one(self, name: str) -> str | None:
        return next(iter(self._values.get(name, ())), None)


def _aliases(name: str, written: list[str]) -> tuple[str, ...]:
    """The other names, each for itself: the list writes several as "A (B; C)", "D (E)"."""
    found = list(written)
    for text in (name, *written):
        if "(" in text or ";" in text:
            parts = (part.strip() for part in _SEPARATORS.split(text))
            found += [part for part in parts if len(part) > 1 and part not in _NOTES]
    whole = {text for text in written if ";" in text}
    return tuple(dict.fromkeys(each for each in found if each != name and each not in whole))


def read_un_xml(content: bytes) -> tuple[tuple[ListEntry, ...], str | None]:
    """The entries and the day on which the list was generated. Raises `UnreadableList`."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableList(f"the XML is broken: {error}") from error
    return tuple(reader.entries), reader.version
