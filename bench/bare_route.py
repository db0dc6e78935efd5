"""The least that FastAPI answers: what `bench/load.py` measures beside the pages."""

from __future__ import annotations

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def bare() -> dict[str, str]:
    """An answer."""
    return {"answer": "bare"}
