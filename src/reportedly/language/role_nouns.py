"""Where a text speaks of parties by role noun: "U.S. officials", "the ministry".

The noun phrase is read from its head: the words before it, and what follows after "of",
"for" or "familiar with", say the state or body, the sector and the number. Names stand
in it as mentions of their own, found before.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText
from reportedly.language.arms_names import is_arm
from reportedly.language.mentions import Mention
from reportedly.language.owners import Owners
from reportedly.language.roles import roles
from reportedly.records import PartyKind

_INSIDE = frozenset(
    {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "PRON", "PUNCT", "X", "VERB"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVE = frozenset({"its", "his", "her", "their", "my", "our", "your"})
_MARKS = frozenset({"-", "–", "'", "’", "&"})
_JOINTS = frozenset({"-", "'s", "’s"})
_AFTER = frozenset({"of", "for", "from", "in", "at", "with", "to", "on", "within", "under"})
_MADE = frozenset({"made", "built", "manufactured", "jet", "stealth"})
_OUTSIDE = frozenset({"neither", "either", "nor", "not", "even", "only"})
_FAMILIAR = frozenset(
    {"familiar", "close", "knowledgeable", "brief", "involve", "briefed", "aware"}
)


class NominalFinder:
    """Finds mentions by role noun: "U.S. officials", "the ministry", "two people familiar…"."""

    def __init__(self, text: AnnotatedText, names: list[Mention], at: dict[int, Mention]) -> None:
        """`at` maps the tokens of `names` to them."""
        self.text = text
        self.names = names
        self.at = at
        self._roles = roles()
        self._owners = Owners(text, at)
        self._dates = {
            token
            for start, end, label in text.entities
            if label in ("DATE", "TIME")
            for token in range(start, end)
        }

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
        start = _left_edge(text, token, 0)
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
        while start < token and text.lower[start] in _OUTSIDE:
            start += 1
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
        if text.lemmas[token] == "fighter" and self._is_aircraft(token):
            return True
        if text.lemmas[token] == "business" and after in ("daily", "weekly"):
            return True
        head = text.heads[token]
        return text.deps[token] == "pobj" and text.lower[head] == "as"

    def _is_aircraft(self, token: int) -> bool:
        """Whether "fighters" are machines: "Rafale fighters", "French-made fighters"."""
        text = self.text
        floor = max(text.left[token], token - 4)
        return any(
            is_arm(text, start, token) or text.lower[start] in _MADE
            for start in range(floor, token)
        )

    def _belonging(self, mention: Mention, content: int) -> None:
        """Read the state or body that the phrase names before its noun or after "of"."""
        text, at = self.text, self.at
        owner = self._owners.before(mention, content)
        served: tuple[str, ...] = ()  # the words of the body after "of"
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
                if target in self._dates:
                    continue  # "the government on Monday denied"
                if target is not None and target not in at and owner is None:
                    mention.country = mention.country or self._owners.state_of_head(target)
                    body = text.lemmas[target].lower() in self._roles.phrases
                    body = body or text.lower[target] in self._roles.phrases
                    if body and lower in ("of", "for") and mention.kind == "person":
                        served = tuple(text.lower[child + 1 : target + 1])
                    deps = ("poss", "compound", "amod", "nmod") if body else ("poss",)
                    target = text.child(target, *deps)
                    target = target if target in at else None
                if (
                    owner is None
                    and target is not None
                    and self._owners.may_own(at[target], mention)
                ):
                    owner = at[target]
                    stop = max(stop, owner.end)
                end = stop
            elif text.lemmas[child] in _FAMILIAR and stop - end <= 12:
                end = stop
        end = min(end, self._comma(mention.end, end))
        while end > mention.end and text.pos[end - 1] in ("CCONJ", "ADP", "PUNCT"):
            end -= 1
        mention.span_end = end
        self._belongs_to(mention, owner, served)

    def _comma(self, start: int, end: int) -> int:
        for token in range(start, end):
            if self.text.words[token] in (",", ";", "—", "“", '"', "``", "''", "”", "("):
                return token
        return end

    def _belongs_to(self, mention: Mention, owner: Mention | None, served: tuple[str, ...]) -> None:
        words = [word for word in (*served, *mention.modifiers) if word not in _JOINTS]
        if owner is not None:
            mention.affiliation = owner.head
            mention.country = owner.country or (owner.listed.country if owner.listed else None)
        of_state = mention.country is not None
        if owner is not None and owner.listed and owner.listed.kind == "organisation":
            of_state = False
        words += mention.noun.split()[:-1]
        noun = mention.noun if mention.kind != "person" else mention.noun.split()[-1]
        mention.sector = self._roles.sector(noun, words, of_state=of_state)
        led = any(word.rpartition("-")[2] == "led" for word in words)
        if noun == "coalition" and owner is not None and led:
            mention.sector = "MIL"  # "the U.S.-led coalition": an alliance in arms

    def _named(self, mention: Mention, content: int) -> None:
        text = self.text
        lead = content
        while lead < mention.head and text.lower[lead] in ("'s", "’s", "-"):
            lead += 1
        start, end = text.starts[lead], text.ends[mention.span_end - 1]
        mention.name = " ".join(text.text[start:end].split())
        if mention.country is None and mention.affiliation is None:
            mention.country = self._roles.office_country(mention.name.lower())


def _left_edge(text: AnnotatedText, head: int, floor: int) -> int:
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
