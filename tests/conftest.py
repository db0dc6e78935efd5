"""The spaCy pipeline, loaded once a test run."""

import pytest

from reportedly.language.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pinned model."""
    return Pipeline()
