"""The terms of a deal: what is given in return, what the goods are for, when and by what way."""

from __future__ import annotations

from bisect import bisect_left

from reportedly.extraction.deals.deal import CORE, Deal
from reportedly.extraction.deals.participants import Participants
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.records import EndUse, Passage, Payment, Time, passage
from reportedly.reference.transfers import transfer_words

_HEIGHT = 9
_PLACES = frozenset({"in", "against", "on", "of"})
_ABOARD = frozenset({"aboard", "on", "by", "in"})


def payment_of(
    text: AnnotatedText, who: Participants, deals: list[Deal]
) -> list[tuple[Payment, ...]]:
    """For each deal what is reported to be given in return for the goods."""
    found: list[list[Payment]] = [[] for _ in deals]
    for mention in who.goods:
        if mention.category in CORE or not (
            _is_price(text, mention)
            or _is_bartered(text, mention.head, who)
            or _is_exchanged(text, mention.head, who)
            or _is_in_return(text, mention.head)
        ):
            continue
        place = _deal_at(text, who, deals, mention)
        if place is None or any(p.category == mention.category for p in found[place]):
            continue
        deal = deals[place]
        deal.goods = [m for m in deal.goods if m is not mention]
        span = text.span(mention.start, mention.end)
        words = text.text[span[0] : span[1]]
        found[place].append(Payment(category=mention.category, text=words, spans=(span,)))
    return [tuple(some) for some in found]


def _deal_at(
    text: AnnotatedText, who: Participants, deals: list[Deal], mention: GoodsMention
) -> int | None:
    """The deal that the goods pay for: of the same sentence, or of one of its parties."""
    sentence = text.sentence_of[mention.head]
    codes = {filler.code for filler in who.sentence_fillers.get(sentence, ())}
    for place, deal in enumerate(deals):
        if any(text.sentence_of[frame.trigger] == sentence for frame in deal.frames):
            return place
    for place, deal in enumerate(deals):
        if any(deal.stands_for(code) for code in codes):
            return place
    return None


def _is_bartered(text: AnnotatedText, token: int, who: Participants) -> bool:
    """Whether the goods at `token` and arms stand on both sides of a "for"."""
    head = text.heads[token]
    if text.lower[head] == "for" and text.heads[head] in who.goods_at:
        return who.goods_at[text.heads[head]].category in CORE
    return any(
        text.lower[child] == "for"
        and (inner := text.child(child, "pobj")) is not None
        and inner in who.goods_at
        and who.goods_at[inner].category in CORE
        for child in text.children[token]
    )


def _is_exchanged(text: AnnotatedText, token: int, who: Participants) -> bool:
    """Whether arms are to come for the goods at `token`: "wanted food in exchange for shells"."""
    for above in (token, text.heads[token]):
        for child in text.children[above]:
            if text.lower[child] not in ("in", "as") or child < token:
                continue
            trade = text.child(child, "pobj")
            if trade is None or text.lemmas[trade].lower() not in transfer_words().exchange:
                continue
            wanted = (text.child(c, "pobj") for c in text.children[trade] if text.lower[c] == "for")
            if any(
                w is not None and w in who.goods_at and not who.goods_at[w].bare for w in wanted
            ):
                return True
    return False


def _is_in_return(text: AnnotatedText, token: int) -> bool:
    """Whether the clause tells what is given for goods named before: "in return, Russia was
    sharing nuclear technology"."""
    while text.heads[token] != token and text.pos[token] not in ("VERB", "AUX"):
        token = text.heads[token]
    for child in text.children[token]:
        trade = text.child(child, "pobj") if text.lower[child] == "in" else None
        if trade is not None and text.lower[trade] in ("exchange", "return"):
            return text.child(trade, "prep") is None
    return False


def _is_price(text: AnnotatedText, mention: GoodsMention) -> bool:
    """Whether words above the mention say that it is given for something."""
    token = mention.head
    for _ in range(5):
        head = text.heads[token]
        if head == token:
            return False
        if text.lemmas[head].lower() in transfer_words().exchange:
            return (text.lower[head], text.pos[head]) != ("return", "VERB")
        if (
            text.lower[head] == "for"
            and text.lemmas[text.heads[head]].lower() in transfer_words().exchange
        ):
            return True
        token = head
    return False


def end_use_of(text: AnnotatedText, who: Participants, deal: Deal) -> EndUse | None:
    """The country where, or against which, the goods are to be used, if the text says so."""
    for frame in deal.frames:
        start, end = text.sentences[text.sentence_of[frame.trigger]]
        for token in range(start, end):
            lemma = text.lemmas[token].lower()
            if lemma != "use" and lemma not in transfer_words().war:
                continue
            for child in text.children[token]:
                if text.deps[child] != "prep" or text.lower[child] not in _PLACES:
                    continue
                inner = text.child(child, "pobj")
                place = who.of_phrase(inner) if inner is not None else []
                if place and inner is not None and len(place[0].code) == 3:
                    if lemma != "use" and _is_of_time(text, token):
                        continue
                    if place[0].code in (deal.supplier, deal.recipient) and lemma != "use":
                        continue
                    return EndUse(
                        country=place[0].code,
                        spans=(text.span(place[0].token, place[0].token + 1),),
                    )
    return None


def _is_of_time(text: AnnotatedText, war: int) -> bool:
    """Whether the war only tells when: "since the start of the war in Gaza"."""
    above = text.heads[war]
    if text.lower[above] == "of" and text.pos[text.heads[above]] == "NOUN":
        above = text.heads[text.heads[above]]
    return text.lower[above] in ("after", "before", "during", "since", "until")


def when_of(text: AnnotatedText, times: tuple[Time, ...], shown: list[int]) -> str | None:
    """The date of the deal's furthest stage: of the time in the same clause, if there is one."""
    dated = [time for time in times if time.type in ("DATE", "TIME") and time.value[:1].isdigit()]
    if not dated:
        return None
    anchors = set(shown)
    for time in dated:
        token = bisect_left(text.starts, time.start)
        if token >= len(text):
            continue
        for _ in range(_HEIGHT):
            if token in anchors:
                return time.value
            told = text.pos[token] == "VERB" and text.deps[token] != "acl"
            if told or text.heads[token] == token:
                break
            token = text.heads[token]
    return None


def route_of(text: AnnotatedText, deal: Deal) -> Passage | None:
    """The way that the goods take: "via the port of Bandar Abbas"."""
    for frame in deal.frames:
        start, end = text.sentences[text.sentence_of[frame.trigger]]
        for token in range(start, end):
            if text.lower[token] in transfer_words().ways:
                inner = text.child(token, "pobj")
                if inner is not None and text.pos[inner] == "PROPN":
                    left = text.left[inner]
                    return passage(text.text, (text.span(min(left, inner), inner + 1),))
    return None


def carrier_of(text: AnnotatedText, deal: Deal) -> Passage | None:
    """The ship, flight or other means that carries the goods."""
    for frame in deal.frames:
        start, end = text.sentences[text.sentence_of[frame.trigger]]
        for token in range(start, end):
            lemma = text.lemmas[token].lower()
            if lemma not in transfer_words().carriers or text.pos[token] not in ("NOUN", "PROPN"):
                continue
            head = text.heads[token]
            carries = text.deps[token] == "nsubj" and text.lemmas[head].lower() in (
                "carry",
                "transport",
                "unload",
            )
            holds = any(
                text.lemmas[c].lower() in ("carry", "transport") for c in text.children[token]
            )
            aboard = text.deps[token] == "pobj" and text.lower[head] in _ABOARD
            if carries or holds or aboard:
                return passage(text.text, (text.span(text.left[token], token + 1),))
    return None
