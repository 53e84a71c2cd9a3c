"""Rules that work values out: each that reconcile uses has a sentence, and none has the name of a rule that reads."""

from __future__ import annotations

from extractors import rules
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.currency import convert
from pipeline.reconcile.derivations import DERIVATIONS
from tests.reconcile.paper import Paper, facts


def funded(name: str) -> Paper:
    paper = Paper(name).title("Safe Harbours").amount("budget", "US$ 1,000")
    return paper.pledge("Norway", "US$ 300").pledge("Spain", "US$ 200")


def test_the_rules_that_work_values_out_are_those_that_have_a_sentence() -> None:
    region = Paper("r").title("Clean Rivers")
    region.find("region_text", {"region_text": region.cell("East Africa", "join")}, field="region")
    title = Correction(2, "d.1", "pledges", "donor", "Norway", "Spain", "misread", "Ann", "2026-01-02")
    person = (
        Paper("p").title("Warm Schools").place("Kenya").person("Jane Doe", role="field", phone="020 762 3736 ext. 9")
    )
    data = facts(funded("d").place("Kenya"), region, person, corrections=[title])
    data.rows("documents")[0].values["published"] = "2010"
    convert(data, "EUR")
    used = {r.rule for row in data for receipts in row.receipts.values() for r in receipts if r.inputs and not r.spans}
    assert used == {*DERIVATIONS}


def test_a_sentence_is_a_sentence() -> None:
    assert [s for s in DERIVATIONS.values() if not (s[0].isupper() and s.endswith(".") and len(s) <= 120)] == []


def test_a_rule_either_reads_or_works_out() -> None:
    assert {*rules()} & {*DERIVATIONS} == set()
