"""Attributions whose cue is no verb and that a cautious model passes over: a doubt
("is sceptical that"), hearsay ("there were reports that") and hedges ("allegedly")."""

from __future__ import annotations

from reportedly.extraction.attribution.cues import cue_at, cue_words
from reportedly.extraction.attribution.frames import Framed
from reportedly.extraction.attribution.record import Attribution

_PREDICATES = ("acomp", "attr", "oprd")
_TOLD = ("attr", "nsubj", "ROOT")


def verbless(framed: Framed, token: int) -> Attribution | None:
    """The attribution that the noun, adjective or adverb at `token` heads, or None."""
    if framed.quotations.of[token] >= 0:
        return None
    pos = framed.text.pos[token]
    if pos == "ADJ":
        return _doubt(framed, token)
    if pos == "NOUN":
        return _hearsay(framed, token)
    return _hedge(framed, token) if pos == "ADV" else None


def _doubt(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "Western diplomats are sceptical that the truce will hold"."""
    text, verb = framed.text, framed.text.heads[token]
    clause = text.child(token, "ccomp")
    cue = cue_at(text, token) if clause is not None else None
    if clause is None or cue is None or cue.stance != "doubts":
        return None
    subject = text.child(verb, "nsubj")
    if text.deps[token] not in _PREDICATES or subject is None or text.lower[subject] == "it":
        return None
    return framed.attribution(
        token, (verb, token + 1), text.subtree(subject), [text.subtree(clause)]
    )


def _hearsay(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "there were reports that a train had left": told by nobody named."""
    text = framed.text
    if text.lemmas[token].lower() not in cue_words().hearsay or text.deps[token] not in _TOLD:
        return None
    clause = text.child(token, "acl", "ccomp")
    if clause is None or not any(text.lower[c] == "that" for c in text.children[clause]):
        return None
    if text.child(token, "poss", "prep") is not None:
        return None
    return framed.attribution(token, (token, token + 1), None, [text.subtree(clause)])


def _hedge(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "the firm allegedly paid a colonel"."""
    text, verb = framed.text, framed.text.heads[token]
    if text.lower[token] not in cue_words().hedges or text.pos[verb] not in ("VERB", "AUX"):
        return None
    first, last = text.subtree(verb)
    first += text.deps[first] == "mark"
    return framed.attribution(token, (token, token + 1), None, [(first, token), (token + 1, last)])
