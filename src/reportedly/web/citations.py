"""A line that cites where something was read: who, what, outlet, title, date, and its place."""

from __future__ import annotations

from reportedly.linking.records import Report, Voice
from reportedly.version import __version__


def citation(report: Report, what: str = "", claim: str | None = None) -> str:
    """`report` as a source of `what`, with the document and claim by which it is found again."""
    title = f"“{report.title}”" if report.title else report.doc_id
    parts = [report.publisher, title, report.published, report.url]
    read_in = ", ".join(part for part in parts if part)
    key = report.document.rpartition("@")[2]
    place = f"document {key}{f', claim {claim}' if claim else ''}"
    return f"{what + ' ' if what else ''}{read_in} (reportedly {__version__}, {place})."


def statement(voice: Voice, position: str, words: str, via: Voice | None = None) -> str:
    """What `voice` said, as a citation begins."""
    role = f" ({voice.role})" if voice.role else ""
    through = f", according to {via.name}" if via else ""
    return f"{voice.name}{role} {position.replace('_', ' ')}{through}: “{words}”."
