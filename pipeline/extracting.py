"""One document through reading, segmenting and extracting; what an earlier run made of the same bytes is taken over."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import extractors
from extractors import frame, mentions
from extractors.evidence import Block, Excerpt, Finding, Span
from extractors.memory import forget
from pipeline.cache import Cache, digest_of, digest_of_file, program
from pipeline.document import Document
from pipeline.garbage import uncollected
from pipeline.inputs import Source
from pipeline.read import read
from pipeline.reconcile import Extracted
from pipeline.segment import Segments, segment
from pipeline.settings import settings

#: All that the reading of a file depends on: what ``pipeline.read`` may import, and what keeps its results.
READING = (
    "pipeline/read", "pipeline/document.py", "pipeline/settings.py", "pipeline/settings.toml", "pipeline/progress.py",
    "pipeline/cache.py", "pipeline/codec.py", "pipeline/extracting.py", "pipeline/garbage.py",
)  # fmt: skip

#: All that segmenting and extracting depend on besides.
EXTRACTING = (*READING, "pipeline/segment", "pipeline/title_weights.toml", "extractors")


class Cut(NamedTuple):
    """What segmenting and extracting give for one document."""

    blocks: list[Block]
    findings: list[list[Finding]]
    roles: list[tuple[str, str, int]]
    rejected: list[str]
    frame: list[Finding]  #: what the document says of all its projects
    model: str  #: the statistical model that names were sought with; empty where none was there


@uncollected()
def extract_one(source: Source, cache: Cache | None = None) -> Extracted:
    """What is read off one file. Never raises for a bad one; a document that failed is never kept for later.

    Raises :class:`MemoryError` alone: who set the limit knows what to say of it.
    """
    keys = _keys(source) if cache else _NO_KEYS
    document = _described(_document(source, keys, cache), source.about)
    if document.status in ("failed", "skipped"):
        nothing = Cut([], [], [("unassigned", "the document was not read", 0)] * len(document.lines), [], [], "")
        if cache and document.status == "skipped" and document.sha256 == keys.sha256:
            cache.put(keys.cut, nothing)
        return Extracted(document, *nothing)
    try:
        cut = _cut(document, keys, cache if document.sha256 == keys.sha256 else None)
    except MemoryError:
        raise
    except TimeoutError:  # of a pattern, which must not go back and forth in a text for ever
        detail = "The reading was stopped: a search in its text took too long. Split the file, and try again."
        return _stopped(document, detail)
    except Exception as error:  # noqa: BLE001 - one bad document must not spoil the batch; its row says what happened
        what = f"{type(error).__name__}: {error}"
        return _stopped(
            document, f"An error in the program stopped the reading of this file: {what}. Please report it."
        )
    return Extracted(document, *cut)


def _stopped(document: Document, detail: str) -> Extracted:
    roles = [("unassigned", "the reading stopped", 0)] * len(document.lines)
    return Extracted(replace(document, status="failed", detail=detail), roles=roles)


class _Keys(NamedTuple):
    """The names of a file's entries in the cache."""

    sha256: str  #: of the file; empty where it cannot be read
    read: str
    cut: str


_NO_KEYS = _Keys("", "", "")


def _keys(source: Source) -> _Keys:
    sha256 = digest_of_file(source.path)
    if not sha256:
        return _NO_KEYS
    said = [source.about.get(name, "") for name in ("publisher", "published", "language")]
    read_key = digest_of("read", program(*READING), sha256, source.path.name)
    return _Keys(sha256, read_key, digest_of("cut", program(*EXTRACTING), sha256, source.path.name, said))


def kept(source: Source, cache: Cache) -> bool:
    """Whether an earlier run left all that :func:`recall` needs."""
    keys = _keys(source)
    return bool(keys.sha256) and cache.has(keys.read) and cache.has(keys.cut)


def recall(source: Source, cache: Cache) -> Extracted | None:
    """What an earlier run made of the same bytes; None where it is not there whole. Reads nothing else."""
    keys = _keys(source)
    document = cache.get(keys.read, Document) if keys.sha256 else None
    cut = cache.get(keys.cut, Cut) if document else None
    if document is None or cut is None:
        return None
    return Extracted(_described(_named(document, source), source.about), *cut)


def _document(source: Source, keys: _Keys, cache: Cache | None) -> Document:
    """The file as a document; a file that changes while it is read is not taken for the one it was."""
    found = cache.get(keys.read, Document) if cache and keys.read else None
    if found is not None:
        return _named(found, source)
    document = read(source.path, source.name, source.document_id)
    if cache and keys.read and document.status != "failed" and document.sha256 == keys.sha256:
        cache.put(keys.read, document)
    return document


def _named(document: Document, source: Source) -> Document:
    """A document of the cache under the name that its file has now."""
    return replace(document, document_id=source.document_id, file=source.name)


def _described(document: Document, about: dict[str, str]) -> Document:
    """The document with what the manifest says of it."""
    return replace(
        document,
        publisher=about.get("publisher") or document.publisher,
        published=about.get("published") or document.published,
        language=about.get("language") or document.language,
        lineage=about.get("lineage", ""),
        edition=about.get("edition", ""),
    )


def _cut(document: Document, keys: _Keys, cache: Cache | None) -> Cut:
    found = cache.get(keys.cut, Cut) if cache else None
    if found is not None:
        return found
    segments = segment(document)
    findings = [list(extractors.read(block)) for block in segments.blocks]
    for number, finding in mentions.read_all(segments.blocks):
        findings[number].append(finding)
    model = mentions.model_name() if segments.blocks else ""
    told = list(frame.read(_outside(document, segments))) if segments.blocks else []
    forget()
    cut = Cut(segments.blocks, findings, segments.roles, segments.rejected, told, model)
    if cache:
        cache.put(keys.cut, cut)
    return cut


def _outside(document: Document, segments: Segments) -> Block:
    """The lines of a document that belong to no project, as one block; those that follow each other are a paragraph.

    Below a table of projects, a row that belongs to none of them is among these lines too: it may be their total.
    """
    below = _below_table(document, segments)
    paragraphs: list[list[Span]] = []
    last = -2
    for number, (line, (_, _, owner)) in enumerate(zip(document.lines, segments.roles, strict=False)):
        if (owner and number not in below) or line.start == line.end:
            continue
        if number != last + 1 or line.end - paragraphs[-1][0].start > settings("segment")["paragraph_most"]:
            paragraphs.append([])
        paragraphs[-1].append(Span(line.start, line.end))
        last = number
    texts = tuple(Excerpt.of(document.text, *spans) for spans in paragraphs)
    return Block(0, narrative=texts, language=document.language, publisher=document.publisher)


def _below_table(document: Document, segments: Segments) -> set[int]:
    """The lines of the rows behind the last value in a table that has the values of several projects."""
    values: dict[int, list[tuple[int, int]]] = {}
    for line, (role, _, owner) in zip(document.lines, segments.roles, strict=False):
        if line.cell and role in ("title", "value"):
            values.setdefault(line.cell.table, []).append((owner, line.cell.row))
    last = {table: max(row for _, row in found) for table, found in values.items() if len({o for o, _ in found}) > 1}
    return {
        number
        for number, line in enumerate(document.lines)
        if line.cell and line.cell.table in last and line.cell.row > last[line.cell.table]
    }
