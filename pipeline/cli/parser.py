"""What may be typed: the commands in their groups, and the page that ``pledgebook --help`` prints."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from pipeline.cli import check_iati, completion, correct, coverage, diff, explain, extract, opening, verify, version
from pipeline.cli.command import CODES, USAGE, Command

#: All commands, in the order of the page; those of a group stand together.
COMMANDS: tuple[Command, ...] = (
    extract.COMMAND,
    correct.COMMAND,
    opening.COMMAND,
    explain.COMMAND,
    diff.COMMAND,
    verify.COMMAND,
    coverage.COMMAND,
    check_iati.COMMAND,
    completion.COMMAND,
    version.COMMAND,
)

SAYS = "Turn project brochures into a dataset in which every value has its receipt."

#: What argparse says of a command and of an option that it does not know.
_UNKNOWN = re.compile(r"argument COMMAND: invalid choice: '([^']*)'.*")
_STRANGE = re.compile(r"unrecognized arguments: (--[\w-]+).*", re.S)

#: From this likeness on (0 to 1) a word is offered in the place of what was typed.
_LIKE = 0.7

#: Columns before what a row of the page says.
_INDENT = 14


class _Parser(argparse.ArgumentParser):
    """A parser whose errors say what to do."""

    def error(self, message: str) -> NoReturn:
        """End with one sentence: what is misspelt is met with the nearest that there is, else with where to look."""
        says = _plain(message)
        near = _near(message)
        self.exit(USAGE, f"{self.prog}: {says}; {near or f'`{self.prog} --help` says what can be typed'}\n")


class _Page(_Parser):
    """The parser of ``pledgebook`` itself; its help is a page."""

    def format_help(self) -> str:
        """The page: the commands in groups, examples, exit codes."""
        return "\n".join(_page()) + "\n"


def parser(also: Callable[[argparse.ArgumentParser], object] | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; what it parses has the :class:`Command` in ``command``.

    ``also`` is done to the parser of each command.
    """
    made = _Page(prog="pledgebook", usage="pledgebook COMMAND …", description=SAYS, allow_abbrev=False)
    made.add_argument(
        "--version", dest="command", action="store_const", const=version.COMMAND, help=version.COMMAND.says
    )
    commands = made.add_subparsers(prog="pledgebook", metavar="COMMAND", parser_class=_Parser)
    for command in COMMANDS:
        own = commands.add_parser(
            command.name,
            help=command.says,
            description=said(command),
            epilog="\n".join(_ends(command)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        add_options(own, command)
        if also:
            also(own)
    return made


def said(command: Command) -> str:
    """What a command is for: a sentence, and a paragraph where there is more to say."""
    return f"{command.says[0].upper()}{command.says[1:]}.\n\n{command.about}".rstrip()


def add_options(own: argparse.ArgumentParser, command: Command) -> None:
    """Give a parser the options of a command, and those that all commands have."""
    command.options(own)
    own.add_argument("--json", action="store_true", help="print a summary for programs; docs/cli.md has its shape")
    own.set_defaults(command=command)


def options_of(command: Command) -> list[argparse.Action]:
    """The arguments and options of a command, arguments first."""
    own = argparse.ArgumentParser(add_help=False)
    add_options(own, command)
    return sorted(own._actions, key=lambda action: bool(action.option_strings))


def _plain(message: str) -> str:
    """A message of argparse in our words, where these are plainer."""
    typed = _UNKNOWN.fullmatch(message)
    return f"there is no command {typed[1]!r}" if typed else message


def _near(message: str) -> str:
    """The command or the option that may have been meant; empty where none is like what was typed."""
    import difflib

    command, other = _UNKNOWN.fullmatch(message), _STRANGE.fullmatch(message)
    typed = command or other
    options = [(name, one) for one in COMMANDS for action in options_of(one) for name in action.option_strings]
    if other and (having := [f"`{one.name}`" for name, one in options if name == other[1]]):
        return f"it is an option of {', '.join(having)}"  # known, but not to this command
    known = [one.name for one in COMMANDS] if command else [name for name, _ in options]
    near = difflib.get_close_matches(typed[1], known, 1, _LIKE) if typed else []
    return f"did you mean `{'pledgebook ' if command else ''}{near[0]}`?" if near else ""


def _page() -> Iterator[str]:
    yield "usage: pledgebook COMMAND …"
    yield from ("", SAYS)
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield from ("", group)
        yield from (_row(command.name, command.says) for command in COMMANDS if command.group == group)
    yield from ("", "Examples")
    yield from (f"  {command.examples[0][0]}" for command in COMMANDS if command.examples)
    yield from ("", "Exit codes")
    yield from _rows(CODES)
    yield from ("", "`pledgebook COMMAND --help` says more of each; `--json` gives programs what people are told.")


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
