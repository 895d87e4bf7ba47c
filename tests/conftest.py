"""One kit for the whole run: compiling the packs takes most of a second."""

from __future__ import annotations

import pytest

from textmine.pipeline import Kit, build_kit


@pytest.fixture(scope="session")
def kit() -> Kit:
    return build_kit()
