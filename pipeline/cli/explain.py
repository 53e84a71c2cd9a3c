"""``pledgebook explain``: where a value comes from."""

from __future__ import annotations

import argparse

from pipeline.cli.command import Command, Told, folder_option


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="identifier, code, or a part of the title")
    parser.add_argument("field", metavar="FIELD", nargs="?", default="", help="column of projects, or table.column")
    folder_option(parser)


def _explain(options: argparse.Namespace) -> Told:
    from pipeline.explain import FIRST, told, traced
    from pipeline.opened import opened

    found = traced(opened(options.folder, FIRST), options.project, options.field)
    return Told(told(found), {"values": found})


COMMAND = Command(
    "explain",
    "Look at it",
    "show where a value comes from",
    _options,
    _explain,
    examples=(
        ("pledgebook explain GLOT59 budget", "one value: the quote, its place, the rule, each step"),
        ("pledgebook explain GLOT59", "all values of a project"),
    ),
    codes={0: "shown", 2: "no project or field, or too many, fit"},
)
