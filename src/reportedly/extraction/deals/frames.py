"""Frames: the places where a text speaks of a transfer, with who gives, who gets, and what.

A frame is opened by a verb or a noun of transfer; its roles are read from the clause
(clauses.py), the prepositions and the modifiers of the goods. After FrameNet's Giving,
Getting, Sending and Commerce frames (Baker, Fillmore and Lowe 1998).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extraction.deals.clauses import (
    Domain,
    domain,
    fillers,
    is_passive,
    objects,
    subject_heads,
)
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.stages import Stage, stage_of_noun, stage_of_verb
from reportedly.extraction.goods import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import (
    FrameKind,
    NounFrame,
    VerbFrame,
    governor_stages,
    transfer_words,
)

_ONWARD = 30


@dataclass(slots=True)
class Frame:
    """One place that speaks of a transfer."""

    trigger: int
    kind: FrameKind
    stage: Stage
    suppliers: list[Filler] = field(default_factory=list)
    recipients: list[Filler] = field(default_factory=list)
    partners: list[Filler] = field(default_factory=list)
    goods: list[GoodsMention] = field(default_factory=list)
    implies_arms: bool = False
    weak_supplier: bool = False

    def roles(self) -> int:
        """How many of the two roles are filled."""
        return bool(self.suppliers) + bool(self.recipients)


def find_frames(text: AnnotatedText, who: Participants) -> list[Frame]:
    """The frames of `text`, in text order."""
    words = transfer_words()
    verbs, nouns = words.verbs, words.nouns
    found: list[Frame] = []
    for token, pos in enumerate(text.pos):
        frame: Frame | None = None
        if pos == "VERB":
            verb = verbs.get(text.lemmas[token].lower())
            if verb is not None:
                frame = _verb_frame(text, who, token, verb)
        elif pos in ("NOUN", "PROPN"):
            noun = nouns.get(_singular(text, token, nouns))
            if noun is not None:
                frame = _noun_frame(text, who, token, noun)
            if frame is None and (mention := who.goods_at.get(token)) and mention.head == token:
                frame = _goods_frame(text, who, mention)
        if frame is not None:
            found.append(frame)
    return found


def _singular(text: AnnotatedText, token: int, nouns: dict[str, NounFrame]) -> str:
    lemma = text.lemmas[token].lower()
    if lemma in nouns:
        return lemma
    word = text.lower[token]
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


# ---------------------------------------------------------------- verbs


def _verb_frame(text: AnnotatedText, who: Participants, verb: int, spec: VerbFrame) -> Frame | None:
    passive = is_passive(text, verb)
    heads = objects(text, who, verb, passive)
    inside = domain(text, who, heads)
    actors = [] if passive else fillers(who, subject_heads(text, who, verb))
    agent = text.child(verb, "agent")
    if agent is not None and (inner := text.child(agent, "pobj")) is not None:
        actors = who.of_phrase(inner)
    frame = Frame(verb, spec.frame, stage_of_verb(text, verb, spec), goods=inside.goods)
    frame.implies_arms = spec.implies_arms
    prepositions = [
        child
        for child in text.children[verb]
        if text.deps[child] in ("prep", "dative") and text.pos[child] in ("ADP", "SCONJ", "PART")
    ] + inside.prepositions
    kind = spec.frame
    if kind == "give":
        _read_give(text, who, frame, heads, actors, prepositions)
    elif kind == "equip":
        _read_equip(text, who, frame, heads, actors, prepositions)
    elif kind in ("get", "ask"):
        _read_get(text, who, frame, heads, actors, prepositions)
    elif kind == "use":
        frame.recipients = actors
        frame.goods += [
            g for g in _goods_at(text, who, prepositions, ("with",)) if g not in frame.goods
        ]
    elif kind == "come":
        _read_come(text, who, frame, verb, prepositions)
    else:
        _read_move(text, who, frame, actors, prepositions)
    _read_onward(text, who, frame)
    _read_list(text, who, frame)
    if not frame.goods and not frame.implies_arms and frame.roles() == 0:
        return None
    _read_bound(text, who, frame, inside)
    _read_origin(text, who, frame)
    if kind == "use" and not frame.suppliers:
        return None
    return frame


def _read_give(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    heads: list[int],
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.suppliers = actors
    direct = [head for head in heads if head not in who.goods_at]
    with_goods = _goods_at(text, who, prepositions, ("with",))
    if with_goods or (frame.goods and len(heads) > 1):
        frame.recipients = fillers(who, direct)
    elif frame.goods and (taker := _taker_before_goods(text, who, frame)) is not None:
        frame.recipients = [taker]
        frame.goods += [g for g in with_goods if g not in frame.goods]
    _read_to(text, who, frame, prepositions)
    if not frame.suppliers:
        frame.suppliers = _parties_at(text, who, prepositions, ("from", "by"))
    if not frame.goods and not frame.recipients:
        frame.recipients = fillers(who, direct)


def _taker_before_goods(text: AnnotatedText, who: Participants, frame: Frame) -> Filler | None:
    """The indirect object that the parser took for a part of the goods' name: "offered Iran
    fighter jets", but not "offered Iranian jets"."""
    token = frame.trigger + 1
    while token < len(text) and text.lower[token] in ("the", "up", "over"):
        token += 1
    first = frame.goods[0]
    if not token < first.start or text.sentence_of[token] != text.sentence_of[frame.trigger]:
        return None
    code = who.code_at(token)
    if code is None or text.tags[token] not in ("NNP", "NNPS"):
        return None
    end = token + 1
    while end < first.start and who.code_at(end) == code:
        end += 1
    if text.lower[end] in ("-", "'s", "’s", "'", "’") or not who.is_noun_name(token):
        return None
    return Filler(code, token)


def _read_equip(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    heads: list[int],
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.suppliers = actors
    frame.recipients = fillers(who, [head for head in heads if head not in who.goods_at])
    frame.goods = _goods_at(text, who, prepositions, ("with",)) or frame.goods


def _read_get(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    heads: list[int],
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.recipients = actors
    frame.suppliers = _parties_at(text, who, prepositions, ("from", "of", "off"))
    for_goods = _goods_at(text, who, prepositions, ("for",))
    if frame.kind == "ask" and for_goods:
        frame.goods += [g for g in for_goods if g not in frame.goods]
        if not frame.suppliers:
            direct = [head for head in heads if head not in who.goods_at]
            frame.suppliers = fillers(who, direct) or _parties_at(text, who, prepositions, ("to",))


def _read_come(
    text: AnnotatedText, who: Participants, frame: Frame, verb: int, prepositions: list[int]
) -> None:
    inside = domain(text, who, subject_heads(text, who, verb))
    frame.goods += [g for g in inside.goods if g not in frame.goods]
    prepositions = prepositions + inside.prepositions
    frame.suppliers = _parties_at(text, who, prepositions, ("from",))
    frame.recipients = _parties_at(text, who, prepositions, ("to", "in", "into", "for"))
    owner = [
        Filler(code, child)
        for noun in inside.nouns
        for child in text.children[noun]
        if text.deps[child] == "poss" and (code := who.code_at(child)) is not None
    ]
    if frame.suppliers and not frame.recipients:
        frame.recipients = owner[:1]
    elif frame.recipients and not frame.suppliers:
        frame.suppliers = owner[:1]
    direct = text.child(verb, "dobj")
    if direct is not None and not frame.recipients and direct not in who.goods_at:
        frame.recipients = who.of_phrase(direct)


def _read_move(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.suppliers = _parties_at(text, who, prepositions, ("from",))
    _read_to(text, who, frame, prepositions)
    if not frame.suppliers and frame.kind == "move":
        frame.suppliers = actors
        frame.weak_supplier = True


def _read_to(text: AnnotatedText, who: Participants, frame: Frame, prepositions: list[int]) -> None:
    for filler in _parties_at(text, who, prepositions, ("to", "into", "toward", "towards", "for")):
        if all(filler.code != other.code for other in (*frame.recipients, *frame.suppliers)):
            frame.recipients.append(filler)


# ---------------------------------------------------------------- nouns


def _noun_frame(text: AnnotatedText, who: Participants, noun: int, spec: NounFrame) -> Frame | None:
    inside = domain(text, who, [noun])
    if noun in who.goods_at and not spec.goods_itself:
        return None
    frame = Frame(noun, spec.frame, stage_of_noun(text, noun, spec), goods=inside.goods)
    _read_modifiers(text, who, frame, inside)
    prepositions = inside.prepositions + _prepositions_above(text, noun)
    between = _parties_at(text, who, prepositions, ("between", "among"))
    if spec.frame == "deal":
        frame.partners = between + _parties_at(text, who, prepositions, ("with",))
        frame.goods += [
            g
            for g in _goods_at(text, who, prepositions, ("for", "on", "over", "worth"))
            if g not in frame.goods
        ]
    if spec.frame in ("get", "ask"):
        frame.recipients += _parties_at(text, who, prepositions, ("by",))
        frame.suppliers += _parties_at(text, who, prepositions, ("from",))
    else:
        frame.suppliers += _parties_at(text, who, prepositions, ("from", "by"))
    _read_to(text, who, frame, prepositions)
    _read_bound(text, who, frame, inside)
    if not frame.suppliers or not frame.recipients:
        _read_governor(text, who, frame, spec)
    _read_origin(text, who, frame)
    if not frame.goods and frame.roles() == 0 and not frame.partners:
        return None
    return frame


def _prepositions_above(text: AnnotatedText, noun: int) -> list[int]:
    """Prepositions that follow the noun but hang on a word above it: "signed a contract with
    Seoul for tanks"."""
    found: list[int] = []
    token = noun
    for _ in range(4):
        head = text.heads[token]
        if head == token or text.deps[token] not in ("dobj", "pobj", "prep", "nsubjpass", "attr"):
            break
        if text.pos[head] in ("VERB", "AUX", "NOUN"):
            found += [
                c for c in text.children[head]
                if c > noun and text.deps[c] in ("prep", "dative") and text.pos[c] in ("ADP", "PART")
            ]
        if text.pos[head] in ("VERB", "AUX"):
            break
        token = head
    return found


def _read_modifiers(text: AnnotatedText, who: Participants, frame: Frame, inside: Domain) -> None:
    """The parties before the noun: "Iran's", "Iranian", "Taiwan arms sale"."""
    nouns = [t for t in inside.nouns if t == frame.trigger or t in who.goods_at]
    for token in nouns:
        if token > frame.trigger:
            continue
        for child in text.children[token]:
            code = who.code_at(child)
            if code is None or child > token:
                continue
            dep = text.deps[child]
            if dep not in ("poss", "amod", "compound", "nmod"):
                continue
            filler = Filler(code, child)
            if frame.kind == "get":
                frame.recipients.append(filler)
            elif frame.kind == "deal":
                frame.partners.append(filler)
            else:
                frame.suppliers.append(filler)


def _read_governor(text: AnnotatedText, who: Participants, frame: Frame, spec: NounFrame) -> None:
    """The missing role from the subject of the verb above: "Paris suspended delivery"."""
    token = frame.trigger
    among = False
    words = transfer_words()
    for _ in range(6):
        head = text.heads[token]
        if head == token or text.deps[token] in ("nsubj", "nsubjpass"):
            return
        if text.pos[head] in ("VERB", "AUX"):
            break
        token = head
        noun = words.nouns.get(text.lemmas[head].lower())
        among = among or (noun is not None and noun.frame == "deal")
    else:
        return
    verb = head
    lemma = text.lemmas[verb].lower()
    stage = governor_stages().get(lemma)
    known_verb = stage or lemma in words.light or lemma in words.taking or lemma in words.lifting
    if not (known_verb or among):
        return
    if lemma in words.taking and frame.stage.mere and text.tags[verb] in ("VBD", "VBN"):
        frame.stage = Stage("delivered", [frame.trigger, verb])
    if is_passive(text, verb):
        return
    known = {filler.code for filler in (*frame.suppliers, *frame.recipients, *frame.partners)}
    subject = [f for f in fillers(who, subject_heads(text, who, verb)) if f.code not in known]
    if (len(subject) > 1 and (among or frame.kind != "give")) or (frame.kind == "deal" and not (frame.suppliers or frame.recipients)):
        frame.partners = subject + frame.partners
    elif (
        frame.kind == "get" or stage == "requested" or lemma in ("receive", "take", "get", "accept")
    ):
        if not frame.recipients:
            frame.recipients = subject
        elif frame.kind == "get" and not frame.suppliers:
            frame.suppliers = subject
    elif not frame.suppliers:
        frame.suppliers = subject


# ---------------------------------------------------------------- goods alone


def _goods_frame(text: AnnotatedText, who: Participants, mention: GoodsMention) -> Frame | None:
    """A frame where only the name of the goods tells both roles: "American weapons for Kyiv"."""
    inside = domain(text, who, [mention.head])
    taker = _parties_at(text, who, inside.prepositions, ("for", "to"))
    bound = Frame(mention.head, "give", Stage("alleged", [mention.head], mere=True))
    bound.goods = [m for m in inside.goods if m.start >= mention.start]
    bound.recipients = taker
    _read_bound(text, who, bound, inside)
    if not bound.recipients:
        return None
    _read_origin(text, who, bound)
    if not bound.suppliers:
        return None
    bound.stage = stage_of_noun(text, mention.head, NounFrame(frame="give", stage="alleged"))
    return bound


# ---------------------------------------------------------------- parts


def _read_onward(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """Roles and goods that the parser hung elsewhere: from the words after the verb up to the
    next clause."""
    if frame.kind in ("use", "equip", "deal"):
        return
    takes = frame.kind in ("give", "move", "come", "seize") and not frame.recipients
    gives = frame.kind in ("get", "ask", "move", "come") and not frame.suppliers
    if not (takes or gives) and frame.goods:
        return
    end = text.sentences[text.sentence_of[frame.trigger]][1]
    for token in range(frame.trigger + 1, min(end, frame.trigger + _ONWARD)):
        if _opens_clause(text, token, frame.trigger):
            break
        mention = who.goods_at.get(token)
        if mention is not None and not frame.goods and mention.head == token:
            frame.goods.append(mention)
        word = text.lower[token]
        if takes and word in ("to", "into"):
            frame.recipients = _after(text, who, token)
            takes = not frame.recipients
        elif gives and word == "from":
            frame.suppliers = _after(text, who, token)
            gives = not frame.suppliers


def _read_list(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """Goods that are listed after a general word: "arms, including shells and missiles"."""
    if not frame.goods or any(m.category != "unspecified_arms" for m in frame.goods):
        return
    end = text.sentences[text.sentence_of[frame.trigger]][1]
    for token in range(frame.goods[-1].end, end):
        listing = text.lower[token] in ("including", "like", "namely") or (
            text.lower[token] in ("as", "them") and text.lower[token - 1] in ("such", "among")
        )
        if listing and text.words[token - 1] != ";":
            heads = [t for t in range(token + 1, end) if text.heads[t] == token and t in who.goods_at]
            first = next((t for t in range(token + 1, min(end, token + 8)) if t in who.goods_at), None)
            if not heads and first is not None:
                heads = [who.goods_at[first].head]
            frame.goods += [g for g in domain(text, who, heads).goods if g not in frame.goods]
            return


def _opens_clause(text: AnnotatedText, token: int, trigger: int) -> bool:
    if text.words[token] in (";", ":"):
        return True
    return text.pos[token] in ("VERB", "AUX") and (
        text.child(token, "nsubj", "nsubjpass") is not None or text.heads[token] == trigger
    )


def _after(text: AnnotatedText, who: Participants, preposition: int) -> list[Filler]:
    inner = text.child(preposition, "pobj")
    return who.of_phrase(inner) if inner is not None and inner not in who.goods_at else []




def _parties_at(
    text: AnnotatedText, who: Participants, prepositions: list[int], words: tuple[str, ...]
) -> list[Filler]:
    """The parties that stand after one of the prepositions `words`."""
    heads = [
        inner
        for preposition in prepositions
        if text.lower[preposition] in words
        for inner in text.children[preposition]
        if text.deps[inner] in ("pobj", "pcomp") and inner not in who.goods_at
    ]
    return fillers(who, heads)


def _goods_at(
    text: AnnotatedText, who: Participants, prepositions: list[int], words: tuple[str, ...]
) -> list[GoodsMention]:
    heads = [
        inner
        for preposition in prepositions
        if text.lower[preposition] in words
        for inner in text.children[preposition]
        if text.deps[inner] == "pobj"
    ]
    return domain(text, who, heads).goods if heads else []


def _read_bound(text: AnnotatedText, who: Participants, frame: Frame, inside: Domain) -> None:
    """Where goods were going by a participle after them: "bound for", "destined for"."""
    bound = transfer_words().bound
    for clause in inside.clauses:
        if text.lemmas[clause].lower() not in bound:
            continue
        prepositions = [c for c in text.children[clause] if text.deps[c] in ("prep", "dative")]
        held = domain(text, who, objects(text, who, clause, is_passive(text, clause)))
        prepositions += held.prepositions
        if text.child(clause, "dobj") is not None:
            frame.goods += [g for g in held.goods if g not in frame.goods]
        _read_to(text, who, frame, prepositions)
        if not frame.suppliers:
            frame.suppliers = _parties_at(text, who, prepositions, ("from",))


def _read_origin(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """The supplier by the name of the goods: "Iranian-made drones", "weapons from Iran"."""
    if frame.suppliers and not frame.weak_supplier:
        return
    for mention in frame.goods:
        origin = origin_of(text, who, mention)
        if origin is None or any(f.code == origin.code for f in frame.recipients):
            continue
        frame.suppliers = [origin]
        return


def origin_of(text: AnnotatedText, who: Participants, mention: GoodsMention) -> Filler | None:
    """The state or group that made or supplied the goods, by the words around their name."""
    origins = transfer_words().origins
    token = mention.start - 1
    floor = max(text.sentences[text.sentence_of[mention.head]][0], mention.start - 7)
    while token >= floor:
        code = who.code_at(token)
        if code is not None:
            after = text.lower[token + 1 : token + 3]
            if after[:1] == ["-"]:
                return Filler(code, token) if after[1:2] and after[1] in origins else None
            if text.deps[token] in (
                "amod",
                "compound",
                "poss",
                "nmod",
                "npadvmod",
                "nummod",
                "dep",
            ):
                return Filler(code, token)
            return None
        if text.pos[token] in ("VERB", "ADP", "AUX", "PUNCT", "PRON", "SCONJ") and (
            text.lower[token] not in origins and text.words[token] not in ("-", "'s")
        ):
            break
        token -= 1
    for child in text.children[mention.head]:
        if text.deps[child] == "prep" and text.lower[child] in ("from", "of"):
            inner = text.child(child, "pobj")
            if inner is not None and inner not in who.goods_at:
                found = who.of_phrase(inner)
                if found and (
                    text.lower[child] == "from"
                    or text.lower[inner] in ("origin", "manufacture", "make", "design")
                ):
                    return found[0]
        if text.deps[child] == "acl" and text.lemmas[child].lower() in (
            "make",
            "manufacture",
            "build",
            "produce",
            "design",
        ):
            for preposition in text.children[child]:
                if text.deps[preposition] in ("prep", "agent"):
                    inner = text.child(preposition, "pobj")
                    if inner is not None and (found := who.of_phrase(inner)):
                        return found[0]
    return None
