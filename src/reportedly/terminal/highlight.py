"""The article with sources, cues and contents of its claims coloured, or bracketed."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from reportedly.records import Analysis, Claim, Span
from reportedly.terminal.words import unsteered

# Contents first, so that sources and cues stay seen inside them.
STYLES = {"content": "green", "source": "bold cyan", "cue": "bold yellow"}
BRACKETS = {"content": ("[", "]"), "source": ("{", "}"), "cue": ("<", ">")}


def print_highlighted(analysis: Analysis, console: Console) -> None:
    """Print the article, its claims coloured; where `console` has no colour, bracketed."""
    if console.no_color or not console.color_system:
        console.print(
            Text(
                " ".join(
                    f"{opening}{role}{closing}" for role, (opening, closing) in BRACKETS.items()
                )
            )
        )
        console.print(Text(bracketed(analysis)))
    else:
        console.print(Text("  ").join(Text(role, style=style) for role, style in STYLES.items()))
        console.print(coloured(analysis))


def coloured(analysis: Analysis) -> Text:
    """The text of the document, styled by role."""
    text = Text(unsteered(analysis.document.text))
    for role, style in STYLES.items():
        for claim in analysis.claims:
            for start, end in _spans(claim, role):
                text.stylize(style, start, end)
    return text


def bracketed(analysis: Analysis) -> str:
    """The text of the document with a pair of brackets round each role."""
    # At one offset: close the inner before the outer, then open the outer before the inner.
    marks: list[tuple[int, int, int, str]] = []
    for role, (opening, closing) in BRACKETS.items():
        for start, end in {span for claim in analysis.claims for span in _spans(claim, role)}:
            marks += [(start, 1, -end, opening), (end, 0, -start, closing)]
    pieces, done = [], 0
    text = unsteered(analysis.document.text)
    for offset, _, _, mark in sorted(marks):
        pieces += [text[done:offset], mark]
        done = offset
    return "".join([*pieces, text[done:]])


def _spans(claim: Claim, role: str) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = getattr(claim, role).spans
    return spans
