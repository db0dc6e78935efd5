"""Frames of verbs: "X sells Y to Z", "X supplies Z with Y", "Z buys Y from X".

The words and tense of the verb give the stage (stages.py), its kind the roles
(verb_roles.py); what the parser hung elsewhere is read from the words around it
(arguments.py).
"""

from __future__ import annotations

from reportedly.extraction.deals.antecedents import stands_for_goods
from reportedly.extraction.deals.arguments import (
    read_bound,
    read_list,
    read_onward,
    read_origin,
    read_to,
    was_only_meant,
)
from reportedly.extraction.deals.clauses import is_infinitive, is_passive, objects, subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import domain, fillers
from reportedly.extraction.deals.stages import stage_of_verb
from reportedly.extraction.deals.verb_roles import Clause, read_roles
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import VerbFrame, transfer_words

# A "conj" here is a second preposition: "sold to Riyadh, and to Abu Dhabi".
_FLOWN = frozenset({"combat_aircraft", "helicopters"})
_SOON = 2  # sentences
_PREPOSED = frozenset({"conj", "dative", "prep"})


def verb_frame(text: AnnotatedText, who: Participants, verb: int, spec: VerbFrame) -> Frame | None:
    """The frame that the verb opens, or None if it speaks of no goods and no party."""
    if spec.bound and (text.tags[verb] not in ("VBN", "VBD", "VBG") or not _says_where(text, verb)):
        return None
    if _tells_ability(text, who, verb) or _is_other_verb(text, verb):
        return None
    clause = _clause(text, who, verb, spec)
    frame = clause.frame
    carriers = transfer_words().carriers
    held = any(text.lemmas[head].lower() in carriers for head in clause.heads)
    if spec.carrier and not held:
        return None
    frame.points_back = frame.points_back or (spec.frame == "seize" and held and not frame.goods)
    if spec.direct and (
        is_passive(text, verb) or not any(head in who.goods_at for head in clause.heads)
    ):
        return None  # a buyer's parliament, too, approves of jets
    if text.lemmas[verb].lower() == "order" and _orders_to(text, who, clause):
        return None
    read_roles(clause)
    if spec.carrier and _found_nothing(text, verb):
        return None
    if _moves_own_forces(text, frame, verb):
        return None
    read_onward(text, who, frame, has_object=any(h > verb for h in clause.heads))
    read_list(text, who, frame)
    if not (frame.goods or frame.implies_arms or frame.points_back):
        return None
    inside = clause.inside
    if not inside.goods and frame.goods:
        inside = domain(text, who, [mention.head for mention in frame.goods])
        if frame.kind == "give" and not frame.recipients:
            read_to(text, who, frame, inside.prepositions)
    read_bound(text, who, frame, inside)
    read_origin(text, who, frame)
    return _worth_keeping(text, frame, spec)


def _clause(text: AnnotatedText, who: Participants, verb: int, spec: VerbFrame) -> Clause:
    passive = is_passive(text, verb)
    heads = objects(text, who, verb, passive)
    inside = domain(text, who, heads)
    if not inside.goods:
        # "sell 36 F-16C/D Block 50 fighters": the name of the goods, hung oddly in the phrase
        inside.goods = [m for h in heads for m in who.goods if text.left[h] <= m.start <= h]
    frame = Frame(verb, spec.frame, stage_of_verb(text, verb, spec), goods=list(inside.goods))
    frame.implies_arms = spec.implies_arms
    if not (frame.goods or spec.with_only or spec.frame in ("equip", "come")):
        frame.points_back = any(stands_for_goods(text, who, head) for head in heads)
    return Clause(
        text=text,
        who=who,
        frame=frame,
        spec=spec,
        heads=heads,
        inside=inside,
        actors=_actors(text, who, verb, passive),
        prepositions=_prepositions(text, verb) + inside.prepositions,
    )


def _worth_keeping(text: AnnotatedText, frame: Frame, spec: VerbFrame) -> Frame | None:
    """The frame, marked for how much it asserts, or None if it says too little."""
    verb = frame.trigger
    if spec.frame == "use" and frame.stage.negated:
        return None  # "pleaded with Kyiv not to use them"
    if spec.frame == "use" and not frame.suppliers:
        frame.only_joins = frame.points_back and bool(frame.recipients)
        return frame if frame.only_joins else None
    if spec.frame == "come" and not frame.roles():
        if text.lemmas[verb].lower() != "arrive" or frame.stage.name != "delivered":
            return None
        frame.only_joins = frame.stage.mere = True  # "rifles and mortars arrived by air"
        return frame if frame.goods and not frame.stage.negated else None
    if spec.to_whom and not frame.recipients:
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
    """Whether a state only moves its forces: "sent a destroyer to the strait", "flies F-35s"."""
    flies = text.lemmas[verb].lower() == "fly" and not is_passive(text, verb)
    if flies and frame.goods and not frame.recipients:
        return all(mention.category in _FLOWN for mention in frame.goods)
    return (
        text.lemmas[verb].lower() in transfer_words().moving
        and text.child(verb, "agent") is None  # "carriers ordered by Russia" are bought
        and bool(frame.goods)
        and all(
            mention.category == "naval_vessels" or text.lemmas[mention.head].lower() == "bomber"
            for mention in frame.goods
        )
    )


def _orders_to(text: AnnotatedText, who: Participants, clause: Clause) -> bool:
    """Whether somebody is told to do something: "ordered subordinates to produce rockets"."""
    verb = clause.frame.trigger
    heads = clause.heads or ([text.heads[verb]] if text.deps[verb] == "amod" else [])
    if any(head in who.goods_at for head in heads):
        return False
    return any(
        text.deps[child] in ("acl", "advcl", "ccomp", "relcl", "xcomp")
        and is_infinitive(text, child)
        for above in (verb, *heads)
        for child in text.children[above]
    )


def _found_nothing(text: AnnotatedText, verb: int) -> bool:
    """Whether a search of a ship is told to have found no arms, there or soon after."""
    number = text.sentence_of[verb]
    start, _ = text.sentences[number]
    _, end = text.sentences[min(number + _SOON, len(text.sentences) - 1)]
    for token in range(start, end):
        if text.lower[token] in ("no", "nothing"):
            thing = token if text.lower[token] == "nothing" else text.heads[token]
            found = text.lemmas[text.heads[thing]].lower() in ("discover", "find")
            if found and text.deps[thing] in ("dobj", "nsubjpass"):
                return True
    return False


def _is_other_verb(text: AnnotatedText, verb: int) -> bool:
    """Whether a particle makes the verb another one: "the drones went off"."""
    particle = text.child(verb, "prt")
    if particle is None:  # "took the drones apart"
        aside = [c for c in text.children[verb] if text.lower[c] in ("apart", "aside")]
        return bool(aside) and text.lemmas[verb].lower() in ("put", "set", "take")
    return particle is not None and (
        f"{text.lemmas[verb].lower()}_{text.lower[particle]}" in transfer_words().other_verbs
    )


def _tells_ability(text: AnnotatedText, who: Participants, verb: int) -> bool:
    """Whether the verb says what goods can do: "missiles able to deliver warheads", "drones
    that can carry bombs"."""
    capable = transfer_words().capable
    head = text.heads[verb]
    if text.deps[verb] == "relcl" and head in who.goods_at:
        aux = {text.lower[c] for c in text.children[verb] if text.deps[c] == "aux"}
        if aux & {"can", "could"} and text.child(verb, "nsubj") is not None:
            return not is_passive(text, verb)
    if text.pos[head] in ("ADP", "PART"):
        head = text.heads[head]
    return head != verb and text.lemmas[head].lower() in capable


def _says_where(text: AnnotatedText, verb: int) -> bool:
    """Whether the participle says where something was going: "bound for", "headed to"."""
    if was_only_meant(text, verb):
        return False
    return any(
        text.lower[c] in ("for", "to", "toward", "towards", "from") for c in text.children[verb]
    )


def _prepositions(text: AnnotatedText, verb: int) -> list[int]:
    # "shipped twelve missiles to Iran and six to China"
    again = [c for c in text.children[verb] if text.deps[c] == "conj" and text.pos[c] == "NUM"]
    return [
        child
        for above in (verb, *again)
        for child in text.children[above]
        if text.deps[child] in _PREPOSED and text.pos[child] in ("ADP", "SCONJ", "PART")
    ]


def _actors(text: AnnotatedText, who: Participants, verb: int, passive: bool) -> list[Filler]:
    agent = text.child(verb, "agent")
    if agent is not None and (inner := text.child(agent, "pobj")) is not None:
        return who.of_phrase(inner)
    return [] if passive else fillers(who, subject_heads(text, who, verb))
