"""Whether a claim is retold: said before the report, on a day that it does not name.

"Months after he denied any sale, the minister said …": the denial is older than the article,
so it takes no part in who changed their mind on the article's day.
"""

from __future__ import annotations

import re

from reportedly.records import Claim

_REACH = 40  # characters before the cue or the source
_BEFORE_CUE = re.compile(
    r"\b(?:had|previously|formerly|initially|at first|long)\s+(?:\w+ly\s+|long\s+|once\s+)*$",
    re.IGNORECASE,
)
_BEFORE_SOURCE = re.compile(r"\b(?:after|since)\s+(?:the\s+)?$", re.IGNORECASE)
_IN_CUE = re.compile(r"\bhad\b|\b(?:previously|formerly|initially)\b", re.IGNORECASE)


def is_retold(claim: Claim, text: str) -> bool:
    """Whether `text` tells `claim` as one of the past and gives no day for it."""
    if claim.said_on is not None or not claim.cue.spans:
        return False
    cue = claim.cue.spans[0][0]
    if _IN_CUE.search(claim.cue.text) or _BEFORE_CUE.search(text[max(0, cue - _REACH) : cue]):
        return True
    source = claim.source.spans[0][0] if claim.source.spans else cue
    return source < cue <= claim.source.spans[-1][1] + 2 and bool(
        _BEFORE_SOURCE.search(text[max(0, source - _REACH) : source])
    )
