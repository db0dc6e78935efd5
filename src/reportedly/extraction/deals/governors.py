"""What the words above a frame make of its stage: "agreed to", "talks on", "refused to".

The parse is climbed from the frame. An outer word overrules an inner one, but for those that
only announce or allege what they govern.
"""

from __future__ import annotations

from reportedly.extraction.deals.antecedents import antecedent
from reportedly.extraction.deals.polarity import OPEN, is_negative, is_negative_verb, is_reported
from reportedly.extraction.deals.stage import Stage
from reportedly.language.annotated import AnnotatedText
from reportedly.reference.transfers import governor_stages, transfer_words

_HEIGHT = 9
_DONE = frozenset({"delivered", "used", "in_transit"})
_BEGINNING = frozenset({"begin", "continue", "resume", "start"})
_NEGATED_ARGUMENTS = frozenset({"attr", "dobj", "nsubjpass", "pobj", "prep", "xcomp"})
_FORBIDDING = frozenset({"ban", "bar", "forbid", "prohibit"})
_FINDING = frozenset({"catch", "discover", "find"})
_PREDICATES = frozenset({"acomp", "ccomp", "oprd", "xcomp"})


def climb(text: AnnotatedText, token: int, stage: Stage) -> Stage:
    """The stage, after every word above `token` has said its part."""
    for _ in range(_HEIGHT):
        head, dep = text.heads[token], text.deps[token]
        if head == token or not _governs(text, head, token, dep):
            if dep == "nsubj" and (stage.mere or stage.name in ("agreed", "alleged")):
                _apply_modal(text, stage, head)
            break
        if dep in ("pcomp", "ccomp") and (asked := _asked(text, token)) is not None:
            if asked == "whether" and not stage.settled:
                stage.name, stage.mere = "alleged", True
            break
        if dep != "conj":
            if _says_all(text, token, stage):
                break
            _take(text, token, stage)
        token = head
    return stage


def _asked(text: AnnotatedText, token: int) -> str | None:
    """What an inquiry asks of the clause: "into how they came", "into whether it sold"; what is
    above the question says nothing of the deal."""
    opening = {text.lower[child] for child in text.children[token] if child < token}
    opening.add(text.lower[text.left[token]])
    if "whether" in opening:
        return "whether"
    return "how" if opening & {"how", "why"} and text.deps[token] == "pcomp" else None


def _says_all(text: AnnotatedText, token: int, stage: Stage) -> bool:
    """Whether the word above `token` has the last word: what is further up is of it."""
    head = text.heads[token]
    lemma = text.lemmas[head].lower()
    words = transfer_words()
    if text.deps[token] == "acl" and text.tags[token] == "VBN" and text.child(token, "aux") is None:
        return True
    if _lifts_ban(text, head):
        stage.name, stage.settled, stage.mere = "approved", True, False
        stage.tokens.append(head)
        return True
    if lemma in words.proof and text.pos[head] == "NOUN":
        stage.negated = stage.negated or is_negative(text, head)
        return True
    return lemma in words.telling and is_negative(text, head)  # "would not discuss its exports"


def _take(text: AnnotatedText, token: int, stage: Stage) -> None:
    """Take up what the word above `token` says."""
    head, dep = text.heads[token], text.deps[token]
    lemma = text.lemmas[head].lower()
    words = transfer_words()
    if _has_begun(text, head, token, stage):
        stage.name, stage.mere, stage.settled = "delivered", False, True
        stage.tokens.append(head)
    if text.pos[head] == "VERB" and not stage.settled:
        _apply_modal(text, stage, head)
    if lemma in words.told and text.pos[head] == "NOUN":
        stage.reported = True
    if lemma in words.bans and dep == "prep" and _is_of_many(text, head):
        stage.ruled = True  # "UN restrictions on Iran's exports"
    named = _named(text, token)
    if lemma in _FORBIDDING and dep in ("prep", "pcomp", "xcomp") and _is_of_law(text, head):
        stage.ruled = True  # "resolutions bar it from selling arms"
    if named == "refused" and text.lemmas[token].lower() in words.told:
        stage.denied = True  # "rejected accusations that it arms the rebels"
    elif named is not None and (lemma not in words.aspect or dep == "prep"):
        stage.ruled = stage.ruled or (named in ("ended", "refused") and _is_of_law(text, head))
        apply_governor(text, stage, head, named)
    elif is_negative_verb(text, head) and dep in _NEGATED_ARGUMENTS:
        stage.negated = True


def _is_of_law(text: AnnotatedText, verb: int) -> bool:
    """Whether a law does what the verb says: "a resolution that bans sales", "is barred by
    sanctions", "is banned from selling"."""
    subject = text.child(verb, "nsubj")
    if (agent := text.child(verb, "agent")) is not None:
        subject = text.child(agent, "pobj")
    if subject is None:
        passive = text.child(verb, "auxpass") is not None
        return passive and text.lemmas[verb].lower() in _FORBIDDING
    subject = antecedent(text, subject)
    return any(
        text.lemmas[token].lower() in transfer_words().legal_acts
        for token in (subject, *text.children[subject])
        if token == subject or text.deps[token] in ("compound", "nmod")
    )


def _is_of_many(text: AnnotatedText, ban: int) -> bool:
    """Whether the ban is one of a body of states, no decision of the one who would give."""
    return any(
        text.lower[child] in ("un", "u.n.", "nations", "council", "eu", "union", "international")
        for child in text.children[ban]
        if child < ban
    )


def _named(text: AnnotatedText, token: int) -> str | None:
    """The stage that the word above `token` names, if it means that here."""
    head, dep = text.heads[token], text.deps[token]
    lemma = text.lemmas[head].lower()
    stages = governor_stages()
    named = stages.get(phrasal(text, head)) or stages.get(lemma)
    if text.pos[head] == "VERB" and (
        # a ceremony is held, a sale is put on hold; "called it a mistake" asks for nothing
        (lemma == "hold" and text.child(head, "prt") is None)
        or (lemma == "call" and text.lower[token] != "for")
    ):
        return None
    if is_inspection(text, head, token):
        return None
    if named == "intercepted" and dep in _PREDICATES and lemma in _FINDING:
        return None  # "was found to have sold", "found guilty of selling": stops nothing
    if named == "refused" and lemma == "decline" and dep == "nsubj":
        return None  # "exports declined" by half
    return named


def is_inspection(text: AnnotatedText, verb: int, token: int) -> bool:
    """Whether the verb says that somebody looks through what stands at `token`: "searched a
    cargo"."""
    return text.lemmas[verb].lower() == "search" and text.deps[token] == "dobj"


def _has_begun(text: AnnotatedText, head: int, token: int, stage: Stage) -> bool:
    """Whether the verb above says that what is given has begun to go: "has started delivering"."""
    return (
        text.lemmas[head].lower() in _BEGINNING
        and text.tags[head] in ("VBD", "VBN")
        and not stage.settled
        and (stage.mere or text.tags[token] in ("VBG", "VB"))
    )


def _governs(text: AnnotatedText, head: int, token: int, dep: str) -> bool:
    """Whether the stage goes on above `token`: a subject's verb may say what became of it
    ("the sale was approved"), a purpose hangs on its verb ("cleared to send")."""
    named = text.lemmas[head].lower() in governor_stages()
    if dep == "relcl":
        # "a deal to buy", read as a clause of it; "talks on a swap under which it would get"
        return (_is_infinitive_of(text, token) and named) or _is_terms_of(text, token)
    if dep == "advcl":
        if governor_stages().get(text.lemmas[head].lower()) == "intercepted":
            return text.tags[token] == "VBG"  # "intercepted a dhow carrying rifles"
        return named and any(text.lower[c] == "to" for c in text.children[token])
    if dep == "nsubj":
        named = named or text.lemmas[head].lower() in _BEGINNING
        return named and text.pos[token] in ("NOUN", "PROPN")
    return True


def _is_infinitive_of(text: AnnotatedText, verb: int) -> bool:
    """Whether the verb is a bare infinitive after a noun, without a subject of its own."""
    own = {text.deps[c]: text.lower[c] for c in text.children[verb]}
    return text.tags[verb] == "VB" and own.get("aux") == "to" and "nsubj" not in own


def _is_terms_of(text: AnnotatedText, verb: int) -> bool:
    """Whether the clause tells what a deal above it would bring: "under which it would send"."""
    return any(
        text.deps[c] == "prep"
        and text.lower[c] in ("under", "by")
        and (inner := text.child(c, "pobj")) is not None
        and text.lower[inner] == "which"
        for c in text.children[verb]
    )


def _apply_modal(text: AnnotatedText, stage: Stage, verb: int) -> None:
    """What the auxiliary of a verb above says of the frame: "deals could include the sale"."""
    words = {text.lower[c] for c in text.children[verb] if text.deps[c] == "aux"}
    if text.lemmas[verb].lower() in transfer_words().opinions:
        return  # "would bet that they were sold" believes it
    if words & OPEN or "would" in words:
        stage.name, stage.settled, stage.mere = "considered", True, stage.mere


def phrasal(text: AnnotatedText, verb: int) -> str:
    """The lemma of the verb with its particle: "turn_down"."""
    lemma = text.lemmas[verb].lower()
    particle = text.child(verb, "prt")
    return lemma if particle is None else f"{lemma}_{text.lower[particle]}"


def _lifts_ban(text: AnnotatedText, token: int) -> bool:
    """Whether `token` undoes a ban, or is the ban undone: "lifted its ban on sales"."""
    words = transfer_words()
    lemma = text.lemmas[token].lower()
    if lemma in words.bans:  # the verb of a headline may be read as a noun: "Paris lifts ban"
        above = (text.heads[token], *(c for c in text.children[token] if c < token))
        return any(text.lemmas[other].lower() in words.lifting for other in above)
    return lemma in words.lifting and any(
        text.lemmas[c].lower() in words.bans for c in text.children[token]
    )


def apply_governor(text: AnnotatedText, stage: Stage, governor: int, named: str) -> None:
    """Let the governing word, which names the stage `named`, change the stage."""
    negative = is_negative(text, governor)
    if named == "denied":
        stage.denied = not negative
        return
    if named in transfer_words().endings and _only_might_end(text, governor):
        return
    stage.tokens.append(governor)
    stage.earlier = stage.earlier or _was_before(text, governor)
    if stage.name == "intercepted":
        return
    wish = named == "requested" and stage.gives and not stage.settled
    if wish and text.lemmas[governor].lower() in transfer_words().wishes:
        named = "considered"
    if negative:
        opposite = _opposite(named, stage)
        if opposite is None:
            stage.negated = True
            return
        named = opposite
    _set(text, stage, governor, named)


def _set(text: AnnotatedText, stage: Stage, governor: int, named: str) -> None:
    """Set the stage that the governing word gives, unless an inner word has said more."""
    if named == "approved" and stage.name == "refused" and text.heads[stage.tokens[-2]] == governor:
        return  # "will grant no licence"
    if named == "agreed" and (stage.settled or stage.name in _DONE):
        return  # what is announced stands as it was
    if named == "alleged":
        if not stage.settled and stage.name not in ("delivered", "used"):
            stage.name, stage.mere = "alleged", False
        return
    if named in ("delivered", "in_transit"):
        if stage.settled:
            return
        if text.tags[governor] == "VB":
            named = "agreed"  # "will complete the delivery"
    stage.name, stage.settled, stage.mere = named, True, False


def _only_might_end(text: AnnotatedText, governor: int) -> bool:
    """Whether the word ends nothing yet: "Washington should cancel the sale", "has the power to
    block it"."""
    above = text.heads[governor]
    infinitive = any(
        text.lower[c] == "to" and text.deps[c] == "aux" for c in text.children[governor]
    )
    if infinitive and text.pos[above] == "NOUN" and text.deps[governor] == "acl":
        return governor_stages().get(text.lemmas[above].lower()) != "agreed"
    return any(
        text.lower[c] in OPEN or (text.lower[c] == "would" and not is_reported(text, governor))
        for c in text.children[governor]
        if text.deps[c] == "aux"
    )


def _was_before(text: AnnotatedText, governor: int) -> bool:
    """Whether the word tells of what was before: "had suspended", "weeks after it scrapped"."""
    return any(
        (text.lower[c] == "had" and text.tags[governor] == "VBN")
        or (text.lower[c] == "after" and text.deps[c] == "mark")
        for c in text.children[governor]
    )


def _opposite(named: str, stage: Stage) -> str | None:
    if named in ("agreed", "approved", "considered", "offered"):
        return "considered" if named == "agreed" else "refused"
    if named in ("refused", "ended", "suspended"):
        return "considered" if named == "refused" else stage.name
    return None
