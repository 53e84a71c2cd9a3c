"""The data dictionary, made from the schema: ``python -m pipeline.publish.dictionary docs/data-dictionary.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.schema import Column, Table, tables

_HEAD = """# Data dictionary

Made from `pipeline/publish/schema.toml`; change it there and run `make docs`.

Each table is published twice, as `<table>.csv` and as `<table>.parquet`, with the same rows and columns in the same
order.

- **CSV** is UTF-8 with `\\n` at line ends and quotes only where they are needed. An empty cell means *not stated*.
  The elements of a list are joined by `; `. A text that a spreadsheet would run as a formula (it begins with `=`, `+`,
  `-`, `@`, a TAB or a carriage return, as `+43 1 ...` does) stands behind an apostrophe there, and so does one that
  begins with apostrophes and then one of these: take one apostrophe away to have the text. Numbers are never changed,
  and all other formats hold the text as it is.
- **Parquet** holds decimals, integers, booleans and lists as such, *not stated* as null, and the sentences below as
  the `description` of each field.
- A **date** has the precision that is stated: `2009`, `2009-03` or `2009-03-01`. It is text in both formats, since a
  date type would have to invent the missing month and day. A **day** is always a whole one, and a date in Parquet.
- A column marked **✓** carries receipts: every value in it has at least one row in `evidence`. Other columns may
  have receipts too.
- A column marked **P** is left empty in a publication without contacts, and the table `contacts` has no rows then.
- A column marked **O** is there only where it was asked for (`--currency`) and some row has a value in it.
- `text/<document_id>.txt` holds the text that `start` and `end` count in, in characters.
- `datapackage.json` says all of this to programs, as a [Data Package](https://datapackage.org): types, keys,
  references, units, the sentences below, sources and licence. `frictionless validate datapackage.json` checks the CSV
  files by it.
- `pledgebook.xlsx` has a sheet a table for spreadsheets, with links from values to receipts. A date without its day is
  text there, and so is a number of more than 15 digits.
- `pledgebook.duckdb` is there where it was asked for (`--duckdb`): the same tables and views over them, listed in
  [cookbook.md](cookbook.md).
- `iati/activities.xml` and `iati/left-out.csv` are there where they were asked for (`--iati`); [iati.md](iati.md) has
  every field.
- `SHA256SUMS` lists every file of the dataset, for `sha256sum --check`.
"""


def dictionary() -> str:
    """The whole page, in Markdown."""
    contents = "".join(f"- [`{t.name}`](#{t.name}): {t.says}\n" for t in tables().values())
    return "\n".join((_HEAD, contents, *map(_section, tables().values())))


def _section(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key) or "none; rows stand in the order of what they describe"
    head = "| column | type | | what it is |\n| --- | --- | --- | --- |\n"
    return f"## {table.name}\n\n{table.says}\n\nKey: {key}.\n\n{head}{''.join(map(_row, table.columns))}"


def _row(column: Column) -> str:
    marks = " ".join(m for m, has in (("✓", column.receipt), ("P", column.personal), ("O", column.optional)) if has)
    return f"| `{column.name}` | {column.kind} | {marks} | {' '.join(_sentences(column))} |\n"


def _sentences(column: Column) -> Iterator[str]:
    yield column.says
    if column.unit:
        yield f"Unit: {column.unit}."
    if column.values:
        yield f"One of {', '.join(f'`{value}`' for value in column.values)}."
    if column.references:
        yield f"Refers to `{column.references}`."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dictionary(), encoding="utf-8", newline="\n")
