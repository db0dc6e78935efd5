"""Frames of nouns: "Russia's sale of S-400s to Turkey", "a deal with Seoul for tanks".

A noun's roles stand around it as possessives, adjectives and prepositions; what is not
told there is often the subject of the verb above ("Paris suspended delivery").
"""

from __future__ import annotations

from reportedly.extraction.deals.arguments import (
    goods_after,
    parties_at,
    read_bound,
    read_list,
    read_onward,
    read_origin,
    read_to,
)
from reportedly.extraction.deals.clauses import is_passive, subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.governors import is_inspection, phrasal
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import Domain, domain, fillers
from reportedly.extraction.deals.stage import Stage
from reportedly.extraction.deals.stages import stage_of_noun
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import NounFrame, governor_stages, transfer_words

_HEIGHT = 6
_ANSWERS = frozenset({"approved", "considered", "refused", "suspended"})
_UPWARD = frozenset({"dobj", "pobj", "prep", "nsubjpass", "attr", "compound", "nmod"})


def noun_frame(text: AnnotatedText, who: Participants, noun: int, spec: NounFrame) -> Frame | None:
    """The frame that the noun opens, or None if it speaks of no goods and no party."""
    inside = domain(text, who, [noun])
    helping = text.lemmas[noun].lower() in transfer_words().helping
    if helping and text.lower[text.heads[noun]] == "with":
        return None  # "jets built with Swedish help"
    if helping:
        inside.goods = [m for m in inside.goods if m.start <= noun]  # "with the support of drones"
    if noun in who.goods_at and not spec.goods_itself:
        return None
    frame = Frame(noun, spec.frame, stage_of_noun(text, noun, spec), goods=list(inside.goods))
    frame.points_back = (
        not frame.goods
        and text.lemmas[noun].lower() in transfer_words().back_nouns
        and not _is_of_any_goods(text, who, noun)
    )
    if not frame.goods and _is_of_other_matters(text, noun):
        return None
    _read_modifiers(text, who, frame, inside)
    prepositions = inside.prepositions + prepositions_above(text, noun)
    if spec.frame == "deal":
        frame.partners += parties_at(text, who, prepositions, ("between", "among", "with"))
        frame.add_goods(
            goods_after(text, who, prepositions, ("for", "on", "over", "worth", "about"))
        )
    elif not frame.goods and not helping:
        frame.add_goods(goods_after(text, who, prepositions, ("for",)))
    if spec.frame == "ask":
        frame.recipients += parties_at(text, who, prepositions, ("by", "from"))
        whom = [child for child in text.children[noun] if child == noun + 1]
        frame.suppliers += parties_at(text, who, whom, ("to",))
    elif spec.frame == "get":
        frame.recipients += parties_at(text, who, prepositions, ("by",))
        frame.suppliers += parties_at(text, who, prepositions, ("from",))
    else:
        frame.suppliers += parties_at(text, who, prepositions, ("from", "by"))
    if spec.frame != "ask":
        read_to(text, who, frame, prepositions)
    read_bound(text, who, frame, inside)
    _read_holding(text, who, frame)
    if not frame.suppliers and frame.kind == "give":
        frame.suppliers = _whose_ban(text, who, noun)
    if not frame.suppliers or not frame.recipients:
        _read_governor(text, who, frame)
    if spec.frame == "give":
        read_onward(text, who, frame, has_object=True)
    read_list(text, who, frame)
    read_origin(text, who, frame)
    if not frame.goods and frame.roles() == 0 and not frame.partners:
        # "discussions are well under way" tells how far a deal told beside it has come
        frame.only_joins = frame.kind == "deal" and frame.stage.name == "negotiating"
        return frame if frame.only_joins and text.deps[noun] == "nsubj" else None
    if spec.goods_itself and not frame.goods and (spec.needs_goods or not frame.recipients):
        return None  # "a treaty of mutual aid"
    return frame


def _is_of_any_goods(text: AnnotatedText, who: Participants, noun: int) -> bool:
    """Whether the noun only describes another ("export licences for its agency"), which names
    nobody to whom anything goes."""
    governor = text.heads[noun]
    onward = (text.lower[child] for child in text.children[governor])
    named = any(child in who.goods_at for child in text.children[governor])
    return text.deps[noun] == "compound" and not named and "to" not in onward


def _is_of_other_matters(text: AnnotatedText, noun: int) -> bool:
    """Whether the noun's own words say that it is of no arms: "air services agreements", "its
    exports, from cars to fruit"."""
    before = [c for c in text.children[noun] if c < noun]
    if any(text.lemmas[c].lower() in transfer_words().other_matters for c in before):
        return True
    whose = any(text.deps[c] == "poss" for c in before)
    return text.lower[noun] in ("exports", "imports") and whose


def _whose_ban(text: AnnotatedText, who: Participants, noun: int) -> list[Filler]:
    """Who forbids himself the transfer: "Moscow's ban on deliveries"."""
    preposition = text.heads[noun]
    ban = text.heads[preposition]
    if text.lower[preposition] != "on" or text.lemmas[ban].lower() not in transfer_words().bans:
        return []
    owner = text.child(ban, "poss")
    return who.of_phrase(owner) if owner is not None else []


def prepositions_above(text: AnnotatedText, noun: int) -> list[int]:
    """The prepositions that follow the noun but hang on a word above it: "signed a contract with
    Seoul for tanks"."""
    found: list[int] = []
    token = noun
    for _ in range(4):
        head = text.heads[token]
        if head == token or text.deps[token] not in _UPWARD:
            break
        if text.pos[head] in ("VERB", "AUX", "NOUN"):
            found += [
                c
                for c in text.children[head]
                if c > noun
                and text.deps[c] in ("prep", "dative")
                and text.pos[c] in ("ADP", "PART")
            ]
        if text.pos[head] in ("VERB", "AUX"):
            break
        token = head
    return found


def _read_modifiers(text: AnnotatedText, who: Participants, frame: Frame, inside: Domain) -> None:
    """The parties before the noun: "Iran's", "Iranian", "Taiwan arms sale"."""
    carriers = transfer_words().carriers
    for token in inside.nouns:
        if token > frame.trigger or (token != frame.trigger and token not in who.goods_at):
            continue
        for child in text.children[token]:
            if child > token:
                continue
            code = who.code_at(child)
            if text.pos[child] == "PRON" and token == frame.trigger:
                code = _own_subject(text, who, token) or code
            if code is None:
                continue
            if text.deps[child] not in ("poss", "amod", "compound", "nmod"):
                continue
            if text.pos[child] == "PRON" and text.lemmas[token].lower() in carriers:
                continue  # "its cargo": the ship's
            filler = Filler(code, child)
            if frame.kind in ("get", "ask"):
                frame.recipients.append(filler)
            elif frame.kind == "deal":
                frame.partners.append(filler)
            else:
                frame.suppliers.append(filler)


def _own_subject(text: AnnotatedText, who: Participants, noun: int) -> str | None:
    """Whose the noun is by "its", where the clause has a party for its subject: "Lima cancelled
    its purchase"."""
    verb, _ = _verb_above(text, noun)
    subjects = subject_heads(text, who, verb) if verb is not None else []
    found = fillers(who, [head for head in subjects if text.pos[head] != "PRON"])
    return found[0].code if len(found) == 1 else None


def _read_holding(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """The goods that a verb says the deal holds: "the sale would include 400 missiles"."""
    head = text.heads[frame.trigger]
    holding = transfer_words().holding
    frame.besides = frame.stage.name == "considered" and text.lemmas[head].lower() in holding
    if text.deps[frame.trigger] == "nsubj" and (text.lemmas[head].lower() in holding):
        objects = [c for c in text.children[head] if text.deps[c] == "dobj"]
        frame.add_goods(domain(text, who, objects).goods)


def _read_governor(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """The missing role from the subject of the verb above: "Paris suspended delivery"."""
    words = transfer_words()
    verb, among = _verb_above(text, frame.trigger)
    if verb is None:
        return
    lemma = text.lemmas[verb].lower()
    stage = governor_stages().get(phrasal(text, verb)) or governor_stages().get(lemma)
    known = stage or lemma in words.light or lemma in words.taking or lemma in words.lifting
    if not (known or among) or stage == "intercepted" or is_inspection(text, verb, frame.trigger):
        return  # who seizes a consignment neither gives nor gets it
    if lemma == "call" and text.child(verb, "oprd") is not None:
        return  # "called the donation a mistake"
    if text.lower[text.heads[frame.trigger]] == "of" and not frame.goods:
        return  # "under the terms of that purchase Washington had to agree"
    taking = lemma in words.taking
    if taking and stage is None and frame.stage.mere and text.tags[verb] in ("VBD", "VBN"):
        frame.stage = Stage("delivered", [frame.trigger, verb])
    if is_passive(text, verb):
        return
    named = {filler.code for filler in (*frame.suppliers, *frame.recipients, *frame.partners)}
    subject = [f for f in fillers(who, subject_heads(text, who, verb)) if f.code not in named]
    both = len(subject) > 1 and (among or frame.kind != "give")
    if both or (frame.kind == "deal" and not frame.roles()):
        frame.partners = subject + frame.partners
    elif frame.kind in ("get", "ask") or stage == "requested" or taking:
        if not frame.recipients:
            frame.recipients = subject
        elif not frame.suppliers and (frame.kind == "get" or _answers(text, frame, stage)):
            frame.suppliers = subject
    elif not frame.suppliers:
        frame.suppliers = subject


def _answers(text: AnnotatedText, frame: Frame, stage: str | None) -> bool:
    """Whether who answers a request is to give himself: "refused Kyiv's request for tanks", but
    not a request "to pass them on"."""
    return stage in _ANSWERS and text.child(frame.trigger, "acl", "xcomp") is None


def _verb_above(text: AnnotatedText, noun: int) -> tuple[int | None, bool]:
    """The verb that governs the noun, and whether a noun of dealing stands between."""
    nouns = transfer_words().nouns
    token, among = noun, False
    for _ in range(_HEIGHT):
        head = text.heads[token]
        if head == token or text.deps[token] in ("nsubj", "nsubjpass"):
            return None, among
        if text.pos[head] in ("VERB", "AUX"):
            return head, among
        token = head
        above = nouns.get(text.lemmas[head].lower())
        among = among or (above is not None and above.frame == "deal")
    return None, among
