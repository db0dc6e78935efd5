"""Through whom a claim is heard.

"Moscow wants shells, the White House said" holds a claim of Moscow's only as the White House
tells it: the claim's cue stands within the content of another's claim.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.records import Claim, Span, Spans, Stance

# Stances that a reporter or another source reads from what somebody does.
ATTITUDES: frozenset[Stance | None] = frozenset(("asks", "believes", "intends", "pledges"))


def heard_through(claims: Iterable[Claim]) -> dict[str, Claim]:
    """By id of a claim, the innermost claim of another source whose content holds its cue.

    One sweep over the text: contents that begin before a cue are kept while they last.
    """
    known = tuple(claims)
    contents = [claim for claim in known if claim.content.spans]
    contents.sort(key=lambda claim: (claim.content.spans[0][0], -claim.content.spans[-1][1]))
    cues = [claim for claim in known if claim.cue.spans]
    cues.sort(key=lambda claim: claim.cue.spans[0])
    found: dict[str, Claim] = {}
    begun: list[Claim] = []
    ahead = 0
    for claim in cues:
        cue = claim.cue.spans[0]
        while ahead < len(contents) and contents[ahead].content.spans[0][0] <= cue[0]:
            begun.append(contents[ahead])
            ahead += 1
        begun = [outer for outer in begun if outer.content.spans[-1][1] > cue[0]]
        for outer in begun:
            if is_within(cue, outer.content.spans) and _source(outer) != _source(claim):
                found[claim.id] = outer
    return found


def is_within(inner: Span, outer: Spans) -> bool:
    """Whether the span `inner` lies in one of the spans `outer`."""
    return any(start <= inner[0] and inner[1] <= end for start, end in outer)


def _source(claim: Claim) -> str:
    return claim.source.party or claim.source.text
