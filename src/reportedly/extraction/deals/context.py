"""Who a deal is with where its own clauses don't say: from the sentences around.

News names both sides once and then goes on with one of them ("Togo has ordered the
drones"). A role left open is taken by the state that makes the goods, if the text speaks
of it, or by the only other party around; where several might be meant it stays open.
"""

from __future__ import annotations

from reportedly.extraction.deals.clauses import is_passive, subject_heads
from reportedly.extraction.deals.deal import Deal
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import fillers
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words

_NEAR = 1
_GIVEN = frozenset({"agreed", "approved", "delivered", "in_transit", "offered"})


def fill_open_roles(text: AnnotatedText, who: Participants, deals: list[Deal]) -> None:
    """Fill the open role of each deal that has just one, where the context tells it."""
    by_sentence = who.sentence_fillers
    speakers = _speakers(text, who)
    for deal in deals:
        if (deal.supplier is None) == (deal.recipient is None):
            continue
        known = deal.supplier or deal.recipient
        found = _giver_repaid(text, deal, deals)
        if found is None and deal.supplier is None:
            found = next((f.maker for f in deal.frames if f.maker is not None), None)
            found = found or _carrier_owner(text, who, deal)
            found = found or _maker(deal, by_sentence, known)
        found = found or _common_taker(deal, deals) or _common_giver(deal, deals)
        if found is None and not _is_told_elsewhere(deal, deals):
            apart = speakers | _stoppers(text, who, deal)
            found = _only_other(text, deal, by_sentence, apart, known)
            makers = {m.maker for m in deal.goods if m.maker}
            buys = deal.supplier is None and all(f.kind in ("ask", "get") for f in deal.frames)
            if buys and makers and found is not None and found.code not in makers:
                found = None  # who else is named need not have sold what others make
            if found is not None and _is_reverse(deal, found.code, deals):
                found = None
        if found is None:
            continue
        if deal.supplier is None:
            deal.supplier = found.code
            deal.supplier_tokens.append(found.token)
        else:
            deal.recipient = found.code
            deal.recipient_tokens.append(found.token)


def _is_told_elsewhere(deal: Deal, deals: list[Deal]) -> bool:
    """Whether another deal with both its sides holds the same goods: no guess then."""
    own = {mention.category for mention in deal.goods}
    return any(
        other.supplier and other.recipient and own & {mention.category for mention in other.goods}
        for other in deals
        if other is not deal
    )


def _giver_repaid(text: AnnotatedText, deal: Deal, deals: list[Deal]) -> Filler | None:
    """Who gets what is given in return, the giver of another deal of the text; or who gives it
    where only the one repaid is told, the taker of that deal."""
    if not any(_is_in_return(text, frame.trigger) for frame in deal.frames):
        return None
    if deal.supplier is None:
        return next(
            (
                Filler(other.recipient, other.recipient_tokens[0])
                for other in deals
                if other.supplier == deal.recipient and other.recipient and other.recipient_tokens
            ),
            None,
        )
    return next(
        (
            Filler(other.supplier, other.supplier_tokens[0])
            for other in deals
            if other.recipient == deal.supplier and other.supplier and other.supplier_tokens
        ),
        None,
    )


def _common_taker(deal: Deal, deals: list[Deal]) -> Filler | None:
    """Who gets the goods of a deal that leaves it open: the one who gets all the others."""
    if deal.recipient is not None:
        return None
    told = [d for d in deals if d.goods and d.supplier and d.recipient and d.recipient_tokens]
    takers = {d.recipient for d in told if d.supplier != deal.supplier}
    gives = any(
        f.kind == "give" and f.stage.name in _GIVEN and not f.stage.mere for f in deal.frames
    )
    if gives and len(takers) == 1 and deal.supplier not in takers:
        taker = next(d for d in told if d.recipient in takers)
        return Filler(str(taker.recipient), taker.recipient_tokens[0])
    return None


def _common_giver(deal: Deal, deals: list[Deal]) -> Filler | None:
    """Who gives where a passive leaves it open ("is to be equipped with jets"): the one who
    gives all else."""
    if deal.supplier is not None:
        return None
    told = [d for d in deals if d.goods and d.supplier and d.recipient and d.supplier_tokens]
    givers = {d.supplier for d in told}
    gives = any(
        f.kind in ("give", "equip") and not (f.stage.mere or f.stage.negated) for f in deal.frames
    )
    if gives and len(givers) == 1 and deal.recipient not in givers:
        return Filler(str(told[0].supplier), told[0].supplier_tokens[0])
    return None


def _is_in_return(text: AnnotatedText, trigger: int) -> bool:
    start, end = text.sentences[text.sentence_of[trigger]]
    return any(
        text.lower[token] in ("return", "exchange") and text.lower[token - 1] == "in"
        for token in range(start + 1, end)
    )


def _carrier_owner(text: AnnotatedText, who: Participants, deal: Deal) -> Filler | None:
    """Whose ship or plane the goods were on: "found on a North Korean freighter"."""
    carriers = transfer_words().carriers
    for frame in deal.frames:
        for filler in who.sentence_fillers.get(text.sentence_of[frame.trigger], ()):
            head = text.heads[filler.token]
            if (
                text.deps[filler.token] in ("amod", "compound")
                and text.lemmas[head].lower() in carriers
                and filler.code != deal.recipient
                and text.words[filler.token + 1 : filler.token + 2] != ["-"]
            ):
                return filler
    return None


def _stoppers(text: AnnotatedText, who: Participants, deal: Deal) -> set[int]:
    """The tokens of who stopped the goods, by any of its names in the deal's sentences."""
    if any(frame.kind == "get" for frame in deal.frames):
        return set()  # "officers in Ghana seized rifles imported from": they were for Ghana
    stopped = [
        f.trigger for f in deal.frames if f.kind == "seize" and text.pos[f.trigger] == "VERB"
    ]
    heads: list[int] = []
    for verb in stopped:
        agent = text.child(verb, "agent")
        if agent is not None:
            heads += text.children[agent]
        elif not is_passive(text, verb):
            heads += subject_heads(text, who, verb)
    codes = {filler.code for filler in fillers(who, heads)}
    return {f.token for some in who.sentence_fillers.values() for f in some if f.code in codes}


def _is_reverse(deal: Deal, code: str, deals: list[Deal]) -> bool:
    """Whether the text speaks of the same two the other way round: no guess then."""
    pair = (code, deal.supplier) if deal.supplier else (deal.recipient, code)
    return any((other.supplier, other.recipient) == pair for other in deals)


def _maker(deal: Deal, by_sentence: dict[int, list[Filler]], known: str | None) -> Filler | None:
    makers = {m.maker for m in deal.goods if m.maker and m.maker != known}
    return next((f for some in by_sentence.values() for f in some if f.code in makers), None)


def _only_other(
    text: AnnotatedText,
    deal: Deal,
    by_sentence: dict[int, list[Filler]],
    speakers: set[int],
    known: str | None,  # noqa: ARG001
) -> Filler | None:
    """The one other party in the deal's sentences, or else in those next to them."""
    own = sorted({text.sentence_of[frame.trigger] for frame in deal.frames})
    beside = {f.code for frame in deal.frames for f in (*frame.suppliers, *frame.recipients)}
    for sentences in (own, [s for n in own for s in range(n - _NEAR, n + _NEAR + 1)]):
        others: dict[str, Filler] = {}
        for sentence in sentences:
            for filler in by_sentence.get(sentence, ()):
                if filler.code in beside or filler.token in speakers:
                    continue
                if not _is_place(text, filler.token):
                    others.setdefault(filler.code, filler)
        if len(others) == 1:
            return next(iter(others.values()))
        if others:
            return None
    return None


def _is_place(text: AnnotatedText, token: int) -> bool:
    """Whether the party is only where something happens: "fighting in eastern Ukraine", or
    what something is: "a Panama-flagged ship"."""
    while text.deps[token] in ("compound", "amod", "poss", "nmod") and text.heads[token] != token:
        token = text.heads[token]
    if text.words[token + 1 : token + 2] == ["-"]:
        return True
    above = text.heads[token]
    if text.lower[above] == "to" and text.lower[text.heads[above]] == "according":
        return True
    if text.lower[above] == "from":
        # "against threats from Iran"
        return text.lemmas[text.heads[above]].lower() in transfer_words().deeds
    if text.lower[above] == "of":
        above = text.heads[above]  # "by way of Egypt"
        if text.lemmas[above].lower() in transfer_words().rulings:
            return True  # "the sanctions list of the United States"
    return text.deps[token] == "pobj" and text.lower[above] in transfer_words().whereabouts


def _speakers(text: AnnotatedText, who: Participants) -> set[int]:
    """The tokens of parties that only speak: subjects of verbs of saying."""
    found: set[int] = set()
    for some in who.sentence_fillers.values():
        for filler in some:
            token = filler.token
            while text.deps[token] in ("compound", "poss", "amod", "nmod", "appos") and (
                text.heads[token] != token
            ):
                token = text.heads[token]
            head = text.heads[token]
            if text.deps[token] == "nsubj" and text.lemmas[head].lower() in transfer_words().saying:
                found.add(filler.token)
    return found
