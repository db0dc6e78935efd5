"""Frames of verbs: "X sells Y to Z", "X supplies Z with Y", "Z buys Y from X".

After FrameNet's Giving, Getting, Sending and Commerce frames (Baker, Fillmore and Lowe
1998); the kinds are told in transfers.yml.
"""

from __future__ import annotations

from reportedly.extraction.deals.arguments import (
    goods_after,
    has_hyphen_origin,
    origins_of,
    parties_at,
    read_bound,
    read_list,
    read_onward,
    read_origin,
    read_to,
)
from reportedly.extraction.deals.clauses import (
    domain,
    fillers,
    is_passive,
    objects,
    subject_heads,
)
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.stages import stage_of_verb
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import VerbFrame, governor_stages, transfer_words


def verb_frame(text: AnnotatedText, who: Participants, verb: int, spec: VerbFrame) -> Frame | None:
    """The frame that the verb opens, or None if it speaks of no goods and no party."""
    if spec.bound and (text.tags[verb] not in ("VBN", "VBD", "VBG") or not _says_where(text, verb)):
        return None
    if _tells_ability(text, verb):
        return None
    passive = is_passive(text, verb)
    heads = objects(text, who, verb, passive)
    inside = domain(text, who, heads)
    frame = Frame(verb, spec.frame, stage_of_verb(text, verb, spec), goods=list(inside.goods))
    frame.implies_arms = spec.implies_arms
    if not frame.goods and heads and spec.frame not in ("equip", "come"):
        frame.points_back = any(_is_anaphor(text, head) for head in heads)
    actors = _actors(text, who, verb, passive)
    prepositions = _prepositions(text, verb) + inside.prepositions
    if spec.trade:
        _read_trade(text, who, frame, actors, prepositions)
    elif spec.frame == "give":
        _read_give(text, who, frame, heads, actors, prepositions)
    elif spec.frame == "equip":
        _read_equip(text, who, frame, heads, actors, prepositions)
    elif spec.frame in ("get", "ask"):
        _read_get(text, who, frame, heads, actors, prepositions)
    elif spec.frame == "use":
        frame.recipients = actors
        if spec.with_only:
            frame.goods = []
        frame.add_goods(goods_after(text, who, prepositions, ("with",)))
    elif spec.frame == "come":
        _read_come(text, who, frame, prepositions)
        if not frame.goods:
            carried = [text.lemmas[t].lower() for t in subject_heads(text, who, verb)]
            by_carrier = any(word in transfer_words().carriers for word in carried)
            stands = any(
                _is_anaphor(text, t) for t in subject_heads(text, who, verb) if not who.of_phrase(t)
            )
            frame.points_back = (spec.bound and stands) or by_carrier
            frame.stage.mere = frame.stage.mere or by_carrier
            frame.only_joins = by_carrier
    else:
        _read_move(text, who, frame, actors, prepositions)
    if _moves_own_forces(text, frame, verb):
        return None
    read_onward(text, who, frame, has_object=any(h > verb for h in heads))
    read_list(text, who, frame)
    if not (frame.goods or frame.implies_arms or frame.points_back):
        return None
    read_bound(text, who, frame, inside)
    read_origin(text, who, frame)
    if spec.frame == "use" and not frame.suppliers:
        frame.only_joins = frame.points_back and bool(frame.recipients)
        return frame if frame.only_joins else None
    if spec.frame == "come" and not frame.roles():
        return None
    if spec.bound or (
        spec.frame != "seize"
        and text.deps[verb] in ("acl", "amod")
        and text.tags[verb] == "VBN"
        and frame.roles() < 2
    ):
        frame.stage.mere = True  # "every weapon obtained by the rebels" asserts little
    return frame


def _moves_own_forces(text: AnnotatedText, frame: Frame, verb: int) -> bool:
    """Whether a state only moves its forces: "sent a destroyer to the strait"."""
    return (
        text.lemmas[verb].lower() in transfer_words().moving
        and bool(frame.goods)
        and all(
            mention.category == "naval_vessels" or text.lemmas[mention.head].lower() == "bomber"
            for mention in frame.goods
        )
    )


def _tells_ability(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb says what goods can do: "missiles able to deliver warheads"."""
    capable = transfer_words().capable
    head = text.heads[verb]
    if text.pos[head] in ("ADP", "PART"):
        head = text.heads[head]
    return head != verb and text.lemmas[head].lower() in capable


def _says_where(text: AnnotatedText, verb: int) -> bool:
    """Whether the participle says where something was going: "bound for", "headed to"."""
    return any(
        text.lower[c] in ("for", "to", "toward", "towards", "from") for c in text.children[verb]
    )


def _prepositions(text: AnnotatedText, verb: int) -> list[int]:
    return [
        child
        for child in text.children[verb]
        if text.deps[child] in ("prep", "dative") and text.pos[child] in ("ADP", "SCONJ", "PART")
    ]


def _actors(text: AnnotatedText, who: Participants, verb: int, passive: bool) -> list[Filler]:
    agent = text.child(verb, "agent")
    if agent is not None and (inner := text.child(agent, "pobj")) is not None:
        return who.of_phrase(inner)
    return [] if passive else fillers(who, subject_heads(text, who, verb))


def _is_anaphor(text: AnnotatedText, head: int) -> bool:
    """Whether the object stands for goods named before: "them", "the first batch"."""
    if text.pos[head] in ("PRON", "NUM", "DET"):
        return text.lower[head] not in (
            "it",
            "what",
            "who",
            "whom",
            "us",
            "him",
            "her",
            "me",
            "you",
        )
    return text.lemmas[head].lower() in transfer_words().anaphors


def _read_give(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    heads: list[int],
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.suppliers = actors
    if frame.goods and text.child(frame.trigger, "nsubj", "agent") is None:
        # "a pretext for sending more American weapons": whose arms they are is said better
        owners = [o for g in frame.goods for o in origins_of(text, who, g)]
        owners = [o for o in owners if not has_hyphen_origin(text, o)]
        taker = _taker_before_goods(text, who, frame)
        owners = [o for o in owners if taker is None or o.code != taker.code]
        if owners and text.tags[frame.trigger] == "VBG":
            frame.suppliers = owners[:1]
    direct = [head for head in heads if head not in who.goods_at]
    with_goods = goods_after(text, who, prepositions, ("with",))
    if with_goods or (frame.goods and len(heads) > 1):
        frame.recipients = fillers(who, direct)
    elif frame.goods and (taker := _taker_before_goods(text, who, frame)) is not None:
        frame.recipients = [taker]
    frame.add_goods(with_goods)
    read_to(text, who, frame, prepositions)
    if not frame.suppliers:
        frame.suppliers = parties_at(text, who, prepositions, ("from", "by"))
    if not frame.goods and not frame.recipients and not frame.points_back:
        frame.recipients = fillers(who, direct)


def _read_trade(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    """Who gives the arms in a barter: "swap palm oil for jets", "trade shells for food"."""
    got = goods_after(text, who, prepositions, ("for",))
    partner = parties_at(text, who, prepositions, ("with", "to", "from"))
    if any(not m.bare for m in got) and all(m.bare for m in frame.goods):
        frame.goods = [m for m in got if not m.bare]
        frame.recipients, frame.suppliers = actors, partner
    else:
        frame.suppliers, frame.recipients = actors, partner


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
    frame.goods = goods_after(text, who, prepositions, ("with",)) or frame.goods


def _read_get(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    heads: list[int],
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.recipients = actors
    frame.suppliers = parties_at(text, who, prepositions, ("from", "of", "off"))
    if not frame.suppliers:
        frame.suppliers = _counterpart(text, who, frame)
    if not frame.recipients:
        frame.recipients = parties_at(text, who, prepositions, ("for",))
    for_goods = goods_after(text, who, prepositions, ("for",))
    if frame.kind == "ask" and for_goods:
        frame.add_goods(for_goods)
        if not frame.suppliers:
            direct = [head for head in heads if head not in who.goods_at]
            frame.suppliers = fillers(who, direct) or parties_at(text, who, prepositions, ("to",))


def _counterpart(text: AnnotatedText, who: Participants, frame: Frame) -> list[Filler]:
    """The other side of talks about the frame: "talks with Delhi on buying rockets"."""
    token = frame.trigger
    for _ in range(4):
        head = text.heads[token]
        if head == token:
            return []
        noun = transfer_words().nouns.get(text.lemmas[head].lower())
        stage = governor_stages().get(text.lemmas[head].lower())
        if stage in ("negotiating", "agreed") or (noun is not None and noun.frame == "deal"):
            with_whom = [c for c in text.children[head] if text.lower[c] == "with"]
            found = parties_at(text, who, with_whom, ("with",))
            known = {filler.code for filler in frame.recipients}
            if found := [filler for filler in found if filler.code not in known]:
                return found
        token = head
    return []


def _read_come(
    text: AnnotatedText, who: Participants, frame: Frame, prepositions: list[int]
) -> None:
    inside = domain(text, who, subject_heads(text, who, frame.trigger))
    frame.add_goods(inside.goods)
    prepositions = prepositions + inside.prepositions
    frame.suppliers = parties_at(text, who, prepositions, ("from",))
    frame.recipients = parties_at(text, who, prepositions, ("to", "in", "into", "for"))
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
    direct = text.child(frame.trigger, "dobj")
    if direct is not None and not frame.recipients and direct not in who.goods_at:
        frame.recipients = who.of_phrase(direct)


def _read_move(
    text: AnnotatedText,
    who: Participants,
    frame: Frame,
    actors: list[Filler],
    prepositions: list[int],
) -> None:
    frame.suppliers = parties_at(text, who, prepositions, ("from",))
    if frame.kind == "move":
        read_to(text, who, frame, prepositions)
    carried = text.child(frame.trigger, "agent") is not None
    if not frame.suppliers and frame.kind == "move" and not carried:
        frame.suppliers = actors
        frame.weak_supplier = True
