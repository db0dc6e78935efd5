"""Where a text speaks of parties: by name, by a role noun, or by a pronoun.

A mention carries what its own noun phrase says (role, state, sector, number). Who
is meant is decided over the whole document, in coreference.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.language.ambiguity import Named
from reportedly.language.annotated import AnnotatedText
from reportedly.language.gazetteer import Listed
from reportedly.language.names import Name
from reportedly.language.roles import roles
from reportedly.records import PartyKind

Sort = Literal["name", "nominal", "pronoun"]
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
SELF = frozenset({"i", "me", "my", "myself"})
_PRONOUNS = HE | SHE | IT | THEY | SELF
_INSIDE = frozenset(
    {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "PRON", "PUNCT", "X", "VERB"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVE = frozenset({"its", "his", "her", "their", "my", "our", "your"})
_MARKS = frozenset({"-", "–", "'", "’", "&"})
_OF_STATES = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD"})
_AFTER = frozenset({"of", "for", "from", "in", "at", "with", "to", "on", "within", "under"})
_FAMILIAR = frozenset(
    {"familiar", "close", "knowledgeable", "brief", "involve", "briefed", "aware"}
)


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
    elif body.listed.code is None or body.listed.code.partition(".")[2] not in _OF_STATES:
        return None
    before = body.start - 1
    possessive = before > 0 and text.lower[before] in ("'s", "’s", "'", "’")
    owner = at.get(before - 1 if possessive else before) if before >= 0 else None
    adjective = None
    if owner is not None and owner.kind == "state" and not possessive:
        adjective = owner if owner.form != "capital" else None
    if owner is None and body.end + 1 < len(text) and text.lower[body.end] in ("of", "in"):
        after = body.end + 1
        owner = at.get(after + 1 if text.lower[after] == "the" else after)
    if owner is None or owner.kind not in ("state", "organisation") or owner.listed is None:
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


def left_edge(text: AnnotatedText, head: int, floor: int) -> int:
    """The first token of the noun phrase that ends at `head`, not before `floor`."""
    floor = max(floor, text.left[head], text.sentences[text.sentence_of[head]][0])
    start = head
    pos, words = text.pos, text.words
    while start > floor:
        before = start - 1
        if pos[before] not in _INSIDE or (pos[before] == "PUNCT" and words[before] not in _MARKS):
            break
        if pos[before] == "VERB" and text.deps[before] not in ("amod", "compound"):
            break
        start = before
    while start < head and (words[start] in _MARKS or text.lower[start] in ("'s", "’s")):
        start += 1
    return start


class NominalFinder:
    """Finds mentions by role noun: "U.S. officials", "the ministry", "two people familiar…"."""

    def __init__(self, text: AnnotatedText, names: list[Mention], at: dict[int, Mention]) -> None:
        """`at` maps the tokens of `names` to them."""
        self.text = text
        self.names = names
        self.at = at
        self._roles = roles()

    def find(self) -> list[Mention]:
        """The nominal mentions, from left to right."""
        text, words = self.text, self._roles
        persons, phrases = words.person_sector, words.phrases
        anaphors, vessels = words.words.anaphors, words.words.vessels
        found = []
        for token, lemma in enumerate(text.lemmas):
            lower = text.lower[token]
            lemma = lemma.lower()
            if not (
                lemma in persons
                or lemma in phrases
                or lower in phrases
                or lemma in anaphors
                or lemma in vessels
                or lower in words.words.pairs["state"]
                or lower in words.words.pairs["person"]
            ):
                continue
            if token in self.at or text.pos[token] not in ("NOUN", "PROPN", "ADJ"):
                continue
            mention = self._nominal(token, lemma)
            if mention is not None:
                found.append(mention)
        return found

    def _nominal(self, token: int, lemma: str) -> Mention | None:
        text, words = self.text, self._roles
        if self._is_modifier(token) or self._is_no_person(token):
            return None
        start = left_edge(text, token, 0)
        first = words.organisation_phrase(text.lower, lemma, token, start)
        noun = " ".join([*text.lower[first:token], lemma]) if first >= 0 else lemma
        noun = (
            noun
            if noun in words.organisation_sector or first < 0
            else " ".join(text.lower[first : token + 1])
        )
        if text.pos[token] == "ADJ" and first < 0:
            return None
        is_person = lemma in words.person_sector and (first < 0 or first == token)
        kind: PartyKind = "person" if is_person else "organisation"
        if not is_person and first < 0:
            kind = "vessel" if lemma in words.words.vessels else "unknown"
        plural = text.tags[token] in ("NNS", "NNPS") or lemma in ("people", "personnel", "men")
        content = start
        definite, possessor = False, None
        lead = text.lower[content]
        if lead in _DEFINITE or lead == "both":
            definite = True
            content += 1
        elif lead in ("a", "an", "any", "no", "every", "each"):
            content += 1
        elif lead in _POSSESSIVE:
            possessor = content
            content += 1
        if possessor is None:
            owner = text.child(token, "poss")
            possessor = owner if owner is not None and owner not in self.at else None
        modifiers = tuple(
            text.lower[at] for at in range(content, first if first > content else token)
        )
        mention = Mention(
            start,
            token + 1,
            token,
            "nominal",
            kind,
            "",
            noun=noun,
            modifiers=modifiers,
            plural=plural,
            definite=definite,
            possessor=possessor,
            gender=words.gender(lemma) if is_person else None,
            span_end=token + 1,
        )
        self._belonging(mention, content)
        self._named(mention, content)
        return mention

    def _is_modifier(self, token: int) -> bool:
        """Whether the noun stands before another noun of its phrase, or before a name."""
        text = self.text
        if text.deps[token] in ("compound", "nmod", "amod", "nn") and text.heads[token] > token:
            return True
        after = token + 1
        return (
            after < len(text)
            and after in self.at
            and self.at[after].kind == "person"
            and (text.sentence_of[after] == text.sentence_of[token])
        )

    def _is_no_person(self, token: int) -> bool:
        """Whether the noun is said of somebody ("served as president") or of a thing ("a
        source of income")."""
        text = self.text
        after = text.lower[token + 1] if token + 1 < len(text) else ""
        if text.lemmas[token] == "source" and after == "of":
            return True
        head = text.heads[token]
        return text.deps[token] == "pobj" and text.lower[head] == "as"

    def _belonging(self, mention: Mention, content: int) -> None:
        """Read the state or body that the phrase names before its noun or after "of"."""
        text, at = self.text, self.at
        owner: Mention | None = None
        for token in range(mention.head - 1, content - 1, -1):
            inner = at.get(token)
            if inner is not None and inner.kind != "person":
                owner = inner
                if inner.listed is not None and inner.kind == "state":
                    break
        end = mention.end
        for child in text.children[mention.head]:
            if child < end or text.deps[child] not in ("prep", "acl", "amod", "advcl", "relcl"):
                continue
            if child != end:
                continue
            lower = text.lower[child]
            stop = self._comma(child, text.right[child] + 1)
            if lower in _AFTER and stop - end <= 12:
                target = text.child(child, "pobj")
                if target is not None and target not in at and owner is None:
                    body = text.lemmas[target].lower() in self._roles.phrases
                    deps = ("poss", "compound", "amod", "nmod") if body else ("poss",)
                    target = text.child(target, *deps)
                    target = target if target in at else None
                if owner is None and target is not None and at[target].kind != "person":
                    owner = at[target]
                end = stop
            elif text.lemmas[child] in _FAMILIAR and stop - end <= 12:
                end = stop
        end = min(end, self._comma(mention.end, end))
        while end > mention.end and text.pos[end - 1] in ("CCONJ", "ADP", "PUNCT"):
            end -= 1
        mention.span_end = end
        self._belongs_to(mention, owner)

    def _comma(self, start: int, end: int) -> int:
        for token in range(start, end):
            if self.text.words[token] in (",", ";", "—", "“", '"', "``", "''", "”", "("):
                return token
        return end

    def _belongs_to(self, mention: Mention, owner: Mention | None) -> None:
        words = [word for word in mention.modifiers if word not in ("-", "'s", "’s")]
        if owner is not None:
            mention.affiliation = owner.head
            mention.country = owner.country or (owner.listed.country if owner.listed else None)
        of_state = mention.country is not None
        if owner is not None and owner.listed and owner.listed.kind == "organisation":
            of_state = False
        words += mention.noun.split()[:-1]
        noun = mention.noun if mention.kind != "person" else mention.noun.split()[-1]
        mention.sector = self._roles.sector(noun, words, of_state=of_state)

    def _named(self, mention: Mention, content: int) -> None:
        text = self.text
        lead = content
        while lead < mention.head and text.lower[lead] in ("'s", "’s", "-"):
            lead += 1
        start, end = text.starts[lead], text.ends[mention.span_end - 1]
        mention.name = " ".join(text.text[start:end].split())
        if mention.country is None and mention.affiliation is None:
            mention.country = self._roles.office_country(mention.name.lower())
