"""One event a fact, and the parties of talks that are only taken up again.

Two drafts tell the same fact if type and factuality agree, mode and date do not differ, and
their parties are the same or one says the state where the other says who; of what is mutual
the sides may change places.
"Another visit" is another fact.
"""

from __future__ import annotations

from reportedly.extraction.coding.drafts import Draft, is_core
from reportedly.extraction.coding.ontology import lexicon
from reportedly.extraction.coding.roles import Roles
from reportedly.extraction.coding.settings import Settings
from reportedly.language.annotated import AnnotatedText

_REACH = 2  # paragraphs back to the talks that "the talks" take up


def one_a_fact(drafts: list[Draft], roles: Roles, settings: Settings) -> list[Draft]:
    """`drafts` in text order, those that tell the same fact joined into the first."""
    kept: list[Draft] = []
    alike: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        draft.tokens = [draft.match.token]
        if draft.match.object is not None and draft.match.pattern.object:
            draft.tokens.append(draft.match.object)
        force = draft.force
        same = alike.setdefault((force.type, force.factuality, roles.states(_who_act(draft))), [])
        told = None
        if not _is_renewed(settings.text, draft, roles):
            told = next((one for one in same if _is_same_fact(one, draft, roles, settings)), None)
        if told is None and is_circumstance(settings.text, draft):
            continue
        if told is None:
            kept.append(draft)
            same.append(draft)
        else:
            told.tokens += draft.tokens
            told.force.mode = told.force.mode or draft.force.mode
            if len(draft.recipients) > len(told.recipients):
                told.recipients = draft.recipients
    return kept


def is_circumstance(text: AnnotatedText, draft: Draft) -> bool:
    """Whether the event is only named in passing: "since Russia's invasion of …"."""
    token = draft.match.token
    return text.pos[token] == "NOUN" and not (draft.match.pattern.phrase or is_core(text, token))


def taken_up(text: AnnotatedText, token: int, before: list[Draft]) -> tuple[str, ...]:
    """The parties of the talks that the noun at `token` takes up ("the talks", "more
    talks"): those of the last meeting told `before`, within two paragraphs; or none."""
    words = {text.lower[child] for child in text.children[token]}
    definite = bool(words & (lexicon().words.known | lexicon().words.renewed)) or text.deps[
        token
    ] in ("nsubj", "nsubjpass")
    if not definite or text.deps[token] not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return ()
    for draft in reversed(before):
        distance = text.paragraph_of[token] - text.paragraph_of[draft.match.token]
        if distance > _REACH:
            return ()
        if draft.match.pattern.type == "CONSULT":
            return tuple(dict.fromkeys((*draft.actors, *draft.recipients)))
    return ()


def _is_renewed(text: AnnotatedText, draft: Draft, roles: Roles) -> bool:
    """Whether the draft is said to be one more: "another group visited", "met again"."""
    token = draft.match.token
    heads = [token, draft.match.object]
    if text.pos[token] == "VERB":
        heads.append(roles.surface(token))
    return any(
        text.lower[child] in lexicon().words.renewed
        for head in heads
        if head is not None
        for child in text.children[head]
        if text.deps[child] in ("det", "amod", "advmod")
    )


def _is_same_fact(one: Draft, other: Draft, roles: Roles, settings: Settings) -> bool:
    when, then = settings.when(one.match.token), settings.when(other.match.token)
    if when is not None and then is not None and when != then:
        return False
    modes = {one.force.mode, other.force.mode} - {None}
    if len(modes) > 1:
        return False
    if one.match.pattern.mutual and other.match.pattern.mutual:
        return _are_same(_who_act(one), _who_act(other), roles)
    return _are_same(one.actors, other.actors, roles) and (
        not one.recipients
        or not other.recipients
        or _are_same(one.recipients, other.recipients, roles)
    )


def _who_act(draft: Draft) -> tuple[str, ...]:
    """Who acts; where the act is mutual, all who take part, whoever is told first."""
    if draft.match.pattern.mutual:
        return tuple(sorted({*draft.actors, *draft.recipients}))
    return draft.actors


def _are_same(one: tuple[str, ...], other: tuple[str, ...], roles: Roles) -> bool:
    """Whether two lists of parties may be the same: equal, or of the same states where one
    of them only names the state."""
    if one == other:
        return True
    if not one or not other or roles.states(one) != roles.states(other):
        return False
    return all(map(roles.is_state, one)) or all(map(roles.is_state, other))
