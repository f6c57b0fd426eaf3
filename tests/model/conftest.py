"""What the tests of the model share."""

from __future__ import annotations

import pytest

from normative.model.register import Register
from small_register import Instruments, small_register


@pytest.fixture(scope="session")
def register(instruments: Instruments) -> Register:
    """The small register of ``small_register``."""
    return small_register(instruments)
