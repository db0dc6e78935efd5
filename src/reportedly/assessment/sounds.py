"""Sound keys: the consonants of a word, with letters that transliterations confuse folded.

"Muhammad", "Mohamed" and "Mohammed" have one key. The folding is our own, after the idea of
Soundex (Russell, 1918) and of the consonant skeleton in which Arabic and Hebrew are written.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGRAPHS = re.compile("sch|tch|kh|gh|ph|th|dh|zh|sh|ch|ts|tz|ck|dj|cz|sz|x")
_SINGLE = {
    "sch": "s", "tch": "s", "kh": "k", "gh": "g", "ph": "f", "th": "t", "dh": "d", "zh": "s",
    "sh": "s", "ch": "s", "ts": "s", "tz": "s", "ck": "k", "dj": "y", "cz": "s", "sz": "s",
    "x": "ks",
}  # fmt: skip
_CONFUSED = str.maketrans("cqzwj", "kksvy")
# An h is heard between vowels only: "Mohamed" has one, "Ahmed" and "Abdallah" have none.
_VOWELS = re.compile("[aeiouy]|h(?![aeiouy])|(?<![aeiouy])h")
_DOUBLED = re.compile(r"(.)\1+")
# Arabic has no p or v and writes long vowels as w and y; Hebrew writes b and v alike.
_SKELETON = str.maketrans("pfgd", "bbkt", "v")


@lru_cache(maxsize=1 << 16)
def sound_key(word: str) -> str:
    """The key of a word of lower-case letters; its first letter where it has no consonant."""
    folded = _DIGRAPHS.sub(lambda found: _SINGLE[found[0]], word).translate(_CONFUSED)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", folded)) or folded[:1]


def skeleton(key: str) -> str:
    """What is left of a sound key in a script without vowels."""
    return key.translate(_SKELETON)
