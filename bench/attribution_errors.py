"""What is wrong with predicted attributions: side by side with the gold, and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from attribution_score import ROLES, Roles, cover, match, words
from gold import Parsed
from reportedly.language.annotated import AnnotatedText

_SHORT = 4  # words of a short content
_LONG_CUE = 3  # words of a cue that is a phrase


class Difference(NamedTuple):
    """A gold attribution without its like (no `given`), a predicted one without its like
    (no `wanted`), or a pair that differs in some role."""

    wanted: dict[str, Any] | None
    given: dict[str, Any] | None
    wanted_words: Roles
    given_words: Roles


_NOTHING: Roles = {role: frozenset() for role in ROLES}


def differences(document: dict[str, Any], predicted: list[dict[str, Any]]) -> Iterator[Difference]:
    """All differences in one document, the gold attributions first."""
    tokens = words(document["text"])
    gold = document["attributions"]
    wanted = [cover(attribution, tokens) for attribution in gold]
    given = [cover(attribution, tokens) for attribution in predicted]
    matched = dict(match(wanted, given))
    for i, attribution in enumerate(gold):
        j = matched.get(i)
        if j is None:
            yield Difference(attribution, None, wanted[i], _NOTHING)
        elif wanted[i] != given[j]:
            yield Difference(attribution, predicted[j], wanted[i], given[j])
    for j in sorted(set(range(len(given))) - set(matched.values())):
        yield Difference(None, predicted[j], _NOTHING, given[j])


def kinds(parsed: list[Parsed], predicted: list[dict[str, Any]]) -> Counter[str]:
    """How often each kind of error occurs."""
    counts: Counter[str] = Counter()
    of_document = {row["doc_id"]: row["attributions"] for row in predicted}
    for document, text in parsed:
        for difference in differences(document, of_document.get(document["doc_id"], [])):
            counts.update(_kinds(text, difference))
    return counts


def _kinds(text: AnnotatedText, difference: Difference) -> Iterator[str]:
    wanted, given = difference.wanted_words, difference.given_words
    if difference.given is None and difference.wanted is not None:
        yield f"missed: {_nature(text, difference.wanted, wanted)}"
    elif difference.wanted is None and difference.given is not None:
        yield f"invented: {_nature(text, difference.given, given)}"
    else:
        for role in ROLES:
            if wanted[role] != given[role]:
                yield f"{role}: {_deviation(wanted[role], given[role])}"


def _nature(text: AnnotatedText, attribution: dict[str, Any], roles: Roles) -> str:
    tokens = [
        token
        for start, end in attribution["cue"]
        for token in range(len(text))
        if text.starts[token] < end and text.ends[token] > start
    ]
    if all(text.pos[token] not in ("VERB", "AUX") for token in tokens):
        return "no verb in the cue"
    if all(text.pos[token] != "VERB" for token in tokens):
        return "a form of be or have alone in the cue"
    if len(roles["cue"]) >= _LONG_CUE:
        return "cue of three words or more"
    if not roles["source"]:
        return "no source"
    if len(roles["content"]) <= _SHORT:
        return "content of one to four words"
    return "verb with source and longer content"


def _deviation(wanted: frozenset[int], given: frozenset[int]) -> str:
    if not given:
        return "none given"
    if not wanted:
        return "given, gold has none"
    if not wanted & given:
        return "elsewhere"
    if wanted > given:
        return "too short"
    return "too long" if wanted < given else "shifted"


def side_by_side(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Iterator[str]:
    """Gold and predicted where they differ; missed and invented ones alone."""
    for document, row in zip(gold, predicted, strict=True):
        for difference in differences(document, row["attributions"]):
            yield _show(document["text"], difference)


def _show(text: str, difference: Difference) -> str:
    wanted, given = difference.wanted, difference.given
    if wanted is None or given is None:
        alone = wanted or given
        return f"{'MISSED' if wanted else 'INVENTED'}  {_parts(text, alone) if alone else ''}"
    wrong = [
        role for role in ROLES if difference.wanted_words[role] != difference.given_words[role]
    ]
    return f"{'+'.join(wrong)}\n  gold  {_parts(text, wanted)}\n  given {_parts(text, given)}"


def _parts(text: str, attribution: dict[str, Any]) -> str:
    return " | ".join(" … ".join(text[a:b] for a, b in attribution[role]) for role in ROLES)
