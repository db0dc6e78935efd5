"""What all tests share: the spaCy pipeline, loaded once, and real databases."""

import pytest

from reportedly.language.pipeline import Pipeline

pytest_plugins = ["ledger_databases"]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pinned model."""
    return Pipeline()
