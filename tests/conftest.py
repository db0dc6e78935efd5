"""What all tests share: the spaCy pipeline, loaded once, real databases, and a real web site."""

import pytest

from reportedly.language.pipeline import Pipeline

pytest_plugins = ["ledger_databases", "newsroom_site"]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pinned model."""
    return Pipeline()
