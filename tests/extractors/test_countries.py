"""Countries, groups and scope (``cases/countries.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.countries import MODULE
from extractors.evidence import Finding
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    if finding.kind == "scope":
        return f"scope:{finding.text('scope')}"
    return finding.text("iso3") or f"group:{finding.text('group')}"


@pytest.mark.parametrize(("setting", "text", "expected"), cases("countries"))
def test_printed_value_gives_exactly_these_places(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = list(MODULE.read(page.block(setting["kind"], text)))
    assert " | ".join(shown(f) for f in found if f.kind in ("place", "scope")) == expected
    for finding in found:
        page.assert_replays(finding)
