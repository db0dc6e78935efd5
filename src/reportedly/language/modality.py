"""How a predicate is told: happened, ongoing, planned, possible, hypothetical or negated.

The parse is climbed from the predicate to the top of its sentence. Each step may add
a degree: auxiliaries, negation and tense at the predicate itself, then the words that
govern it ("plans to", "denied that", "the prospect of", "if"). The strongest degree
wins, and a negation above a plan or a possibility negates. The degrees follow FactBank
(Sauri and Pustejovsky 2009), read from the point of view of whoever makes the statement:
a reporting verb does not weaken what it reports. The words are in `reference/modality.yml`.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.language.annotated import AnnotatedText
from reportedly.records import Factuality
from reportedly.reference.loader import load_yaml

Degrees = dict[Factuality, list[str]]

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
_MODIFIERS = frozenset({"advmod", "neg", "preconj", "det", "amod"})
_OF = frozenset({"of", "for", "on", "about", "over", "to", "in", "with", "from"})
_PREDICATIVE = frozenset({"acomp", "attr", "oprd"})
_LATER = frozenset({"tomorrow", "next", "later", "soon", "upcoming", "coming"})
_CLIPPED = frozenset({"'s", "'re", "'m", "’s", "’re", "’m"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "newest"})
_DEPTH = 12


class ModalityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word classes of `modality.yml`."""

    auxiliaries: dict[str, Factuality]
    verbs: Degrees
    light_verbs: frozenset[str]
    nouns: Degrees
    evidence: frozenset[str]
    adjectives: Degrees
    adverbs: Degrees
    conditions: frozenset[str]
    prepositions: Degrees
    reporting: frozenset[str]
    factive_objects: frozenset[str]


class _Lexicon:
    """The word classes turned about: word to degree."""

    def __init__(self, words: ModalityWords) -> None:
        self.words = words
        self.verbs = _by_word(words.verbs)
        self.nouns = _by_word(words.nouns)
        self.adjectives = _by_word(words.adjectives)
        self.adverbs = _by_word(words.adverbs)
        self.prepositions = _by_word(words.prepositions)
        self.verbal = self.verbs | self.adjectives


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(load_yaml("modality.yml", ModalityWords))


def _by_word(degrees: Degrees) -> dict[str, Factuality]:
    return {word: degree for degree, words in degrees.items() for word in words}


def factuality(text: AnnotatedText, token: int) -> Factuality:
    """The factuality of the predicate (verb, or noun that tells of an event) at `token`."""
    lexicon = _lexicon()
    found = _own(text, token, lexicon)
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


def is_reporting(lemma: str) -> bool:
    """Whether `lemma` is a verb of saying, which does not weaken what it reports."""
    return lemma in _lexicon().words.reporting


def is_negated(text: AnnotatedText, token: int) -> bool:
    """Whether the predicate at `token` itself is negated: "did not agree", "no visit"."""
    adverbs = _lexicon().adverbs
    for child in text.children[token]:
        dep = text.deps[child]
        if dep == "neg" or (
            dep in _MODIFIERS and adverbs.get(text.lower[child]) == "negated" and child < token
        ):
            return True
        if dep in _SUBJECTS | {"dobj"} and text.pos[token] in ("VERB", "AUX"):
            if text.lower[child] in ("nobody", "none", "nothing", "neither"):
                return True
            if dep != "dobj" and any(
                text.lower[c] in ("no", "neither") for c in text.children[child]
            ):
                return True
    return False


def _own(text: AnnotatedText, token: int, lexicon: _Lexicon) -> set[Factuality]:
    """The degrees that the predicate carries by itself: negation, auxiliary, adverb, tense."""
    found: set[Factuality] = set()
    if is_negated(text, token):
        found.add("negated")
    verbal = text.pos[token] in ("VERB", "AUX")
    for child in text.children[token]:
        dep, word = text.deps[child], text.lower[child]
        if dep == "advmod" and word in lexicon.adverbs and lexicon.adverbs[word] != "negated":
            found.add(lexicon.adverbs[word])
        elif dep in ("amod", "nmod", "compound") and not verbal:
            degree = lexicon.adjectives.get(word)
            if degree is not None:
                found.add(degree)
        elif dep == "mark" and word in lexicon.words.conditions and verbal:
            found.add("hypothetical")
        elif dep == "det" and word == "any" and not verbal:
            found.add("possible")
    if verbal:
        found |= _tense(text, token, lexicon)
    if "negated" in found and text.deps[token] != "advcl":
        found.discard("hypothetical")  # "would not send": a refusal, told as such
    return found


def _tense(text: AnnotatedText, token: int, lexicon: _Lexicon) -> set[Factuality]:
    """What the auxiliaries and the form of a verb say."""
    auxiliaries = [c for c in text.children[token] if text.deps[c] in _AUXILIARIES]
    words = {text.lower[c] for c in auxiliaries}
    lemmas = {text.lemmas[c] for c in auxiliaries} | ({"be"} if words & _CLIPPED else set())
    tag = text.tags[token]
    for auxiliary in auxiliaries:
        word = text.lower[auxiliary]
        if word in ("would", "'d") and text.tags[auxiliary] == "MD":
            return {_would(text, token, lexicon)}
        if text.tags[auxiliary] == "MD":
            degree = lexicon.words.auxiliaries.get(word)
            if degree is not None:
                return {degree}
    if "to" in words and text.deps[token] in ("xcomp", "acl", "relcl", "ROOT", "ccomp"):
        head = text.heads[token]
        going = text.lower[head] == "going" or text.lemmas[head] == "be"
        if text.deps[token] in ("acl", "relcl") and _is_ranked(text, head):
            return set()
        return {"planned"} if going or text.deps[token] in ("acl", "relcl") else set()
    if tag == "VBG" and "be" in lemmas:
        past = words & {"was", "were", "had"}
        return {"happened"} if past else {"planned" if _is_later(text, token) else "ongoing"}
    if tag in ("VBZ", "VBP") and not auxiliaries and not _is_headline(text, token):
        return {"ongoing"}
    return set()


def _is_ranked(text: AnnotatedText, noun: int) -> bool:
    """Whether the noun is "the first", "the latest" …: the first to visit has visited."""
    return any(text.lower[child] in _RANKS for child in text.children[noun]) or (
        text.lower[noun] in _RANKS
    )


def _is_later(text: AnnotatedText, token: int) -> bool:
    return any(
        text.lower[leaf] in _LATER
        for child in text.children[token]
        if text.deps[child] in ("npadvmod", "advmod", "prep")
        for leaf in range(text.left[child], min(text.right[child] + 1, text.left[child] + 4))
    )


def _is_headline(text: AnnotatedText, token: int) -> bool:
    """Whether the sentence ends without a full stop, as headlines do: present tells the past."""
    _, end = text.sentences[text.sentence_of[token]]
    return text.words[end - 1][-1:] not in (".", "!", "?", "”", '"', "’", "'")


def _would(text: AnnotatedText, token: int, lexicon: _Lexicon) -> Factuality:
    """Read "would": a plan, if who speaks is who would act or is named; else a condition."""
    head = text.heads[token]
    if text.deps[token] not in ("ccomp", "conj") or head == token:
        return "hypothetical"
    while text.deps[token] == "conj" and text.heads[token] != token:
        token = text.heads[token]
    head = text.heads[token]
    if (
        text.tags[head] not in ("VBD", "VBN", "VBG")
        or text.lemmas[head] not in lexicon.words.reporting
    ):
        return "hypothetical"
    subject = text.child(token, "nsubj", "nsubjpass")
    if subject is None:
        return "hypothetical"
    if text.pos[subject] == "PRON" and text.lower[subject] in (
        "it",
        "they",
        "he",
        "she",
        "we",
        "i",
    ):
        return "planned"
    speaker = text.child(head, "nsubj")
    same = speaker is not None and text.lemmas[speaker] == text.lemmas[subject]
    definite = text.pos[subject] == "PROPN"
    return "planned" if same or definite else "hypothetical"


def _step(
    text: AnnotatedText, node: int, head: int, lexicon: _Lexicon
) -> tuple[set[Factuality], bool]:
    """The degrees that `head` adds to its dependent `node`, and whether to climb on."""
    dep = text.deps[node]
    pos = text.pos[head]
    if dep == "conj":
        return _conjunct(text, node, head, lexicon), True
    if dep in ("advcl", "relcl"):
        return _adverbial(text, node, head), False
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
    text: AnnotatedText, node: int, head: int, lexicon: _Lexicon
) -> tuple[set[Factuality], bool]:
    """From "of a deal" to what governs it: "the prospect of a deal", "plans for a visit"."""
    if text.lower[node] not in _OF:
        return set(), False
    if text.pos[head] in ("VERB", "AUX"):
        return _under_verb(text, node, head, lexicon)
    return _under_noun(text, head, lexicon)


def _conjunct(text: AnnotatedText, node: int, head: int, lexicon: _Lexicon) -> set[Factuality]:
    """What a conjunct shares with the first member: all, unless it is a clause of its own."""
    if text.pos[node] in ("VERB", "AUX"):
        own = any(text.deps[c] in _SUBJECTS | _AUXILIARIES for c in text.children[node])
        if own or text.tags[node] in ("VBD", "VBZ", "VBP"):
            return set()
        return _own(text, head, lexicon) - {"ongoing"}
    return {d for d in _own(text, head, lexicon) if d in ("planned", "possible", "negated")}


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
    text: AnnotatedText, node: int, head: int, lexicon: _Lexicon
) -> tuple[set[Factuality], bool]:
    """The degrees of what a verb governs as complement, object or subject."""
    dep, lemma = text.deps[node], text.lemmas[head]
    nominal = text.pos[node] not in ("VERB", "AUX")
    if nominal and dep in ("nsubj", "nsubjpass"):
        return _subject(text, node, head, lexicon)
    if lemma in lexicon.words.light_verbs and (nominal or dep == "xcomp"):
        return _own(text, head, lexicon), True
    degree = lexicon.verbs.get(lemma)
    if dep == "ccomp" and lemma in lexicon.words.reporting and not _is_infinitive(text, node):
        degree = None  # "told the court that": reported, not asked for
    if nominal and dep in _NOMINAL and lemma in lexicon.words.factive_objects:
        return set(), False
    if degree is not None and (dep in _CLAUSAL or dep in _NOMINAL or dep == "prep"):
        return _governed(text, head, degree)
    if dep in ("ccomp", "csubj") or nominal:
        if is_negated(text, head) and lemma in lexicon.words.reporting:
            return {"possible"}, False
        return set(), False
    if dep == "xcomp":
        return _own(text, head, lexicon), True
    return set(), False


def _is_infinitive(text: AnnotatedText, token: int) -> bool:
    return any(text.tags[child] == "TO" for child in text.children[token])


def _subject(
    text: AnnotatedText, node: int, head: int, lexicon: _Lexicon
) -> tuple[set[Factuality], bool]:
    """An event as the subject: "talks are planned", "a visit is likely", "the sale will …"."""
    passive = text.deps[node] == "nsubjpass"
    lemma = text.lemmas[head]
    degree = lexicon.verbs.get(lemma) if passive or lemma in ("continue", "remain") else None
    if passive and lemma in lexicon.words.factive_objects and degree not in ("planned", "negated"):
        degree = None
    own = _own(text, head, lexicon)
    if degree is not None:
        return _governed(text, head, degree)
    if lemma == "be":
        for child in text.children[head]:
            if text.deps[child] in _PREDICATIVE and text.lower[child] in lexicon.verbal:
                return own | {lexicon.verbal[text.lower[child]]}, True
    if lemma in lexicon.words.light_verbs or lemma in ("fail", "stall", "collapse"):
        return own, True
    return own & {"planned", "possible", "hypothetical"}, False


def _under_noun(text: AnnotatedText, head: int, lexicon: _Lexicon) -> tuple[set[Factuality], bool]:
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
