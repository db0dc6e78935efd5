"""The documents say what the program does: their commands run, their lists are complete.

The commands of one document run in their order, in a folder of their own that holds the
example files that the documents speak of, in this process, so that the model stays loaded.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import click
import msgspec
import pytest
import typer
from typer.testing import CliRunner

from reportedly import records
from reportedly.cli import app
from reportedly.ledger.ledger import Ledger
from reportedly.web.app import create_app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
DISPATCHES = ROOT / "examples" / "dispatches"
LISTS = ROOT / "tests" / "assessment" / "lists"

# What is not run, by how the words in question begin, and why. Its `--help` must work.
NOT_RUN = {
    "serve": "serves until it is stopped",
    "watch": "polls until it is stopped",
    "lists update https://": "needs the network",
    "ingest https://": "needs the network",
    "ingest s3://": "needs the network",
    "read https://": "needs the network",
    "train claims": "needs annotated articles",
    "--ledger postgresql": "needs a PostgreSQL server",
    "--engine ray": "needs a package that is not installed with the others",
}
WORDS = (
    records.TimeType,
    records.PartyKind,
    records.Quotation,
    records.Stance,
    records.BasisKind,
    records.Factuality,
    records.PositionKind,
    records.Verdict,
)


class Command(NamedTuple):
    """A command of a document: its words after `reportedly`, and what it is told otherwise."""

    words: tuple[str, ...]
    environment: dict[str, str]
    stdin: str | None

    def __str__(self) -> str:
        return shlex.join(("reportedly", *self.words))


def blocks(page: Path, kind: str) -> list[str]:
    """The blocks of `kind` in `page`."""
    fenced = rf"^```{kind}\n(.*?)^```"
    return re.findall(fenced, page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def console_lines(page: Path) -> Iterator[str]:
    """The commands in the console blocks of `page`, continued lines joined."""
    for block in blocks(page, "console"):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ")


def command(line: str) -> Command | None:
    """`line` as a command of ours, or None if it runs another program."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>&;")
    lexer.whitespace_split, lexer.commenters = True, "#"
    words = list(lexer)
    environment = {}
    while words and re.match(r"[A-Z_]+=", words[0]):
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if not words or words[0] not in ("reportedly", ".venv/bin/reportedly"):
        return None
    end = next((i for i, word in enumerate(words) if set(word) <= set("|<>&;")), len(words))
    stdin = words[end + 1] if words[end : end + 1] == ["<"] else None
    return Command(tuple(words[1:end]), environment, stdin)


def commands(page: Path) -> list[Command]:
    """The commands of ours that `page` shows."""
    found = map(command, console_lines(page))
    return [one for one in found if one is not None]


def paths(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that lead to each command of the program."""
    below: dict[str, click.Command] = getattr(group, "commands", {})
    if not below:
        yield path
    for name, one in below.items():
        yield from paths(one, (*path, name))


ALL_PATHS = tuple(paths(typer.main.get_command(app)))


def path_of(words: Sequence[str]) -> tuple[str, ...]:
    """The command that `words` call, without its arguments."""
    return next(path for path in ALL_PATHS if tuple(words[: len(path)]) == path)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documents name, and the ledger of the dispatches."""
    folder = tmp_path_factory.mktemp("examples")
    text = (DISPATCHES / "prk-rus-2023-03-30-meridian.txt").read_text("utf-8")
    for name in ("article.txt", "b.txt"):
        (folder / name).write_text(text, "utf-8")
    body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    for name in ("article.html", "a.html"):
        (folder / name).write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    line = {"doc_id": "one", "text": text, "published": "2023-03-30"}
    (folder / "archive.jsonl").write_bytes(msgspec.json.encode(line) + b"\n")
    (folder / "note.txt").write_text(the_block("text"), "utf-8")
    (folder / "my-parties.tsv").write_text(
        "name\taliases\tkind\tcode\tcountry\nVostok Arms\tVostok\torganisation\tRUS.BUS\tRUS\n",
        "utf-8",
    )
    shutil.copytree(DISPATCHES, folder / "examples" / "dispatches")
    shutil.copytree(LISTS, folder, dirs_exist_ok=True)
    result = CliRunner().invoke(app, ["demo", "--ledger", f"sqlite:///{folder / 'reportedly.db'}"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_the_documents_work(
    page: Path, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(examples, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    monkeypatch.setenv("REPORTEDLY_LISTS", str(folder / "lists"))
    for one in commands(page):
        words = list(one.words)
        if any(f" {beginning}" in str(one) for beginning in NOT_RUN):
            words = [*path_of(words), "--help"]
        stdin = Path(one.stdin).read_bytes() if one.stdin else None
        result = CliRunner().invoke(app, words, input=stdin, env=one.environment)
        assert result.exit_code == 0, f"{one}: {result.output[-400:]} {result.exception!r}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_of_the_documents_works(
    page: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples)
    for block in blocks(page, "python"):
        if "127.0.0.1" in block:  # speaks to a server
            compile(block, page.name, "exec")
        else:
            exec(block, {})  # noqa: S102  our own pages


def test_the_documents_name_every_command_and_no_other() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    headings = re.findall(r"^#{2,3} `reportedly ([a-z ]+)`$", page, re.MULTILINE)
    assert sorted(headings) == sorted(" ".join(path) for path in ALL_PATHS)


def test_every_command_is_shown_by_example() -> None:
    shown = [one.words for one in commands(DOCS / "commands.md")]
    assert [path for path in ALL_PATHS if path not in {words[: len(path)] for words in shown}] == []


def records_of_a_document() -> Iterator[type[records.Record]]:
    """All kinds of record that an `Analysis` is made of."""
    others = (records.Record, records.Failure)
    for one in vars(records).values():
        if isinstance(one, type) and issubclass(one, records.Record) and one not in others:
            yield one


def the_block(kind: str) -> str:
    """The one block of `kind` in the page on the record."""
    (block,) = blocks(DOCS / "record.md", kind)
    return block


def test_the_record_in_the_documents_is_what_the_program_makes(
    examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails the program reads better or worse than before: print the record anew."""
    monkeypatch.chdir(examples)
    (one,) = commands(DOCS / "record.md")
    result = CliRunner().invoke(app, list(one.words))
    assert msgspec.json.decode(result.stdout) == msgspec.json.decode(the_block("json"))


def test_the_page_on_the_record_names_every_field_and_word() -> None:
    page = (DOCS / "record.md").read_text("utf-8")
    named = set(re.findall(r"`([^`\n]+)`", page)) | set(re.findall(r"^## (\w+)$", page, re.M))
    known = {field for one in records_of_a_document() for field in one.__struct_fields__}
    words = {word for kind in WORDS for word in get_args(kind)}
    assert sorted((known | words) - named) == []


def test_the_page_on_the_api_names_every_request() -> None:
    served = create_app(Ledger("sqlite://")).openapi()["paths"]
    requests = {f"{method.upper()} {path}" for path, one in served.items() for method in one}
    page = (DOCS / "api.md").read_text("utf-8")
    assert set(re.findall(r"^\| `((?:GET|POST|PUT|DELETE) [^`]+)`", page, re.M)) == requests
