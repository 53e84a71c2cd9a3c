"""``corrections.csv``: what it may hold, how a run takes it, and the command that adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.corrections import COLUMNS, of_folder, of_paths, parsed
from pipeline.progress import CannotRun
from pipeline.run import extract
from pipeline.verify import verify_dataset
from tests.folders import table

HEAD = ",".join(COLUMNS)
GOOD = "KENX12,projects,budget,1000,1200,the annex says so,Ann,2026-01-02,"
BROCHURE = "Safe Harbours for Coastal Fishers\n\nProject number: KENX12\nCountry: Kenya\nBudget: US$ 1,000\n"
BROCHURE += "Pledges: US$ 300 from Norway\nShortfall: US$ 900\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with one brochure, whose sums do not hold."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "harbours.txt").write_text(BROCHURE, encoding="utf-8")
    return folder


def test_a_row_is_a_correction_with_its_number_in_the_file() -> None:
    (one,) = parsed(f"{HEAD}\n\n{GOOD}\n", "f")
    assert (one.number, one.project, one.source_value, one.corrected_value, one.by) == (
        3,
        "KENX12",
        "1000",
        "1200",
        "Ann",
    )


def test_columns_may_stand_in_any_order_and_row_may_be_left_out() -> None:
    text = "by,date,reason,project,table,column,source_value,corrected_value\nAnn,2026,x,K,projects,budget,1,2\n"
    assert (parsed(text, "f")[0].by, parsed(text, "f")[0].row) == ("Ann", "")


@pytest.mark.parametrize(("written", "meant"), [("1200.00", "1200"), ("1200.50", "1200.5"), ("0", "0")])
def test_amounts_are_taken_as_the_tables_write_them(written: str, meant: str) -> None:
    assert parsed(f"{HEAD}\n{GOOD.replace('1200', written)}\n", "f")[0].corrected_value == meant


#: What stands in the place of what in a good row, and what is said of it.
SPOILT = [
    ("the annex says so", " ", "column reason is empty"),
    ("2026-01-02", "2 January", "column date: '2 January' is no date; write 2026-03-31"),
    ("projects", "evidence", "table 'evidence' cannot be corrected; these can: projects"),
    ("budget", "page_first", "column 'page_first' of projects cannot be corrected"),
    ("budget", "bugdet", "column 'bugdet' of projects cannot be corrected"),
    ("budget", "pledged", "column pledged is the sum of the pledges; correct pledges.amount"),
    ("1200", "1.2m", "corrected_value cannot stand in column amount: '1.2m' is no decimal(18,2)"),
    ("1000", "1000 US$", "source_value cannot stand in column amount"),
    ("1000,1200", ",", "source_value and corrected_value are both empty"),
    ("budget,1000,1200", "scope,national,local", "'local' is none of global, regional, national"),
    ("budget,1000,1200", "countries,KEN,Kenia", "'Kenia' is no ISO 3166-1 alpha-3 code of a country"),
    ("budget,1000,1200", "currency,USD,Dollar", "'Dollar' is no ISO 4217 code of a currency"),
    ("budget,1000,1200", "field_email,,ann", "'ann' is no e-mail address"),
    ("projects,budget,1000,1200", "contacts,phone,,123", "'123' is no number in the E.164 form"),
    ("budget,1000,1200", "codes,A,A; B", "'A; B' is a list; correct its elements one by one"),
    ("budget,1000,1200", "project_id,A,", "projects are made one by naming both"),
    ("projects,budget,1000", "amounts,amount,", "an amount is added as projects.budget"),
]

MALFORMED = [
    ("", "row 1: column project is missing"),
    ("project,table\n", "row 1: column column is missing"),
    (f"{HEAD},colour\n", "row 1: there is no column 'colour'"),
    (f"{HEAD},by\n", "row 1: a column is there twice"),
    (f"{HEAD}\n{GOOD},\n", "row 2: has 10 cells, and the head 9; put quotes around a cell with a comma"),
    (f"{HEAD}\n{GOOD}\n{GOOD.replace('Ann', '').replace('1000', '1')}\n", "row 3: column by is empty"),
    (f"{HEAD}\n{GOOD}\n{GOOD.replace('1200', '1300')}\n", "row 3: is about the same value as row 2; keep one of them"),
    (f"{HEAD}\n{GOOD}\n{GOOD.replace('projects', 'listings')}\n", "row 3: is about the same value as row 2"),
    (f'{HEAD}\n"K,projects\n', "line 2: it is no CSV"),
    *((f"{HEAD}\n{GOOD.replace(old, new)}\n", says) for old, new, says in SPOILT),
]


@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_a_malformed_file_is_refused_with_its_name_and_row(text: str, message: str) -> None:
    with pytest.raises(CannotRun) as raised:
        parsed(text, "raw/corrections.csv")
    assert str(raised.value).startswith("raw/corrections.csv, ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    "other",
    [GOOD.replace("KENX12", "NPLX1"), GOOD.replace("1000", "1001"), GOOD.replace("budget", "shortfall"), f"{GOOD}a1"],
)
def test_what_only_looks_like_the_same_correction_is_another(other: str) -> None:
    assert len(parsed(f"{HEAD}\n{GOOD}\n{other}\n", "f")) == 2


def test_two_donors_can_be_added() -> None:
    rows = (GOOD.replace("budget,1000,1200", f"donors,,{name}") for name in ("Norway", "Spain"))
    assert len(parsed("\n".join([HEAD, *rows]), "f")) == 2


def test_a_file_with_a_byte_order_mark_is_read_and_one_of_another_encoding_refused(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\r\n{GOOD}\r\n".encode())
    assert len(of_folder(tmp_path)) == 1
    (tmp_path / "corrections.csv").write_bytes(f"{HEAD}\n{GOOD.replace('Ann', 'André')}\n".encode("latin-1"))
    with pytest.raises(CannotRun, match="not in UTF-8"):
        of_folder(tmp_path)


def test_corrections_of_a_folder_that_is_given_twice_are_read_once(raw: Path) -> None:
    (raw / "corrections.csv").write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    assert len(of_paths([raw, raw / "harbours.txt"])) == 1


def test_a_malformed_file_stops_the_run_before_anything_is_written(raw: Path, tmp_path: Path) -> None:
    (raw / "corrections.csv").write_text(f"{HEAD}\n{GOOD.replace('Ann', '')}\n", encoding="utf-8")
    with pytest.raises(CannotRun, match=r"corrections\.csv, row 2: column by is empty"):
        extract([raw], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def correct(raw: Path, out: Path, *arguments: str) -> int:
    where = [
        "--in",
        str(out),
        "--raw",
        str(raw),
        "--by",
        "Ann",
        "--date",
        "2026-01-02",
        "--reason",
        "the annex says so",
    ]
    return main(["correct", *arguments, *where])


#: A value that is given for a budget of 1000, and what is said of it.
TOLD = {"1000": "“1000” is confirmed", "1000.00": "“1000” is confirmed", "10000": "“1000” becomes “10000”",
        "": "“1000” is taken out"}  # fmt: skip


@pytest.mark.parametrize("value", TOLD)
def test_a_value_that_stands_already_is_confirmed(
    value: str, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract([raw], tmp_path / "out")
    assert correct(raw, tmp_path / "out", "KENX12", "budget", value) == 0
    assert f"projects.budget of KENX12: {TOLD[value]}. The next" in capsys.readouterr().out


def test_a_correction_is_written_put_in_and_kept(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    extract([raw], out)
    assert correct(raw, out, "KENX12", "budget", "1200") == 0
    told = "projects.budget of KENX12: “1000” becomes “1200”. The next `pledgebook extract` puts it in.\n"
    assert capsys.readouterr().out == f"{raw / 'corrections.csv'}: {told}"
    assert (raw / "corrections.csv").read_text(encoding="utf-8") == f"{HEAD}\n{GOOD}\n"
    for _ in range(2):
        extract([raw], out)
        assert [(p["budget"], p["funding_check"]) for p in table(out, "projects")] == [("1200", "balanced")]
    assert [c["state"] for c in table(out, "corrections")] == ["applied"]
    assert verify_dataset(out) == []
    assert main(["explain", "KENX12", "amounts.amount", "--in", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "rule: correction: A person corrected the value; table corrections says who, when and why." in shown
    assert "step: correction:1200: 1000 → 1200" in shown
    assert "rejected: “1000”, as budgets.field gives it; corrected by Ann on 2026-01-02: the annex says so" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["KENX12", "budget", "a lot"], "'a lot' is no decimal"),
        (["KENX12", "pages", "3"], "there is no field pages"),
        (["KENX12", "pledged", "3"], "is the sum of the pledges"),
        (["nobody", "budget", "3"], "no project is called 'nobody'"),
        (["KENX12", "budget", "3", "--was", "17"], "“17” does not stand there; what does:\n  1000"),
        (
            ["KENX12", "amounts.amount", "3"],
            "several values stand there; say with --was which is meant:\n  1000\n  900",
        ),
    ],
)
def test_a_correction_that_cannot_be_is_not_written(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    extract([raw], tmp_path / "out")
    assert correct(raw, tmp_path / "out", *arguments) == 2
    assert message in capsys.readouterr().err
    assert [p.name for p in raw.iterdir()] == ["harbours.txt"]


def test_the_command_adds_to_a_file_in_the_order_of_its_columns_and_changes_nothing_in_it(
    raw: Path, tmp_path: Path
) -> None:
    head = "date,by,reason,corrected_value,source_value,column,table,project"
    old = f"{head}\r\n2026,Bo,x,Spain,Norway,donors,projects,KENX12"
    extract([raw], tmp_path / "out")
    (raw / "corrections.csv").write_bytes(old.encode())
    assert correct(raw, tmp_path / "out", "KENX12", "amounts.amount", "1200", "--was", "US$ 1,000") == 0
    new = "\r\n2026-01-02,Ann,the annex says so,1200,1000,amount,amounts,KENX12\r\n"
    assert (raw / "corrections.csv").read_bytes() == (old + new).encode()


def test_what_is_a_correction_already_is_changed_in_the_file(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "corrections.csv").write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    extract([raw], tmp_path / "out")
    assert correct(raw, tmp_path / "out", "KENX12", "budget", "1300") == 2
    assert "“1200” is a correction already; change its row in corrections.csv" in capsys.readouterr().err


def test_without_contacts_nobody_is_named_in_the_corrections(raw: Path, tmp_path: Path) -> None:
    people = GOOD.replace("budget,1000,1200", "field_contact,,Jane Doe")
    (raw / "corrections.csv").write_text(f"{HEAD}\n{GOOD}\n{people}\n", encoding="utf-8")
    extract([raw], tmp_path / "out", contacts=False)
    assert [(c["column"], c["by"]) for c in table(tmp_path / "out", "corrections")] == [("budget", "")]
    assert "Jane Doe" not in (tmp_path / "out" / "evidence.csv").read_text(encoding="utf-8")
    assert verify_dataset(tmp_path / "out") == []
