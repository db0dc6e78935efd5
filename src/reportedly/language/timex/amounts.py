"""How many of which unit: the numbers of time expressions and the values of durations."""

from __future__ import annotations

import re

from reportedly.language.timex.surroundings import Surroundings

_UNIT_CODES = {
    "century": ("P", 100, "Y"),
    "day": ("P", 1, "D"),
    "decade": ("P", 10, "Y"),
    "fortnight": ("P", 2, "W"),
    "hour": ("PT", 1, "H"),
    "minute": ("PT", 1, "M"),
    "month": ("P", 1, "M"),
    "quarter": ("P", 3, "M"),
    "second": ("PT", 1, "S"),
    "week": ("P", 1, "W"),
    "weekend": ("P", 1, "WE"),
    "year": ("P", 1, "Y"),
}


_AND_A_HALF = re.compile(r"[ -]and[ -]a[ -]half$")


def period(number: float | None, unit: str) -> str:
    """The TIMEX3 value of that many units: P3D, PT30M, PXY."""
    prefix, factor, code = _UNIT_CODES[unit]
    if number is None:
        return f"{prefix}X{code}"
    if unit == "hour" and number % 1 == 0.5:
        return f"PT{int(number)}H30M" if number > 1 else "PT30M"
    if unit == "year" and number in (0.5, 0.25):
        return f"P{round(number * 12)}M"
    return f"{prefix}{number * factor:g}{code}" if number * factor < 1e6 else f"{prefix}X{code}"


def amount(number: str, around: Surroundings) -> float | None:
    """The number that the words say; None if they leave it open ("several")."""
    numbers = around.words.numbers
    half = _AND_A_HALF.search(number)
    extra = 0.5 if half else 0.0
    whole = number[: half.start()] if half else number
    if whole[:1].isdigit():
        figure, _, fraction = whole.partition(" ")
        if fraction:
            above, _, below = fraction.partition("/")
            extra += int(above) / max(int(below), 1)
        return float(figure.replace(",", "")) + extra
    if whole in numbers:
        return None if numbers[whole] == "X" else float(numbers[whole]) + extra
    return sum(float(numbers[part]) for part in re.split(r"[ -]", whole)) + extra
