"""Who "we" and "our" are: the one who speaks, in words that a claim quotes."""

from __future__ import annotations

from reportedly.extraction.deals.reactions import contents_of
from reportedly.language.annotated import AnnotatedText
from reportedly.records import Claim

_FIRST_PERSON = frozenset({"i", "me", "my", "our", "ours", "us", "we"})


def speakers_in(text: AnnotatedText, claims: tuple[Claim, ...]) -> dict[int, str]:
    """The first-person pronouns that claims quote, each with the id of the speaking party; in
    a claim within a claim the inner one speaks."""
    found: dict[int, tuple[int, str]] = {}
    for claim in claims:
        if claim.source.party is None or claim.quotation == "indirect":
            continue
        parts = contents_of(text, claim)
        size = sum(map(len, parts))
        for part in parts:
            for token in part:
                if text.lower[token] in _FIRST_PERSON and size < found.get(token, (size + 1,))[0]:
                    found[token] = (size, claim.source.party)
    return {token: party for token, (_, party) in found.items()}
