"""Amounts as brochures print them (``cases/money.toml``), and what stands around them."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from extractors import money
from extractors.evidence import Excerpt, Span
from extractors.money import Amount
from tests.extractors.page import Page, cases


def shown(one: Amount) -> str:
    status = "" if one.status == "stated" else one.status
    return " ".join(filter(None, (one.value, one.code or "-", "about" if one.approximate else "", status)))


@pytest.mark.parametrize(("setting", "text", "expected"), cases("money"))
def test_printed_text_gives_exactly_these_amounts(setting: dict[str, Any], text: str, expected: str) -> None:
    found = money.amounts(Page().add(text), bare=setting.get("bare", False))
    assert " | ".join(map(shown, found)) == expected
