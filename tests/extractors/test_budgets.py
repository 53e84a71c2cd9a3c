"""What is read of budgets, shortfalls and their parts (``cases/budgets.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.budgets import MODULE
from extractors.evidence import Finding
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    kind = finding.kind if finding.kind != "amount" else finding.fixed["kind"]
    about = "about" if finding.fixed["approximate"] == "true" else ""
    status = "" if finding.status == "stated" else finding.status
    columns = (finding.text("amount"), finding.text("currency") or "-", finding.text("component"))
    return " ".join(filter(None, (kind, *columns, about, status)))


def read(page: Page, setting: dict[str, Any], text: str) -> list[Finding]:
    return list(MODULE.read(page.block(setting["kind"], text, setting.get("label", ""), section=setting.get("section", ""))))


@pytest.mark.parametrize(("setting", "text", "expected"), cases("budgets"))
def test_printed_value_gives_exactly_these_amounts(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = read(page, setting, text)
    assert " | ".join(map(shown, found)) == expected
    for finding in found:
        page.assert_replays(finding)
