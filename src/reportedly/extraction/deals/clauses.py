"""Who does what in the clause of a verb, also where English leaves it unsaid.

The subject of an infinitive or a gerund is that of the verb above, or that verb's object
("convinced Pyongyang to sell"); a relative clause borrows it from the noun it describes.
The rules are those of control and raising (Huddleston and Pullum 2002, chapter 14).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.goods import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import governor_stages, transfer_words

_DEPTH = 6
_CONTROLLED = frozenset({"of", "for", "from", "against", "into"})
_OBJECTS = ("dobj", "obj", "dative", "oprd", "attr")
_INSIDE = frozenset(
    {"conj", "compound", "nmod", "amod", "appos", "poss", "nummod", "dep", "pobj", "quantmod"}
)
_LISTING = frozenset({"of", "including", "like", "as", "plus", "with", "such"})
_MAKING = frozenset({"make", "build", "produce", "manufacture", "design", "worth", "call", "know"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})


@dataclass(slots=True)
class Domain:
    """What a noun phrase of goods holds: its goods, and the prepositions on it."""

    goods: list[GoodsMention] = field(default_factory=list)
    prepositions: list[int] = field(default_factory=list)
    nouns: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)


def domain(text: AnnotatedText, who: Participants, heads: list[int]) -> Domain:
    """The goods and the outgoing prepositions of the noun phrases with these heads."""
    found = Domain()
    queue = list(reversed(heads))
    seen: set[int] = set()
    while queue:
        token = queue.pop()
        if token in seen:
            continue
        seen.add(token)
        found.nouns.append(token)
        mention = who.goods_at.get(token)
        if mention is not None and mention not in found.goods:
            found.goods.append(mention)
        for child in text.children[token]:
            dep = text.deps[child]
            if dep == "prep":
                found.prepositions.append(child)
                # "weapons including rifles", "$300 million in weapons"
                if text.lower[child] in _LISTING or (
                    text.lower[child] == "in" and text.pos[token] == "NUM"
                ):
                    queue.append(child)
            elif dep in ("acl", "relcl"):
                found.clauses.append(child)
                queue += _held(text, token, child)
                if text.lemmas[child].lower() in _MAKING:
                    found.prepositions += [
                        c for c in text.children[child] if text.lower[c] in ("to", "for")
                    ]
            elif _belongs(text, token, child):
                queue.append(child)
    found.goods.sort(key=lambda mention: mention.start)
    found.prepositions.sort()
    return found


def _held(text: AnnotatedText, noun: int, clause: int) -> list[int]:
    """What a clause says that a container or carrier holds: "containers that hold shells", "a
    ship laden with rockets"."""
    words = transfer_words()
    if text.lemmas[noun].lower() not in words.carriers:
        return []
    if text.lemmas[clause].lower() not in words.holding | words.loading:
        return []
    inside = [c for c in text.children[clause] if text.deps[c] == "dobj"]
    for child in text.children[clause]:
        if text.lower[child] in ("of", "with"):
            inside += [c for c in text.children[child] if text.deps[c] == "pobj"]
    return inside


def _belongs(text: AnnotatedText, token: int, child: int) -> bool:
    """Whether `child` is of the same noun phrase as `token`, or listed after it."""
    dep = text.deps[child]
    if dep in _INSIDE and text.pos[child] in _NOMINAL:
        return True
    return dep in ("pcomp", "dobj") and text.pos[token] in ("ADP", "SCONJ")


def is_passive(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb stands in the passive, also as a participle after a noun."""
    if text.tags[verb] != "VBN":
        return False
    if text.child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if text.deps[verb] == "conj" and text.child(verb, "nsubj", "aux", "dobj") is None:
        return is_passive(text, text.heads[verb])
    if text.child(verb, "nsubj", "aux") is not None:
        return False
    if text.deps[verb] == "advcl":
        return text.child(verb, "dobj") is None or text.child(verb, "agent") is not None
    return text.deps[verb] in ("acl", "amod")


def objects(text: AnnotatedText, who: Participants, verb: int, passive: bool) -> list[int]:
    """The heads of what the verb acts on: objects, or the subject of a passive."""
    if passive:
        subject = text.child(verb, "nsubjpass", "nsubj")
        if subject is not None:
            return [who.antecedent(subject)]
        if text.deps[verb] in ("acl", "relcl", "amod"):
            return [text.heads[verb]]
        if text.deps[verb] == "conj":
            return objects(text, who, text.heads[verb], passive=True)
        if text.deps[verb] in ("xcomp", "advcl", "ccomp"):
            return subject_heads(text, who, text.heads[verb])
        return []
    found = [
        who.antecedent(child)
        for child in text.children[verb]
        if (text.deps[child] in _OBJECTS and text.pos[child] != "ADP")
        # a list of goods whose later items the parser hangs on the verb
        or (text.deps[child] == "conj" and child in who.goods_at)
    ]
    if not found and text.deps[verb] == "relcl":
        noun = text.heads[verb]  # not of "reports that Tunis had handed over the drones"
        found = [noun] if text.lemmas[noun].lower() not in transfer_words().told else []
    if not found and text.tags[verb] == "VBG" and text.deps[verb] in ("amod", "compound"):
        found = [text.heads[verb]]  # "denied supplying drones", read as drones that supply
    if not found and (inner := text.child(verb, "xcomp")) is not None and text.tags[inner] == "VBN":
        found = objects(text, who, inner, passive=False)  # "delivered promised tanks"
    if not found and text.deps[verb] == "conj" and text.pos[text.heads[verb]] == "VERB":
        shared = [t for t in objects(text, who, text.heads[verb], False) if t > verb]
        found = shared
    return found


def subject_heads(text: AnnotatedText, who: Participants, verb: int, depth: int = 0) -> list[int]:
    """The heads of the phrases that act in the clause of `verb`; empty where it is open."""
    if depth > _DEPTH:
        return []
    subject = text.child(verb, "nsubj", "nsubjpass")
    if subject is not None:
        speaker = _speaker_meant(text, who, verb, subject)
        return [who.antecedent(subject)] if speaker is None else [speaker]
    dep, head = text.deps[verb], text.heads[verb]
    if head == verb:
        return []
    if dep == "pcomp" or (dep == "pobj" and text.tags[verb] in ("VBG", "NN")):
        return _subject_of_gerund(text, who, head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "oprd"):
        if text.pos[head] in ("NOUN", "PROPN"):
            return _subject_of_noun(text, who, head, depth)
        participle = dep == "advcl" and text.tags[verb] == "VBG"
        if participle and (meant := _above_participle(text, who, head)):
            return meant
        controller = (
            _controller(text, head) if dep != "advcl" or _is_infinitive(text, verb) else None
        )
        if controller is not None and (text.pos[controller] != "PRON" or who.of_phrase(controller)):
            return [who.antecedent(controller)]
        return subject_heads(text, who, head, depth + 1)
    if dep == "conj":
        return subject_heads(text, who, head, depth + 1)
    if dep in ("amod", "compound") and text.tags[verb] == "VBG":
        above = text.heads[head]
        if text.deps[head] == "dobj":
            return subject_heads(text, who, above, depth + 1)
        return _subject_of_gerund(text, who, above, depth) if text.deps[head] == "pobj" else []
    if dep in ("acl", "relcl"):
        if text.tags[verb] == "VBG":
            return [head]
        return _subject_of_noun(text, who, head, depth)
    if text.pos[head] == "AUX" or dep in ("attr", "acomp", "dobj"):
        return subject_heads(text, who, head, depth + 1)
    return []


def _above_participle(text: AnnotatedText, who: Participants, verb: int) -> list[int]:
    """Who acts in a participle under a passive or a seizure: "was hit by rebels using rockets",
    "boarded a dhow, carrying rifles"."""
    if (agent := text.child(verb, "agent")) is not None:
        inner = text.child(agent, "pobj")
        return [inner] if inner is not None else []
    if governor_stages().get(text.lemmas[verb].lower()) == "intercepted":
        return objects(text, who, verb, is_passive(text, verb))
    return []


def _speaker_meant(text: AnnotatedText, who: Participants, verb: int, pronoun: int) -> int | None:
    """Who "it" is in "Seoul said it would": the speaker, if a party speaks."""
    if text.lower[pronoun] not in ("it", "they", "we"):
        return None
    if text.deps[verb] in ("acl", "relcl"):
        return _denier(text, who, verb)
    if text.deps[verb] != "ccomp":
        return None
    if text.lemmas[text.heads[verb]].lower() == "claim":
        return _denier(text, who, verb)  # the noun, read as a verb
    if text.lemmas[text.heads[verb]].lower() == "tell":
        told = text.child(text.heads[verb], "dobj")  # "told Tallinn it may pass them on"
        may = any(text.lower[c] in ("can", "could", "may", "might") for c in text.children[verb])
        if may and told is not None and who.of_phrase(told):
            return told
    speaker = text.child(text.heads[verb], "nsubj")
    if speaker is None or text.pos[speaker] == "PRON" or speaker > verb:
        return None
    return speaker if who.of_phrase(speaker) else None


def _denier(text: AnnotatedText, who: Participants, verb: int) -> int | None:
    """Who denies a report of himself: "Harare dismissed Zambia's claims that it sold rifles"."""
    report = text.heads[verb]
    denial = text.heads[report]
    told = text.lemmas[report].lower() in transfer_words().told
    if not told or text.deps[report] not in ("dobj", "ccomp"):
        return None
    if governor_stages().get(text.lemmas[denial].lower()) not in ("denied", "refused"):
        return None
    found = text.child(denial, "nsubj")
    return found if found is not None and who.of_phrase(found) else None


def _is_infinitive(text: AnnotatedText, verb: int) -> bool:
    return any(text.deps[c] == "aux" and text.lower[c] == "to" for c in text.children[verb])


def _controller(text: AnnotatedText, verb: int) -> int | None:
    """The object that is to act in the complement of an object-control verb, or None."""
    if text.lemmas[verb].lower() not in transfer_words().object_control:
        return None
    if is_passive(text, verb):
        return text.child(verb, "nsubjpass")
    found = text.child(verb, "dobj", "dative")
    if found is not None and text.pos[found] == "ADP":
        return text.child(found, "pobj")
    return found


def _subject_of_gerund(
    text: AnnotatedText, who: Participants, preposition: int, depth: int
) -> list[int]:
    governor = text.heads[preposition]
    if text.pos[governor] in ("VERB", "AUX"):
        if (
            text.lower[preposition] in _CONTROLLED
            and (controller := _controller(text, governor)) is not None
        ):
            return [who.antecedent(controller)]
        return subject_heads(text, who, governor, depth + 1)
    named = text.lemmas[governor].lower()
    if (
        named in governor_stages()
        or named in transfer_words().nouns
        or who.of_phrase(governor) == []
    ):
        return _subject_of_noun(text, who, governor, depth)
    # "talking with a Chinese firm about buying": the buyer is who talks
    while text.pos[governor] not in ("VERB", "AUX") and text.heads[governor] != governor:
        governor = text.heads[governor]
    return subject_heads(text, who, governor, depth + 1)


def _subject_of_noun(text: AnnotatedText, who: Participants, noun: int, depth: int) -> list[int]:
    """Who is to act in the complement of a noun: "Iran's plan to sell", "Iran signed a deal
    to supply"."""
    if text.pos[noun] in ("VERB", "AUX"):
        return subject_heads(text, who, noun, depth + 1)
    for child in text.children[noun]:
        if text.deps[child] in ("poss", "amod", "compound") and who.code_at(child) is not None:
            return [child]
        if text.deps[child] == "prep" and text.lower[child] in ("by", "between", "of", "from"):
            inner = text.child(child, "pobj")
            if inner is not None and who.of_phrase(inner):
                return [inner]
    head = text.heads[noun]
    steps = 0
    while head != noun and text.pos[head] not in ("VERB", "AUX") and steps < _DEPTH:
        if text.heads[head] == head:
            return []
        noun, head, steps = head, text.heads[head], steps + 1
    if head == noun or text.deps[noun] in ("nsubj", "nsubjpass"):
        return []
    return subject_heads(text, who, head, depth + 1)


def fillers(who: Participants, heads: list[int]) -> list[Filler]:
    """The parties of the noun phrases with these heads, none twice."""
    found: list[Filler] = []
    for head in heads:
        for filler in who.of_phrase(head):
            if all(other.code != filler.code for other in found):
                found.append(filler)
    return found
