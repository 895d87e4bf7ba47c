"""The rules alone: what they do must not hang on what a model has learned."""

from __future__ import annotations

import pytest

from textmine.pipeline import Kit, build_kit


@pytest.fixture(scope="session")
def rules() -> Kit:
    return build_kit(model=False)
