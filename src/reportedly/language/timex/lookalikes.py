"""What only looks like a time: a count, a calibre, a name, "may", "march", "second".

A match is taken for a time by its neighbours, its case and its part of speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reportedly.language.timex.direction import UNKNOWN
from reportedly.language.timex.surroundings import Fields, Surroundings


def stands(fields: Fields, match: re.Match[str], around: Surroundings) -> bool:
    """Whether the words are a time here: their case, parts of speech and neighbours."""
    text, words = around.text, around.words
    before = text.text[match.start() - 1] if match.start() else " "
    if before in "/$£€#":
        return False
    if before in "-–" and match[0][:1].isdigit() and "unit" not in fields and "day" not in fields:
        return False
    tag = text.tags[around.start]
    if "unit" in fields and "Minutes" in match[0]:  # the programme
        return False
    if "frequency" in fields and _is_paper(around):
        return False
    if "units" in fields and around.words_before == ("as", "many"):
        return False  # "the third in as many months"
    if fields.get("number") == "many" and around.word_before == "as":
        return False
    if fields.get("which") in ("last", "the last") and fields.get("one_unit") == "day":
        return around.word_after not in ("of", "on", "that", "to", "when")  # of a row of days
    if {"days_from_publication", "frequency"} & fields.keys() and match[0][0].isupper():
        return not _is_named(around.start, around)  # "USA Today", a paper
    if "holiday" in fields and around.end < len(text):  # "Easter Island"
        return text.tags[around.end] not in ("NNP", "NNPS")
    if "month" in fields:
        return _is_month(fields, around)
    if "season" in fields and not {"year", "which"} & fields.keys():
        return text.tags[around.end - 1] in ("NN", "NNP") and around.word_after != "of"
    if fields.get("unit") in ("second", "seconds"):
        return text.pos[around.end - 1] == "NOUN"
    if fields.keys() <= {"year"} and match[0][0].isdigit():
        return _is_year(int(fields["year"]), around)
    if "reference" in fields:
        return _is_reference(fields["reference"], tag, around)
    if "units" in fields and len(fields) == 1:
        if around.word_before in words.not_a_stretch or around.word_after == "old":
            return False
        if around.word_before == "by" or around.words_before == ("matter", "of"):
            return False  # "older by decades", "a matter of days": how much, of no time
        if fields["units"] in ("minutes", "seconds"):  # "moments"
            return around.word_before in ("for", "within")
        return text.pos[around.start] == "NOUN"
    if "hours" in fields and around.word_before == "high":  # a film, a showdown; "at high noon"
        return around.words_before[0] in ("at", "by", "until")
    if "part" in fields or "unit" in fields or "units" in fields:
        return text.pos[around.end - 1] != "VERB" and match[0] != "'s"
    return not (set(fields) == {"hour", "minute"} and words.not_a_year.after & {around.word_before})


def _is_paper(around: Surroundings) -> bool:
    """Whether "daily" or "weekly" is a newspaper: "a daily in Ankara"."""
    text, token = around.text, around.start
    return text.pos[token] == "NOUN" and text.deps[token] not in ("amod", "npadvmod", "compound")


def _is_month(fields: Fields, around: Surroundings) -> bool:
    if {"day", "year", "shortyear"} & fields.keys():
        return True
    month, text = fields["month"], around.text
    if len(month) == 3 and month != "may":  # "Jan" alone is a name
        return False
    if month not in around.words.also_other_words:
        return True
    token = next(t for t in range(around.start, around.end) if month in text.lower[t])
    if not text.words[token][0].isupper() or text.tags[token] not in ("NNP", "NNPS"):
        return False
    if around.word_after in ("for", "of") or _is_name(token, around):
        return False
    return text.deps[token] != "compound" or text.pos[text.heads[token]] != "PROPN"


def _is_name(token: int, around: Surroundings) -> bool:
    """Whether the token is of a person's name: so tagged, or, for "May", what acts."""
    text = around.text
    if text.deps[token] == "nsubj" and text.lower[token] == "may":
        return True
    return _entity(token, around) == "PERSON"


def _is_named(token: int, around: Surroundings) -> bool:
    """Whether a word with a capital belongs to the name that stands before it."""
    text = around.text
    inside = token > 0 and text.sentence_of[token - 1] == text.sentence_of[token]
    return inside and (text.pos[token - 1] == "PROPN" or _entity(token, around) == "ORG")


def _entity(token: int, around: Surroundings) -> str:
    """The label of the named entity that covers `token`, or ""."""
    entities = around.text.entities
    place = bisect_right(entities, (token, len(around.text), "")) - 1
    start, end, label = entities[place] if place >= 0 else (0, 0, "")
    return label if start <= token < end else ""


def _is_year(year: int, around: Surroundings) -> bool:
    text, clues = around.text, around.words.not_a_year
    before, after = around.word_before, around.word_after
    if before in clues.after or after in clues.before:
        return False
    if before == "(" and around.start > 1 and text.pos[around.start - 2] == "NUM":
        return False
    if around.spoken and before in (",", "and", "or", "to", "-", "–"):
        return 1900 <= year <= 2100
    if before in around.words.year_after or text.tags[around.start - 1] in ("PRP$", "POS"):
        tag = text.tags[around.end] if around.end < len(text) else ""
        return not (tag == "NNS" and before in ("of", "by", "to", "from", "than"))
    return 1900 <= year <= 2100 and (
        around.end >= len(text)
        or text.pos[around.end] in ("PUNCT", "ADP", "VERB", "AUX", "PART", "CCONJ")
    )


def _is_reference(word: str, tag: str, around: Surroundings) -> bool:
    text = around.text
    if word in ("in the past", "the past", "the present", "the future"):
        after = text.pos[around.end] if around.end < len(text) else ""
        return after not in ("NOUN", "ADJ", "NUM", "PROPN") and around.word_after != "-"
    if word == "soon":
        bounded = around.word_before in ("as", "how", "so", "too") or around.word_after in (
            "after",
            "as",
        )
        return around.tense() > UNKNOWN and not bounded
    if word == "now":  # at the head of a sentence it turns the story rather than dates it
        return not around.is_first or around.word_after == "that"
    if word == "recently":  # "most recently in May" ranks, and May is the time
        return around.word_before != "most"
    if word == "current":
        return tag == "JJ" and around.word_after not in ("account", "accounts")
    if word == "future":
        return tag in ("JJ", "NN") and around.word_before not in ("no", "a")
    return True
