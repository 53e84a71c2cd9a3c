"""The stages in order: read, segment, extract, reconcile, check the receipts, publish."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import regex

import extractors
from extractors import mentions
from extractors.lexicon import load_all
from pipeline import corrections
from pipeline.document import Document
from pipeline.progress import CannotRun, Outcome, Progress, silent
from pipeline.publish import publish
from pipeline.publish.check import check, withdraw
from pipeline.read import read
from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.facts import Dataset, Row
from pipeline.segment import segment

#: Files of an input folder that are no brochures.
_NOT_BROCHURES = frozenset({"manifest.csv", corrections.NAME, "README.md"})


def extract(paths: Sequence[Path], out: Path, *, contacts: bool = True, progress: Progress = silent) -> Outcome:
    """Read brochures, write the dataset to ``out``.

    Raises :class:`CannotRun` for a manifest, corrections or a table of words that cannot be used, :class:`OSError`
    where ``out`` cannot be written.
    """
    try:
        load_all()
    except ValueError as error:
        raise CannotRun(f"a table of words cannot be used: extractors/lexicon/{error}") from error
    corrected = corrections.of_paths(paths)
    done = list(_extracted(list(sources(paths)), progress))
    _mentions(done)
    dataset = reconcile(done, corrected)
    _prove(dataset)
    _model_missing(dataset)
    documents = {e.document.document_id: e.document for e in done}
    changed = publish(dataset, documents, out, contacts=contacts)
    return outcome(dataset, unchanged=not changed)


def _extracted(files: Sequence[tuple[Path, str, dict[str, str]]], progress: Progress) -> Iterator[Extracted]:
    taken: set[str] = set()
    for number, (path, name, about) in enumerate(files):
        progress(number, len(files), name)
        yield extract_one(path, name, _identifier(name, taken), about)
    progress(len(files), len(files), "")


def extract_one(path: Path, name: str, document_id: str, about: dict[str, str]) -> Extracted:
    """One document through reading, segmenting and extracting."""
    document = _described(read(path, name, document_id), about)
    if document.status in ("failed", "skipped"):
        return Extracted(document, roles=[("unassigned", "the document was not read", 0)] * len(document.lines))
    try:
        cut = segment(document)
        findings = [list(extractors.read(block)) for block in cut.blocks]
    except Exception as error:  # noqa: BLE001 - one bad document must not spoil the batch; its row says what happened
        what = f"{type(error).__name__}: {error}"
        detail = f"An error in the program stopped the reading of this file: {what}. Please report it."
        return Extracted(
            replace(document, status="failed", detail=detail),
            roles=[("unassigned", "the reading stopped", 0)] * len(document.lines),
        )
    return Extracted(document, cut.blocks, findings, cut.roles, cut.rejected)


def _mentions(done: Sequence[Extracted]) -> None:
    """Names in the narratives, all documents in one go: the language model is loaded once and works in batches."""
    homes = [(one, number) for one in done for number in range(len(one.blocks))]
    for index, finding in mentions.read_all([one.blocks[number] for one, number in homes]):
        one, number = homes[index]
        one.findings[number].append(finding)


def _described(document: Document, about: dict[str, str]) -> Document:
    """The document with what the manifest says of it."""
    return replace(
        document,
        publisher=about.get("publisher") or document.publisher,
        published=about.get("published") or document.published,
        language=about.get("language") or document.language,
    )


def sources(paths: Sequence[Path]) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """The files below the paths, in the order of their names, each with its row of the manifest beside it."""
    seen: set[Path] = set()
    for path in paths:
        root = path if path.is_dir() else path.parent
        manifest = _manifest(root)
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(root).as_posix()
            if file.resolve() in seen or (
                path.is_dir() and (name in _NOT_BROCHURES or any(part.startswith(".") for part in Path(name).parts))
            ):
                continue
            seen.add(file.resolve())
            yield file, name, manifest.get(name, {})


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "manifest.csv"
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            names, rows = reader.fieldnames, list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise CannotRun(f"{path} cannot be read as UTF-8 CSV: {error}") from error
    if names is None or "file" not in names:
        raise CannotRun(f"{path} has no column 'file'; its first line names the columns, 'file' among them")
    return {row["file"]: {k: (v or "").strip() for k, v in row.items() if k} for row in rows}


def _identifier(name: str, taken: set[str]) -> str:
    """A readable identifier from the file's name; a digest of the name keeps two alike apart."""
    base = regex.sub(r"[^\p{L}\p{N}]+", "-", Path(name).with_suffix("").as_posix()).strip("-").lower() or "document"
    if base in taken:
        base = f"{base}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    taken.add(base)
    return base


def _prove(dataset: Dataset) -> None:
    """Take out what its receipt does not prove, and say so."""
    problems = check(dataset, dataset.texts)
    withdraw(dataset, problems)
    rows = {(row.table, row.row_id): row for row in dataset}
    for problem in problems:
        place = {"table": problem.table, "row_id": problem.row_id, "column": problem.column}
        where = _home(dataset, rows[problem.table, problem.row_id]) | place
        dataset.note("error", f"receipt-{problem.code}", f"The value was withdrawn: {problem.says}.", **where)


def _home(dataset: Dataset, row: Row) -> dict[str, str]:
    """The document and the listing that a row belongs to, as far as it has one; a project may have several."""
    listing = row.values.get("listing_id", "")
    owner = next((r for r in dataset.rows("listings") if listing and r.row_id == listing), row)
    return {"document_id": owner.values.get("document_id", ""), "listing_id": listing}


def _model_missing(dataset: Dataset) -> None:
    """Say it where no statistical model could be loaded: the names in narratives are then those of the tables."""
    if dataset.rows("listings") and not mentions.model_name():
        says = "No spaCy model is installed, so table mentions holds only names that stand in the tables of words."
        dataset.note("note", "no-language-model", says, table="mentions")


def outcome(dataset: Dataset, *, unchanged: bool) -> Outcome:
    """The counts that a person is told at the end."""
    rows = dataset.rows("documents")
    return Outcome(
        {name: len(rows) for name, rows in dataset.tables.items()},
        Counter(r.values["severity"] for r in dataset.rows("findings")),
        Counter(r.values["status"] for r in rows),
        tuple(r.values["file"] for r in rows if r.values["status"] == "failed"),
        unchanged,
    )
