"""Fitting the attribution tagger on a corpus of one's own, in numpy alone.

`read_examples` reads and parses a corpus, `fit` makes a model file of it: the counts of
its cue words and the numbers of the network. The same corpus, settings and versions give
the same file.
"""

from reportedly.extraction.attribution.fitting.examples import CorpusUnreadable, read_examples
from reportedly.extraction.attribution.fitting.fit import Settings, fit

__all__ = ["CorpusUnreadable", "Settings", "fit", "read_examples"]
