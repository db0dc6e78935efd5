"""The arguments of a frame: parties and goods by preposition, origin and destination."""

from __future__ import annotations

from reportedly.extraction.deals.clauses import is_passive, objects
from reportedly.extraction.deals.frame import Frame
from reportedly.extraction.deals.participants import Filler, Participants
from reportedly.extraction.deals.phrases import Domain, domain, fillers
from reportedly.extraction.goods_mention import GoodsMention
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import transfer_words

_ONWARD = 30
_COMPOUND_TO = frozenset({"according", "close", "due", "next", "owing", "prior", "thanks"})
_TO = ("to", "into", "toward", "towards", "for")
_ORIGIN_NOUNS = frozenset({"origin", "manufacture", "make", "design", "provenance", "production"})
_MAKING = frozenset({"make", "manufacture", "build", "produce", "design"})
_BARRIERS = frozenset({"VERB", "ADP", "AUX", "PUNCT", "PRON", "SCONJ"})
_ATTRIBUTES = ("amod", "compound", "poss", "nmod", "npadvmod", "nummod", "dep")


def parties_at(
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


def goods_after(
    text: AnnotatedText, who: Participants, prepositions: list[int], words: tuple[str, ...]
) -> list[GoodsMention]:
    """The goods that stand after one of the prepositions `words`."""
    nested = [c for p in prepositions for c in text.children[p] if text.deps[c] == "prep"]
    heads = [
        inner
        for preposition in (*prepositions, *nested)  # "requests from Kyiv for tanks"
        if text.lower[preposition] in words
        for inner in text.children[preposition]
        if text.deps[inner] == "pobj"
    ]
    return domain(text, who, heads).goods if heads else []


def read_to(text: AnnotatedText, who: Participants, frame: Frame, prepositions: list[int]) -> None:
    """Add the parties that the goods go to."""
    for filler in parties_at(text, who, prepositions, _TO):
        if all(filler.code != other.code for other in (*frame.recipients, *frame.suppliers)):
            frame.recipients.append(filler)
    if not frame.recipients and _names_fighters(text, prepositions):
        frame.recipients = parties_at(text, who, prepositions, ("in", "inside"))
    if frame.recipients and frame.trigger < frame.recipients[-1].token:
        _read_shares(text, who, frame)


def _names_fighters(text: AnnotatedText, prepositions: list[int]) -> bool:
    """Whether the goods go to armed men of no name: "to rebels in Chad"."""
    return any(
        text.lemmas[child].lower() in transfer_words().fighters
        for preposition in prepositions
        if text.lower[preposition] in _TO
        for child in text.children[preposition]
    )


def _read_shares(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """Who gets the rest: "sold 20 planes to Hanoi and 16 to Algiers"."""
    token = frame.recipients[-1].token + 1
    end = text.sentences[text.sentence_of[frame.trigger]][1]
    while token < end and text.lower[token] in (",", "and"):
        token += 1
    if token + 2 < end and text.pos[token] == "NUM" and text.lower[token + 1] == "to":
        after = token + 2
        while after + 1 < end and text.deps[after] in ("compound", "det", "amod"):
            after += 1
        code = who.code_at(after)
        if code is not None and all(code != filler.code for filler in frame.recipients):
            frame.recipients.append(Filler(code, after))


def read_onward(text: AnnotatedText, who: Participants, frame: Frame, has_object: bool) -> None:
    """Roles and goods that the parser hung elsewhere: from the words after the verb up to the
    next clause."""
    if frame.kind in ("use", "equip", "deal"):
        return
    takes = frame.kind in ("give", "move", "come") and not frame.recipients
    gives = frame.kind in ("get", "ask", "move", "come") and not frame.suppliers
    wants_goods = not (frame.goods or has_object or frame.kind == "come")
    if not (takes or gives or wants_goods):
        return
    end = text.sentences[text.sentence_of[frame.trigger]][1]
    for token in range(frame.trigger + 1, min(end, frame.trigger + _ONWARD)):
        if _opens_clause(text, token, frame.trigger):
            break
        mention = who.goods_at.get(token)
        if mention is not None and wants_goods and mention.head == token:
            frame.add_goods([mention])
            wants_goods = False
        word = text.lower[token]
        if takes and word in ("to", "into") and text.lower[token - 1] not in _COMPOUND_TO:
            frame.recipients = _after(text, who, token)
            takes = not frame.recipients
        elif gives and word == "from" and not _is_of_deed(text, token):
            frame.suppliers = _after(text, who, token)
            gives = not frame.suppliers


def _is_of_deed(text: AnnotatedText, preposition: int) -> bool:
    """Whether the word tells whence an act comes: "against threats from Iran"."""
    return text.lemmas[text.heads[preposition]].lower() in transfer_words().deeds


def _opens_clause(text: AnnotatedText, token: int, trigger: int) -> bool:
    if text.words[token] in (";", ":"):
        return True
    if text.deps[token] == "relcl" and text.lemmas[token].lower() in _MAKING:
        return False  # "jets that it has built with others to Abuja"
    return text.pos[token] in ("VERB", "AUX") and (
        text.child(token, "nsubj", "nsubjpass") is not None or text.heads[token] == trigger
    )


def _after(text: AnnotatedText, who: Participants, preposition: int) -> list[Filler]:
    inner = text.child(preposition, "pobj")
    return who.of_phrase(inner) if inner is not None and inner not in who.goods_at else []


def read_list(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """Goods that are listed after a general word: "arms, including shells and missiles"."""
    if not frame.goods:
        return
    end = text.sentences[text.sentence_of[frame.trigger]][1]
    for token in range(frame.goods[-1].end, end):
        listing = text.lower[token] in ("including", "like", "namely", "include", "includes") or (
            text.lower[token] in ("as", "them") and text.lower[token - 1] in ("such", "among")
        )
        if listing:
            general = all(m.category == "unspecified_arms" for m in frame.goods)
            if text.pos[token] == "VERB" and text.deps[token] != "relcl" and not general:
                return
            heads = [t for t in range(token + 1, end) if text.heads[t] == token]
            heads = [t for t in heads if t in who.goods_at]
            near = range(token + 1, min(end, token + 8))
            first = next((t for t in near if t in who.goods_at), None)
            if not heads and first is not None:
                heads = [who.goods_at[first].head]
            frame.add_goods(domain(text, who, heads).goods)
            return


def read_bound(text: AnnotatedText, who: Participants, frame: Frame, inside: Domain) -> None:
    """Where goods were going by a participle after them: "bound for", "destined for"."""
    bound = transfer_words().bound
    if not frame.recipients and frame.kind in ("come", "move", "seize"):
        frame.recipients = _hyphen_bound(text, who, frame)
    for clause in inside.clauses:
        if text.lemmas[clause].lower() not in bound or text.tags[clause] == "VB":
            continue
        if was_only_meant(text, clause):
            continue
        prepositions = [c for c in text.children[clause] if text.deps[c] in ("prep", "dative")]
        held = domain(text, who, objects(text, who, clause, is_passive(text, clause)))
        prepositions += held.prepositions
        if text.child(clause, "dobj") is not None:
            frame.add_goods(held.goods)
        read_to(text, who, frame, prepositions)
        if not frame.suppliers:
            frame.suppliers = parties_at(text, who, prepositions, ("from",))


def _hyphen_bound(text: AnnotatedText, who: Participants, frame: Frame) -> list[Filler]:
    """Where a carrier near the frame's verb is bound for: "a Syria-bound freighter"."""
    start, end = text.sentences[text.sentence_of[frame.trigger]]
    for token in range(start + 2, end):
        if text.lower[token] == "bound" and text.words[token - 1] == "-":
            code = who.code_at(token - 2)
            if code is not None:
                return [Filler(code, token - 2)]
    return []


def was_only_meant(text: AnnotatedText, verb: int) -> bool:
    """Whether the goods were once to go there: "which had been meant for Moscow"."""
    return text.lemmas[verb].lower() in ("earmark", "intend", "mean") and any(
        text.lower[child] == "had" for child in text.children[verb]
    )


def read_origin(text: AnnotatedText, who: Participants, frame: Frame) -> None:
    """The supplier by the name of the goods: "Iranian-made drones", "weapons from Iran"."""
    if frame.suppliers and not frame.weak_supplier:
        return
    known = {filler.code for filler in frame.recipients}
    for mention in frame.goods:
        # "rockets fired from Gaza" come from there, but were not got there
        origins = origins_of(text, who, mention, came_from=frame.kind != "use")
        if found := [f for f in origins if f.code not in known]:
            frame.suppliers = found
            return


def origins_of(
    text: AnnotatedText, who: Participants, mention: GoodsMention, *, came_from: bool = True
) -> list[Filler]:
    """The states or groups that made or supplied the goods, by the words around their name;
    also who they are said to be from, if `came_from`."""
    found = _origin_before(text, who, mention)
    return found or _origin_after(text, who, mention, came_from)


def _origin_before(text: AnnotatedText, who: Participants, mention: GoodsMention) -> list[Filler]:
    origins = transfer_words().origins
    floor = max(text.sentences[text.sentence_of[mention.head]][0], mention.start - 8)
    token = mention.start
    while token > floor:
        token -= 1
        if text.lower[token] == "soviet":
            return []  # says how old the goods are, not whose they were
        code = who.code_at(token)
        if code is not None and text.pos[token] == "PRON":
            return []  # "its drones": whose they are, not whence
        if code is not None:
            after = text.lower[token + 1 : token + 3]
            if after[:1] == ["-"]:
                return [Filler(code, token)] if after[1:2] and after[1] in origins else []
            return [Filler(code, token)] if text.deps[token] in _ATTRIBUTES else []
        if text.lower[token] == "of" and text.pos[token - 1] == "NOUN":
            token -= 1  # "an Iranian truckload of rockets"
        elif text.pos[token] in _BARRIERS and (
            text.lower[token] not in origins and text.words[token] not in ("-", "'s", "’s")
        ):
            return []
    return []


def _origin_after(
    text: AnnotatedText, who: Participants, mention: GoodsMention, came_from: bool
) -> list[Filler]:
    for child in text.children[mention.head]:
        if text.deps[child] == "prep" and text.lower[child] in ("from", "of"):
            inner = text.child(child, "pobj")
            if inner is None or inner in who.goods_at:
                continue
            found = who.of_phrase(inner)
            by_make = text.lower[child] == "of" and text.lower[inner] in _ORIGIN_NOUNS
            if found and (by_make or (came_from and text.lower[child] == "from")):
                return found
        if text.deps[child] == "acl" and text.lemmas[child].lower() in _MAKING:
            for preposition in text.children[child]:
                if text.lower[preposition] not in ("in", "by"):
                    continue
                inner = text.child(preposition, "pobj")
                if inner is not None and (found := who.of_phrase(inner)):
                    return found
    return []


def has_hyphen_origin(text: AnnotatedText, filler: Filler) -> bool:
    """Whether the party only made the goods: "the German-made tanks"."""
    words = text.lower[filler.token + 1 : filler.token + 3]
    return len(words) == 2 and words[0] == "-" and transfer_words().origins.get(words[1]) == "maker"
