"""The measures of a candidate: which dependants it has, how likely it and those around it
are cues, and where it stands."""

from __future__ import annotations

from math import log, log1p

from reportedly.extraction.attribution.candidates import Setting

_DEPENDANTS = (
    *("nsubj", "nsubjpass", "agent", "ccomp", "xcomp", "dobj", "prt", "neg", "aux", "mark"),
    *("prep", "advmod", "acomp", "attr", "dative", "appos", "conj", "relcl", "poss", "punct"),
)
_MODALS = frozenset(
    ["will", "would", "could", "should", "may", "might", "can", "must", "'d", "'ll", "’d", "’ll"]
)
_PRESENT = frozenset(["you", "your", "i", "we"])  # those who talk to each other
_SOURCES = frozenset(["PERSON", "ORG", "GPE", "NORP"])
_LONG = ("ccomp", "xcomp", "dobj", "acl", "prep")
MEASURES = (
    *_DEPENDANTS,
    *("infinitive", "modal", "cue", "in_frame", "extended", "sourceless", "seen", "noun_cue"),
    *("listed", "strength", "head_cue", "child_cue", "cue_before", "cue_behind", "cues_beside"),
    *("cues_in_last", "cues_in_next", "density", "quoted", "quotation_beside", "quoted_share"),
    *("subtree_quoted", "before_quotation", "behind_quotation", "before_pause", "question"),
    *("opens_paragraph", "in_headline", "in_lead", "head_before", "clause_length", "place"),
    *("length", "depth", "text_place", "named_before", "talking"),
)  # fmt: skip


def measures(setting: Setting, token: int) -> list[float]:
    """The measures of a candidate, one a name of `MEASURES`."""
    return [
        *_dependants(setting, token),
        *_likelihoods(setting, token),
        *_quotations(setting, token),
        *_places(setting, token),
    ]


def _dependants(setting: Setting, token: int) -> list[float]:
    text = setting.text
    deps = {text.deps[child] for child in text.children[token]}
    auxiliaries = {text.lower[c] for c in text.children[token] if text.deps[c] == "aux"}
    return [
        *(float(name in deps) for name in _DEPENDANTS),
        float("to" in auxiliaries),
        float(not _MODALS.isdisjoint(auxiliaries)),
    ]


def _likelihoods(setting: Setting, token: int) -> list[float]:
    """How likely the candidate is a cue by the counts, and the words around it."""
    text, strong, own = setting.text, setting.strong, setting.odds[token]
    sentence = text.sentence_of[token]
    start, end = text.sentences[sentence]
    cue = setting.cue(token)

    def highest(tokens: range | list[int]) -> float:
        return log_odds(max((setting.odds[i].in_frame for i in tokens), default=0.0)) / 3

    def cues_in(number: int) -> int:
        if not 0 <= number < len(text.sentences):
            return 0
        return strong[text.sentences[number][1]] - strong[text.sentences[number][0]]

    return [
        log_odds(own.cue),
        log_odds(own.in_frame),
        own.extended,
        own.sourceless,
        log1p(own.seen) / 5,
        log_odds(_noun_cue(setting, token)) / 3,
        float(cue is not None),
        cue.strength / 3 if cue else 0.0,
        log_odds(setting.odds[text.heads[token]].in_frame) / 3,
        highest(text.children[token]),
        highest(range(start, token)),
        highest(range(token + 1, end)),
        min(3, strong[end] - strong[start]) / 3,
        min(2, cues_in(sentence - 1)) / 2,
        min(2, cues_in(sentence + 1)) / 2,
        setting.density,
    ]


def _quotations(setting: Setting, token: int) -> list[float]:
    """How the candidate stands to what is quoted."""
    text, by, quoted = setting.text, setting.quoted_by, setting.quoted
    start, end = text.sentences[text.sentence_of[token]]
    left, right = text.left[token], text.right[token] + 1
    after = min(token + 1, len(text) - 1)
    return [
        float(by[token] >= 0),
        float(quoted[end] > quoted[start]),
        (quoted[end] - quoted[start]) / (end - start),
        (quoted[right] - quoted[left]) / (right - left),
        float(by[after] >= 0),
        float(token > 0 and by[token - 1] >= 0),
        float(text.words[after] in (":", ",", ".")),
        float(text.words[end - 1] == "?"),
    ]


def _places(setting: Setting, token: int) -> list[float]:
    """Where the candidate stands in its clause, sentence, paragraph and text."""
    text = setting.text
    paragraph = text.paragraph_of[token]
    start, end = text.sentences[text.sentence_of[token]]
    lengths = (
        text.right[child] - text.left[child] + 1
        for child in text.children[token]
        if text.deps[child] in _LONG
    )
    return [
        float(start == text.paragraphs[paragraph][0]),
        float(paragraph == setting.headline),
        float(paragraph == setting.headline + 1),
        float(text.heads[token] < token),
        log1p(max(lengths, default=0)) / 3,
        (token - start) / (end - start),
        log1p(end - start) / 4,
        min(len(text.ancestors(token)), 8) / 8,
        token / len(text),
        float(not _SOURCES.isdisjoint(setting.entities[start:token])),
        float(not _PRESENT.isdisjoint(text.lower[start:end])),
    ]


def _noun_cue(setting: Setting, token: int) -> float:
    """How likely a noun or adjective that depends on the candidate is a cue itself."""
    text = setting.text
    nouns: list[int] = []
    for child in text.children[token]:
        dep = text.deps[child]
        if dep == "prep":
            nouns += [c for c in text.children[child] if text.pos[c] == "NOUN"]
        elif dep in ("dobj", "attr", "acomp", "nsubj", "nsubjpass", "oprd"):
            nouns += [child] if text.pos[child] in ("NOUN", "ADJ", "PROPN") else []
    return max((setting.odds[noun].cue for noun in nouns), default=0.0)


def log_odds(probability: float) -> float:
    """The log-odds of a probability, kept from the ends."""
    probability = min(max(probability, 0.002), 0.998)
    return log(probability / (1 - probability))
