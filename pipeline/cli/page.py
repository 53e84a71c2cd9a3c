"""The commands as one page, made from the parser: ``python -m pipeline.cli.page docs/cli.md``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.cli.command import CODES, Command
from pipeline.cli.failing import DEBUG
from pipeline.cli.parser import COMMANDS, SAYS, options_of, said

_HEAD = """# The command line

Made from the parser in `pipeline/cli/`; change it there and run `make docs`.

{says}
`pledgebook COMMAND --help` prints the part of a command. A dataset is a folder that `pledgebook extract` wrote;
where no other is named, it is `output`.
"""

_CODES = """## Exit codes

The same for every command; what they mean for one stands with it. What went wrong is told on standard error:
where it is, what it is, what to do. Set `{debug}=1` before a command to see the traceback of an error in the program.
"""

_JSON = """## Summaries for programs

Every command takes `--json`, and then prints one JSON object in place of its text. {says}
`pipeline/cli/summaries.schema.json` is the same as a JSON Schema.
"""

#: Parts of the summaries that are described once: definition -> heading.
_PARTS = {"cell": "A cell", "receipt": "A receipt", "place": "A place", "difference": "A difference"}


def schema() -> dict[str, Any]:
    """The JSON Schema of what ``--json`` prints: keys of all commands at the top, those of each in ``$defs``."""
    text = files("pipeline.cli").joinpath("summaries.schema.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(text)
    return made


def page() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD.format(says=SAYS), *_contents(), ""]
    parts += [line for command in COMMANDS for line in _command(command)]
    parts += [_CODES.format(debug=DEBUG), *_codes(CODES), "", *_summaries(schema())]
    return "\n".join(parts) + "\n"


def _contents() -> Iterator[str]:
    for group in dict.fromkeys(command.group for command in COMMANDS):
        own = (f"[`{c.name}`](#{c.name}) ({c.says})" for c in COMMANDS if c.group == group)
        yield f"- {group}: {'; '.join(own)}"
    yield "- [Exit codes](#exit-codes), [summaries for programs](#summaries-for-programs)"


def _command(command: Command) -> Iterator[str]:
    actions = options_of(command)
    yield from (f"## {command.name}", "", said(command), "")
    yield from ("```text", " ".join(["pledgebook", command.name, *map(_usage, actions)]), "```", "")
    yield from ("| argument | means |", "| --- | --- |")
    yield from (f"| {_names(action)} | {(action.help or '').replace('|', chr(92) + '|')} |" for action in actions)
    if command.examples:
        yield from ("", "```sh")
        yield from (line for typed, says in command.examples for line in (f"# {says}", typed))
        yield "```"
    yield from ("", *_codes(command.codes), "")


def _usage(action: argparse.Action) -> str:
    """An argument as the line of usage has it."""
    value = str(action.metavar or "")
    if not action.option_strings:
        return {"+": f"{value}…", "?": f"[{value}]"}.get(str(action.nargs), value)
    text = f"{action.option_strings[-1]} {value}".rstrip()
    return text if action.required else f"[{text}]"


def _names(action: argparse.Action) -> str:
    names = [f"{name} {action.metavar or ''}".rstrip() for name in action.option_strings] or [str(action.metavar)]
    return ", ".join(f"`{name}`" for name in names)


def _codes(codes: Mapping[int, str]) -> Iterator[str]:
    yield from ("| code | means |", "| ---: | --- |")
    yield from (f"| {code} | {says} |" for code, says in codes.items())


def _summaries(whole: Mapping[str, Any]) -> Iterator[str]:
    yield from (_JSON.format(says=whole["description"]), *_keys(whole))
    for command in COMMANDS:
        yield from ("", f"### --json of {command.name}", "", *_keys(whole["$defs"][command.name]))
    for name, heading in _PARTS.items():
        yield from ("", f"### {heading}", "", *_keys(whole["$defs"][name]))


def _keys(shape: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| key | type | means |", "| --- | --- | --- |")
    for name, one in shape["properties"].items():
        yield f"| `{name}` | {_kind(one)} | {one['description']} |"


def _kind(shape: Mapping[str, Any]) -> str:
    if "enum" in shape:
        return " or ".join(f"`{value}`" if value else "empty" for value in shape["enum"])
    kind = shape.get("type", "object")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
