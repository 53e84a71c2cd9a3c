"""Small documents for the tests of the segmenter, and what it makes of them in words that a test can compare."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.document import Cell, Document, Line, placed
from pipeline.read.text import read_text
from pipeline.segment import Segments, segment

#: A block that is surely a project, for tests of what stands around it.
TITLE = "Safe Harbours for Coastal Fishers"
PROJECT = f"{TITLE}\n\nBudget: US$ 1,500,000\nCountry: Kenya\n"

Shown = tuple[str, str, str]


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file; texts in it begin on the line below their quotation marks."""
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["case"]
    return found


def written(text: str) -> Document:
    """A document as the reader of plain text gives it."""
    return Document("d", "d.txt", "", "text/plain", read_text(text.encode()).lines)


def drawn(*lines: Line | str, title: str = "") -> Document:
    """A document of lines whose look is given."""
    return Document(
        "d", "d.pdf", "", "application/pdf", placed(Line(x) if isinstance(x, str) else x for x in lines), title
    )


def grid(*rows: str, table: int = 0, heads: int = 0) -> list[Line]:
    """The cells of a table, a string a row, parted by ``|``; the first ``heads`` columns are marked up as heads."""
    return [
        Line(text.strip(), cell=Cell(table, r, c, c < heads))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
        if text.strip()
    ]


def cut(document: Document | str) -> Segments:
    """The segments of a document, or of one with this text."""
    return segment(written(document) if isinstance(document, str) else document)


def fields(document: Document | str, block: int = 1) -> list[Shown]:
    """Kind, label and value of each field of a block."""
    return [(f.kind, f.label.text if f.label else "", f.value.text) for f in cut(document).blocks[block - 1].fields]


def values(document: Document | str, kind: str, block: int = 1) -> list[str]:
    """The values of a block's fields of a kind."""
    return [value for k, _, value in fields(document, block) if k == kind]


def titles(document: Document | str) -> list[str]:
    """The title of each block; empty for one without."""
    return [b.titles[0].value.text if b.titles else "" for b in cut(document).blocks]


def roles(document: Document | str) -> dict[str, str]:
    """The role of each line, by its text."""
    made = written(document) if isinstance(document, str) else document
    return dict(zip((line.text for line in made.lines), (r for r, _, _ in segment(made).roles), strict=True))


def owners(document: Document | str) -> list[tuple[str, int]]:
    """Role and block (0 for none) of each line, in order."""
    return [(role, owner) for role, _, owner in cut(document).roles]


def narrative(document: Document | str, block: int = 1) -> list[str]:
    """The paragraphs of a block."""
    return [n.text for n in cut(document).blocks[block - 1].narrative]
