"""Where a text speaks of parties: by name or by a pronoun; role nouns are in role_nouns.py.

A mention carries what its own noun phrase says (role, state, sector, number). Who
is meant is decided over the whole document, in coreference.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.language.ambiguity import Named
from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Listed
from reportedly.language.media_names import is_medium, medium_end
from reportedly.language.names import Name
from reportedly.language.party_tables import governed_by
from reportedly.language.roles import roles
from reportedly.records import PartyKind

Sort = Literal["name", "nominal", "pronoun"]
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
SELF = frozenset({"i", "me", "my", "myself"})
_PRONOUNS = HE | SHE | IT | THEY | SELF
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those", "'s", "’s"})
_OF_STATES = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD"})


@dataclass(slots=True)
class Mention:
    """One mention: its tokens, and what they say."""

    start: int
    end: int
    head: int
    sort: Sort
    kind: PartyKind
    name: str
    listed: Listed | None = None
    form: str = "name"
    noun: str = ""
    modifiers: tuple[str, ...] = ()
    plural: bool = False
    definite: bool = False
    possessor: int | None = None
    gender: str | None = None
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    affiliation: int | None = None
    span_end: int = 0


def head_of(text: AnnotatedText, start: int, end: int) -> int:
    """The token of the range on which the others of it hang."""
    heads = text.heads
    for token in range(end - 1, start - 1, -1):
        if not start <= heads[token] < end or heads[token] == token:
            return token
    return end - 1


def content_start(text: AnnotatedText, mention: Mention) -> int:
    """The first token of a nominal mention that is no article."""
    start = mention.start
    while start < mention.head and text.lower[start] in _LEADING:
        start += 1
    return start


def name_mentions(text: AnnotatedText, listed: list[Named], unlisted: list[Name]) -> list[Mention]:
    """The mentions by name, from left to right."""
    found = []
    for named in listed:
        start, end = named.start, named.end
        found.append(
            Mention(
                start,
                end,
                head_of(text, start, end),
                "name",
                named.party.kind,
                named.party.name,
                listed=named.party,
                form=named.form,
                span_end=end,
            )
        )
    for name in unlisted:
        start, end = name.start, name.end
        words = " ".join(text.text[text.starts[start] : text.ends[end - 1]].split())
        found.append(
            Mention(start, end, head_of(text, start, end), "name", name.kind, words, span_end=end)
        )
    found.sort(key=lambda mention: mention.start)
    at = {token: mention for mention in found for token in range(mention.start, mention.end)}
    absorbed = {
        id(adjective)
        for mention in found
        if mention.kind == "organisation" and (adjective := _belongs(text, mention, at)) is not None
    }
    for mention in found:
        if mention.sector == "MED" or ((mention.listed and mention.listed.code) or "").endswith(
            ".MED"
        ):
            stop = medium_end(text, mention.end)  # "the Izvestia newspaper" is one mention
            if stop > mention.end and not any(token in at for token in range(mention.end, stop)):
                mention.end = mention.span_end = stop
                mention.head = head_of(text, mention.start, stop)
    return [mention for mention in found if id(mention) not in absorbed]


def _belongs(text: AnnotatedText, body: Mention, at: dict[int, Mention]) -> Mention | None:
    """Read the state or body to which a named body belongs, before it or after "of"; the
    mention of a state that is part of its name ("Russian Defense Ministry"), if there is one."""
    known = roles()
    if body.listed is None:
        body.noun = body.name.lower()
        words = body.noun.split()
        if len(words) > 2 and words[1] == "of":
            words = [*words[2:], words[0]]
        phrase = " ".join(words)
        sector = known.organisation_sector.get(phrase)
        body.sector = (
            known.sector(words[-1], words[:-1], of_state=False)
            if (sector in (None, "none"))
            else sector
        )
        if body.sector in (None, "none") and is_medium(text, body.end):
            body.sector = "MED"
    elif body.listed.code is None or body.listed.code.partition(".")[2] not in _OF_STATES:
        return None
    words = body.name.split()
    if body.listed is None and len(words) == 2 and words[1].lower() in known.words.governments:
        body.country, body.sector = governed_by(words[0]), "GOV"
    before = body.start - 1
    possessive = before > 0 and text.lower[before] in ("'s", "’s", "'", "’")
    owner = at.get(before - 1 if possessive else before) if before >= 0 else None
    adjective = None
    if owner is not None and owner.kind == "state" and not possessive:
        adjective = owner if owner.form != "capital" else None
    if owner is None and body.end + 1 < len(text) and text.lower[body.end] in ("of", "in"):
        after = body.end + 1
        owner = at.get(after + 1 if text.lower[after] == "the" else after)
    if owner is None or owner.kind not in ("state", "organisation"):
        return None
    if owner.listed is None:
        if possessive and owner.country is not None:  # "the German Defense Ministry's Directorate"
            body.country, body.affiliation = owner.country, owner.head
        return None
    if body.listed is not None and owner.kind != "state":
        return None
    body.country = owner.listed.country
    body.affiliation = owner.head
    if adjective is None or text.sentence_of[adjective.start] != text.sentence_of[body.start]:
        return None
    body.start = adjective.start
    body.affiliation = None
    first, last = text.starts[body.start], text.ends[body.end - 1]
    body.name = " ".join(text.text[first:last].split())
    return adjective


def pronoun_mentions(text: AnnotatedText, taken: dict[int, object]) -> list[Mention]:
    """The pronouns of the third person, and the speaker's "I"."""
    found = []
    pos = text.pos
    for token, word in enumerate(text.lower):
        if word in _PRONOUNS and pos[token] == "PRON" and token not in taken:
            found.append(
                Mention(
                    token,
                    token + 1,
                    token,
                    "pronoun",
                    "unknown",
                    word,
                    plural=word in THEY,
                    span_end=token + 1,
                )
            )
    return found
