"""What may be typed: the commands in their groups, and the page that ``pledgebook --help`` prints."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from pipeline.cli import completion, correct, coverage, diff, explain, extract, opening, verify, version
from pipeline.cli.command import CODES, Command

#: All commands, in the order of the page; those of a group stand together.
COMMANDS: tuple[Command, ...] = (
    extract.COMMAND,
    correct.COMMAND,
    opening.COMMAND,
    explain.COMMAND,
    diff.COMMAND,
    verify.COMMAND,
    coverage.COMMAND,
    completion.COMMAND,
    version.COMMAND,
)

SAYS = "Turn project brochures into a dataset in which every value has its receipt."

#: Columns before what a row of the page says.
_INDENT = 14


class _Page(argparse.ArgumentParser):
    """The parser of ``pledgebook`` itself; its help is a page."""

    def format_help(self) -> str:
        """The page: the commands in groups, examples, exit codes."""
        return "\n".join(_page()) + "\n"


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; what it parses has the :class:`Command` in ``command``."""
    made = _Page(prog="pledgebook", usage="pledgebook COMMAND …", description=SAYS)
    commands = made.add_subparsers(
        prog="pledgebook", required=True, metavar="COMMAND", parser_class=argparse.ArgumentParser
    )
    for command in COMMANDS:
        own = commands.add_parser(
            command.name,
            description=f"{command.says[0].upper()}{command.says[1:]}. {command.about}".rstrip(),
            epilog="\n".join(_ends(command)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.options(own)
        own.add_argument("--json", action="store_true", help="print a summary for programs; docs/cli.md has its shape")
        own.set_defaults(command=command)
    return made


def _page() -> Iterator[str]:
    yield "usage: pledgebook COMMAND …"
    yield from ("", SAYS)
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield from ("", group)
        yield from (_row(command.name, command.says) for command in COMMANDS if command.group == group)
    yield from ("", "Examples")
    for command in COMMANDS:
        yield from (f"  {typed}" for typed, _ in command.examples[:1])
    yield from ("", "Exit codes")
    yield from _rows(CODES)
    yield from ("", "`pledgebook COMMAND --help` says more of each.")


def _row(name: str, says: str) -> str:
    return f"  {name:<{_INDENT - 2}}{says}"


def _rows(codes: Mapping[int, str]) -> Iterator[str]:
    yield from (_row(str(code), says) for code, says in codes.items())


def _ends(command: Command) -> Iterator[str]:
    """What stands below the options of a command."""
    if command.examples:
        yield "examples:"
        for typed, says in command.examples:
            yield from (f"  {typed}", f"      {says}")
        yield ""
    yield "exit codes:"
    yield from _rows(command.codes)
