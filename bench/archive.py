"""A made-up archive of news, as large as wanted: JSON lines in shards, the same on every run.

    python bench/archive.py FOLDER [--documents 50000] [--words 500] [--shards 64] [--arms 0.1]
        [--copies 0.05]

One part are reports of arms, made of the paragraphs of the example dispatches with other
names, numbers and days; one part are copies of documents shortly before, some of them under
another headline; the rest are reports of other things. No two texts but the copies are alike,
so nothing that remembers paragraphs is favoured.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import yaml

DISPATCHES = Path(__file__).parents[1] / "examples" / "dispatches"
WORDS = 500
COPIED_WITHIN = 200
FIRST_DAY = date(2019, 1, 1)
WORDS_OF = yaml.safe_load(Path(__file__).with_name("archive.yml").read_text("utf-8"))
_NUMBER = re.compile(r"\b\d{2,3}(?:,\d{3})*\b(?! ?mm)")
_DAY = re.compile(rf"\b(?:{'|'.join(WORDS_OF['days'])})\b")
_PERSON = re.compile(r"(?<=[“\"'] said )[A-Z][a-z]+ [A-Z][a-z]+(?=,)")


class Shares(NamedTuple):
    """Which parts of an archive are reports of arms, and copies; how many words a document has."""

    arms: float = 0.1
    copies: float = 0.05
    words: int = WORDS


def main() -> None:
    """Write the shards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--shards", type=int, default=64)
    parser.add_argument("--arms", type=float, default=Shares().arms)
    parser.add_argument("--copies", type=float, default=Shares().copies)
    parser.add_argument("--words", type=int, default=Shares().words)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    rows = archive(options.documents, Shares(options.arms, options.copies, options.words))
    for number in range(options.shards):
        size = options.documents * (number + 1) // options.shards
        size -= options.documents * number // options.shards
        with (options.folder / f"{number:04}.jsonl").open("w", encoding="utf-8") as shard:
            shard.writelines(f"{json.dumps(next(rows), ensure_ascii=False)}\n" for _ in range(size))


def archive(documents: int, shares: Shares = Shares()) -> Iterator[dict[str, str]]:  # noqa: B008
    """The documents as rows of a table; document `n` depends on those before it only if it is
    a copy."""
    recent: deque[dict[str, str]] = deque(maxlen=COPIED_WITHIN)
    paragraphs = _paragraphs()
    for number in range(documents):
        dice = random.Random(number)
        kind = dice.random()
        if kind < shares.copies and recent:
            row = _copy(dice.choice(recent), dice)
        elif kind < shares.copies + shares.arms:
            row = {"text": _of_arms(paragraphs, shares.words, dice)}
        else:
            row = {"text": _of_other_things(shares.words, dice)}
        day = FIRST_DAY + timedelta(days=number // 500)
        row = {"published": day.isoformat(), **row, "publisher": dice.choice(WORDS_OF["outlets"])}
        recent.append(row)
        yield {"doc_id": f"archive-{number}", **row}


def _paragraphs() -> list[str]:
    """The paragraphs of the dispatches, without heads and credits."""
    texts = (file.read_text("utf-8") for file in sorted(DISPATCHES.glob("*.txt")))
    lines = (line for text in texts for line in text.splitlines())
    return [line for line in lines if len(line) > 120 and not line.startswith("(")]


def _copy(row: dict[str, str], dice: random.Random) -> dict[str, str]:
    if dice.random() < 0.5:
        return {"published": row["published"], "text": row["text"]}
    _, _, body = row["text"].partition("\n")
    headline = _filled("{city}: {person} on {subject}", dice)
    return {"published": row["published"], "text": f"{headline}\n{body}"}


def _of_arms(paragraphs: list[str], words: int, dice: random.Random) -> str:
    lines = [_filled("{city}: questions over {number} crates", dice)]
    while sum(len(line.split()) for line in lines) < words:
        lines.append(f"{_changed(dice.choice(paragraphs), dice)} {_sentence(dice)}")
    return "\n".join(lines)


def _changed(paragraph: str, dice: random.Random) -> str:
    """A paragraph with other numbers, days and names."""
    changed = _NUMBER.sub(lambda _: f"{dice.randrange(11, 9000):,}", paragraph)
    changed = _DAY.sub(lambda _: dice.choice(WORDS_OF["days"]), changed)
    return _PERSON.sub(lambda _: _person(dice), changed)


def _of_other_things(words: int, dice: random.Random) -> str:
    lines = [_filled("{city} argues about {subject}", dice)]
    while sum(len(line.split()) for line in lines) < words:
        lines.append(" ".join(_sentence(dice) for _ in range(dice.randrange(2, 5))))
    return "\n".join(lines)


def _sentence(dice: random.Random) -> str:
    return _filled(dice.choice(WORDS_OF["sentences"]), dice)


def _filled(sentence: str, dice: random.Random) -> str:
    return sentence.format(
        city=dice.choice(WORDS_OF["cities"]),
        day=dice.choice(WORDS_OF["days"]),
        month=dice.choice(WORDS_OF["months"]),
        number=f"{dice.randrange(20, 90_000):,}",
        person=_person(dice),
        small=dice.randrange(2, 40),
        state=dice.choice(WORDS_OF["states"]),
        subject=dice.choice(WORDS_OF["subjects"]),
    )


def _person(dice: random.Random) -> str:
    return f"{dice.choice(WORDS_OF['first_names'])} {dice.choice(WORDS_OF['last_names'])}"


if __name__ == "__main__":
    main()
