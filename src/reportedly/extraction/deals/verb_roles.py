"""Who stands where in the clause of a verb of transfer, by the kind of its frame.

After FrameNet's Giving, Getting, Sending and Commerce frames (Baker, Fillmore and Lowe
1998); the kinds are told in transfers.yml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportedly.extraction.deals.antecedents import is_anaphor
from reportedly.extraction.deals.arguments import (
    goods_after,
    has_hyphen_origin,
    origins_of,
    parties_at,
    read_to,
)
from reportedly.extraction.deals.clauses import subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import Domain, domain, fillers
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.states import capitals
from reportedly.reference.transfers import FrameKind, VerbFrame, governor_stages, transfer_words

_ABOARD = ("onto", "aboard", "on")


@dataclass(slots=True)
class Clause:
    """The clause of a verb of transfer: the frame it opens, and what stands around the verb.

    `heads` are the heads of what the verb acts on, `inside` what these phrases hold, `actors`
    who acts, `prepositions` those of the verb and of its objects.
    """

    text: AnnotatedText
    who: Participants
    frame: Frame
    spec: VerbFrame
    heads: list[int]
    inside: Domain
    actors: list[Filler]
    prepositions: list[int]

    def parties(self, *words: str) -> list[Filler]:
        """The parties after one of the prepositions `words`."""
        return parties_at(self.text, self.who, self.prepositions, words)

    def goods(self, *words: str) -> list[GoodsMention]:
        """The goods after one of the prepositions `words`."""
        return goods_after(self.text, self.who, self.prepositions, words)

    def found_in(self) -> list[Filler]:
        """The parties where goods are now: "came to be in Ukraine"."""
        being = self.text.child(self.frame.trigger, "advcl", "xcomp")
        if being is None or self.text.lemmas[being] != "be":
            return []
        return parties_at(self.text, self.who, self.text.children[being], ("in", "at", "with"))

    def direct(self) -> list[Filler]:
        """The parties that the verb acts on."""
        return fillers(self.who, [head for head in self.heads if head not in self.who.goods_at])


def read_roles(clause: Clause) -> None:
    """Fill the roles and the goods of the clause's frame, as its kind has them."""
    (_read_trade if clause.spec.trade else _READERS[clause.spec.frame])(clause)


def _read_give(clause: Clause) -> None:
    text, who, frame = clause.text, clause.who, clause.frame
    frame.suppliers = clause.actors
    carriers = transfer_words().carriers
    frame.weak_supplier = any(
        text.lemmas[head].lower() in carriers for head in subject_heads(text, who, frame.trigger)
    )
    if frame.goods and text.child(frame.trigger, "nsubj", "agent") is None:
        # "a pretext for sending more American weapons": whose arms they are is said better
        owners = [o for g in frame.goods for o in origins_of(text, who, g)]
        owners = [o for o in owners if not has_hyphen_origin(text, o)]
        taker = _taker_before_goods(clause)
        owners = [o for o in owners if taker is None or o.code != taker.code]
        if owners and text.tags[frame.trigger] == "VBG":
            frame.suppliers = owners[:1]
    with_goods = clause.goods("with")
    if with_goods or (frame.goods and len(clause.heads) > 1):
        frame.recipients = clause.direct()
    elif frame.goods and (taker := _taker_before_goods(clause)) is not None:
        frame.recipients = [taker]
    frame.add_goods(with_goods)
    read_to(text, who, frame, clause.prepositions)
    if not frame.suppliers:
        frame.suppliers = clause.parties("from", "by")
    if not frame.goods and not frame.recipients and not frame.points_back:
        frame.recipients = clause.direct()


def _read_trade(clause: Clause) -> None:
    """Who gives the arms in a barter: "swap palm oil for jets", "trade shells for food"."""
    frame = clause.frame
    got = clause.goods("for")
    partner = clause.parties("with", "to", "from")
    if any(not m.bare for m in got) and all(m.bare for m in frame.goods):
        frame.goods = [m for m in got if not m.bare]
        frame.recipients, frame.suppliers = clause.actors, partner
    else:
        frame.suppliers, frame.recipients = clause.actors, partner


def _taker_before_goods(clause: Clause) -> Filler | None:
    """The indirect object that the parser took for a part of the goods' name: "offered Iran
    fighter jets", but not "offered Iranian jets"."""
    text, who = clause.text, clause.who
    token = clause.frame.trigger + 1
    while token < len(text) and text.lower[token] in ("the", "up", "over"):
        token += 1
    first = clause.frame.goods[0]
    if not token < first.start or text.sentence_of[token] != text.sentence_of[clause.frame.trigger]:
        return None
    code = who.code_at(token)
    if code is None or not (text.tags[token] in ("NNP", "NNPS") or text.lower[token] in capitals()):
        return None
    end = token + 1
    while end < first.start and who.code_at(end) == code:
        end += 1
    if text.lower[end] in ("-", "'s", "’s", "'", "’") or not who.is_noun_name(token):
        return None
    return Filler(code, token)


def _read_equip(clause: Clause) -> None:
    frame = clause.frame
    frame.suppliers = clause.actors
    frame.recipients = clause.direct()
    frame.goods = clause.goods("with") or frame.goods
    if not frame.goods and frame.recipients:
        # "rockets sent to resupply the rebels"
        frame.points_back = frame.only_joins = clause.text.deps[frame.trigger] == "advcl"


def _read_get(clause: Clause) -> None:
    frame = clause.frame
    if _is_taken_off(clause):
        frame.kind, frame.stage.name, frame.stage.settled = "seize", "intercepted", True
        return
    frame.recipients = clause.actors
    if not frame.goods:
        frame.add_goods(clause.goods("of"))  # "took delivery on Friday of the jets"
    frame.suppliers = (
        clause.parties("from", "of", "off") or _counterpart(clause) or _approver(clause)
    )
    if not frame.recipients:
        frame.recipients = clause.parties("for")
    into = [] if frame.suppliers else clause.parties("into")
    if into and into[0].code not in {filler.code for filler in clause.actors}:
        frame.suppliers, frame.recipients = clause.actors, into  # a firm that imports for others


def _is_taken_off(clause: Clause) -> bool:
    """Whether goods are taken from a ship: "took 2,000 rifles from a fishing boat"."""
    text = clause.text
    return text.lemmas[clause.frame.trigger].lower() == "take" and any(
        text.lower[preposition] in ("from", "off")
        and (carrier := text.child(preposition, "pobj")) is not None
        and text.lemmas[carrier].lower() in transfer_words().carriers
        for preposition in clause.prepositions
    )


def _read_ask(clause: Clause) -> None:
    _read_get(clause)
    if for_goods := clause.goods("for"):
        clause.frame.add_goods(for_goods)
        if not clause.frame.suppliers:
            clause.frame.suppliers = clause.direct() or clause.parties("to")


def _counterpart(clause: Clause) -> list[Filler]:
    """The other side of talks about the frame: "talks with Delhi on buying rockets"."""
    text = clause.text
    token = clause.frame.trigger
    known = {filler.code for filler in clause.frame.recipients}
    for _ in range(4):
        head = text.heads[token]
        if head == token:
            return []
        noun = transfer_words().nouns.get(text.lemmas[head].lower())
        stage = governor_stages().get(text.lemmas[head].lower())
        if stage in ("negotiating", "agreed") or (noun is not None and noun.frame == "deal"):
            with_whom = [c for c in text.children[head] if text.lower[c] == "with"]
            found = parties_at(text, clause.who, with_whom, ("with",))
            if found := [filler for filler in found if filler.code not in known]:
                return found
        token = head
    return []


def _approver(clause: Clause) -> list[Filler]:
    """Who lets a buyer buy: "Washington cleared Seoul to purchase missiles"."""
    text, verb = clause.text, clause.frame.trigger
    head = text.heads[verb]
    if text.deps[verb] not in ("xcomp", "ccomp"):
        return []
    if governor_stages().get(text.lemmas[head].lower()) != "approved":
        return []
    known = {filler.code for filler in clause.frame.recipients}
    found = fillers(clause.who, subject_heads(text, clause.who, head))
    return [filler for filler in found if filler.code not in known] if known else []


def _read_use(clause: Clause) -> None:
    clause.frame.recipients = clause.actors
    if clause.spec.with_only:
        clause.frame.goods = []
    clause.frame.add_goods(clause.goods("with"))


def _read_deal(clause: Clause) -> None:
    """Two who deal: "is negotiating with Delhi over frigates"."""
    clause.frame.add_goods(clause.goods("over", "on", "about", "for"))
    clause.frame.partners = clause.actors + clause.parties("with")


def _read_come(clause: Clause) -> None:
    text, who, frame = clause.text, clause.who, clause.frame
    subjects = subject_heads(text, who, frame.trigger)
    inside = domain(text, who, subjects)
    frame.add_goods(inside.goods)
    clause.prepositions += inside.prepositions
    frame.suppliers = clause.parties("from")
    frame.recipients = clause.parties("to", "in", "into", "for", "at", "outside", "near")
    frame.recipients = frame.recipients or clause.found_in()
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
    if not frame.goods:
        _read_carried(clause, subjects)


def _read_carried(clause: Clause, subjects: list[int]) -> None:
    """What comes where the subject names no goods: "they", or "the ship"."""
    text, frame = clause.text, clause.frame
    carrier = any(text.lemmas[t].lower() in transfer_words().carriers for t in subjects)
    stands = any(is_anaphor(text, t) for t in subjects if not clause.who.of_phrase(t))
    said = clause.spec.bound and any(
        text.sentence_of[m.head] == text.sentence_of[frame.trigger] and m.end <= frame.trigger
        for m in clause.who.goods
        if not m.bare
    )
    frame.points_back = (clause.spec.bound and stands) or carrier or said
    frame.stage.mere = frame.stage.mere or carrier
    frame.only_joins = carrier


def _read_load(clause: Clause) -> None:
    """Where goods are taken on board, and whose ship or train it is: "were loaded onto a Russian
    freighter at Bata"."""
    text = clause.text
    for preposition in [p for p in clause.prepositions if text.lower[p] in _ABOARD]:
        ship = text.child(preposition, "pobj")  # "a ship at the base": it may be the ship's
        if ship is not None:
            clause.prepositions += [c for c in text.children[ship] if text.deps[c] == "prep"]
    clause.frame.suppliers = clause.parties("at", "in", "from")
    clause.frame.recipients = clause.parties(*_ABOARD)
    if not clause.frame.suppliers:
        clause.frame.suppliers = clause.actors
    clause.frame.weak_supplier = True
    clause.frame.only_joins = clause.frame.roles() < 2


def _read_move(clause: Clause) -> None:
    frame = clause.frame
    frame.suppliers = clause.parties("from")
    if frame.kind == "move":
        read_to(clause.text, clause.who, frame, clause.prepositions)
        if not frame.suppliers and _is_flown_for(clause):
            frame.goods.clear()  # "drones that were flown for the rebels" are used
    carried = clause.text.child(frame.trigger, "agent") is not None
    if not frame.suppliers and frame.kind == "move" and not carried:
        frame.suppliers = clause.actors
        frame.weak_supplier = True


def _is_flown_for(clause: Clause) -> bool:
    text, verb = clause.text, clause.frame.trigger
    ways = {text.lower[preposition] for preposition in clause.prepositions}
    return text.lemmas[verb] == "fly" and "for" in ways and ways.isdisjoint(("to", "into"))


_READERS: dict[FrameKind, Callable[[Clause], None]] = {
    "give": _read_give,
    "equip": _read_equip,
    "get": _read_get,
    "ask": _read_ask,
    "use": _read_use,
    "come": _read_come,
    "deal": _read_deal,
    "load": _read_load,
    "move": _read_move,
    "seize": _read_move,
}
