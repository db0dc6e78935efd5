"""Attributions that a cautious model passes over for being rare, short or of nobody named.

Each has a grammar of its own: an answer that was not given ("did not comment on"), what is
held by nobody named ("is believed to have left"), a plea ("appealed for"), and words lent
by somebody ("as one officer put it").
"""

from __future__ import annotations

from reportedly.extraction.attribution.cues import cue_words
from reportedly.extraction.attribution.frames import Framed
from reportedly.extraction.attribution.record import Attribution
from reportedly.extraction.judgements import gives_nothing, has_yet_to
from reportedly.language.annotated import AnnotatedText

_BEFORE_VERBS = frozenset({"advmod", "aux", "auxpass", "neg"})
_RELATIVES = frozenset({"WDT", "WP"})
_TOPICS = ("on", "about", "for", "of", "to")


def rare(framed: Framed, token: int) -> Attribution | None:
    """The attribution that the verb at `token` heads by one of these grammars, or None."""
    if framed.quotations.of[token] >= 0:
        return None
    lemma, words = framed.text.lemmas[token].lower(), cue_words()
    if (thing := gives_nothing(framed.text, token)) is not None:
        return _nothing_given(framed, token, thing)
    if lemma in words.silent and (unanswered := _unanswered(framed, token)):
        return unanswered
    if lemma in words.pleading and (plea := _plea(framed, token)):
        return plea
    if lemma in words.staying and (silence := _silence(framed, token)):
        return silence
    if lemma in words.vowing and (vow := _vow(framed, token)):
        return vow
    if lemma in words.quoting:
        return _quoted(framed, token)
    if lemma in words.held:
        return _held(framed, token)
    return _put(framed, token) if lemma == "put" else None


def _unanswered(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "did not immediately comment on the seizure", "has yet to comment on
    it" and "could not be reached for comment"."""
    text, yet = framed.text, has_yet_to(framed.text, token)
    negated = yet or any(text.deps[child] == "neg" for child in text.children[token])
    subject = text.child(text.heads[token] if yet else token, "nsubj", "nsubjpass")
    passive = text.lemmas[token] in ("draw", "reach")
    if not negated or subject is None or passive != _is_passive(text, token):
        return None
    topic = _preposition(text, token, _TOPICS)
    if topic is None:
        return None
    cue = (_first_before(text, token), token + 1)
    return framed.attribution(token, cue, text.subtree(subject), [text.subtree(topic)])


def _silence(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "has stayed silent on the report"."""
    text, source = framed.text, framed.source(token)
    silent = text.child(token, "acomp", "oprd", "attr")
    if silent is None or source is None or text.lower[silent] not in cue_words().speechless:
        return None
    topic = _preposition(text, silent, _TOPICS) or _preposition(text, token, _TOPICS)
    if topic is None:
        return None
    cue = (_first_before(text, token), silent + 1)
    return framed.attribution(token, cue, source, [text.subtree(topic)])


def _nothing_given(framed: Framed, token: int, thing: int) -> Attribution | None:
    """The attribution of "gave no details of the cargo"."""
    text = framed.text
    topic = _preposition(text, thing, _TOPICS) or _preposition(text, token, _TOPICS)
    source = framed.source(token)
    if topic is None or source is None:
        return None
    return framed.attribution(token, (token, thing + 1), source, [text.subtree(topic)])


def _vow(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "vowed revenge"."""
    text = framed.text
    subject, thing = text.child(token, "nsubj"), text.child(token, "dobj")
    if subject is None or thing is None or text.pos[thing] == "PRON":
        return None
    cue = (_first_before(text, token), token + 1)
    return framed.attribution(token, cue, text.subtree(subject), [text.subtree(thing)])


def _plea(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "appealed to its partners for more interceptors"."""
    text = framed.text
    wish, source = _preposition(text, token, ("for",)), framed.source(token)
    if wish is None or source is None or _is_passive(text, token):
        return None
    asked = text.child(wish, "pobj")
    if asked is None:
        return None
    cue = (token, token + 1 + (wish == token + 1))
    return framed.attribution(token, cue, source, [text.subtree(asked)])


def _held(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "the convoy is believed to have left": held by nobody named."""
    text = framed.text
    subject, clause = text.child(token, "nsubjpass"), text.child(token, "xcomp")
    if subject is None or clause is None or not _is_passive(text, token):
        return None
    if text.child(token, "agent", "neg") is not None:
        return None
    cue = (_first_before(text, token), token + 1)
    said = [text.subtree(clause)]
    if text.tags[subject] not in _RELATIVES:
        first, last = text.subtree(subject)
        said.insert(0, (first, min(last, cue[0])))
    return framed.attribution(token, cue, None, said)


def _quoted(framed: Framed, token: int) -> Attribution | None:
    """The attribution of "was quoted by the agency as saying", to be told of the quoted one."""
    text = framed.text
    likeness = next((c for c in text.children[token] if text.lower[c] == "as"), None)
    saying = text.child(likeness, "pcomp") if likeness is not None else None
    if saying is None or text.child(saying, "ccomp") is None:
        return None
    return framed.attribution(token, (token, token + 1), None, [text.subtree(saying)])


def _put(framed: Framed, token: int) -> Attribution | None:
    """The attribution of a sentence to somebody's words: "…, as one officer put it"."""
    text = framed.text
    source, thing = text.child(token, "nsubj"), text.child(token, "dobj")
    begins_with_as = any(text.lower[child] == "as" for child in text.children[token])
    if source is None or thing is None or text.lower[thing] != "it" or not begins_with_as:
        return None
    start, end = text.sentences[text.sentence_of[token]]
    first, last = text.subtree(token)
    if first > start and any(text.pos[i] not in ("PUNCT", "SPACE") for i in range(last, end)):
        return None
    return framed.attribution(
        token, (token, thing + 1), text.subtree(source), [(start, first), (last, end)]
    )


def _is_passive(text: AnnotatedText, token: int) -> bool:
    return text.child(token, "auxpass") is not None


def _preposition(text: AnnotatedText, token: int, words: tuple[str, ...]) -> int | None:
    return next(
        (
            child
            for child in text.children[token]
            if child > token and text.deps[child] == "prep" and text.lower[child] in words
        ),
        None,
    )


def _first_before(text: AnnotatedText, token: int) -> int:
    """Where the run of auxiliaries, negations and adverbs of the verb at `token` begins."""
    first = token
    while first > 0 and text.deps[first - 1] in _BEFORE_VERBS and text.heads[first - 1] == token:
        first -= 1
    return first
