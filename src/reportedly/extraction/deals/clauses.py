"""Who does what in the clause of a verb, also where English leaves it unsaid.

The subject of an infinitive or a gerund is that of the verb above, or that verb's object
("convinced Pyongyang to sell"); a relative clause borrows it from the noun it describes.
The rules are those of control and raising (Huddleston and Pullum 2002, chapter 14).
"""

from __future__ import annotations

from reportedly.extraction.deals.antecedents import antecedent
from reportedly.extraction.deals.participants import Participants
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import governor_stages, transfer_words

_OBJECTS = ("dobj", "obj", "dative", "oprd", "attr")
_DEPTH = 6
_CONTROLLED = frozenset({"of", "for", "from", "against", "into"})


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
            return [antecedent(text, subject)]
        if text.deps[verb] in ("acl", "relcl", "amod"):
            return [text.heads[verb]]
        if text.deps[verb] == "conj":
            return objects(text, who, text.heads[verb], passive=True)
        made = text.child(text.heads[verb], "dobj") if text.deps[verb] == "xcomp" else None
        if made is not None and made in who.goods_at:
            return [made]  # "to produce rockets to be shipped to Russia"
        if text.deps[verb] in ("xcomp", "advcl", "ccomp"):
            return subject_heads(text, who, text.heads[verb])
        return []
    found = [
        antecedent(text, child)
        for child in text.children[verb]
        if (text.deps[child] in _OBJECTS and text.pos[child] != "ADP")
        # a list of goods whose later items the parser hangs on the verb
        or (text.deps[child] == "conj" and child in who.goods_at)
    ]
    if len(found) > 1 and text.deps[verb] in ("relcl", "xcomp"):
        # "a report in a paper that China had offered to sell drones": no pronoun
        said = [c for c in found if c > verb]
        found = said or found
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
        return [antecedent(text, subject)] if speaker is None else [speaker]
    dep, head = text.deps[verb], text.heads[verb]
    named = text.child(verb, "dep") if is_infinitive(text, verb) else None
    if named is not None and named < verb and who.of_phrase(named):
        return [named]  # a headline: "US to give Kyiv jets"
    if head == verb or _is_forbidden(text, verb):
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
            _controller(text, head) if dep != "advcl" or is_infinitive(text, verb) else None
        )
        if controller is not None and (text.pos[controller] != "PRON" or who.of_phrase(controller)):
            return [antecedent(text, controller)]
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


def _is_forbidden(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb tells somebody unnamed what not to do: "don't send them any weapons"."""
    own = {text.lemmas[c].lower() for c in text.children[verb] if text.deps[c] == "aux"}
    return text.tags[verb] == "VB" and own == {"do"} and text.child(verb, "neg") is not None


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


def _accused(text: AnnotatedText, who: Participants, verb: int, named: int) -> int | None:
    """Who "it" is in "Harare denied a report accusing it of selling": who answers the report."""
    report = text.heads[verb]
    if text.lower[named] not in ("it", "them"):
        return None
    if text.deps[verb] not in ("acl", "relcl") or text.deps[report] not in ("dobj", "pobj"):
        return None
    above = subject_heads(text, who, text.heads[report])
    return next((head for head in above if who.of_phrase(head)), None)


def is_infinitive(text: AnnotatedText, verb: int) -> bool:
    """Whether a "to" stands before the verb."""
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
    above = text.heads[governor]
    if (
        text.lower[preposition] in _CONTROLLED
        and text.deps[governor] == "dobj"
        and text.lemmas[above].lower() in transfer_words().object_control
    ):
        return [governor]  # "accused a firm of selling"
    if text.pos[governor] in ("VERB", "AUX"):
        if (
            text.lower[preposition] in _CONTROLLED
            and (controller := _controller(text, governor)) is not None
        ):
            meant = _accused(text, who, governor, controller)
            return [antecedent(text, controller) if meant is None else meant]
        if text.lower[preposition] in ("for", "over") and (blamed := _punished(text, governor)):
            return [blamed]
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


def _punished(text: AnnotatedText, verb: int) -> int | None:
    """Whose deed it is that the verb punishes: "imposed sanctions on Ankara for buying",
    "fined a firm for selling"."""
    words = transfer_words()
    if text.lemmas[verb].lower() in words.punishing:
        return text.child(verb, "nsubjpass", "dobj")
    penalty = text.child(verb, "dobj", "nsubjpass")
    if penalty is None or text.lemmas[penalty].lower() not in words.penalties:
        return None
    for child in (*text.children[penalty], *text.children[verb]):
        if text.deps[child] == "prep" and text.lower[child] in ("on", "against"):
            return text.child(child, "pobj")
    return None


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
