"""What the tagger sees of a text before any weight: its candidates and their features."""

from __future__ import annotations

import numpy as np

from reportedly.extraction.attribution.candidate_categories import NAMES, categories
from reportedly.extraction.attribution.candidate_measures import MEASURES, measures
from reportedly.extraction.attribution.candidates import Setting, find_candidates
from reportedly.extraction.attribution.layout import Layout, lay_out
from reportedly.extraction.attribution.network import Floats
from reportedly.extraction.attribution.statistics import CueStatistics, frames, keys
from reportedly.extraction.attribution.token_features import token_features
from reportedly.language.annotated import AnnotatedText
from reportedly.language.quotations import Quotations

LIKELY = 0.3


class View:
    """One text: the `candidates`, the columns of their `categories`, and their `measures`,
    a row each."""

    def __init__(
        self, text: AnnotatedText, quotations: Quotations, statistics: CueStatistics
    ) -> None:
        """Find the candidates of `text` by the counts of its words."""
        quotations = _closed(quotations)
        self.text, self._quotations = text, quotations
        of_keys, of_frames = keys(text), frames(text, quotations)
        pairs = zip(of_keys, of_frames, strict=True)
        self._odds = [statistics.of(key, frame) for key, frame in pairs]
        self.candidates = find_candidates(self._odds)
        setting = Setting(text, quotations, of_keys, of_frames, self._odds)
        rows = [categories(setting, token) for token in self.candidates]
        self.categories = [[row[i] for row in rows] for i in range(len(NAMES))]
        numbers = [measures(setting, token) for token in self.candidates]
        self.measures: Floats = np.array(numbers, dtype=np.float32).reshape(-1, len(MEASURES))

    def layout(self) -> Layout:
        """The parse as arrays."""
        likely = [odds.in_frame >= LIKELY for odds in self._odds]
        return lay_out(self.text, self._quotations, likely)

    def tokens(self, layout: Layout) -> list[list[str]]:
        """The columns of the categories of the tokens."""
        return token_features(self.text, self._quotations, layout, self._odds)


def _closed(quotations: Quotations) -> Quotations:
    """`quotations` without those that nothing closes: a lost mark quotes nothing for sure."""
    lost = {
        number
        for number, record in enumerate(quotations.records)
        if not record.closed and not record.continued
    }
    if not lost:
        return quotations
    of = [-1 if number in lost else number for number in quotations.of]
    return Quotations(quotations.records, of, quotations.marks)
