"""The words that tables show for codes, parties and spans, safe to print."""

from __future__ import annotations

import re

from reportedly.records import Analysis, Claim, Party, Spans

# Characters that would steer the terminal or turn the reading order round.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WHITE = re.compile(r"\s+")

STANCE_STYLE = {
    "denies": "red",
    "doubts": "red",
    "declines": "red",
    "accuses": "yellow",
    "warns": "yellow",
    "calls_illegal": "magenta",
}
STATUS_STYLE = {"delivered": "bold", "used": "bold", "refused": "red", "intercepted": "red"}


def unsteered(text: str) -> str:
    """`text`, of the same length, without characters that would steer the terminal."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def printable(text: str) -> str:
    """`text` on one line, control and direction characters shown as a replacement mark."""
    return unsteered(_WHITE.sub(" ", text)).strip()


def place(spans: Spans) -> str:
    """Where `spans` stand in the text: the first and the last character, "120-168"."""
    return f"{spans[0][0]}-{spans[-1][1]}" if spans else ""


class Names:
    """Readable names of the parties and states of one record."""

    def __init__(self, analysis: Analysis) -> None:
        self._parties = {party.id: party for party in analysis.parties}
        self._codes = {
            party.code: party.name
            for party in reversed(analysis.parties)
            if party.code and party.kind in ("state", "group", "organisation")
        }

    def party(self, party_id: str | None) -> Party | None:
        """The party of that id, if the record has it."""
        return self._parties.get(party_id or "")

    def state(self, code: str | None) -> str:
        """The name the text gives the state or group of `code`, else the code; "?" if open."""
        return printable(self._codes.get(code or "", code or "?"))

    def source(self, claim: Claim) -> str:
        """Who makes `claim`: the party's name, else the words, else "(not named)"."""
        party = self.party(claim.source.party)
        return printable(party.name if party else claim.source.text or "(not named)")

    def affiliation(self, claim: Claim) -> str:
        """Role and code of the party that makes `claim`."""
        party = self.party(claim.source.party)
        parts = [party.role, party.code] if party else []
        return printable(", ".join(part for part in parts if part))

    def codes(self, ids: tuple[str, ...]) -> str:
        """The names of several parties, joined."""
        return printable(" + ".join(p.name for i in ids if (p := self.party(i))))


def basis(claim: Claim, names: Names) -> str:
    """How the source says it knows, and through whom the claim came."""
    parts: list[str] = [item.kind for item in claim.basis]
    if via := names.party(claim.via):
        parts.append(f"via {via.name}")
    return printable(", ".join(dict.fromkeys(parts)))
