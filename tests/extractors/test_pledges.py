"""Who pledges how much (``cases/pledges.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.evidence import Finding
from extractors.pledges import MODULE
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    amount = f": {finding.text('amount')} {finding.text('currency') or '-'}" if finding.text("amount") else ""
    status = "" if finding.status == "stated" else f" {finding.status}"
    return (finding.text("donor") or "?") + amount + status


@pytest.mark.parametrize(("setting", "text", "expected"), cases("pledges"))
def test_printed_value_gives_exactly_these_pledges(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = list(MODULE.read(page.block(setting["kind"], text, setting.get("label", ""))))
    assert " | ".join(map(shown, found)) == expected
    for finding in found:
        page.assert_replays(finding)
