"""Frames of who deals by trade: "Russia is Vietnam's main supplier of arms"."""

from __future__ import annotations

from reportedly.extraction.deals.arguments import parties_at, read_origin
from reportedly.extraction.deals.clauses import subject_heads
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import domain, fillers
from reportedly.extraction.deals.polarity import is_negative
from reportedly.extraction.deals.stage import Stage
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words


def agent_frame(text: AnnotatedText, who: Participants, noun: int) -> Frame | None:
    """The frame of a noun that says what somebody sells or buys, or None if it is no such noun
    or the goods are none of arms. With one side only it adds to a deal and begins none."""
    words = transfer_words()
    lemma = text.lemmas[noun].lower()
    if lemma in words.consignees or (lemma in words.buyers and text.deps[noun] == "nsubj"):
        return _consignee_frame(text, who, noun)
    sells = text.lemmas[noun].lower() in words.sellers
    if not sells and text.lemmas[noun].lower() not in words.buyers:
        return None
    inside = domain(text, who, [noun])
    goods = [mention for mention in inside.goods if not mention.bare]
    one = _named_so(text, who, noun)
    if not goods or not one:
        return None
    known = {filler.code for filler in one}
    beside = [f for f in _beside(text, who, noun, inside.prepositions) if f.code not in known]
    frame = Frame(noun, "give" if sells else "get", Stage("alleged", [noun]), goods=goods)
    frame.suppliers, frame.recipients = (one, beside) if sells else (beside, one)
    verb = text.heads[noun]
    frame.stage.negated = text.deps[noun] == "attr" and is_negative(text, verb)
    read_origin(text, who, frame)
    frame.only_joins = frame.roles() < 2
    return frame


def _consignee_frame(text: AnnotatedText, who: Participants, noun: int) -> Frame | None:
    """To whom goods told before were addressed: "the consignee was an importer in Tehran"."""
    verb = text.heads[noun]
    named = text.child(verb, "attr") if text.deps[noun] == "nsubj" else None
    one = who.of_phrase(named) if named is not None else _named_so(text, who, noun)
    if not one:
        return None
    stage = Stage("alleged", [noun], mere=True)
    return Frame(noun, "get", stage, recipients=one, only_joins=True, points_back=True)


def _named_so(text: AnnotatedText, who: Participants, noun: int) -> list[Filler]:
    """Who is called the supplier or the buyer."""
    if text.deps[noun] == "attr":
        return fillers(who, subject_heads(text, who, text.heads[noun]))
    return who.of_phrase(text.heads[noun]) if text.deps[noun] == "appos" else []


def _beside(
    text: AnnotatedText, who: Participants, noun: int, prepositions: list[int]
) -> list[Filler]:
    """Whose supplier or buyer it is: "India's", "of Vietnam", "to Kyiv"."""
    owner = text.child(noun, "poss")
    owners = who.of_phrase(owner) if owner is not None else []
    return owners or parties_at(text, who, prepositions, ("of", "to"))
