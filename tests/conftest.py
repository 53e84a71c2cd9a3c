"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, and nothing about the program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def in_this_process() -> Iterator[None]:
    """Read documents in the process of the test, where it can look at the work and change it.

    A test about workers says how many of them there are; a command in a process of its own has as many as cores. It
    holds for what a whole file of tests shares as well: each worker would load all words and patterns anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.workers.cores", lambda: 0)
        yield
