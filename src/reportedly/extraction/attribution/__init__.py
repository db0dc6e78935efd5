"""Attribution: who is said to have said what, as ranges of tokens.

`find_attributions` gives them for an annotated text; the claims stage makes records of them.
"""

from reportedly.extraction.attribution.decoding import decode
from reportedly.extraction.attribution.model import Model, shipped_model
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.attribution.statistics import shipped_statistics
from reportedly.extraction.attribution.tagger import tag
from reportedly.extraction.claim_words import claim_words
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

EVIDENCE = frozenset({"footage", "image", "imagery", "information", "intelligence", "photo"})

__all__ = ["Attribution", "Range", "find_attributions"]


def find_attributions(
    text: AnnotatedText, quotations: Quotations, model: Model | None = None
) -> tuple[Attribution, ...]:
    """The attributions of `text` in the order of their cues, by the shipped model or `model`."""
    used = model or shipped_model()
    found = []
    for tagged in tag(text, quotations, used, shipped_statistics()):
        if tagged.odds < used.threshold and not _is_evidential(text, tagged.anchor):
            continue
        attribution = decode(text, quotations, tagged)
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def _is_evidential(text: AnnotatedText, anchor: int) -> bool:
    """Whether evidence is the subject of an evidential verb with a clause ("intelligence
    indicates that …"): such a cue is kept on weaker odds, for it says how a source knows."""
    words = claim_words()
    if text.lemmas[anchor].lower() not in words.evidential:
        return False
    subject = text.child(anchor, "nsubj")
    clause = text.child(anchor, "ccomp")
    if subject is None or clause is None:
        return False
    return text.lemmas[subject].lower() in EVIDENCE
