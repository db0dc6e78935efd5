"""The program as its users start it, and one loaded analyser for all tests here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.analysis import Analyser

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The stages, loaded once."""
    return Analyser()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Call `reportedly` in an empty folder: `run("read", "a.txt", stdin=…, COLUMNS="60")`."""

    def call(
        *arguments: str, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "reportedly", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "140", **environment},
            timeout=120,
        )

    return call
