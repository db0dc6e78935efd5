"""Attributions by rule: what the frames of the cue verbs make plain.

A rule looks at one cue verb and gives its attribution or none; a text is walked once. The
rule of the frames alone is the baseline beside the fitted tagger, and what reads where no
model is wanted. The other rules are for what a model passes over and a ledger needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from reportedly.extraction.attribution.closings import closings
from reportedly.extraction.attribution.cues import POS_OF, Cue, cue_at, lexicon
from reportedly.extraction.attribution.frames import Framed
from reportedly.extraction.attribution.rare import rare
from reportedly.extraction.attribution.record import Attribution, by_sentence
from reportedly.extraction.attribution.verbless import verbless
from reportedly.extraction.judgements import judges_untrue
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_JOINING = ("preconj", "cc", "det", "advmod")
_SHARING = ("advcl", "conj")  # dependencies of verbs that share the subject of their head


def attributions_by_rule(text: AnnotatedText, quotations: Quotations) -> tuple[Attribution, ...]:
    """The attributions that the frames of the cue verbs give, in text order."""
    framed = Framed(text, quotations)
    found = (
        framed.according(token) if "according" in cue.frames else framed.verb(token, cue.frames)
        for token, cue in _cue_verbs(text)
        if cue is not None
    )
    return tuple(attribution for attribution in found if attribution is not None)


def completed(
    text: AnnotatedText, quotations: Quotations, found: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """`found`, and behind them the attributions that are rare or short, so that a cautious
    model passes them over, and that the frames make plain: joined ones, which take the place
    of their parts, denials, nested ones, and those at the end of a sentence."""
    framed = Framed(text, quotations)
    verbs = list(_cue_verbs(text))
    joined = [made for token, _ in verbs if (made := _joined(framed, token)) is not None]
    taken = {token for attribution in joined for token in range(*attribution.cue)}
    kept = tuple(attribution for attribution in found if attribution.anchor not in taken)
    anchors = taken | {attribution.anchor for attribution in kept}
    added = []
    for token, cue in verbs:
        if token in anchors:
            continue
        attribution = (
            _denial(framed, token, cue)
            or _levelled(framed, token)
            or _nested(framed, token, cue, anchors)
            or rare(framed, token)
        )
        if attribution is not None:
            added.append(attribution)
            anchors.add(token)
    for token, pos in enumerate(text.pos):
        if pos in ("ADJ", "ADV", "NOUN") and token not in anchors:
            attribution = verbless(framed, token)
            if attribution is not None:
                added.append(attribution)
    plain = (*kept, *joined, *added)
    cues = {token for attribution in plain for token in range(*attribution.cue)}
    return _apart(text, (*plain, *closings(text, quotations, cues)))


def _apart(text: AnnotatedText, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """`found`, none within what it holds itself: where two attributions of a sentence hold
    each other's cue, the first one's content ran over the closing words ", N said"."""
    of_sentence = by_sentence(text, found)
    return tuple(
        _before(attribution, of_sentence[text.sentence_of[attribution.anchor]])
        for attribution in found
    )


def _before(attribution: Attribution, beside: list[Attribution]) -> Attribution:
    """The attribution without the words of those that close what it is part of."""
    for closing in beside:
        first, last = closing.content[0][0], closing.content[-1][1]
        source = closing.source
        if source is None or not first <= attribution.anchor < last <= source[0]:
            continue
        content = tuple(
            (start, last) if start < last and source[0] < end else (start, end)
            for start, end in attribution.content
        )
        attribution = replace(attribution, content=content)
    return attribution


def _cue_verbs(text: AnnotatedText) -> Iterator[tuple[int, Cue | None]]:
    """The verbs of `text`, each with what cues.yml says of it."""
    for token, pos in enumerate(text.pos):
        if POS_OF.get(pos) == "verb":
            yield token, cue_at(text, token)


def _joined(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "neither confirmed nor denied that …" and its like: two joined cue
    verbs after "neither", the clause behind either of them."""
    text, known = framed.text, lexicon()
    children = text.children[token]
    neither = [c for c in children if text.lower[c] == "neither" and text.deps[c] in _JOINING]
    second = text.child(token, "conj")
    if not neither or second is None:
        return None
    if any((text.lemmas[verb].lower(), "verb") not in known for verb in (token, second)):
        return None
    frames = ("clause", "object")
    plain = framed.verb(second, frames) or framed.verb(token, frames)
    if plain is None or plain.content[0][0] <= second:
        return None
    cue = (neither[0], second + 1)
    return Attribution(token, cue, framed.source(token), plain.content)


def _denial(framed: Framed, token: int, cue: Cue | None) -> Attribution | None:
    """The attribution of a denial with a subject of its own or of the verb that it is joined
    to, however short its content: "Tehran denies it", "but has always denied arming them"."""
    text = framed.text
    denies = (cue is not None and cue.stance == "denies") or judges_untrue(text, token)
    if not denies or framed.quotations.of[token] >= 0 or text.pos[token] != "VERB":
        return None
    own, joined = text.child(token, "nsubj"), text.deps[token] in _SHARING
    if own is None and (not joined or framed.source(token) is None):
        return None
    return framed.verb(token, ("clause", "infinitive", "object"))


def _levelled(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "levelled serious accusations against N": the noun accuses."""
    text = framed.text
    charge, source = text.child(token, "dobj"), framed.source(token)
    if charge is None or charge < token or source is None or framed.quotations.of[token] >= 0:
        return None
    cue = lexicon().get((text.lemmas[charge].lower(), "noun"))
    against = charge + 1
    if cue is None or cue.stance != "accuses" or against >= len(text):
        return None
    named = text.child(against, "pobj") if text.lower[against] == "against" else None
    if named is None:
        return None
    return Attribution(token, (token, against + 1), source, (text.subtree(named),))


def _nested(
    framed: Framed, token: int, cue: Cue | None, anchors: Collection[int]
) -> Attribution | None:
    """The attribution of a cue verb that heads the clause of another cue and has a named
    subject and a clause of its own ("he added that Tehran denied it had …"): who else says
    so matters to a ledger."""
    text = framed.text
    if text.deps[token] != "ccomp" or text.heads[token] not in anchors:
        return None
    if cue is None or "clause" not in cue.frames or framed.quotations.of[token] >= 0:
        return None
    subject, clause = text.child(token, "nsubj"), text.child(token, "ccomp")
    if subject is None or clause is None or text.pos[subject] == "PRON":
        return None
    return framed.verb(token, cue.frames)
