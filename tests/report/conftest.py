"""One browser for the tests of the report that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.report import browser as chromium


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with chromium.browser() as made:
        yield made
