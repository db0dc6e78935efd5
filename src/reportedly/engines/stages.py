"""What worker processes do with documents: get their text out, then analyse them.

The two have processes of their own. An archive of plain text starts none for the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Self, cast

from reportedly.analysis import Analyser, Options, batches, text_length
from reportedly.engines.workers import Reader, Workers
from reportedly.reading.raw import Found, RawDocument, read_each
from reportedly.records import Analysis, Document, Failure

BATCH_CHARACTERS = 60_000  # of text
_BATCH_BYTES, _BATCH_ITEMS = 400_000, 16  # of raw documents


class Stages:
    """The processes of an ingest, kept between calls; a context that ends them."""

    def __init__(self, options: Options, number: int) -> None:
        """For so many processes of each kind."""
        self._texts = Workers(_text_reader, number)
        self._analyses = Workers(partial(_analyst, options), number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._texts.close()
        self._analyses.close()

    def start(self) -> None:
        """Start what loads models, so that it does so meanwhile."""
        self._analyses.start()

    def texts(self, items: Iterable[Found]) -> Iterator[Document | Failure]:
        """`items` in their order, those that were raw as documents."""
        for is_raw, some in groupby(items, lambda item: isinstance(item, RawDocument)):
            if is_raw:
                yield from self._in_order(cast(Iterator[RawDocument], some))
            else:
                yield from cast(Iterator[Document | Failure], some)

    def analyses(self, documents: Iterable[Document]) -> Iterator[Analysis | Failure]:
        """The record or failure of each of `documents`, in the order in which they are done.
        Raises `ModelUnavailable`, `ReferenceDataError`."""
        for _, result in self._analyses.run(batches(documents, text_length, BATCH_CHARACTERS)):
            yield result

    def _in_order(self, raws: Iterable[RawDocument]) -> Iterator[Document | Failure]:
        done: dict[int, Document | Failure] = {}  # before one that takes longer
        following = 0
        some = batches(raws, _raw_length, _BATCH_BYTES, _BATCH_ITEMS)
        for number, result in self._texts.run(some):
            done[number] = result
            while following in done:
                yield done.pop(following)
                following += 1


def _analyst(options: Options) -> Reader[Document, Analysis]:
    return Analyser(*options).analyse_each


def _text_reader() -> Reader[RawDocument, Document]:
    return read_each


def _raw_length(raw: RawDocument) -> int:
    return len(raw.content)
