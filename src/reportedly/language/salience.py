"""How much each party is in the reader's mind, and so whom a pronoun means.

Lappin and Leass (1994) weigh a mention by its grammatical part and halve the weight
with each sentence; news adds that who has spoken speaks on. Gender and number
exclude; within a quotation "he" is not the one who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.language.annotated import AnnotatedText
from reportedly.language.roles import roles

_SPEAKER = 100.0
_SUBJECT = 80.0
_SAME_QUOTATION = 2.0
_AT_HAND = 1.4  # whom the sentence before is about, against who spoke before that
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj"})
_OPENING = frozenset({"“", "``", "„", "«"})
_CLOSING = frozenset({"”", "''", "»"})


@dataclass(frozen=True, slots=True)
class Trace:
    """A mention as it stays in mind: where, of whom, how prominent, and whether it speaks."""

    token: int
    referents: tuple[int, ...]
    weight: float
    speaker: bool
    quoted: bool
    sentence: int


def quoted_tokens(text: AnnotatedText) -> bytearray:
    """1 for each token inside quotation marks; a paragraph's end closes what is open."""
    inside = bytearray(len(text))
    for start, end in text.paragraphs:
        is_open = False
        for token in range(start, end):
            word = text.words[token]
            if word in _OPENING:
                is_open = True
            elif word in _CLOSING:
                is_open = False
            elif word == '"':
                is_open = not is_open
            elif is_open:
                inside[token] = 1
    return inside


def governor(text: AnnotatedText, head: int) -> tuple[int, str]:
    """The verb on which a noun phrase hangs, and as what: through conjunction and apposition."""
    heads, deps = text.heads, text.deps
    while deps[head] in ("conj", "appos") and heads[head] != head:
        head = heads[head]
    return heads[head], deps[head]


def speaks(text: AnnotatedText, head: int) -> bool:
    """Whether the noun phrase at `head` is said to say or think something."""
    verb, dep = governor(text, head)
    if dep == "nsubj":
        return text.lemmas[verb] in roles().words.speaking and text.pos[verb] in ("VERB", "AUX")
    if dep == "nsubjpass":
        return text.lemmas[verb] in ("quote", "cite")
    if dep == "pobj" and text.lower[verb] == "to":
        return text.lower[text.heads[verb]] == "according"
    return False


def weight(text: AnnotatedText, head: int, speaker: bool) -> float:
    """How prominent the mention at `head` is in its sentence."""
    verb, dep = governor(text, head)
    if dep == "pobj":
        base = 90.0 if speaker else 25.0
    elif dep == "nsubj":
        base = _SPEAKER if speaker else _SUBJECT
    elif dep == "nsubjpass":
        base = 70.0
    elif dep in ("dobj", "dative", "attr", "oprd"):
        base = 40.0
    elif dep == "poss":
        base = 30.0
    elif dep == "ROOT":
        base = 50.0
    else:
        base = 15.0
    steps = 0
    token = verb
    while text.heads[token] != token and steps < 4:
        if text.deps[token] in _CLAUSES:
            base *= 0.5 if text.deps[token] == "ccomp" else 0.7
            steps += 1
        token = text.heads[token]
    return base


class Salience:
    """The traces of mentions in one text, and the search back through them."""

    def __init__(self, text: AnnotatedText) -> None:
        """Quotation marks of `text` are read here, once."""
        self.text = text
        self.quoted = quoted_tokens(text)
        self.traces: list[Trace] = []

    def note(self, token: int, referents: tuple[int, ...]) -> None:
        """Remember a mention of `referents` whose head is `token`."""
        speaker = speaks(self.text, token) and not self.quoted[token]
        prominence = weight(self.text, token, speaker)
        if self.quoted[token]:
            prominence *= 0.5
        trace = Trace(
            token,
            referents,
            prominence,
            speaker,
            bool(self.quoted[token]),
            self.text.sentence_of[token],
        )
        traces = self.traces
        place = len(traces)
        while place and traces[place - 1].token > token:
            place -= 1
        traces.insert(place, trace)

    def speaker_of(self, token: int) -> int | None:
        """The party that speaks the quotation around `token`: of the same sentence,
        else the last that spoke before."""
        sentence = self.text.sentence_of[token]
        best: int | None = None
        for trace in reversed(self.traces):
            if trace.sentence > sentence:
                continue
            if trace.speaker and len(trace.referents) == 1:
                if trace.sentence == sentence:
                    return trace.referents[0]
                best = trace.referents[0] if best is None else best
                break
        return best

    def ranked(self, token: int, window: int) -> list[tuple[float, tuple[int, ...]]]:
        """What was mentioned before `token` in the last `window` sentences, most salient first."""
        text = self.text
        sentence = text.sentence_of[token]
        saying = speaks(text, token) and not self.quoted[token]
        scores: dict[tuple[int, ...], float] = {}
        within: set[tuple[int, ...]] = set()
        new_paragraph = sentence == 0 or (
            text.paragraph_of[text.sentences[sentence - 1][0]] != text.paragraph_of[token]
        )
        for trace in reversed(self.traces):
            if trace.token >= token:
                continue
            distance = sentence - trace.sentence
            if distance > window:
                break
            score = trace.weight
            if saying and trace.speaker:
                score *= 1.3 * 0.9**distance
            elif saying and distance == 1 and trace.weight >= _SUBJECT and not new_paragraph:
                score *= _AT_HAND
            else:
                score *= 0.75**distance
            if self.quoted[token] and trace.quoted and distance == 0:
                within.add(trace.referents)  # what was said before it is no part of it
            if trace.referents in scores:
                scores[trace.referents] = max(scores[trace.referents], score) + 2
            else:
                scores[trace.referents] = score
        for meant in within:
            scores[meant] *= _SAME_QUOTATION
        return sorted(((s, r) for r, s in scores.items()), key=lambda item: (-item[0], item[1]))

    def summed(self, token: int, window: int) -> list[tuple[int, float]]:
        """The referents mentioned before `token` in the last `window` sentences, by all their
        mentions together: what the passage is about."""
        sentence = self.text.sentence_of[token]
        scores: dict[int, float] = {}
        for trace in reversed(self.traces):
            if trace.token >= token or len(trace.referents) > 1:
                continue
            distance = sentence - trace.sentence
            if distance > window:
                break
            number = trace.referents[0]
            scores[number] = scores.get(number, 0.0) + (20 + trace.weight) * 0.85**distance
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
