"""Mistakes that small parsers often make with news, put right by the words around them.

- A preposition is left without its noun, which is given to a participle further on: in "will
  supply Armenia with four batteries under contracts signed this month" the batteries sign.
- Of two participles that describe a noun the second is taken for another noun: "mortars made in
  Bulgaria and exported to Kenya".
- The speaker at the end of a sentence is hung on its last noun: in "sent valves and pumps, a
  confidential report says" the report is one of the goods.
"""

from __future__ import annotations

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "conj", "parataxis", "relcl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_HANGING = frozenset({"appos", "attr", "conj", "dep", "dobj", "npadvmod", "pobj"})
_SAYING = frozenset({"add", "announce", "claim", "note", "report", "say", "show", "state", "write"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_REACH = 20  # tokens


def repair(
    words: list[str],
    lemmas: list[str],
    pos: list[str],
    tags: list[str],
    deps: list[str],
    heads: list[int],
) -> None:
    """Put `deps` and `heads` right in place; all are columns of the same tokens."""
    above = {head for token, head in enumerate(heads) if head != token}
    for token, dep in enumerate(deps):
        if dep == "prep" and token not in above:
            _give_noun(pos, tags, deps, heads, token)
        elif dep == "conj" and tags[token] == "VBN" and pos[heads[token]] in _NOUNS:
            _join_participle(pos, tags, deps, heads, token)
        elif tags[token] in _FINITE and lemmas[token] in _SAYING:
            _give_speaker(words, pos, deps, heads, token)


def _give_noun(
    pos: list[str], tags: list[str], deps: list[str], heads: list[int], preposition: int
) -> None:
    """Give the preposition the noun phrase that follows it at once, if a bare participle has
    taken that for its subject; the participle goes to the noun before it."""
    first, size = preposition + 1, len(heads)
    noun = first
    while noun < size and deps[noun] not in _SUBJECTS:  # the words before a noun lead to it
        if not noun < heads[noun] <= first + _REACH:
            return
        noun = heads[noun]
    if noun >= size or pos[noun] not in _NOUNS:
        return
    verb = heads[noun]
    if verb < noun or tags[verb] != "VBN" or deps[verb] not in _CLAUSES:
        return
    if any(heads[t] == verb and deps[t] in _AUXILIARIES for t in range(noun, verb)):
        return
    if any(heads[t] == verb and t != noun for t in range(noun + 1, verb) if pos[t] in _NOUNS):
        return
    heads[noun], deps[noun] = preposition, "pobj"
    described = next(t for t in range(verb - 1, noun - 1, -1) if pos[t] in _NOUNS)
    while described > noun and heads[described] > described and heads[described] < verb:
        described = heads[described]
    heads[verb], deps[verb] = described, "acl"


def _join_participle(
    pos: list[str], tags: list[str], deps: list[str], heads: list[int], participle: int
) -> None:
    """Join the participle to the one before it that describes the same noun."""
    noun = heads[participle]
    for token in range(participle - 1, noun, -1):
        if tags[token] == "VBN" and deps[token] == "acl" and pos[heads[token]] in _NOUNS:
            if noun <= heads[token] < token:
                heads[participle] = token
            return


def _give_speaker(
    words: list[str], pos: list[str], deps: list[str], heads: list[int], verb: int
) -> None:
    """Give the verb the noun phrase between the last comma and itself, if it has its clause
    before that and no subject."""
    comma = next((t for t in range(verb - 1, max(verb - _REACH, -1), -1) if words[t] == ","), None)
    if comma is None or comma == verb - 1:
        return
    outside = [t for t in range(comma + 1, verb) if not comma < heads[t] < verb]
    if len(outside) != 1:
        return
    speaker = outside[0]
    if pos[speaker] not in _NOUNS or deps[speaker] not in _HANGING or heads[speaker] > comma:
        return
    clause = heads[speaker]
    while heads[clause] != clause and heads[clause] != verb:
        clause = heads[clause]
    if heads[clause] != verb or deps[clause] != "ccomp":
        return
    if any(head == verb and deps[t] in _SUBJECTS for t, head in enumerate(heads)):
        return
    heads[speaker], deps[speaker] = verb, "nsubj"
