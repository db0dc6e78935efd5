"""How a predicate is told: happened, ongoing, planned, possible, hypothetical or negated.

The parse is climbed from the predicate to the top of its sentence. Each step may add
a degree: auxiliaries, negation and tense at the predicate itself, then the words that
govern it ("plans to", "denied that", "the prospect of", "if"). The strongest degree
wins, and a negation above a plan or a possibility negates. The degrees follow FactBank
(Sauri and Pustejovsky 2009), read from the point of view of whoever makes the statement:
a reporting verb does not weaken what it reports. The words are in `reference/modality.yml`.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality_words import ModalityLexicon, is_reporting, modality_lexicon
from reportedly.language.tense import is_negated, own_degrees
from reportedly.records import Factuality

# Strongest first: a condition leaves open what is negated within it.
_ORDER: tuple[Factuality, ...] = (
    "hypothetical",
    "negated",
    "possible",
    "planned",
    "ongoing",
    "happened",
)
_CLAUSAL = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass", "acl", "oprd"})
_NOMINAL = frozenset({"dobj", "obj", "nsubjpass", "attr", "pobj", "dative", "oprd"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_OF = frozenset({"of", "for", "on", "about", "over", "to", "in", "with", "from"})
_PREDICATIVE = frozenset({"acomp", "attr", "oprd"})
_DEPTH = 12

__all__ = ["factuality", "is_negated", "is_reporting"]


def factuality(text: AnnotatedText, token: int) -> Factuality:
    """The factuality of the predicate (verb, or noun that tells of an event) at `token`."""
    lexicon = modality_lexicon()
    found = own_degrees(text, token, lexicon)
    node = token
    for _ in range(_DEPTH):
        head = text.heads[node]
        if head == node:
            break
        degrees, goes_on = _step(text, node, head, lexicon)
        found |= degrees
        if not goes_on:
            break
        node = head
    return next((degree for degree in _ORDER if degree in found), "happened")


def _step(
    text: AnnotatedText, node: int, head: int, lexicon: ModalityLexicon
) -> tuple[set[Factuality], bool]:
    """The degrees that `head` adds to its dependent `node`, and whether to climb on."""
    dep = text.deps[node]
    pos = text.pos[head]
    if dep == "conj":
        return _conjunct(text, node, head, lexicon), True
    if dep in ("advcl", "relcl"):
        return _adverbial(text, node, head), False
    if dep == "acl" and text.tags[node] == "VBN" and text.child(node, "nsubj", "aux") is None:
        return set(), False  # "the tanks sent by Germany are": sent, whatever they are
    if dep == "prep":
        return _through_preposition(text, node, head, lexicon)
    if pos == "ADP" or text.deps[head] == "prep":
        degree = lexicon.prepositions.get(text.lower[head])
        return ({degree} if degree else set()), dep in ("pobj", "pcomp")
    if pos in ("VERB", "AUX"):
        return _under_verb(text, node, head, lexicon)
    if pos in ("NOUN", "PROPN") and dep in (_CLAUSAL | {"prep", "compound", "pobj"}):
        return _under_noun(text, head, lexicon)
    if pos == "ADJ" and dep in _CLAUSAL:
        return _governed(text, head, lexicon.adjectives.get(text.lower[head]))
    return set(), False


def _through_preposition(
    text: AnnotatedText, node: int, head: int, lexicon: ModalityLexicon
) -> tuple[set[Factuality], bool]:
    """From "of a deal" to what governs it: "the prospect of a deal", "plans for a visit"."""
    if text.lower[node] not in _OF:
        return set(), False
    if text.pos[head] in ("VERB", "AUX"):
        return _under_verb(text, node, head, lexicon)
    return _under_noun(text, head, lexicon)


def _conjunct(
    text: AnnotatedText, node: int, head: int, lexicon: ModalityLexicon
) -> set[Factuality]:
    """What a conjunct shares with the first member: all, unless it is a clause of its own."""
    if text.pos[node] in ("VERB", "AUX"):
        own = any(text.deps[c] in _SUBJECTS | _AUXILIARIES for c in text.children[node])
        if own or text.tags[node] in ("VBD", "VBZ", "VBP"):
            return set()
        return own_degrees(text, head, lexicon) - {"ongoing"}
    return {d for d in own_degrees(text, head, lexicon) if d in ("planned", "possible", "negated")}


def _adverbial(text: AnnotatedText, node: int, head: int) -> set[Factuality]:
    """A purpose is only hoped for; "without telling" negates; a condition is read at the verb."""
    tag = text.tags[node]
    marks = {text.lower[c] for c in text.children[node] if text.deps[c] in ("mark", "aux")}
    if text.deps[node] == "advcl" and tag == "VB" and "to" in marks:
        return {"possible"}
    if text.deps[node] == "advcl" and text.tags[head] == "VB" and text.lower[head] == "going":
        return {"planned"}
    return {"negated"} if "without" in marks else set()


def _under_verb(
    text: AnnotatedText, node: int, head: int, lexicon: ModalityLexicon
) -> tuple[set[Factuality], bool]:
    """The degrees of what a verb governs as complement, object or subject."""
    dep, lemma = text.deps[node], text.lemmas[head]
    nominal = text.pos[node] not in ("VERB", "AUX")
    if nominal and dep in ("nsubj", "nsubjpass"):
        return _subject(text, node, head, lexicon)
    if lemma in lexicon.words.light_verbs and (nominal or dep == "xcomp"):
        return own_degrees(text, head, lexicon), True
    degree = lexicon.verbs.get(lemma)
    if dep == "ccomp" and lemma in lexicon.words.reporting and not _is_infinitive(text, node):
        degree = None  # "told the court that": reported, not asked for
    if nominal and dep in _NOMINAL and lemma in lexicon.words.factive_objects:
        return set(), False
    if degree is not None and (dep in _CLAUSAL or dep in _NOMINAL or dep == "prep"):
        return _governed(text, head, degree)
    if dep in ("ccomp", "csubj") and lemma == "be":
        judged = text.child(head, "acomp")  # "it is likely that"
        if judged is not None:
            return _governed(text, judged, lexicon.adjectives.get(text.lower[judged]))
    if dep in ("ccomp", "csubj") or nominal:
        if is_negated(text, head) and lemma in lexicon.words.reporting:
            return {"possible"}, False
        return set(), False
    if dep == "xcomp":
        return own_degrees(text, head, lexicon), True
    return set(), False


def _is_infinitive(text: AnnotatedText, token: int) -> bool:
    return any(text.tags[child] == "TO" for child in text.children[token])


def _subject(
    text: AnnotatedText, node: int, head: int, lexicon: ModalityLexicon
) -> tuple[set[Factuality], bool]:
    """An event as the subject: "talks are planned", "a visit is likely", "the sale will …"."""
    passive = text.deps[node] == "nsubjpass"
    lemma = text.lemmas[head]
    degree = lexicon.verbs.get(lemma) if passive or lemma in ("continue", "remain") else None
    if passive and lemma in lexicon.words.factive_objects and degree not in ("planned", "negated"):
        degree = None
    own = own_degrees(text, head, lexicon)
    if degree is not None:
        return _governed(text, head, degree)
    if lemma == "be":
        for child in text.children[head]:
            if text.deps[child] in _PREDICATIVE and text.lower[child] in lexicon.verbal:
                return own | {lexicon.verbal[text.lower[child]]}, True
    if lemma in lexicon.words.light_verbs or lemma in ("fail", "stall", "collapse"):
        return own, True
    return own & {"planned", "possible", "hypothetical"}, False


def _under_noun(
    text: AnnotatedText, head: int, lexicon: ModalityLexicon
) -> tuple[set[Factuality], bool]:
    """The degrees of what a noun governs: "plans to", "no evidence that", "talks on"."""
    lemma = text.lemmas[head]
    if lemma in lexicon.words.evidence:
        negated = is_negated(text, head) or _has_no(text, head)
        return ({"negated"} if negated else set()), True
    degree = lexicon.nouns.get(lemma)
    if degree is None:
        return set(), True
    return _governed(text, head, degree)


def _has_no(text: AnnotatedText, noun: int) -> bool:
    """Whether the clause of `noun` negates it: "there isn't evidence", "saw no sign"."""
    head = text.heads[noun]
    return text.pos[head] in ("VERB", "AUX") and is_negated(text, head)


def _governed(
    text: AnnotatedText, governor: int, degree: Factuality | None
) -> tuple[set[Factuality], bool]:
    """`degree`, turned about where the governor is negated."""
    if degree is None:
        return set(), True
    if is_negated(text, governor) or _has_no(text, governor):
        return {"possible" if degree == "negated" else "negated"}, True
    return {degree}, True
