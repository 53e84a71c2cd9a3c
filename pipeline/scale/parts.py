"""What was extracted from a document as rows of a Parquet partition, and back.

A document is a row of its own, and so is each of its projects; their contents are JSON, as the cache has it. So the
rows of one engine are those of another, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict

from extractors.evidence import Block, Finding
from pipeline.codec import made, plain
from pipeline.document import Document
from pipeline.reconcile import Extracted


class Row(TypedDict):
    """A row of a partition."""

    name: str  #: path of the file below the input folder
    part: int  #: 0 for the document, else the number of its project
    data: bytes


class _Head(NamedTuple):
    document: Document
    roles: list[tuple[str, str, int]]
    rejected: list[str]
    frame: list[Finding]
    model: str


class _Project(NamedTuple):
    block: Block
    findings: list[Finding]


def rows(one: Extracted) -> list[Row]:
    """The rows of a document. It gets its identifier later, once the names of all files are known."""
    name = one.document.file
    document = replace(one.document, document_id="")
    head = _Head(document, one.roles, one.rejected, one.frame, one.model)
    projects = (_Project(block, found) for block, found in zip(one.blocks, one.findings, strict=True))
    return [Row(name=name, part=n, data=_packed(value)) for n, value in enumerate((head, *projects))]


def whole(document_id: str, data: Sequence[bytes]) -> Extracted:
    """What was extracted from a document, from the contents of its rows in order."""
    head = made(_Head, json.loads(data[0]))
    projects = [made(_Project, json.loads(one)) for one in data[1:]]
    return Extracted(
        replace(head.document, document_id=document_id),
        [one.block for one in projects],
        [one.findings for one in projects],
        head.roles,
        head.rejected,
        head.frame,
        head.model,
    )


def _packed(value: Any) -> bytes:
    return json.dumps(plain(value), separators=(",", ":")).encode("ascii")
