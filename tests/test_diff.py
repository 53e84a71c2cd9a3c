"""``pledgebook diff``: what differs between two folders, by cause."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.publish import publish
from pipeline.publish.load import load
from tests.publish.sample import DOCUMENTS, dataset


@pytest.fixture
def old(tmp_path: Path) -> Path:
    publish(dataset(), DOCUMENTS, tmp_path / "old")
    return tmp_path / "old"


def printed(capsys: pytest.CaptureFixture[str], *folders: Path) -> list[str]:
    assert main(["diff", *map(str, folders)]) == 0
    return capsys.readouterr().out.splitlines()


def test_two_folders_that_state_the_same_say_so(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, old, old) == ["the two datasets state the same"]


def test_differences_stand_below_their_cause_and_a_rule_is_named(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = dataset()
    data.rows("projects")[0].values["title"] = "Safer Harbours"
    data.rows("listings")[0].receipts["title"] = [
        r._replace(rule="titles.other") for r in data.rows("listings")[0].receipts["title"]
    ]
    data.rows("pledges")[1].values["amount"] = "100001"
    publish(data, DOCUMENTS, tmp_path / "new")
    assert printed(capsys, old, tmp_path / "new") == [
        "a rule changed: 2 differences in 1 project",
        "  p1  Safer Harbours",
        "    changed title: Safe Harbours for Coastal Fishers → Safer Harbours [made.up → titles.other]",
        "    changed pledges “Sudland” amount: 100000.50 → 100001 [made.up]",
    ]


def test_publishing_over_a_dataset_says_what_changed(old: Path) -> None:
    data = dataset()
    data.rows("pledges")[1].values["amount"] = "100001"
    assert publish(data, DOCUMENTS, old) is True
    rows = load(old)[0].rows("changes")
    assert [list(r.values.values()) for r in rows] == [
        ["p1", "changed", "pledges", "l1/2", "amount", "100000.50", "100001", "d1-harbours", "rule", "Sudland"]
    ]
    assert publish(data, DOCUMENTS, old) is False
    assert load(old)[0].rows("changes")[0].values["new"] == "100001"


def test_a_row_that_came_or_went_is_told_as_one_thing_and_named_by_what_it_is(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = dataset()
    gone = data.rows("pledges").pop(1)
    publish(data, DOCUMENTS, tmp_path / "new")
    assert (gone.values["donor"], gone.values["amount"]) == ("Sudland", "100000.50")
    lines = printed(capsys, old, tmp_path / "new")
    assert [line for line in lines if "pledges" in line] == [
        "    removed pledges “Sudland”: amount 100000.50, currency USD [made.up → none]"
    ]
    assert [line for line in printed(capsys, tmp_path / "new", old) if "pledges" in line] == [
        "    added pledges “Sudland”: amount 100000.50, currency USD [none → made.up]"
    ]


def test_changes_of_an_earlier_version_that_lack_a_column_are_made_anew(old: Path) -> None:
    for name in ("changes.csv", "SHA256SUMS"):
        text = (old / name).read_text(encoding="utf-8")
        (old / name).write_text(text.replace(",what", ""), encoding="utf-8")
    digest = hashlib.sha256((old / "changes.csv").read_bytes()).hexdigest()
    sums = (old / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = [f"{digest}  changes.csv" if line.endswith("  changes.csv") else line for line in sums]
    (old / "SHA256SUMS").write_text("\n".join([*sums, ""]), encoding="utf-8")
    publish(dataset(), DOCUMENTS, old)
    assert (old / "changes.csv").read_text(encoding="utf-8").strip().endswith(",cause,what")
    assert load(old)[1] == []


def test_a_dataset_of_an_earlier_version_is_compared_by_the_columns_it_has(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = shutil.copytree(old, tmp_path / "earlier")
    for name, last in (("projects", ",missing_from"), ("documents", ",lineage,edition,superseded_by")):
        lines = (earlier / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert lines[0].endswith(last)
        kept = [",".join(line.split(",")[: -last.count(",")]) for line in lines]
        (earlier / f"{name}.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    assert printed(capsys, earlier, old) == ["the two datasets state the same"]


def test_a_folder_without_a_dataset_ends_with_2(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(old), str(tmp_path)]) == 2
    assert "holds no dataset" in capsys.readouterr().err
