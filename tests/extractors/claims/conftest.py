"""What the tests of claims share: the carried pipeline, loaded once."""

import pytest
from spacy.language import Language

from extractors.errors import PipelineError
from extractors.nlp import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Load the carried pipeline once."""
    try:
        return load_pipeline()
    except PipelineError as error:
        pytest.skip(str(error))
