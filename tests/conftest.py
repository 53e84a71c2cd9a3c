"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, and nothing about the program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read documents in the process of the test, where it can look at the work and change it.

    A test about workers says how many of them there are; a command in a process of its own has as many as cores.
    """
    monkeypatch.setattr("pipeline.workers.cores", lambda: 0)
