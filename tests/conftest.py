"""What all tests share: the spaCy pipeline, loaded once, real databases, and a real web site."""

import pytest
from hypothesis import settings

from reportedly.language.pipeline import Pipeline

pytest_plugins = ["ledger_databases", "newsroom_site"]

# A busy machine is no fault of the code.
settings.register_profile("any machine", settings(), deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pinned model."""
    return Pipeline()
