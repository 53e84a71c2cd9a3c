"""``pledgebook check-iati``: what it says of a valid file, of a broken one and of none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import main
from pipeline.cli.page import schema

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "iati"
VALID = (ROOT / "tests" / "publish" / "iati_valid.xml").read_text(encoding="utf-8")

needs_standard = pytest.mark.skipif(not FOLDER.is_dir(), reason="no copy of the IATI standard is beside the clone")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "valid").write_text(VALID, encoding="utf-8")
    (tmp_path / "warned").write_text(VALID.replace("XX-REP-1-ports<", "XX-REP-1-ports/2<"), encoding="utf-8")
    (tmp_path / "broken").write_text(VALID.replace('code="MZ"', 'code="MOZ"'), encoding="utf-8")
    return tmp_path


@needs_standard
@pytest.mark.parametrize(
    ("name", "code", "last"),
    [
        ("valid", 0, "0 errors, 0 warnings"),
        ("warned", 0, "0 errors, 1 warnings"),
        ("broken", 1, "1 errors, 0 warnings"),
    ],
)
def test_it_ends_with_what_it_found(
    place: Path, name: str, code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-iati", str(place / name), "--standard", str(FOLDER)]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


@needs_standard
def test_many_faults_are_cut_short_but_counted(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "many").write_text(VALID.replace("<tag ", "<tag/>" * 60 + "<tag "), encoding="utf-8")
    assert main(["check-iati", str(place / "many"), "--standard", str(FOLDER)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3].startswith("and ")
    assert len(lines) == 53


@needs_standard
def test_programs_get_every_fault(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-iati", str(place / "broken"), "--standard", str(FOLDER), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    Draft202012Validator({"$ref": "#/$defs/check-iati", "$defs": schema()["$defs"]}).validate(found)
    line = next(number for number, text in enumerate(VALID.splitlines(), 1) if 'code="MZ"' in text)
    assert found["faults"] == [
        {
            "line": line,
            "activity": "XX-REP-1-ports",
            "rule": "codelist",
            "severity": "error",
            "says": "recipient-country/@code = 'MOZ' is not in the list Country",
        }
    ]


@needs_standard
def test_a_file_that_is_not_there_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-iati", str(place / "none"), "--standard", str(FOLDER)]) == 2
    assert "none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "iati-activities-schema.xsd"),
        ({"xsd/iati-activities-schema.xsd": "<none/>"}, "cannot be used"),
        ({"xsd/iati-activities-schema.xsd": "no XML"}, "cannot be used"),
    ],
)
def test_a_folder_that_is_no_copy_of_the_standard_is_told(
    place: Path, files: dict[str, str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in files.items():
        (place / "iati" / name).parent.mkdir(parents=True)
        (place / "iati" / name).write_text(text, encoding="utf-8")
    assert main(["check-iati", str(place / "valid"), "--standard", str(place / "iati")]) == 2
    assert says in capsys.readouterr().err
