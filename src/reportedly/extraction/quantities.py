"""How much of the goods: "about 6,700 containers", "two batteries", "$1.1 billion of".

The amount stands before the noun, in English, with at most adjectives between, or before
a measure and "of"; a worth may follow ("missiles worth $65 million"). So the words before
a mention are read leftwards until something that can't belong to the amount.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.records import Quantity

_REACH = 9
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_SMALL = {word: float(value) for value, word in enumerate(_ONES.split())} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}
_SCALE = {
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "millions", "scores", "tens", "several"})
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "¥": "JPY", "₹": "INR"}
_CURRENCY_NAMES = {
    "dirhams": "AED",
    "dollars": "USD",
    "euros": "EUR",
    "francs": "CHF",
    "hryvnias": "UAH",
    "kronor": "SEK",
    "lira": "TRY",
    "pounds": "GBP",
    "rand": "ZAR",
    "roubles": "RUB",
    "rubles": "RUB",
    "rupees": "INR",
    "shekels": "ILS",
    "won": "KRW",
    "yen": "JPY",
    "yuan": "CNY",
    "zloty": "PLN",
    "zlotys": "PLN",
}
# A number before one of these says how large the goods are, not how many: "35 mm ammunition".
_DIMENSIONS = frozenset(
    {"calibre", "caliber", "cm", "inch", "kg", "kilometer", "kilometre", "km", "knot", "m", "meter"}
    | {"metre", "mile", "millimeter", "millimetre", "mm", "year"}
)
_HEDGES = (
    "as many as",
    "as much as",
    "more than",
    "fewer than",
    "less than",
    "no more than",
    "no less than",
    "upwards of",
    "up to",
    "at least",
    "at most",
    "an estimated",
    "about",
    "around",
    "nearly",
    "roughly",
    "almost",
    "approximately",
    "over",
    "some",
    "only",
    "additional",
    "another",
    "estimated",
)
_BEFORE_WORTH = frozenset({"ADV", "AUX", "PUNCT"})
_BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "VERB"})


def find_quantity(text: AnnotatedText, start: int, end: int) -> Quantity | None:
    """The amount of the goods named at the tokens `start` to `end`, or None."""
    before = _number_before(text, start, text.sentences[text.sentence_of[start]][0])
    if before is not None:
        return _quantity(text, *before)
    return _worth_after(text, end)


def _number_before(
    text: AnnotatedText, start: int, floor: int
) -> tuple[int, int, str | None] | None:
    """The tokens of the number that counts the noun at `start`, and the measure if any."""
    token, unit = start - 1, None
    low = max(floor, start - _REACH)
    while token >= low:
        word = text.lower[token]
        if _is_size(text, token):
            token -= 1
            continue
        if _is_number(text, token):
            return (_number_start(text, token, floor), token + 1, unit)
        if word == "of" and token > low:
            if _is_number(text, token - 1):
                return (_number_start(text, token - 1, floor), token, None)
            if unit is not None or text.pos[token - 1] not in ("NOUN", "PROPN"):
                return None
            unit = text.lemmas[token - 1].lower()
            token -= 2
            continue
        if text.pos[token] not in _BETWEEN and text.words[token] != "-":
            return None
        if text.pos[token] == "VERB" and text.deps[token] not in ("amod", "compound"):
            return None
        if text.pos[token] in ("NOUN", "PROPN") and text.deps[token] not in (
            "compound",
            "nmod",
            "amod",
            "npadvmod",
        ):
            return None
        token -= 1
    return None


def _is_size(text: AnnotatedText, token: int) -> bool:
    """Whether the number at `token` is a dimension of the goods: "35 mm", "300-km"."""
    after = token + 1 + (text.lower[token + 1] == "-")
    return text.tags[token] == "CD" and text.lower[after] in _DIMENSIONS


def _is_number(text: AnnotatedText, token: int) -> bool:
    word = text.lower[token]
    if word in _VAGUE or word in _SMALL or word in _SCALE:
        return word != "m" or text.tags[token] == "CD"
    return text.tags[token] == "CD" and word[0].isdigit()


def _number_start(text: AnnotatedText, token: int, floor: int) -> int:
    while token > floor:
        word = text.lower[token - 1]
        if word == "a" and text.lower[token] in _SCALE:
            token -= 1  # "more than a million"
            continue
        linked = word in ("of", "and", "-") and token - 1 > floor and _is_number(text, token - 2)
        if not (_is_number(text, token - 1) or word in _CURRENCY or linked):
            break
        token -= 1
    return token


def _worth_after(text: AnnotatedText, end: int) -> Quantity | None:
    limit = min(text.sentences[text.sentence_of[end - 1]][1], end + 4)
    for token in range(end, limit):
        if text.lower[token] not in ("worth", "valued"):
            if text.pos[token] not in _BEFORE_WORTH:
                return None  # "ammunition under contracts worth" tells of the contracts
            continue
        first = token + 1
        last = min(first + 5, len(text))
        while first < last and not (_is_number(text, first) or text.lower[first] in _CURRENCY):
            first += 1
        stop = first
        while stop < last and (_is_number(text, stop) or text.lower[stop] in _CURRENCY):
            stop += 1
        return _quantity(text, first, stop, None) if stop > first else None
    return None


def _quantity(text: AnnotatedText, start: int, end: int, unit: str | None) -> Quantity | None:
    words = text.lower[start:end]
    currency = next((_CURRENCY[word] for word in words if word in _CURRENCY), None)
    if currency is None and end < len(text):
        currency = _CURRENCY_NAMES.get(text.lower[end])
    value = _value([word for word in words if word not in _CURRENCY])
    if value is not None and currency is None and _is_year(words, value):
        return None
    hedge_start, hedge = _hedge(text, start)
    span = text.span(hedge_start, end)
    return Quantity(
        text=text.text[span[0] : span[1]],
        spans=(span,),
        value=value,
        unit=currency or unit,
        qualifier=hedge,
    )


def _is_year(words: list[str], value: float) -> bool:
    return len(words) == 1 and "," not in words[0] and 1900 <= value <= 2100 and "." not in words[0]


def _value(words: list[str]) -> float | None:
    """The number that words say; None for a vague one ("dozens")."""
    total, current, seen = 0.0, 0.0, False
    if "of" in words and words[0] not in _VAGUE:
        words = words[: words.index("of")]  # "two of six" are two
    for word in words:
        if word in _VAGUE:
            return None
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _SCALE:
            current = (current if seen else 1.0) * _SCALE[word]
            if _SCALE[word] >= 1e3:
                total, current = total + current, 0.0
        elif word[0].isdigit():
            number = _decimal(word)
            if number is None:
                return None
            current += number
        else:
            continue
        seen = True
    return total + current if seen else None


def _decimal(word: str) -> float | None:
    digits = word.replace(",", "")
    scale = 1.0
    for suffix in ("million", "billion", "bn", "mn", "m", "k"):
        if digits.endswith(suffix):
            digits = digits.removesuffix(suffix)
            scale = {"k": 1e3}.get(suffix) or _SCALE[suffix]
            break
    try:
        return float(digits) * scale if digits.isascii() else None
    except ValueError:
        return None


def _hedge(text: AnnotatedText, start: int) -> tuple[int, str | None]:
    floor = text.sentences[text.sentence_of[start]][0]
    for hedge in _HEDGES:
        words = hedge.split()
        first = start - len(words)
        particle = len(words) == 1 and text.deps[first] == "prt"  # "handed over six jets"
        if first >= floor and text.lower[first:start] == words and not particle:
            return first, hedge
    return start, None
