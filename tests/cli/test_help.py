"""What help says, and what is said where something typed is not understood."""

from __future__ import annotations

import pytest

from pipeline.cli import main
from pipeline.cli.command import CODES
from pipeline.cli.parser import COMMANDS, options_of

PAGE = """\
usage: pledgebook COMMAND …

Turn project brochures into a dataset in which every value has its receipt.

Make a dataset
  extract     read brochures and write the dataset
  correct     put a correction beside the brochures, for good

Look at it
  open        open the report; the workbook where there is none
  explain     show where a value comes from
  diff        show what differs between two datasets, and why

Check it
  verify      check a dataset with nothing but its receipts
  coverage    list what looks like a value and was read by no rule
  check-iati  check a file of IATI activities by the standard

This program
  completion  print a script that completes what you type in bash, zsh or fish
  version     say which version this is

Examples
  pledgebook extract raw
  pledgebook correct XCAS26 budget 1906876 --reason "the annex prints it in full"
  pledgebook open
  pledgebook explain GLOT59 budget
  pledgebook diff ../last-year/output
  pledgebook verify output
  pledgebook coverage --all
  pledgebook check-iati --standard iati
  pledgebook completion bash > ~/.local/share/bash-completion/completions/pledgebook

Exit codes
  0           done, and nothing was found fault with
  1           done, and something is at fault: a file could not be read, a receipt does not hold
  2           nothing was done; a sentence says what is wrong, where, and what to do
  3           an error in the program; please report it
  130         stopped from the keyboard

`pledgebook COMMAND --help` says more of each; `--json` gives programs what people are told.
"""


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    """Exit code, standard output and standard error."""
    try:
        code: object = main(list(arguments))
    except SystemExit as ended:
        code = ended.code
    return code, *capsys.readouterr()


def test_help_reads_like_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--help") == (0, PAGE, "")


def test_without_a_command_the_page_is_shown_as_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == (2, "", PAGE)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_a_command_has_its_options_examples_and_codes(
    command: object, capsys: pytest.CaptureFixture[str]
) -> None:
    one = next(c for c in COMMANDS if c is command)
    code, out, err = said(capsys, one.name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: pledgebook {one.name} ")
    assert all(option in out for action in options_of(one) for option in action.option_strings)
    assert all(typed in out for typed, _ in one.examples)
    assert all(f"  {code:<12}{says}" in out for code, says in one.codes.items())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_argument_says_what_it_means(command: object) -> None:
    one = next(c for c in COMMANDS if c is command)
    assert [action.dest for action in options_of(one) if not action.help] == []


def test_every_code_of_a_command_is_one_of_the_program() -> None:
    assert {code for command in COMMANDS for code in command.codes} <= CODES.keys()


def test_the_commands_of_a_group_stand_together() -> None:
    groups = [command.group for command in COMMANDS]
    assert groups == sorted(groups, key=groups.index)


HELP = "`pledgebook --help` says what can be typed"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extracr", "raw"], "pledgebook: there is no command 'extracr'; did you mean `pledgebook extract`?"),
        (["dance"], f"pledgebook: there is no command 'dance'; {HELP}"),
        (["extract", "raw", "--josn"], "pledgebook: unrecognized arguments: --josn; did you mean `--json`?"),
        (["explain", "X", "--out", "y"], "pledgebook: unrecognized arguments: --out y; it is an option of `extract`"),
        (["extract", "raw", "--al"], "pledgebook: unrecognized arguments: --al; did you mean `--all`?"),
        (["extract", "raw", "--xyz"], f"pledgebook: unrecognized arguments: --xyz; {HELP}"),
        (["verify", "a", "b"], f"pledgebook: unrecognized arguments: b; {HELP}"),
        (
            ["extract"],
            "pledgebook extract: the following arguments are required: PATH; "
            "`pledgebook extract --help` says what can be typed",
        ),
        (
            ["explain", "p1", "--in"],
            "pledgebook explain: argument --in: expected one argument; "
            "`pledgebook explain --help` says what can be typed",
        ),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_met_with_what_to_type(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, *arguments) == (2, "", f"{says}\n")


def test_version_is_an_option_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == said(capsys, "version")
