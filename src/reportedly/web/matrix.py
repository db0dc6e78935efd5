"""Who says what of a dossier: a table of voices by positions, and each statement once.

The same words of the same voice on the same day are one statement, however many documents
carry them and whether they bear on the transfer, on what is paid for it, or on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportedly.linking.records import Dossier, Report, Row, Stand, Voice
from reportedly.web.citations import citation, statement

POSITIONS = ("asserts", "denies", "doubts", "declines", "calls_illegal")


@dataclass(frozen=True)
class Reading:
    """Where a statement was read: the document, and the stand that a claim in it takes."""

    report: Report
    stand: Stand

    @property
    def claim(self) -> str | None:
        """The id of the claim in the document."""
        return self.stand.claim

    @property
    def citation(self) -> str:
        """How to cite it."""
        stand = self.stand
        what = statement(stand.voice, stand.position, stand.text, stand.via)
        return citation(self.report, what, stand.claim)


@dataclass
class Statement:
    """What a voice said, on what, and where it was read."""

    id: str
    stand: Stand
    about: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


@dataclass(frozen=True)
class Voiced:
    """A voice with its statements, and those of each position in the order of `POSITIONS`."""

    voice: Voice
    statements: tuple[Statement, ...]
    by_position: tuple[tuple[Statement, ...], ...]
    more: int


def matrix_of(dossier: Dossier, reports: Mapping[str, Report], most: int) -> list[Voiced]:
    """The voices of `dossier`, each with `most` statements, the latest, and how many more."""
    count = 0
    voiced = []
    for row in dossier.matrix:
        statements = list(_statements(row, reports, count))
        count += len(statements)
        shown = tuple(statements[-most:])
        voiced.append(
            Voiced(
                voice=row.voice,
                statements=shown,
                by_position=tuple(
                    tuple(one for one in shown if one.stand.position == position)
                    for position in POSITIONS
                ),
                more=len(statements) - len(shown),
            )
        )
    return voiced


def _statements(row: Row, reports: Mapping[str, Report], before: int) -> Iterable[Statement]:
    found: dict[tuple[str, str, str], Statement] = {}
    for stand in row.stands:
        key = (stand.position, stand.date or "", " ".join(stand.text.casefold().split()))
        if key not in found:
            found[key] = Statement(id=f"s{before + len(found) + 1}", stand=stand)
        one = found[key]
        about = f"payment in {stand.about}" if stand.about else stand.topic
        if about not in one.about:
            one.about.append(about)
        report = reports.get(stand.document)
        if report and all(
            (report.document, stand.claim) != (other.report.document, other.claim)
            for other in one.readings
        ):
            one.readings.append(Reading(report, stand))
    return found.values()


@dataclass(frozen=True)
class GoodsLine:
    """A category of goods, or of what is given in return: each wording with where it is read."""

    category: str
    in_return: bool
    wordings: tuple[tuple[str, str, int], ...]
    designations: tuple[str, ...]
    quantities: tuple[str, ...]
    documents: int
    possible: bool


def goods_of(
    dossier: Dossier, places: Mapping[tuple[str, str], tuple[str, int]]
) -> list[GoodsLine]:
    """The goods of `dossier` as reported, then what is given in return."""
    lines = []
    for in_return, items in ((False, dossier.goods), (True, dossier.payment)):
        for item in items:
            wordings = tuple(
                (word, *places.get((item.category, word.casefold()), ("", 0)))
                for word in item.words
            )
            lines.append(
                GoodsLine(
                    category=item.category,
                    in_return=in_return,
                    wordings=wordings,
                    designations=item.designations,
                    quantities=item.quantities,
                    documents=item.documents,
                    possible=item.possible,
                )
            )
    return lines
