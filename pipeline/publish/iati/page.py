"""``docs/iati.md``, made from ``mapping.toml``: ``python -m pipeline.publish.iati.page docs/iati.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.iati.mapping import Field, codes, fields, mapping

_HEAD = """# IATI

Made from `pipeline/publish/iati/mapping.toml`; change it there and run `make docs`.

`pledgebook extract raw --iati` writes the projects as activities of the International Aid Transparency Initiative,
version {version}, beside the tables:

- *output/iati/activities.xml*: an activity a project, as its latest document states it. The same input gives the
  same bytes; there is no clock in it. Where no project can be an activity there is no such file, since the standard
  has no empty one.
- *output/iati/left-out.csv*: what could not be said without a guess, a row for each reason: `project_id`, `title`,
  `what` (`activity`, or `pledge` for a transaction), `row_id`, `reason`, `says` and `do`, which tells what helps.

## Who reports

The file needs to say who reports, and no document does. So it stands in `raw/publication.toml`, beside the brochures:

```toml
[iati]
ref = "XM-DAC-41128"   # your organisation identifier
name = "Your organisation"
type = "40"            # OrganisationType
sector = "15190"       # may be left out: for projects whose themes have no sector
language = "en"        # may be left out: of documents whose language is not known

[[iati.organisation]]  # as many as you like, or none
publisher = "United Nations Office on Drugs and Crime"  # of documents, as manifest.csv names it
role = "accountable"   # {roles}: what it is in the projects of its documents
ref = "XM-DAC-41128"   # may be left out, as type
type = "40"
```

The reporter is a secondary one (`secondary-reporter="1"`). Where an organisation publishes its projects itself, its
own activities are the ones to use; their identifiers are not known here, and the codes of the documents stand in
`other-identifier`.

## How a value is known

What stands in the file is marked in a namespace of its own, `{namespace}` (here `pb:`), which other programs pass
over:

- `pb:basis` is `stated` (the document says so), `inferred` (it follows from what the document says), `assumed`
  (nothing says so) or `reporter` (`raw/publication.toml` says so).
- `pb:status` is the status of the value in the tables: `proved`, `stated`, `inferred` or `doubtful`. Doubtful dates
  and pledges say so in words too, for those who pass over the mark.
- `pb:stated` is what the document has where it is less than the standard wants: a year for a day.

Every value is that of a cell of the tables, so `pledgebook explain` shows where it comes from.

## What is not guessed

The standard wants some things that brochures often do not say. An activity that lacks one of them is left out and
listed:

{reasons}
`--iati-assume-dates` writes activities without a start date too. They start on the date of the document then,
marked as assumed in `pb:basis` and in words; a status and a date of a pledge that nothing tells are assumed as
well.

## Is it valid?

`pledgebook check-iati output/iati/activities.xml --standard DIR` checks any file of activities against the
standard, of which `DIR` holds a copy: *xsd* (the schemas), *codelists* (the lists as XML, with *_mapping.xml*)
and *standard.json* (the ruleset). Each fault is a line with the rule's number; it ends with 1 where there is an
error. Two activities of one identifier are an error as well. Which lists it could not look at, because the folder
has not got them, it says. The same checks run over the example in the tests.

## The fields

In their order. A path is below `iati-activity`; `@` is an attribute. A source is a column of the tables (`listings`
are those of the latest document) or what the reporter says; a field without one is always the same, or says how
another is known.

| field | from | basis | |
| --- | --- | --- | --- |
"""

_SECTORS = """
## Sectors

The first of these that has one of the project's themes:

| purpose code | themes |
| --- | --- |
"""


def page() -> str:
    """The whole page, in Markdown."""
    about = {"version": mapping()["version"], "namespace": mapping()["namespace"]}
    head = _HEAD.format(**about, roles=", ".join(codes()["role"]), reasons="".join(_reasons()))
    sectors = "".join(f"| {entry['code']} | {', '.join(entry['themes'])} |\n" for entry in mapping()["sector"])
    return head + "".join(map(_row, fields())) + _SECTORS + sectors


def _reasons() -> Iterator[str]:
    for name, reason in mapping()["reasons"].items():
        yield f"- `{name}`: {reason['says']}\n"


def _row(field: Field) -> str:
    return f"| `{field.element}` | {field.source} | {field.basis} | {field.says} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
