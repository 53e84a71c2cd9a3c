"""What the pages say is so: commands print what they show, names exist, generated pages are current."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from pipeline.catalogue import catalogue
from pipeline.cli import main
from pipeline.cli.page import page as page_of_commands
from pipeline.cli.parser import COMMANDS
from pipeline.publish.schema import tables
from tests.examples import ROOT, examples, refreshed, run, session, workplace

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/accuracy.md",
         "docs/cookbook.md", "docs/cli.md", "docs/python.md", "docs/iati.md", "docs/scans.md")  # fmt: skip

#: Ends of names that are files of the repository or of a dataset.
_FILE = re.compile(r"(?:\.(?:py|md|toml|csv|parquet|txt|pdf|html|json|yaml|xlsx|sql)|/)$")


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


README = text("README.md")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which the README's first command has been run, and what it printed."""
    folder = workplace(tmp_path_factory.mktemp("newcomer"))
    return folder, run(next(examples(README))[0], folder)


@pytest.fixture(scope="module")
def place(first: tuple[Path, str]) -> Path:
    return first[0]


def test_the_readme_shows_first_what_a_newcomer_types_first() -> None:
    commands = [command.split()[:2] for command, _ in examples(README)]
    assert commands[:2] == [["pledgebook", "extract"], ["pledgebook", "explain"]]


def test_the_first_command_of_the_readme_prints_what_it_shows(first: tuple[Path, str]) -> None:
    assert first[1] == next(examples(README))[1], "if the new output is right, run `make docs`"


@pytest.mark.parametrize(("command", "shown"), list(examples(README))[1:])
def test_a_command_of_the_readme_prints_what_it_shows(place: Path, command: str, shown: str) -> None:
    assert run(command, place) == shown, "if the new output is right, run `make docs`"


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_of_a_page_prints_what_it_shows(place: Path, page: str) -> None:
    assert ">>> from pipeline import extract" in text(page)
    assert session(text(page), place) == text(page), "if the new output is right, run `make docs`"


def test_a_session_is_written_anew_and_nothing_else(tmp_path: Path) -> None:
    old = "a\n```pycon\n>>> x = [\n...     1,\n... ]\n>>> x\nold\n```\n```pycon\n>>> x * 2\n```\n>>> y\n"
    new = "a\n```pycon\n>>> x = [\n...     1,\n... ]\n>>> x\n[1]\n```\n```pycon\n>>> x * 2\n[1, 1]\n```\n>>> y\n"
    assert session(old, tmp_path) == new


def test_outputs_are_written_anew_and_nothing_else() -> None:
    rest = "$ not one\n```sh\n$ pledgebook x\n```\n"
    old = "a\n```console\n$ pledgebook one\nold\n\nolder\n$ pledgebook two\n```\n" + rest
    new = "a\n```console\n$ pledgebook one\npledgebook one!\n$ pledgebook two\npledgebook two!\n```\n" + rest
    assert list(examples(old)) == [("pledgebook one", "old\n\nolder\n"), ("pledgebook two", "")]
    assert refreshed(old, lambda command: f"{command}!\n") == new


@pytest.mark.parametrize("command", ["rm -r output", "pledgebook extract nowhere"])
def test_an_example_that_is_no_command_of_ours_or_fails_is_refused(tmp_path: Path, command: str) -> None:
    with pytest.raises(ValueError, match="pledgebook"):
        run(command, tmp_path)


def test_the_page_of_rules_is_current() -> None:
    assert text("docs/rules.md") == catalogue(), "run `make docs`"


def test_the_page_of_commands_is_current() -> None:
    assert text("docs/cli.md") == page_of_commands(), "run `make docs`"


def test_the_readme_describes_every_table() -> None:
    assert re.findall(r"^- \*\*`(\w+)`\*\*", README, re.M) == [*tables()]


def test_the_readme_shows_the_first_of_the_tables_of_accuracy() -> None:
    corpora = text("docs/accuracy.md").partition("<!-- accuracy -->\n")[2].partition("\n\n")[0]
    assert f"<!-- accuracy: corpora -->\n{corpora}\n<!-- /accuracy -->\n" in README


@cache
def targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.M))


def test_make_has_the_targets_that_the_project_promises() -> None:
    promised = "help setup extract test check fix score explain verify raw docs clean"
    assert targets() >= {*promised.split()}


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"(?:^|`)(?:[A-Z]+=\S+ )*make ([a-z]+)", text(page), re.M)
    assert {*named} <= targets()


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_a_page_names_exists(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for arguments in ([], *([command.name] for command in COMMANDS)):
        with pytest.raises(SystemExit):
            main([*arguments, "--help"])
        said.append(capsys.readouterr().out)
    named = {
        o for line in re.findall(r"`pledgebook [^`]*`|`--[a-z-]+`", text(page)) for o in re.findall(r"--[a-z-]+", line)
    }
    assert {option for option in named if option not in " ".join(said)} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    found = re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", text(page))
    lost = [link for link in found if "://" not in link and not (ROOT / page).parent.joinpath(link).exists()]
    assert lost == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_exists(place: Path, page: str) -> None:
    names = re.findall(r"`([\w./<>*-]+)`", re.sub(r"^```.*?^```$", "", text(page), flags=re.M | re.S))
    lost = [name for name in names if _FILE.search(name) and not _somewhere(name, place)]
    assert lost == []


def _somewhere(name: str, place: Path) -> bool:
    """Whether a file or folder of this name is in the repository, in the place, or in the dataset there.

    So is what ``make`` creates on the way, if Git is told to leave it: a fresh clone has no ``.venv/`` yet.
    """
    if name in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines():
        return True
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    homes = (ROOT, ROOT / "pipeline", ROOT / "extractors", ROOT / "extractors" / "lexicon", place, place / "output")
    return any(next(home.glob(pattern), None) for home in homes)


def test_a_file_that_is_nowhere_is_missed(place: Path) -> None:
    assert _somewhere("output/projects.csv", place)
    assert _somewhere("text/<document_id>.txt", place)
    assert not _somewhere("output/project.csv", place)
    assert not _somewhere("pipeline/none.py", place)
