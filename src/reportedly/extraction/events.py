"""Events in PLOVER 2.0: who did what to whom, when, where, and by whose account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.extraction.coding.contexts import ContextReader
from reportedly.extraction.coding.drafts import Draft
from reportedly.extraction.coding.filling import RoleFiller
from reportedly.extraction.coding.force import ForceReader
from reportedly.extraction.coding.merging import one_a_fact, taken_up
from reportedly.extraction.coding.ontology import lexicon
from reportedly.extraction.coding.patterns import Match, find_matches
from reportedly.extraction.coding.roles import Roles
from reportedly.extraction.coding.settings import Settings
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim, Event, Time

if TYPE_CHECKING:
    from reportedly.language.parties import Parties


def find_events(
    text: AnnotatedText, times: tuple[Time, ...], parties: Parties, claims: tuple[Claim, ...]
) -> tuple[Event, ...]:
    """The events that `text` tells of, one a fact, ids e1, e2 … in text order."""
    roles = Roles(text, parties)
    matches = find_matches(text, roles, lexicon())
    force = ForceReader(text, matches, lexicon())
    filler = RoleFiller(text, roles)
    governors = {token: force.governor(token) for token in matches}
    governed: dict[int, list[Match]] = {}
    for token, governor in governors.items():
        if governor is not None:
            governed.setdefault(governor, []).append(matches[token])
    told = {token: force.read(match, governed.get(token, [])) for token, match in matches.items()}
    drafts: list[Draft] = []
    for token, match in matches.items():
        governor, what = governors[token], told[token]
        if what is None or (governor is not None and told[governor] is not None):
            continue
        actors = filler.actors(match)
        if not actors and match.pattern.type == "CONSULT" and text.pos[token] == "NOUN":
            actors = taken_up(text, token, drafts)
        draft = Draft(match, what, actors, filler.recipients(match, actors))
        if draft.is_complete(text, roles):
            drafts.append(draft)
    settings = Settings(text, times, claims, roles)
    contexts = ContextReader(text)
    return tuple(
        draft.event(f"e{number}", roles, settings, contexts)
        for number, draft in enumerate(one_a_fact(drafts, roles, settings), 1)
    )
