"""What a predicate says by itself of its factuality: negation, auxiliaries, adverbs, tense."""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.modality_words import ModalityLexicon, modality_lexicon
from reportedly.records import Factuality

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_MODIFIERS = frozenset({"advmod", "neg", "preconj", "det", "amod"})
_LATER = frozenset({"tomorrow", "next", "later", "soon", "upcoming", "coming"})
_CLIPPED = frozenset({"'s", "'re", "'m", "’s", "’re", "’m"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "newest"})


def is_negated(text: AnnotatedText, token: int) -> bool:
    """Whether the predicate at `token` itself is negated: "did not agree", "no visit"."""
    adverbs = modality_lexicon().adverbs
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


def own_degrees(text: AnnotatedText, token: int, lexicon: ModalityLexicon) -> set[Factuality]:
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


def _tense(text: AnnotatedText, token: int, lexicon: ModalityLexicon) -> set[Factuality]:
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
        told = text.child(head, "attr") if text.deps[token] == "xcomp" else head
        if told is not None and _is_ranked(text, told):
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


def _would(text: AnnotatedText, token: int, lexicon: ModalityLexicon) -> Factuality:
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
