"""``report.html``: the dataset for a person to read, in one file that needs nothing else, not even a network."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from pipeline.document import Document
from pipeline.publish.report import libraries
from pipeline.publish.report.details import Details
from pipeline.publish.report.overview import overview
from pipeline.publish.report.packing import packed, told
from pipeline.publish.report.pages import pictures
from pipeline.publish.sentences import sentences
from pipeline.publish.workshop import Workshop
from pipeline.reconcile.facts import Row
from pipeline.settings import settings

#: Name of the file.
NAME = "report.html"


def report_bytes(
    rows: Mapping[str, Sequence[Row]],
    texts: Mapping[str, str],
    documents: Mapping[str, Document],
    about: Mapping[str, str],
    workshop: Workshop,
) -> bytes:
    """The report of a dataset as it is published.

    ``rows`` are all its tables and ``texts`` its texts, where people were left out without them; ``documents`` are what
    was read, ``about`` is what the publisher says (:mod:`pipeline.publish.package`).
    """
    together = int(settings("report")["packed_together"])
    front = overview(rows, about) | _sizes(documents) | {"charts": libraries.looks(workshop.cache), "each": together}
    data = {"front": told(front), "world": told(json.loads(_read("world.json")))}
    packs = {f"projects-{n}": packed(part) for n, part in enumerate(_details(rows, together))} | {
        "rules": packed(sentences())
    }
    packs |= {f"text-{name}": packed(text) for name, text in texts.items()}
    shown = pictures(rows, texts, documents, workshop)
    packs |= {f"picture-{name}-{page}": data for name, pages in shown.items() for page, data in pages.items()}
    return _page(data, packs, front["about"]["title"], workshop).encode("utf-8", "replace")


def _details(rows: Mapping[str, Sequence[Row]], together: int) -> list[list[dict[str, Any]]]:
    """The details of the projects, so many ``together``."""
    details, projects = Details(rows), rows.get("projects", ())
    batches = (projects[at : at + together] for at in range(0, len(projects), together))
    return [[details.project(row) for row in some] for some in batches]


def _sizes(documents: Mapping[str, Document]) -> dict[str, Any]:
    """Width and height of the pages of each document, in points."""
    return {"sizes": {name: [list(map(round, s)) for s in one.page_sizes] for name, one in documents.items()}}


def _page(data: Mapping[str, str], packs: Mapping[str, str], title: str, workshop: Workshop) -> str:
    """The file: the template with scripts, styles, data, and a policy that lets nothing else run."""
    table_script, table_style = libraries.table()
    asked = {"library-charts": libraries.charts(workshop.cache), "library-table": table_script}
    scripts = [_own(name) for name in _words()["scripts"]]
    styles = [table_style, *(_own(name) for name in _words()["styles"])]
    policy = _words()["policy"].format(
        scripts=" ".join(map(libraries.digest, [*asked.values(), *scripts])),
        styles=" ".join(map(libraries.digest, styles)),
    )
    template = _template()
    ours = {"scripts": scripts, "styles": styles}
    whole: dict[str, Any] = {name: [Markup(text) for text in texts] for name, texts in ours.items()}
    whole |= {"data": {n: Markup(d) for n, d in data.items()}, "libraries": {n: Markup(t) for n, t in asked.items()}}
    return template.render(title=title, policy=" ".join(policy.split()), packs=packs, **whole)


def _own(name: str) -> str:
    """A script or style of the report itself."""
    return libraries.inert(_read(name))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    kind = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return kind.from_string(_read("report.html.j2"))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_read("report.toml"))
