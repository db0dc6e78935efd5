"""The language of a text, as far as needed: English, or which other.

English shows at once by its function words; only where they are rare is the
classifier loaded (py3langid, after Lui and Baldwin, ACL 2012).
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# Words that are frequent in English reports and are no words of its neighbours.
_ENGLISH = frozenset(
    {"and", "are", "been", "but", "by", "from", "had", "has", "have", "his", "its", "of", "said"}
    | {
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "were",
        "which",
        "who",
        "will",
        "with",
        "would",
    }
)
# What the classifier tells apart by hearsay: written, all of them are Chinese.
_IN_WRITING = {"wuu": "zh", "yue": "zh"}
# Of a headline or a caption it can't tell small languages from English: one of these it is.
_OF_WIRES = (
    " ar bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk km ko lt lv mk "
    "ms my nb nl no pl ps pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh "
)
_SAMPLE = 1_500
_SURE = 0.14
_SHORT = 25
_TOO_SHORT = 6


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, judged by its first 1,500 characters.

    Text of fewer than six words in Latin letters counts as English.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if not words:
        return "en"
    found = [word for word in words if word in _ENGLISH]
    if len(set(found)) >= 3 and len(found) >= _SURE * len(words):
        return "en"
    latin = sum(word < "\u0250" for word in words) * 2 > len(words)
    if latin and (len(words) < _TOO_SHORT or (len(words) < _SHORT and found)):
        return "en"
    import py3langid  # type: ignore[import-untyped]

    if len(words) < _SHORT:
        ranked = (str(code) for code, _ in py3langid.rank(text[:_SAMPLE]))
        return next(code for code in ranked if f" {code} " in _OF_WIRES)
    code = str(py3langid.classify(text[:_SAMPLE])[0])
    return _IN_WRITING.get(code, code)
