"""Attribution: who is said to have said what, as ranges of tokens.

`find_attributions` gives them for an annotated text; the claims stage makes records of them.
"""

from reportedly.extraction.attribution.decoding import decode
from reportedly.extraction.attribution.model import Model, shipped_model
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.attribution.statistics import shipped_statistics
from reportedly.extraction.attribution.tagger import tag
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

__all__ = ["Attribution", "Range", "find_attributions"]


def find_attributions(
    text: AnnotatedText, quotations: Quotations, model: Model | None = None
) -> tuple[Attribution, ...]:
    """The attributions of `text` in the order of their cues, by the shipped model or `model`."""
    tagged = tag(text, quotations, model or shipped_model(), shipped_statistics())
    decoded = (decode(text, quotations, of_cue) for of_cue in tagged)
    return tuple(attribution for attribution in decoded if attribution is not None)
