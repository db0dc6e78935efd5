"""Claims that an article only recalls, and so does not date by its own day."""

import pytest

from reportedly.linking.retold import is_retold
from reportedly.records import Claim, SaidOn, Source, passage


def claim(text: str, source: str, cue: str, content: str, on: str | None = None) -> Claim:
    """The claim of these words in `text`."""
    start = text.index(source)
    at = text.index(cue, start)
    told = text.index(content)
    return Claim(
        id="c1",
        source=Source(spans=((start, start + len(source)),), text=source),
        cue=passage(text, ((at, at + len(cue)),)),
        content=passage(text, ((told, told + len(content)),)),
        quotation="indirect",
        stance="denies",
        said_on=SaidOn(time="t1", value=on) if on else None,
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "retold"),
    [
        (
            "The guns are there, months after she denied any sale.",
            "she",
            "denied",
            "any sale",
            True,
        ),
        ("Belgrade had denied any sale.", "Belgrade", "denied", "any sale", True),
        ("Belgrade had repeatedly denied any sale.", "Belgrade", "denied", "any sale", True),
        ("Belgrade previously denied any sale.", "Belgrade", "denied", "any sale", True),
        ("Belgrade had denied any sale.", "Belgrade", "had denied", "any sale", True),
        ("Belgrade denied any sale.", "Belgrade", "denied", "any sale", False),
        ("Belgrade has denied any sale.", "Belgrade", "denied", "any sale", False),
        ("After the vote Belgrade denied any sale.", "Belgrade", "denied", "any sale", False),
        ("Belgrade, which had no guns, denied any sale.", "Belgrade", "denied", "any sale", False),
    ],
)
def test_what_is_recalled(text: str, source: str, cue: str, content: str, retold: bool) -> None:
    assert is_retold(claim(text, source, cue, content), text) is retold


def test_what_has_a_day_of_its_own_is_dated_by_it() -> None:
    text = "Belgrade had denied any sale on Monday."
    assert not is_retold(claim(text, "Belgrade", "denied", "any sale", "2024-02-12"), text)
