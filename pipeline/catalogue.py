"""All rules in one page, made from their rows: ``python -m pipeline.catalogue docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import extractors
from extractors.evidence import Module, Rule
from pipeline.reconcile.checks import CHECKS, OUTCOMES

_HEAD = """# Rules

Made from the rule rows in `extractors/`; change them there and run `make docs`.

Every receipt names a rule by its identifier, which is published and never used again for something else. A rule
reads the fields of a project that it names here (`title` and `narrative` among them), and says what it makes of
them. Each text below is a test: the rule must read the left one as the right one says, and must not read those
behind *Not read*. In these texts `⏎` is the end of a line and `⇥` a wide gap.

Rules that only choose among findings, copy them from table to table or work them out from each other (`copy`, `sum`,
`ratio` …) are no readings, and are not listed: `pledgebook explain` shows the values they start from.
"""

_CHECKS_HEAD = """Relations between figures that a document states or implies. Each is made wherever all that it
compares was read, and has a row in table `checks`. A number is read otherwise only where exactly one reading makes the
check hold and breaks no other that holds: a separator that groups instead of parting decimals, a group that lost a
digit or zeros, a footnote mark glued to the digits, or a word such as *million* that stands beside another figure of
the check and holds for all. Digits are never exchanged, and what a person corrected is never read otherwise. What can
come of a check:
"""


def catalogue() -> str:
    """The whole page, in Markdown; modules and rules in their own order."""
    modules = [module for module in extractors.all_modules() if module.rules]
    contents = "".join(f"- [{m.name}](#{m.name}): {_count(len(m.rules))}\n" for m in modules)
    contents += f"- [checks](#checks): {len(CHECKS)} checks\n"
    return "\n".join((_HEAD, contents, *map(_section, modules), _checks()))


def _checks() -> str:
    """The relations between figures that are checked, and what can come of it."""
    made = "\n".join(
        f"### `{c.id}`\n\n{c.says}\n\nCompares {c.compares}. Not made, or without consequences, where {c.holds_back}.\n"
        for c in CHECKS
    )
    outcomes = "\n".join(f"- `{name}`: {says}" for name, says in OUTCOMES.items())
    return f"## checks\n\n{_CHECKS_HEAD}\n{outcomes}\n\n{made}"


def _count(number: int) -> str:
    return f"{number} rule{'s' if number != 1 else ''}"


def _section(module: Module) -> str:
    return f"## {module.name}\n\n" + "\n".join("\n".join(_entry(rule)) for rule in module.rules)


def _entry(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.id}`\n\n{rule.says}\n"
    yield f"Reads {', '.join(f'`{kind}`' for kind in rule.reads)}.{_status(rule)}\n"
    if rule.hits:
        yield "| text | read as |\n| --- | --- |"
        yield from (f"| {_code(text)} | {_code(values)} |" for text, values in rule.hits)
        yield ""
    if rule.misses:
        yield f"Not read: {', '.join(map(_code, rule.misses))}\n"


def _status(rule: Rule) -> str:
    if rule.doubt:
        return f" Always `doubtful`: {rule.doubt}."
    return f" Always `{rule.status}`." if rule.status != "stated" else ""


def _code(text: str) -> str:
    """A text as code that a table cell can hold; marks that Markdown would take for its own are kept from it."""
    shown = text.replace("\n", "⏎").replace("\t", "⇥").replace("|", "\\|")
    fence = "``" if "`" in shown else "`"
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue(), encoding="utf-8", newline="\n")
