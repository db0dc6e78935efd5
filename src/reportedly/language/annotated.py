"""The parsed text as plain columns: one list a token attribute, for the whole document.

Extraction reads tokens a hundred times more often than spaCy writes them, so the
parse is copied once into Python lists. The result is picklable, needs no spaCy to
be used, and can be written by hand in a test.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.records import Span


@dataclass(slots=True)
class AnnotatedText:
    """A document's text and its tokens, in columns of equal length.

    Token indices run over the whole document; ranges of tokens are half open.
    `heads[i] == i` marks the root of a sentence. Paragraphs and sentences are
    token ranges; `entities` are `(start, end, label)` token ranges with the
    OntoNotes labels of spaCy's English models.
    """

    text: str
    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    # derived by `complete`
    lower: list[str] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    paragraph_of: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def complete(self) -> AnnotatedText:
        """This text, its derived columns filled: case-folded words, sentence and paragraph
        numbers, children, and the first (`left`) and last (`right`) token of each subtree."""
        size = len(self.words)
        self.lower = [word.lower() for word in self.words]
        self.sentence_of = [0] * size
        self.paragraph_of = [0] * size
        for number, (start, end) in enumerate(self.sentences):
            self.sentence_of[start:end] = [number] * (end - start)
        for number, (start, end) in enumerate(self.paragraphs):
            self.paragraph_of[start:end] = [number] * (end - start)
        heads = self.heads
        children: list[list[int]] = [[] for _ in range(size)]
        for token, head in enumerate(heads):
            if head != token:
                children[head].append(token)
        self.children = children
        self.left = list(range(size))
        self.right = list(range(size))
        for start, end in self.sentences:
            self._fill_edges(start, end)
        return self

    def _fill_edges(self, start: int, end: int) -> None:
        left, right, children = self.left, self.right, self.children
        stack = [token for token in range(start, end) if self.heads[token] == token]
        order = []
        while stack:
            token = stack.pop()
            order.append(token)
            stack.extend(children[token])
        for token in reversed(order):
            for child in children[token]:
                left[token] = min(left[token], left[child])
                right[token] = max(right[token], right[child])

    def span(self, start: int, end: int) -> Span:
        """The characters of the tokens `start` to `end` (half open)."""
        return (self.starts[start], self.ends[end - 1])

    def subtree(self, token: int) -> tuple[int, int]:
        """The token range from the leftmost to the rightmost descendant of `token`."""
        return (self.left[token], self.right[token] + 1)

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of `token` whose dependency label is one of `deps`, or None."""
        for child in self.children[token]:
            if self.deps[child] in deps:
                return child
        return None

    def ancestors(self, token: int) -> list[int]:
        """The heads above `token`, nearest first."""
        found = []
        while self.heads[token] != token:
            token = self.heads[token]
            found.append(token)
        return found

    def token_at(self, offset: int) -> int | None:
        """The token that covers the character `offset`, or None."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.words) and self.starts[low] <= offset else None
