"""A stage: the step of the status ladder that a frame asserts, and how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Stage:
    """A step of the ladder, the tokens that show it, and whether the frame is denied.

    `settled` tells that a word other than the frame's own gave the stage; `mere` that the
    frame only names a transfer ("the supply of arms") and asserts no stage of it; `earlier`
    that it was so before; `gives` that the frame is one of giving; `reported` that a report or
    an allegation tells it; `foretold` that a source says what it would be like; `ruled` that it is
    only what a law forbids.
    """

    name: str
    tokens: list[int]
    denied: bool = False
    negated: bool = False
    settled: bool = False
    mere: bool = False
    earlier: bool = False
    gives: bool = False
    reported: bool = False
    foretold: bool = False
    ruled: bool = False
