"""Attributions by rule alone: a cue's frame says where source and content stand.

The baseline beside the fitted tagger, and the fallback where no model is shipped:
a cue verb with a subject and a clause, a quotation or an object; "according to".
"""

from __future__ import annotations

from reportedly.extraction.attribution.cues import POS_OF, lexicon
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.judgements import judges_untrue
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})


def attributions_by_rule(text: AnnotatedText, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions that the frames of the cue words give, in text order."""
    known = lexicon()
    found = []
    for token, lemma in enumerate(text.lemmas):
        pos = POS_OF.get(text.pos[token])
        cue = known.get((lemma.lower(), pos)) if pos else None
        if cue is None or pos != "verb":
            continue
        if "according" in cue.frames:
            attribution = _according(text, token)
        else:
            attribution = _verb(text, quotations, token, cue.frames)
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def nested_attributions(
    text: AnnotatedText, quotations: Quotations, outer: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """The attributions inside the contents of `outer` that the frames alone make plain: a
    cue verb that heads the clause of an outer cue and has a named subject and a clause of
    its own ("he added that Tehran denied it had …"). Who else says so matters to a ledger."""
    known = lexicon()
    anchors = {attribution.anchor for attribution in outer}
    found = []
    for token in sorted({c for anchor in anchors for c in text.children[anchor]} - anchors):
        subject, clause = text.child(token, "nsubj"), text.child(token, "ccomp")
        if text.deps[token] != "ccomp" or subject is None or clause is None:
            continue
        if quotations.of[token] >= 0:
            continue
        cue = known.get((text.lemmas[token].lower(), "verb"))
        if cue is None or "clause" not in cue.frames or text.pos[subject] == "PRON":
            continue
        attribution = _verb(text, quotations, token, cue.frames)
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def joined_attributions(
    text: AnnotatedText, quotations: Quotations, outer: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """The attributions of "neither confirmed nor denied that …" and its like, which are rare
    and matter: two joined cue verbs after "neither", the clause behind either of them."""
    anchors = {attribution.anchor for attribution in outer}
    known = lexicon()
    found = []
    for first, word in enumerate(text.lower):
        if word != "neither" or text.deps[first] not in ("preconj", "cc", "det", "advmod"):
            continue
        verb = text.heads[first]
        second = text.child(verb, "conj")
        if second is None or anchors & {verb, second}:
            continue
        if any((text.lemmas[token].lower(), "verb") not in known for token in (verb, second)):
            continue
        plain = _verb(text, quotations, second, ("clause", "object"))
        plain = plain or _verb(text, quotations, verb, ("clause", "object"))
        if plain is not None and plain.content[0][0] > second:
            source = _source(text, verb)
            found.append(Attribution(verb, (first, second + 1), source, plain.content))
    return tuple(found)


def plain_denials(
    text: AnnotatedText, quotations: Quotations, outer: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """The attributions of denials that the frames alone make plain and a cautious model passes
    over for their short contents: "Tehran denies it", "has called the report baseless"."""
    anchors = {attribution.anchor for attribution in outer}
    known = lexicon()
    found = []
    for token, lemma in enumerate(text.lemmas):
        if text.pos[token] != "VERB" or token in anchors or quotations.of[token] >= 0:
            continue
        cue = known.get((lemma.lower(), "verb"))
        denies = (cue is not None and cue.stance == "denies") or judges_untrue(text, token)
        if not denies or text.child(token, "nsubj") is None:
            continue
        attribution = _verb(text, quotations, token, ("clause", "infinitive", "object"))
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def _verb(
    text: AnnotatedText, quotations: Quotations, token: int, frames: tuple[str, ...]
) -> Attribution | None:
    source = _source(text, token)
    cue = (_first_auxiliary(text, token), token + 1)
    content = text.child(token, "ccomp")
    if content is None and "infinitive" in frames:
        content = text.child(token, "xcomp")
    if content is None and "object" in frames:
        content = text.child(token, "dobj", "nsubjpass")
    if content is not None:
        ranges = _without(text.subtree(content), [cue, source])
        ranges = _with_quotation(quotations, ranges, token)
    elif source is not None and (quoted := _quotation_beside(text, quotations, token)):
        ranges = [quoted]
    else:
        return None
    ranges = [r for r in (trimmed(text, quotations, r) for r in ranges) if r is not None]
    return Attribution(token, cue, source, tuple(ranges)) if ranges else None


def _source(text: AnnotatedText, token: int) -> Range | None:
    agent = text.child(token, "agent")
    if agent is not None and (named := text.child(agent, "pobj")) is not None:
        return text.subtree(named)
    for verb in (token, *text.ancestors(token)):
        subject = text.child(verb, *_SUBJECTS)
        if subject is not None:
            passive = text.deps[subject] == "nsubjpass" and verb == token
            return None if passive else text.subtree(subject)
        if text.deps[verb] in ("acl", "relcl"):
            head = text.heads[verb]
            return (text.left[head], verb) if text.left[head] < verb else None
        if text.deps[verb] not in ("conj", "advcl", "xcomp", "pcomp", "prep"):
            return None
    return None


def _first_auxiliary(text: AnnotatedText, token: int) -> int:
    first = token
    while first > 0 and (text.deps[first - 1] in _AUXILIARIES and text.heads[first - 1] == token):
        first -= 1
    return first


def _according(text: AnnotatedText, token: int) -> Attribution | None:
    to = token + 1
    if to >= len(text) or text.lower[to] != "to":
        return None
    named = text.child(to, "pobj")
    if named is None:
        return None
    source = text.subtree(named)
    start, end = text.sentences[text.sentence_of[token]]
    ranges = _without((start, end), [(token, source[1])])
    kept = [r for r in (trimmed(text, None, r) for r in ranges) if r is not None]
    return Attribution(token, (token, to + 1), source, tuple(kept)) if kept else None


def _without(whole: Range, holes: list[Range | None]) -> list[Range]:
    ranges = [whole]
    for hole in holes:
        if hole is None:
            continue
        cut = []
        for start, end in ranges:
            if hole[1] <= start or hole[0] >= end:
                cut.append((start, end))
                continue
            cut += [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if a < b]
        ranges = cut
    return ranges


def _quotation_beside(text: AnnotatedText, quotations: Quotations, token: int) -> Range | None:
    start, end = text.sentences[text.sentence_of[token]]
    for place in (*range(token, end), *range(token, start, -1)):
        number = quotations.of[place]
        if number >= 0:
            record = quotations.records[number]
            return (record.start, record.end)
    return None


def _with_quotation(quotations: Quotations, ranges: list[Range], token: int) -> list[Range]:
    """`ranges`, and what the quotations they touch hold outside the cue's own words."""
    touched = {quotations.of[i] for start, end in ranges for i in range(start, end)} - {-1}
    for number in sorted(touched):
        record = quotations.records[number]
        if not record.start <= token < record.end:
            ranges = [*ranges, (record.start, record.end)]
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def trimmed(text: AnnotatedText, quotations: Quotations | None, span: Range) -> Range | None:
    """`span` without white space and punctuation at its ends, quotation marks kept."""
    marks = quotations.marks if quotations is not None else frozenset()
    start, end = span
    while start < end and text.pos[start] in ("PUNCT", "SPACE") and start not in marks:
        start += 1
    while end > start and text.pos[end - 1] in ("PUNCT", "SPACE") and end - 1 not in marks:
        end -= 1
    return (start, end) if any(text.words[i][0].isalnum() for i in range(start, end)) else None
