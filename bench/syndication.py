"""Measure the clustering of copies into stories.

usage: python bench/syndication.py [examples/dispatches] [--documents 100000] [--seed 7]

First, every example dispatch is edited as newsrooms edit wire copy, and the stories found are
compared pair by pair with those that were made, in several orders of arrival. Then generated
texts, a third of them edited copies, are clustered for time and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from reportedly.linking.syndication import Stories, document_key
from reportedly.records import Document
from results import Cell, write_result

ORDERS = 5
HOUSE_STYLE = (
    ("defence", "defense"), ("programme", "program"), ("Kim Jong Un", "Kim Jong-un"),
    ("U.S.", "US"), ("percent", "per cent"), ("spokesman", "spokesperson"), ("Kyiv", "Kiev"),
    ("said on", "told reporters on"), ("million", "mln"), ("Oct.", "October"), ('"', "”"),
    ("Sept.", "September"), ("North Korean", "North Korea’s"), ("euros", "EUR"), ("four", "4"),
    ("organis", "organiz"), ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"), ("Dec.", "December"),
    ("surface-to-air", "anti-aircraft"), ("more than", "over"), ("two", "2"), (" - ", " — "),
    ("foreign ministry", "Foreign Ministry"), ("Turkey", "Türkiye"), ("about", "around"),
)  # fmt: skip
LEADS = (
    "The report comes as governments argue about who may arm whom, and {place} is no exception.",
    "It was a busy day in {place}, where officials were still waiting for answers.",
    "Readers in {place} have asked what is known of the affair and what is not.",
)
Lines = list[str]
Edit = Callable[[Lines, random.Random], Lines]


def cut_tail(lines: Lines, chance: random.Random) -> Lines:
    """The first third to nine tenths of the body, as an editor with little room keeps it."""
    return lines[: max(4, round(len(lines) * chance.uniform(0.35, 0.9)))]


def new_lead(lines: Lines, chance: random.Random) -> Lines:
    """An outlet's own first paragraph before the agency's."""
    place = chance.choice(("Brussels", "Geneva", "Vienna", "New York"))
    lead = f"{chance.choice(LEADS).format(place=place)} {_sentence(chance)} {_sentence(chance)}"
    return [*lines[:2], lead, *lines[2:]]


def changed_headline(lines: Lines, chance: random.Random) -> Lines:
    """Another headline, another byline."""
    return [f"What we know about a deal: {chance.randrange(9) + 2} points", "Staff", *lines[2:]]


def house_style(lines: Lines, chance: random.Random) -> Lines:
    """Another outlet's spelling, names, quotation marks and numbers."""
    chosen = chance.sample(HOUSE_STYLE, 18)
    styled = []
    for line in lines:
        for old, new in chosen:
            line = line.replace(old, new)
        styled.append(line)
    return styled


def merged_paragraphs(lines: Lines, chance: random.Random) -> Lines:
    """Two or three paragraphs run into one."""
    step = chance.choice((2, 3))
    body = lines[2:]
    return [*lines[:2], *(" ".join(body[i : i + step]) for i in range(0, len(body), step))]


def light_rewrite(lines: Lines, chance: random.Random) -> Lines:
    """One sentence in eight dropped, some verbs of saying and openings changed."""
    rewritten = lines[:2]
    for line in lines[2:]:
        sentences = re.split(r"(?<=[.!?]) ", line)
        kept = [s for s in sentences if chance.random() > 0.12] or sentences[:1]
        text = " ".join(kept)
        for old, new in (("said", "stated"), ("denied", "rejected"), ("weapons", "arms")):
            if chance.random() < 0.5:
                text = text.replace(old, new)
        rewritten.append(text)
    return rewritten


def moved_paragraph(lines: Lines, chance: random.Random) -> Lines:
    """One paragraph in another place."""
    body = lines[2:]
    body.insert(chance.randrange(len(body)), body.pop(chance.randrange(len(body))))
    return [*lines[:2], *body]


def reprint_line(lines: Lines, chance: random.Random) -> Lines:
    """A line that says where the text comes from, first or last."""
    line = "This article was first published by Meridian Wire and is reprinted with permission."
    return [line, *lines] if chance.random() < 0.5 else [*lines, line]


EDITS: tuple[Edit, ...] = (
    cut_tail, new_lead, changed_headline, house_style, merged_paragraphs, light_rewrite,
    moved_paragraph, reprint_line,
)  # fmt: skip


def documents_of(folder: Path, chance: random.Random) -> list[tuple[str, Document]]:
    """Story and document: each dispatch, each single edit, and mixtures of two and three."""
    made: list[tuple[str, Document]] = []
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    texts = {row["doc_id"]: (folder / row["file"]).read_text("utf-8") for row in rows}
    for row in rows:
        name, day = row["doc_id"], row["published"]
        story = re.sub(r"-[a-z]+$", "", name) if name.startswith("prk-rus-2023-03") else name
        lines = texts[name].splitlines()
        mixtures: list[tuple[Edit, ...]] = [(edit,) for edit in EDITS]
        mixtures += [tuple(chance.sample(EDITS, size)) for size in (2, 2, 2, 3, 3, 3)]
        made.append((story, _document(name, texts[name], day, row["publisher"])))
        for number, mixture in enumerate(mixtures):
            edited = list(lines)
            for edit in mixture:
                edited = edit(edited, chance)
            named = f"{name}-{number}-" + "+".join(edit.__name__ for edit in mixture)
            made.append((story, _document(named, "\n".join(edited), day, f"Outlet {number}")))
    made += _strangers(texts, chance)
    return made


def _strangers(texts: dict[str, str], chance: random.Random) -> Iterator[tuple[str, Document]]:
    """Texts of their own that quote others: follow-ups with a paragraph of background from a
    dispatch, and a digest of many first paragraphs."""
    names = sorted(texts)
    for number in range(60):
        quoted, around = chance.sample(names, 2)
        background = chance.choice(texts[quoted].splitlines()[3:5])
        own = " ".join(_sentence(chance) for _ in range(14))
        text = f"{texts[around].splitlines()[0]} again\n{own}\n{background}\n{own[::-1]}"
        yield f"stranger-{number}", _document(f"stranger-{number}", text, "2023-06-01", "Own")
    digest = "\n".join(texts[name].splitlines()[2] for name in names[:12])
    yield "digest", _document("digest", digest, "2023-06-01", "Digest")


def pairs(labels: list[str]) -> int:
    """How many pairs of documents share a label."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def accuracy(made: list[tuple[str, Document]], chance: random.Random) -> tuple[float, float, bool]:
    """Precision and recall of pairs, the worst over the orders, and whether all orders agree."""
    outcomes, worst = set(), [1.0, 1.0]
    for _ in range(ORDERS):
        order = chance.sample(made, len(made))
        stories = Stories(document for _, document in order)
        found = {key: story.id for story in stories for key in story.documents}
        gold = [story for story, _ in made]
        got = [found[document_key(document)] for _, document in made]
        both = pairs([f"{a} {b}" for a, b in zip(gold, got, strict=True)])
        worst = [min(worst[0], both / pairs(got)), min(worst[1], both / pairs(gold))]
        outcomes.add(tuple(got))
    return worst[0], worst[1], len(outcomes) == 1


WORDS = [f"{a}{b}{c}" for a in ("ba", "ko", "mi", "tre", "sul", "ven", "dra", "po", "lin", "gar")
         for b in ("ran", "tel", "mo", "sik", "dor", "ves", "la", "num") for c in
         ("t", "s", "ing", "er", "al", "ment", "ous", "ly", "ion", "ed")]  # fmt: skip
STOCK = (
    "The ministry did not immediately respond to a request for comment by our newspaper.",
    "The claims could not be independently verified by this agency before publication today.",
    "Western officials have repeatedly accused both governments of breaking international rules.",
)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(12, 26))).capitalize() + "."


def generated(count: int, chance: random.Random) -> Iterator[tuple[str, Document]]:
    """`count` texts of about 250 words with stock phrases; a third are edited copies."""
    recent: list[tuple[str, Lines]] = []
    for number in range(count):
        if recent and chance.random() < 1 / 3:
            story, lines = chance.choice(recent)
            for edit in chance.sample((cut_tail, new_lead, merged_paragraphs, light_rewrite), 2):
                lines = edit(list(lines), chance)
        else:
            story = f"s{number}"
            lines = [_sentence(chance), "Staff"]
            lines += [" ".join(_sentence(chance) for _ in range(2)) for _ in range(6)]
            lines.insert(chance.randrange(3, 8), chance.choice(STOCK))
            recent.append((story, lines))
            if len(recent) > 2000:
                recent.pop(0)
        day = f"2023-{number * 12 // count + 1:02}-15"
        yield story, _document(f"g{number}", "\n".join(lines), day, f"Outlet {number % 300}")


def speed(count: int, chance: random.Random) -> tuple[float, float, float, float]:
    """Seconds, peak gigabytes, precision and recall for `count` generated documents."""
    stories, gold, spent = Stories(), [], 0.0
    for story, document in generated(count, chance):
        began = time.perf_counter()
        stories.add(document)
        spent += time.perf_counter() - began
        gold.append((story, document_key(document)))
    found = {key: story.id for story in stories for key in story.documents}
    got = [found[key] for _, key in gold]
    both = pairs([f"{story} {f}" for (story, _), f in zip(gold, got, strict=True)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return spent, peak, both / pairs(got), both / pairs([story for story, _ in gold])


def _document(name: str, text: str, published: str, publisher: str) -> Document:
    return Document(
        id=sha256(text.encode()).hexdigest(), doc_id=name, text=text,
        published=published, publisher=publisher,
    )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure and store the figures; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("examples/dispatches"))
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    made = documents_of(options.folder, chance)
    precision, recall, stable = accuracy(made, chance)
    spent, peak, broad_precision, broad_recall = speed(options.documents, chance)
    many = f"{options.documents:,} generated documents"
    rows: list[dict[str, Cell]] = [
        {"figure": "edited dispatches", "value": len(made)},
        {"figure": "precision of pairs, worst order", "value": precision, "goal": ">= 0.98"},
        {"figure": "recall of pairs, worst order", "value": recall, "goal": ">= 0.98"},
        {"figure": f"the same stories in {ORDERS} orders", "value": str(stable), "goal": "True"},
        {"figure": f"{many}: seconds", "value": spent, "goal": "< 180"},
        {"figure": f"{many}: peak GB, the generator's included", "value": peak, "goal": "< 4"},
        {"figure": f"{many}: precision", "value": broad_precision},
        {"figure": f"{many}: recall", "value": broad_recall},
    ]
    for row in rows:
        print(*row.values(), sep="\t")
    if options.documents == 100_000:
        write_result(
            "syndication",
            title="Syndication: copies of one story",
            rows=rows,
            corpus="the example dispatches, edited as newsrooms do; generated texts for speed",
        )
    good = precision >= 0.98 and recall >= 0.98 and stable and spent < 180 and peak < 4
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
