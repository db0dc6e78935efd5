"""The categories of a candidate: its word, its frame, and who and what stands with it.

Nobody's name and no word but closed classes: the subject is "name" or "speaker" or a
pronoun's class, the object a part of speech, the clause a tag and the word that opens it.
"""

from __future__ import annotations

from math import log2

from reportedly.extraction.attribution.candidates import Setting
from reportedly.extraction.attribution.statistics import FRAMES
from reportedly.extraction.attribution.token_features import level
from reportedly.extraction.attribution.words import function_classes, source_classes

NAMES = (
    *("tag", "dependency", "frame", "stance", "head", "head_tag", "count"),
    *("subject", "subject_entity", "subject_place"),
    *("object", "preposition", "complement", "before", "behind"),
)
_CLAUSES = ("ccomp", "xcomp", "acl", "advcl")
_OBJECTS = ("dobj", "nsubjpass", "attr", "acomp", "oprd")
_INHERITING = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "dobj", "pobj", "attr"])
_HIGHEST = 4
_NOBODY = ("", "", "")


def categories(setting: Setting, token: int) -> list[str]:
    """The categories of a candidate, one a name of `NAMES`."""
    text, odds, cue = setting.text, setting.odds[token], setting.cue(token)
    head = text.heads[token]
    return [
        text.tags[token],
        text.deps[token],
        FRAMES[setting.frames[token]],
        cue.stance if cue else "",
        "root" if head == token else level(setting.odds[head].cue),
        text.tags[head],
        str(min(8, int(log2(odds.seen + 1)))),
        *_subject(setting, token),
        _object(setting, token),
        _preposition(setting, token),
        _complement(setting, token),
        setting.function(max(token - 1, 0)),
        setting.function(min(token + 1, len(text) - 1)),
    ]


def _subject(setting: Setting, token: int) -> tuple[str, str, str]:
    """What kind of subject a candidate has, its entity, and where it was found: at the
    candidate, as its agent or owner, at a verb above, or as the noun that it describes."""
    text = setting.text
    at = token
    for step in range(_HIGHEST):
        for child in text.children[at]:
            dep = text.deps[child]
            if dep in ("nsubj", "nsubjpass"):
                return _described(setting, child, dep if step == 0 else f"{dep} above")
            if dep == "poss" and step == 0:
                return _described(setting, child, dep)
            if dep == "agent" and text.children[child]:
                return _described(setting, text.children[child][0], dep)
        dep, head = text.deps[at], text.heads[at]
        if dep in ("acl", "relcl"):
            return _described(setting, head, dep)
        # The subject above a clause said by somebody is the one who says it, so only a
        # noun in the clause may look there for its owner.
        if dep not in _INHERITING and not (dep == "ccomp" and at != token):
            return _NOBODY
        at = head
    return _NOBODY


def _described(setting: Setting, token: int, place: str) -> tuple[str, str, str]:
    meant = setting.of_relative(token)
    return (
        _kind(setting, meant),
        setting.entities[meant],
        place if meant == token else "relcl",
    )


def _kind(setting: Setting, noun: int) -> str:
    """A pronoun's class, a name, what kind of source a noun is, or else its tag."""
    text = setting.text
    if text.pos[noun] == "PRON":
        return function_classes().get(text.lower[noun], "pronoun")
    source = source_classes().get(text.lemmas[noun].lower(), "")
    if source != "document" and text.pos[noun] == "PROPN":
        return "name"
    return source or text.tags[noun]


def _object(setting: Setting, token: int) -> str:
    text = setting.text
    for child in text.children[token]:
        dep = text.deps[child]
        if dep in _OBJECTS:
            return f"{dep} {_kind(setting, child) if dep == 'dobj' else text.pos[child]}"
    return ""


def _preposition(setting: Setting, token: int) -> str:
    text = setting.text
    for child in text.children[token]:
        if child > token and text.deps[child] in ("prep", "prt", "agent"):
            return f"{text.deps[child]} {setting.function(child)}"
    return ""


def _complement(setting: Setting, token: int) -> str:
    """What kind of clause depends on the candidate, on which side, and how it opens."""
    text = setting.text
    for child in text.children[token]:
        if text.deps[child] in _CLAUSES:
            side = "behind" if child > token else "before"
            first = text.left[child]
            opens = function_classes().get(text.lower[first], "") if first < child else ""
            return f"{text.deps[child]} {text.tags[child]} {side} {opens}"
    return ""
