"""What is measured, each in a process of its own: ``python -m tests.bench.contenders NAME FILE...`` prints figures."""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

#: The file that is read first, so that tables of words and patterns are there when the clock starts.
WARM = Path("raw/unodc-partnership-2010.pdf")

Stages = dict[str, float]


@contextmanager
def timed(stages: Stages, name: str) -> Iterator[None]:
    """Adds the processor time of what is done to a stage, in seconds."""
    start = time.process_time()
    yield
    stages[name] = stages.get(name, 0.0) + time.process_time() - start


def pledgebook(paths: Sequence[Path], *, model: bool = False) -> Stages:
    """Every stage of the pipeline, from the file to the tables; the names by the language model only if asked for."""
    _written([_read_one(WARM, {}, model=model)], {})
    stages: Stages = {}
    done = [_read_one(path, stages, model=model) for path in paths]
    _written(done, stages)
    return stages


def _read_one(path: Path, stages: Stages, *, model: bool) -> object:
    import extractors
    from extractors import frame, memory, mentions
    from pipeline.extracting import _outside
    from pipeline.read import read
    from pipeline.reconcile import Extracted
    from pipeline.segment import segment

    with timed(stages, "read"):
        document = read(path, path.name, path.stem)
    with timed(stages, "segment"):
        segments = segment(document)
    with timed(stages, "extract"):
        found = [list(extractors.read(block)) for block in segments.blocks]
        told = list(frame.read(_outside(document, segments))) if segments.blocks else []
    with timed(stages, "names by model" if model else "names by tables"):
        for number, one in mentions.read_all(segments.blocks, None if model else ()):
            found[number].append(one)
    memory.forget()
    return Extracted(document, segments.blocks, found, segments.roles, segments.rejected, told, "off")


def _written(done: list, stages: Stages) -> None:  # type: ignore[type-arg]
    from pipeline.publish.tables import all_rows, laid
    from pipeline.publish.workbook import workbook_bytes
    from pipeline.reconcile import reconcile
    from pipeline.run import _prove

    with timed(stages, "reconcile"):
        dataset = reconcile(done, (), "")
    with timed(stages, "check receipts"):
        _prove(dataset)
    with timed(stages, "tables"):
        rows = all_rows(dataset, {one.document.document_id: one.document for one in done})
        laid(rows, dataset.texts)
    with timed(stages, "workbook"):
        workbook_bytes(rows, {"title": "", "description": "", "licence": ""})


def with_model(paths: Sequence[Path]) -> Stages:
    """The pipeline with names by the language model."""
    return pledgebook(paths, model=True)


def by_workers(paths: Sequence[Path], workers: int) -> Stages:
    """Read, segment and extract a corpus with so many processes: the time of a clock on the wall."""
    with get_context("spawn").Pool(workers) as pool:
        pool.map(_one, [WARM] * workers * 2, chunksize=1)
        start = time.perf_counter()
        for _ in pool.imap_unordered(_one, paths, chunksize=1):
            pass
        return {"wall": time.perf_counter() - start}


def _one(path: Path) -> int:
    _read_one(path, {}, model=False)
    return 0


def pdfium(paths: Sequence[Path]) -> Stages:
    """The text of each page by pypdfium2 alone."""
    import pypdfium2

    stages: Stages = {}
    with timed(stages, "text"):
        for path in paths:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                page.get_textpage().get_text_bounded()
                page.close()
            document.close()
    return stages


def plumber(paths: Sequence[Path]) -> Stages:
    """The day's script of an analyst: the text by pdfplumber, a few patterns over it."""
    import pdfplumber

    stages: Stages = {}
    for path in paths:
        with timed(stages, "text"), pdfplumber.open(path) as document:
            texts = []
            for page in document.pages:
                texts.append(page.extract_text() or "")
                page.close()
        with timed(stages, "patterns"):
            _patterns(texts)
    return stages


def _patterns(texts: list[str]) -> list[dict[str, str]]:
    rows = []
    for text in texts:
        row = {}
        for name, pattern in _FIELDS.items():
            if found := re.search(pattern, text, re.I):
                row[name] = found.group(1)
        rows.append(row)
    return rows


_FIELDS = {
    "budget": r"(?:total )?budget\s*:?\s*((?:US\$|USD|EUR|€|\$)\s?[\d.,]+(?: million)?)",
    "shortfall": r"shortfall\s*:?\s*((?:US\$|USD|EUR|€|\$)\s?[\d.,]+(?: million)?)",
    "duration": r"duration\s*:?\s*(.+)",
    "country": r"countr(?:y|ies)\s*:?\s*(.+)",
    "email": r"([\w.+-]+@[\w.-]+\.\w+)",
    "code": r"\b([A-Z]{3,4}\d{2,3})\b",
}


def docling(paths: Sequence[Path]) -> Stages:
    """Words with boxes by docling-parse."""
    from docling_parse.pdf_parser import DoclingPdfParser

    stages: Stages = {}
    with timed(stages, "text"):
        for path in paths:
            for _ in DoclingPdfParser(loglevel="fatal").load(str(path)).iterate_pages():
                pass
    return stages


CONTENDERS: dict[str, Callable[[Sequence[Path]], Stages]] = {
    "pledgebook": pledgebook,
    "pledgebook with model": with_model,
    "1 worker": lambda paths: by_workers(paths, 1),
    "2 workers": lambda paths: by_workers(paths, 2),
    "pypdfium2 alone": pdfium,
    "pdfplumber and patterns": plumber,
    "docling-parse": docling,
}


def main(name: str, files: list[str]) -> None:
    """Prints the processor time of each stage in seconds, and the peak of memory in megabytes, as JSON."""
    stages = CONTENDERS[name]([Path(f) for f in files])
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"stages": stages, "memory": round(most / 1024)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
