"""Attribution: who is said to have said what, as ranges of tokens.

`find_attributions` gives them for an annotated text; the claims stage makes records of them.
"""

from reportedly.extraction.attribution.attributor import (
    RULES_ALONE,
    Attributor,
    attributor,
    find_attributions,
)
from reportedly.extraction.attribution.record import Attribution, Range

__all__ = [
    "RULES_ALONE",
    "Attribution",
    "Attributor",
    "Range",
    "attributor",
    "find_attributions",
]
