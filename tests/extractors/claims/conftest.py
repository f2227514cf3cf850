"""What the tests of claims share: the pipeline, loaded once."""

import os

import pytest
from spacy.language import Language

from extractors.errors import PipelineError
from extractors.nlp import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Load the carried pipeline once, or the one that WINNOW_PIPELINE names."""
    try:
        return load_pipeline(os.environ.get("WINNOW_PIPELINE"))
    except PipelineError as error:
        pytest.skip(str(error))
