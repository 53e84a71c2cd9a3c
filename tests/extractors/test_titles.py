"""Titles (``cases/titles.toml``) and their rivals."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.titles import MODULE
from tests.extractors.page import Page, cases


@pytest.mark.parametrize(("setting", "text", "expected"), cases("titles"))
def test_printed_title_is_published_as(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    (found,) = MODULE.read(page.block("title", text))
    assert found.text("title") == expected
    page.assert_replays(found)
