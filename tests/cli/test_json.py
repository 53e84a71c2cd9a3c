"""``--json``: one object, of the shape that is promised, in the place of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pipeline.cli import main
from pipeline.cli.page import schema
from pipeline.cli.parser import COMMANDS
from pipeline.run import extract

BROCHURE = """Safe Harbours for Coastal Fishers

Project number: KENX12
Country: Kenya
Budget: US$ 1,000
Pledges: US$ 300 from Norway
Shortfall: US$ 900
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with brochures in ``raw``, and two datasets that differ."""
    place = tmp_path_factory.mktemp("place")
    (place / "raw").mkdir()
    (place / "raw" / "harbours.txt").write_text(BROCHURE, encoding="utf-8")
    extract([place / "raw"], place / "earlier")
    (place / "raw" / "harbours.txt").write_text(BROCHURE.replace("300", "100"), encoding="utf-8")
    (place / "raw" / "torn.pdf").write_bytes(b"%PDF-1.7\n")
    (place / "raw" / "manifest.csv").write_text("file,note\ntorn.pdf,x\ngone.pdf,y\n", encoding="utf-8")
    return place


@pytest.fixture
def place(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    return made


def validator(name: str) -> Draft202012Validator:
    whole = schema()
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What a command prints, checked against the shape that is promised."""
    code = main([*arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(found)
    validator(arguments[0]).validate(found)
    assert (found["command"], found["exit_code"]) == (arguments[0], code)
    assert set(found) == {"command", "exit_code", *schema()["$defs"][arguments[0]]["properties"]}
    return found


def test_extract_gives_counts_failures_and_rows_that_the_manifest_lacks(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = printed(capsys, "extract", "raw", "--quiet")
    assert (found["exit_code"], found["output"], found["unchanged"]) == (1, "output", False)
    assert found["documents"] == {"ok": 1, "failed": 1}
    assert (found["tables"]["projects"], found["failed"]) == (1, ["torn.pdf"])
    assert found["manifest"] == {
        "missing": [{"manifest": "raw/manifest.csv", "file": "harbours.txt", "row": "harbours.txt,"}],
        "stale": [{"manifest": "raw/manifest.csv", "file": "gone.pdf"}],
    }


def test_explain_gives_the_tree_behind_a_value(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw")
    (value,) = printed(capsys, "explain", "KENX12", "amounts.amount")["values"][:1]
    assert (value["cell"], value["value"], value["status"]) == ("amounts/harbours.1.a1/amount", "1000", "proved")
    (receipt,) = value["receipts"]
    (where,) = receipt["places"]
    assert (receipt["rule"], where["file"], where["page"]) == ("budgets.field", "harbours.txt", None)
    assert (where["before"], where["quote"], where["after"]) == ("Budget: US$ ", "1,000", "")
    assert receipt["steps"] == [{"step": "amount", "before": "1,000", "after": "1000"}]


def test_diff_gives_each_difference(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw")
    found = printed(capsys, "diff", "earlier")["differences"]
    assert [
        (d["cause"], d["project_id"], d["column"], d["old"], d["new"]) for d in found if d["table"] == "pledges"
    ] == [("document", "KENX12", "amount", "300", "100")]


def test_verify_gives_counts_and_problems(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw", "--out", "spoilt")
    assert printed(capsys, "verify", "spoilt")["problems"] == []
    path = place / "spoilt" / "pledges.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",100,", ",101,"), encoding="utf-8")
    found = printed(capsys, "verify", "spoilt")
    assert found["exit_code"] == 1
    assert {
        "code": "receipt", "table": "pledges", "row_id": "harbours.1.p1", "column": "amount",
        "says": "the receipt gives '100', the cell says '101'",
    } in found["problems"]  # fmt: skip


def test_coverage_gives_all_that_was_left_over(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw")
    found = printed(capsys, "coverage")
    assert [(d["file"], d["lines"], d["unclaimed"]) for d in found["documents"]] == [
        ("harbours.txt", 6, []),
        ("torn.pdf", 0, []),
    ]
    assert "budgets.field" not in found["rules"]["idle"]


def test_correct_gives_the_row_that_it_wrote(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw")
    found = printed(capsys, "correct", "KENX12", "budget", "1200", "--reason", "x", "--by", "Ann", "--date", "2026")
    assert found["file"] == "raw/corrections.csv"
    assert found["correction"] == {
        "project": "KENX12", "table": "projects", "column": "budget", "source_value": "1000",
        "corrected_value": "1200", "reason": "x", "by": "Ann", "date": "2026", "row": "",
    }  # fmt: skip
    (place / "raw" / "corrections.csv").unlink()


def test_open_completion_and_version_have_theirs_too(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "extract", "raw")
    assert printed(capsys, "open", "--print")["opened"] is False
    assert printed(capsys, "completion", "bash")["script"].startswith("# AUTOMATICALLY GENERATED")
    assert printed(capsys, "version")["version"]


def test_every_command_has_a_shape() -> None:
    assert {command.name for command in COMMANDS} <= schema()["$defs"].keys()


def test_an_error_is_an_object_too_and_is_still_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "nowhere", "--json"]) == 2
    out, err = capsys.readouterr()
    says = "nowhere does not exist; give files, or a folder that holds them"
    assert json.loads(out) == {"command": "extract", "exit_code": 2, "error": says}
    assert err == f"pledgebook: {says}\n"


def test_the_shape_is_one_that_a_wrong_summary_does_not_have() -> None:
    Draft202012Validator.check_schema(schema())
    good = {"cell": "a/b/c", "value": "", "status": "not stated", "findings": [], "shown_above": False, "receipts": []}
    validator("cell").validate(good)
    for wrong in ({**good, "status": "sure"}, {**good, "extra": 1}, {"cell": "a/b/c"}):
        with pytest.raises(ValidationError):
            validator("cell").validate(wrong)
