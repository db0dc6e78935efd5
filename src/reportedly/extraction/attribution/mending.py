"""What the tagger finds, made whole: sources widened, inherited or put right by the parse.

The tagger labels token by token; where its answer breaks what grammar asks (a source within
a noun phrase, a joined verb without a subject, a participle as speaker) the parse mends it.
"""

from __future__ import annotations

from dataclasses import replace

from reportedly.extraction.attribution.closings import named_before
from reportedly.extraction.attribution.cues import POS_OF, cue_words, lexicon
from reportedly.extraction.attribution.frames import Framed, trimmed
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.claim_words import claim_words
from reportedly.extraction.judgements import is_of_nobody
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

_SUBJECTS = ("nsubj", "nsubjpass")
_SPEAKERS = frozenset({"NOUN", "NUM", "PRON", "PROPN", "ADJ", "DET"})
_WITHIN = frozenset({"amod", "case", "compound", "nummod", "poss"})
_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_THINGS = frozenset({"it", "that", "there", "this", "what", "which"})
_AS_FAR = 12  # tokens from what is told to the end of what it is told to be
_ANONYMITY = 8  # tokens of content within which anonymity is asked for
_OCCASIONAL = frozenset({"at", "during", "in", "on"})


def mended(
    text: AnnotatedText, quotations: Quotations, found: tuple[Attribution, ...]
) -> tuple[Attribution, ...]:
    """`found` without what is no claim, every source put right, content told by one only."""
    framed = Framed(text, quotations)
    kept: list[Attribution] = []
    participles: list[Attribution] = []
    for attribution in found:
        if (
            _is_labelled(text, attribution)
            or _is_deed(text, attribution)
            or _asks_for_anonymity(text, attribution)
        ):
            continue
        attribution = _without_addressee(text, _with_whole_clause(text, attribution))
        attribution = _with_judgement(text, attribution)
        participle = _participle(framed, attribution)
        if participle is not None:
            participles.append(participle)
        kept.append(participle or _with_source(framed, attribution))
    holes = [_extent(participle) for participle in participles]
    return tuple(_outside(attribution, holes) for attribution in kept) if holes else tuple(kept)


def _is_labelled(text: AnnotatedText, attribution: Attribution) -> bool:
    """Whether the source is only the label of a headline: "Exclusive: Iran sends missiles"."""
    source = attribution.source
    return (
        source is not None
        and source[1] - source[0] == 1
        and text.words[attribution.anchor] == ":"
        and text.lower[source[0]] in cue_words().labels
    )


def _is_deed(text: AnnotatedText, attribution: Attribution) -> bool:
    """Whether the cue is a verb that only does something: "seized weapons", "saw gains"."""
    token = attribution.anchor
    lemma = text.lemmas[token].lower()
    if text.pos[token] != "VERB":
        return False
    subject = text.child(token, "nsubj")
    if lemma in cue_words().publishing and subject is not None and is_of_nobody(text, subject):
        return text.child(token, "ccomp") is None  # "neither side has published a contract"
    if lemma == "call" and text.child(token, "dobj", "oprd", "ccomp") is None:
        return any(text.lower[c] in ("at", "in") for c in text.children[token])  # of a ship
    if lemma == "order" and _is_counted(text, text.child(token, "dobj")):
        return True  # "has ordered 180 tanks"
    if lemma in ("find", "discover") and text.deps[token] == "acl" and text.tags[token] == "VBN":
        return True  # "missiles found at a base were bought by Paris"
    if lemma in cue_words().sights and text.child(token, "agent") is not None:
        return True  # "a copy of which was seen by this newspaper"
    if lemma in cue_words().sights:
        thing = text.child(token, "dobj")
        clause = text.child(token, "ccomp", "xcomp", "oprd", "acomp", "advcl")
        as_such = any(text.lower[child] == "as" for child in text.children[token])
        return thing is not None and thing > token and clause is None and not as_such
    plan = text.lower[attribution.content[0][0]] == "to"  # "signed a contract to buy"
    return lemma in cue_words().deeds and not plan


def _is_counted(text: AnnotatedText, thing: int | None) -> bool:
    if thing is None:
        return False
    return text.tags[thing] == "CD" or text.child(thing, "nummod") is not None


def _asks_for_anonymity(text: AnnotatedText, attribution: Attribution) -> bool:
    """Whether the source only asks not to be named."""
    words = claim_words()
    if text.lemmas[attribution.anchor].lower() not in cue_words().requesting:
        return False
    start, end = attribution.content[0]
    for token in range(start, min(end, start + _ANONYMITY)):
        lemma = text.lemmas[token].lower()
        if lemma in words.unnamed_by and text.child(token, "auxpass") is not None:
            return True
        if lemma in words.anonymity:
            return True
    return False


def _with_whole_clause(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution with the subject of its clause in the content, where it was taken for a
    part of the cue: "said allegations that it sent arms were false"."""
    (first, last), (start, end) = attribution.cue, attribution.content[0]
    subject = last - 1
    is_subject = text.deps[subject] in _SUBJECTS and text.heads[subject] >= start
    is_said = text.deps[subject] == "dobj" and text.lemmas[attribution.anchor] == "say"
    if start != last or not (is_subject or is_said) or text.left[subject] <= attribution.anchor:
        return attribution
    whole = text.left[subject]
    content = ((whole, end), *attribution.content[1:])
    return replace(attribution, cue=(first, whole), content=content)


def _with_judgement(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution with the words that "as" begins: "described the reports as credible"."""
    *others, (start, end) = attribution.content
    judges = text.lemmas[attribution.anchor].lower() in cue_words().calling
    if not judges or start < attribution.anchor:
        return attribution
    for child in text.children[attribution.anchor]:
        first, last = text.subtree(child)
        if child >= end and text.lower[first] == "as" and last - end <= _AS_FAR:
            return replace(attribution, content=(*others, (start, last)))
    return attribution


def _without_addressee(text: AnnotatedText, attribution: Attribution) -> Attribution:
    """The attribution without who was told in its content: "the panel was told by Chad that"."""
    addressee = text.child(attribution.anchor, "nsubjpass")
    if addressee is None or text.child(attribution.anchor, "agent") is None:
        return attribution
    if text.lemmas[attribution.anchor].lower() not in cue_words().addressing:
        return attribution
    first, last = text.subtree(addressee)
    content = tuple(p for p in attribution.content if not first <= p[0] <= p[1] <= last)
    return replace(attribution, content=content) if content else attribution


def _participle(framed: Framed, attribution: Attribution) -> Attribution | None:
    """The attribution of a participle that was taken for the source of its own object:
    "Refuting claims that …, N said". The main clause's subject refutes them."""
    text, source, noun = framed.text, attribution.source, attribution.anchor
    if source is None or source[1] - source[0] > 2 or text.tags[source[1] - 1] != "VBG":
        return None
    verb, main = source[1] - 1, text.heads[noun]
    if verb + 1 != attribution.cue[0] or (text.lemmas[verb].lower(), "verb") not in lexicon():
        return None
    subject = framed.source(main) if main > noun else None
    content = (noun, attribution.content[-1][1])
    if content[0] >= content[1]:
        return None
    return Attribution(verb, (verb, verb + 1), subject, (content,))


def _extent(attribution: Attribution) -> Range:
    return attribution.cue[0], attribution.content[-1][1]


def _outside(attribution: Attribution, holes: list[Range]) -> Attribution:
    """The attribution without those parts of its content that lie in a participle's clause."""
    content = tuple(
        part
        for part in attribution.content
        if not any(
            start <= part[0] and part[1] <= end and not start <= attribution.anchor < end
            for start, end in holes
        )
    )
    return replace(attribution, content=content) if content else attribution


def _with_source(framed: Framed, attribution: Attribution) -> Attribution:
    """The attribution with the source that the parse gives where the tagger's cannot be."""
    text, source = framed.text, attribution.source
    verb = POS_OF.get(text.pos[attribution.anchor]) == "verb"
    if source is None:
        inherited = _inherited(framed, attribution) if verb else None
    else:
        inherited = _own_subject(framed, attribution, source) if verb else None
        inherited = inherited or _whole(text, attribution, source)
    if inherited is None:
        return attribution
    content = tuple(_up_to(text, part, inherited) for part in attribution.content)
    if any(_overlap(inherited, part) for part in content):
        return attribution
    return replace(attribution, source=inherited, content=content)


def _up_to(text: AnnotatedText, part: Range, source: Range) -> Range:
    """The part of the content without the source, if it ends with it."""
    if part[0] < source[0] < part[1] <= source[1]:
        return trimmed(text, None, (part[0], source[0])) or part
    return part


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inherited(framed: Framed, attribution: Attribution) -> Range | None:
    """Who does what a joined verb says: the name right before it, or the subject of the verb
    that it is joined to ("she added, and accused")."""
    text, anchor = framed.text, attribution.anchor
    if text.deps[anchor] != "conj" or text.child(anchor, *_SUBJECTS, "agent") is not None:
        return None
    if text.child(anchor, "auxpass") is not None or text.tags[anchor] == "VBG":
        return None
    before = attribution.cue[0] - 1
    for start, end, label in text.entities:
        if end == before + 1 and label in _NAMED and _is_joined(text, start):
            return start, end
    shared = framed.source(anchor)
    return shared if shared and text.lower[shared[1] - 1] not in _THINGS else None


def _is_joined(text: AnnotatedText, start: int) -> bool:
    return start > 0 and text.lower[start - 1] in ("and", "but", "while")


def _own_subject(framed: Framed, attribution: Attribution, source: Range) -> Range | None:
    """The verb's own subject, where the tagger took the occasion for the source ("stated at
    a briefing"), or began with the relative that the clause asks for ("who N says")."""
    text, anchor = framed.text, attribution.anchor
    subjects = [child for child in text.children[anchor] if text.deps[child] == "nsubj"]
    subject = subjects[-1] if subjects else None
    if subject is not None and text.pos[subject] not in _SPEAKERS:
        return None
    whole = named_before(text, anchor) if subject is None else text.subtree(subject)
    if whole is None:
        return None
    if text.tags[source[0]] in ("WDT", "WP") and source[0] < whole[0] < source[1]:
        return whole
    if _overlap(whole, source):
        return None
    head = _head(text, source)
    preposition = text.heads[head]
    occasion = text.deps[head] == "pobj" and text.lower[preposition] in _OCCASIONAL
    return whole if occasion and text.heads[preposition] == anchor else None


def _head(text: AnnotatedText, source: Range) -> int:
    """The first token of the range whose head lies outside it."""
    start, end = source
    return next((i for i in range(start, end) if not start <= text.heads[i] < end), start)


def _whole(text: AnnotatedText, attribution: Attribution, source: Range) -> Range | None:
    """The source from where its noun phrase begins, if it begins within ("of Justice"), and
    without a reporting verb at its end; None if nothing is to be mended."""
    start, end = source
    taken = {i for part in (attribution.cue, *attribution.content) for i in range(*part)}
    if text.lower[start] == "of" and text.heads[start] < start:
        start = text.left[text.heads[start]]
    while (
        start > 0
        and text.deps[start - 1] in _WITHIN
        and start <= text.heads[start - 1] < end
        and text.paragraph_of[start - 1] == text.paragraph_of[start]
    ):
        start -= 1
    if end - start > 1 and text.pos[end - 1] == "CCONJ":
        end = _before_predicate(text, start, end)
    if end - start > 1 and text.tags[end - 1] in ("VBD", "VBN"):
        end -= text.lemmas[end - 1].lower() in cue_words().reporting
    if (start, end) == source or not taken.isdisjoint(range(start, end)):
        return None
    return start, end


def _before_predicate(text: AnnotatedText, start: int, end: int) -> int:
    """Where the noun phrase ends that a predicate joined to the cue follows: "an official, who
    asked not to be named, called it a mistake and" of "said so"."""
    for token in range(start + 1, end - 1):
        if text.tags[token] == "VBD" or (text.tags[token] == "VBN" and text.deps[token] == "acl"):
            before = token - 1
            if text.words[before] == "," and start <= text.heads[token] < before:
                return before
    return end - 1
