"""How often a rule read something, and how much of it stands behind a published value."""

from __future__ import annotations

from extractors.evidence import Cell, Finding, Span
from pipeline.reconcile.facts import Receipt, Row
from pipeline.reconcile.readings import rule_rows


def counts(findings: list[tuple[str, Finding]], rows: list[Row]) -> dict[str, tuple[str, str, str]]:
    """Rule -> readings, published, rejected; of the rules that read anything."""
    made = {r.row_id: r.values for r in rule_rows(findings, rows)}
    return {k: (v["readings"], v["published"], v["rejected"]) for k, v in made.items() if v["readings"] != "0"}


def finding(rule: str, at: int) -> Finding:
    """A reading of four characters."""
    return Finding("code", rule, {"code": Cell("HB-7", (Span(at, at + 4),), ("join",))})


def published(rule: str, at: int) -> Row:
    """A listing whose code was read there."""
    receipt = Receipt("d", rule, "stated", (Span(at, at + 4),), ("join",))
    return Row("listings", "d.1", {"codes": "HB-7"}, {"codes": [receipt]})


def test_a_reading_is_published_or_rejected() -> None:
    read = [("d", finding("codes.label", 5)), ("d", finding("codes.label", 50)), ("d", finding("codes.title", 5))]
    assert counts(read, [published("codes.label", 5)]) == {
        "codes.label": ("2", "1", "1"),
        "codes.title": ("1", "0", "1"),
    }


def test_the_same_place_of_another_document_is_another_place() -> None:
    assert counts([("e", finding("codes.label", 5))], [published("codes.label", 5)]) == {"codes.label": ("1", "0", "1")}


def test_rules_that_read_nothing_have_a_row_and_those_for_leftovers_have_none() -> None:
    rows = {r.row_id: r.values["readings"] for r in rule_rows([], [])}
    assert rows["codes.label"] == "0"
    assert not [name for name in rows if name.startswith("leftovers.")]
