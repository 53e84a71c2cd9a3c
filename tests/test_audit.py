"""The audit of locked packages: what it fails on, and that no answer is not taken for a good one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.audit import ACCEPTED, LOCKS, accepted, answer, audit

CLEAN = {"name": "lxml", "version": "6.0", "vulns": []}
FLAWED = {
    "name": "jinja2",
    "version": "2.4",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2", "GHSA-3"], "fix_versions": ["2.5"], "description": "x"}],
}
HOPELESS = {"name": "pillow", "version": "1", "vulns": [{"id": "PYSEC-9", "aliases": [], "fix_versions": []}]}
SKIPPED = {"name": "ours", "skip_reason": "Dependency not found on PyPI and could not be audited: ours (1)"}

LOOKED_UP = "1 locked packages were looked up (pypi): 1 open vulnerabilities."


def told(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def by_service(**answers: str) -> Callable[[str, Sequence[Path]], str]:
    return lambda service, _: answers[service]


@pytest.fixture
def reasons(tmp_path: Path) -> Path:
    path = tmp_path / "advisories.toml"
    path.write_text("", encoding="utf-8")
    return path


def accept(path: Path, name: str) -> None:
    path.write_text(
        f'[[accepted]]\nid = "{name}"\npackage = "jinja2"\nreason = "it is never called"\n', encoding="utf-8"
    )


def test_packages_without_vulnerabilities_pass(reasons: Path) -> None:
    assert audit([], by_service(pypi=told(CLEAN)), reasons) == (
        0,
        ["1 locked packages were looked up (pypi): 0 open vulnerabilities."],
    )


@pytest.mark.parametrize(
    ("flawed", "line"),
    [
        (FLAWED, "  jinja2 2.4: PYSEC-1 = CVE-2 = GHSA-3; fixed in 2.5"),
        (HOPELESS, "  pillow 1: PYSEC-9; no version is without it yet"),
    ],
)
def test_a_known_vulnerability_fails_with_what_to_do(flawed: object, line: str, reasons: Path) -> None:
    advice = "Take a version without it (make lock), or say in advisories.toml why it does no harm here."
    assert audit([], by_service(pypi=told(flawed)), reasons) == (1, [LOOKED_UP, line, advice])


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-2", "GHSA-3"])
def test_one_that_is_lived_with_passes_under_any_of_its_names(name: str, reasons: Path) -> None:
    accept(reasons, name)
    code, says = audit([], by_service(pypi=told(FLAWED)), reasons)
    assert (code, says[1:]) == (0, [f"  lived with: {name}, since it is never called"])


def test_one_that_is_lived_with_lets_no_other_pass(reasons: Path) -> None:
    accept(reasons, "PYSEC-1")
    code, says = audit([], by_service(pypi=told(FLAWED, HOPELESS)), reasons)
    assert (code, says[1]) == (1, "  pillow 1: PYSEC-9; no version is without it yet")


def test_a_reason_for_what_is_no_longer_known_is_to_go(reasons: Path) -> None:
    accept(reasons, "PYSEC-7")
    code, says = audit([], by_service(pypi=told(CLEAN)), reasons)
    assert (code, says[1:]) == (0, ["  no longer known, take it out: PYSEC-7"])


def test_where_no_service_answers_it_says_so_and_passes(reasons: Path) -> None:
    code, (says,) = audit([], by_service(pypi=told(SKIPPED, SKIPPED), osv=""), reasons)
    assert code == 0
    assert says.startswith("NOT AUDITED: no list of vulnerabilities (pypi, osv) can be reached from here")


def test_where_the_first_service_does_not_answer_the_second_is_asked(reasons: Path) -> None:
    assert audit([], by_service(pypi=told(SKIPPED), osv=told(FLAWED)), reasons)[0] == 1


def test_packages_that_a_service_does_not_know_are_named(reasons: Path) -> None:
    code, says = audit([], by_service(pypi=told(CLEAN, SKIPPED)), reasons)
    assert (code, says[1:]) == (0, ["  not looked up, since the service does not know them: ours"])


@pytest.mark.parametrize("garbled", ["", "Traceback", "[]", "{}"])
def test_what_is_no_answer_counts_for_nothing(garbled: str) -> None:
    assert answer("pypi", garbled).packages == 0


@pytest.mark.parametrize("more", ["", 'reason = " "', 'reason = "b"\nwhy = "c"', "reason = 1"])
def test_without_a_reason_nothing_is_lived_with(more: str, reasons: Path) -> None:
    reasons.write_text(f'[[accepted]]\nid = "X"\npackage = "a"\n{more}\n', encoding="utf-8")
    code, (says,) = audit([], by_service(pypi=told(CLEAN)), reasons)
    assert (code, "each entry has an id, a package and a reason" in says) == (2, True)


def test_the_locks_and_the_reasons_of_this_project_are_there() -> None:
    assert all(lock.is_file() for lock in LOCKS)
    assert accepted(ACCEPTED) == {}


def test_the_locks_that_are_audited_hold_all_that_is_locked() -> None:
    def pins(lock: Path) -> set[str]:
        return {line.split(" ")[0] for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].strip()}

    looked_up = set().union(*map(pins, LOCKS))
    for name in ("run", "ocr"):
        assert pins(LOCKS[0].with_name(f"{name}.txt")) <= looked_up
