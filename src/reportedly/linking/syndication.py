"""Which documents are one story: copies, reprints, cut and lightly rewritten wire copy.

Two documents are linked by what the pair shares and by nothing else, and a story is a
connected component of the links, so the order in which documents arrive changes nothing.
Sketches of shingles (see shingles.py) find the pairs worth a look; the exact containment
and Jaccard index of their shingles (Broder 1997) decide. Where both credit one agency and
appeared within days, less likeness is enough: an agency updates its story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from reportedly.linking.credits import credited
from reportedly.linking.dates import ordinal
from reportedly.linking.records import Story
from reportedly.linking.shingles import SAMPLED, Hashes, shared, shingles, sketch
from reportedly.records import Document

CONTAINMENT = 0.45  # of the shorter text's shingles, also in the longer
JACCARD = 0.15  # keeps a digest of many briefs from joining their stories
CREDITED_CONTAINMENT = 0.3
DAYS_OF_UPDATES = 3
_SHORT = 48  # texts of fewer shingles are indexed by all of them
_WORTH_A_LOOK = 0.1  # containment of sketches below which no pair is compared
MOST_POSTINGS = 128  # texts kept for one shingle: beyond that it is a stock phrase


def document_key(document: Document) -> str:
    """The name of a document among many: outlets that carry one text share its `id`."""
    publisher = f"{document.publisher}/" if document.publisher else ""
    return f"{publisher}{document.doc_id}@{document.id[:12]}"


def origin_key(story: Story) -> str:
    """A name for who wrote the story; stories of one outlet share it."""
    return (story.origin or story.id).casefold()


class Stories:
    """Documents, clustered into stories as they arrive.

    Time grows with the length of the texts and the number of likely copies, memory with the
    number of distinct texts: about 2.5 kB for one of 250 words of content.
    """

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        """Stories of `documents`."""
        self._texts: list[Hashes] = []
        self._contents: list[bytes] = []
        self._parents: list[int] = []
        self._copies: list[dict[str, _Copy]] = []  # per text, by document key
        self._text_of: dict[str, int] = {}  # document key to text
        self._by_content: dict[bytes, int] = {}
        self._postings: dict[int, list[int]] = {}
        self._members: dict[int, list[int]] = {}  # root to the texts of its story
        for document in documents:
            self.add(document)

    def __len__(self) -> int:
        """The number of stories."""
        return len(self._members)

    def __iter__(self) -> Iterator[Story]:
        """The stories, by the date of their first report."""
        return iter(sorted(map(self._story, self._members), key=lambda s: (s.first or "9", s.id)))

    def __contains__(self, key: str) -> bool:
        return key in self._text_of

    def add(self, document: Document) -> None:
        """Take in one document; one that is known already changes nothing."""
        if document_key(document) not in self._text_of:
            hashes = shingles(document.text)
            content = blake2b(hashes.tobytes() or document.id.encode(), digest_size=16).digest()
            self._add(_Copy(document), content, hashes)

    def of(self, key: str) -> Story:
        """The story of the document that `document_key` names `key`. Raises `KeyError`."""
        return self._story(self._root(self._text_of[key]))

    def among(self, keys: Iterable[str]) -> dict[str, Story]:
        """The stories of the documents `keys`. Raises `KeyError` for one that was not added."""
        found: dict[int, Story] = {}
        stories = {}
        for key in keys:
            root = self._root(self._text_of[key])
            if root not in found:
                found[root] = self._story(root)
            stories[key] = found[root]
        return stories

    def part(self, keys: Iterable[str]) -> Stories:
        """The stories that the documents `keys` make by themselves."""
        part = Stories()
        for key in keys:
            text = self._text_of[key]
            part._add(self._copies[text][key], self._contents[text], self._texts[text])
        return part

    def independent_outlets(self, keys: Iterable[str]) -> int:
        """How many outlets report on their own in the documents `keys`: a wire story counts
        once, for the agency that wrote it, and so does an outlet that reports again."""
        return len({origin_key(story) for story in self.among(keys).values()})

    def _add(self, copy: _Copy, content: bytes, hashes: Hashes) -> None:
        text = self._by_content.get(content)
        if text is None:
            text = self._by_content[content] = len(self._texts)
            self._texts.append(hashes)
            self._contents.append(content)
            self._parents.append(text)
            self._copies.append({})
            self._members[text] = [text]
        self._text_of[copy.key] = text
        self._copies[text][copy.key] = copy
        self._link(text)

    def _link(self, text: int) -> None:
        """Join `text` with the stories of the texts like it, and index it."""
        postings = self._postings
        met: Counter[int] = Counter()
        for value in looked_up(self._texts[text]):
            found = postings.get(value)
            if found is None:
                postings[value] = [text]
                continue
            met.update(found)
            if len(found) < MOST_POSTINGS and text not in found:
                found.append(text)
        for other, hits in met.items():
            worth = is_worth_a_look(hits, len(self._texts[text]), len(self._texts[other]))
            if worth and self._root(other) != self._root(text) and self._like(text, other):
                self._join(text, other)

    def _like(self, one: int, other: int) -> bool:
        first, second = self._texts[one], self._texts[other]
        common = shared(first, second)
        containment = common / max(1, min(len(first), len(second)))
        jaccard = common / max(1, len(first) + len(second) - common)
        if jaccard < JACCARD or containment < CREDITED_CONTAINMENT:
            return False
        return containment >= CONTAINMENT or any(
            a.updates(b) for a in self._copies[one].values() for b in self._copies[other].values()
        )

    def _root(self, text: int) -> int:
        parents = self._parents
        while parents[text] != text:
            parents[text] = parents[parents[text]]
            text = parents[text]
        return text

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parents[other] = one
        self._members[one] += self._members.pop(other)

    def _story(self, root: int) -> Story:
        copies = [copy for text in self._members[root] for copy in self._copies[text].values()]
        copies.sort(key=lambda copy: (copy.published or "9", copy.key))
        credits = Counter(copy.credit for copy in copies if copy.credit)
        outlets = tuple(dict.fromkeys(copy.publisher for copy in copies if copy.publisher))
        most = max(credits.values(), default=0)
        origins = (*sorted(name for name, count in credits.items() if count == most), *outlets)
        return Story(
            id=f"story-{copies[0].text_id[:12]}",
            documents=tuple(copy.key for copy in copies),
            outlets=outlets,
            origin=origins[0] if origins else None,
            first=copies[0].published,
        )


class _Copy:
    """What is kept of a document beside its shingles."""

    __slots__ = ("credit", "day", "key", "published", "publisher", "text_id")

    def __init__(self, document: Document) -> None:
        self.key = document_key(document)
        self.text_id = document.id
        self.published = document.published
        self.publisher = document.publisher
        self.credit = credited(document)
        self.day = ordinal(document.published)

    def updates(self, other: _Copy) -> bool:
        """Whether both are of one origin, and of the same days."""
        one, two = self.credit or self.publisher, other.credit or other.publisher
        if not one or not two or one.casefold() != two.casefold():
            return False
        if self.day is None or other.day is None:
            return False
        return abs(self.day - other.day) <= DAYS_OF_UPDATES


def is_worth_a_look(hits: int, size: int, other_size: int) -> bool:
    """Whether two texts of so many shingles that share `hits` of those looked up are to be
    compared. The same from either side."""
    return hits >= _WORTH_A_LOOK / SAMPLED * min(size, other_size)


def looked_up(hashes: Hashes) -> list[int]:
    """The shingles by which a text of these is found."""
    chosen = hashes if len(hashes) <= _SHORT else sketch(hashes)
    values: list[int] = chosen.tolist()
    return values
