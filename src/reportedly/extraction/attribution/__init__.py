"""Attribution: who is said to have said what, as ranges of tokens.

`find_attributions` gives them for an annotated text; the claims stage makes records of them.
"""

from reportedly.extraction.attribution.decoding import decode
from reportedly.extraction.attribution.model import Model, shipped_model
from reportedly.extraction.attribution.record import Attribution, Range
from reportedly.extraction.attribution.rules import (
    joined_attributions,
    nested_attributions,
    plain_denials,
)
from reportedly.extraction.attribution.statistics import shipped_statistics
from reportedly.extraction.attribution.tagger import tag
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

__all__ = ["Attribution", "Range", "find_attributions"]


def find_attributions(
    text: AnnotatedText, quotations: Quotations, model: Model | None = None
) -> tuple[Attribution, ...]:
    """The attributions of `text` by the shipped model or `model`,
    those inside another's content last."""
    used = model or shipped_model()
    tagged = tag(text, _believed(quotations), used, shipped_statistics())
    decoded = (decode(text, quotations, of_cue) for of_cue in tagged)
    found = tuple(attribution for attribution in decoded if attribution is not None)
    found += joined_attributions(text, quotations, found)
    found += plain_denials(text, quotations, found)
    return found + nested_attributions(text, quotations, found)


def _believed(quotations: Quotations) -> Quotations:
    """`quotations` without those that nothing closes: a lost mark quotes nothing for sure."""
    if all(record.closed or record.continued for record in quotations.records):
        return quotations
    lost = {
        number
        for number, record in enumerate(quotations.records)
        if not record.closed and not record.continued
    }
    of = [-1 if number in lost else number for number in quotations.of]
    return Quotations(quotations.records, of, quotations.marks)
