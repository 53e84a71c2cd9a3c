"""Project codes (``cases/codes.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.codes import MODULE
from tests.extractors.page import Page, cases


@pytest.mark.parametrize(("setting", "text", "expected"), cases("codes"))
def test_printed_value_gives_exactly_these_codes(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = list(MODULE.read(page.block(setting["kind"], text)))
    assert " | ".join(f.text("code") for f in found) == expected
    for finding in found:
        page.assert_replays(finding)
