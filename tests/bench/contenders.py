"""What is measured, each in a process of its own: ``python -m tests.bench.contenders NAME PASSES FILE...``.

Libraries are imported where they are used: one of them is installed in an environment of its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.bench.clock import Stages, peak, timed

#: The file that readers read before the clock starts.
WARM = Path("raw", "side-event-2008.pdf")


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
            if found := re.search(pattern, text, re.IGNORECASE):
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


def _ours(name: str, paths: Sequence[Path]) -> Stages:
    from tests.bench import ours

    return ours.STAGES[name](paths)


def _workers(paths: Sequence[Path], workers: int) -> Stages:
    from tests.bench import ours

    return ours.by_workers(paths, workers)


CONTENDERS: dict[str, Callable[[Sequence[Path]], Stages]] = {
    **{name: partial(_ours, name) for name in ("pledgebook", "pledgebook to tables", "pledgebook and model")},
    "1 worker": lambda paths: _workers(paths, 1),
    "2 workers": lambda paths: _workers(paths, 2),
    "pypdfium2": pdfium,
    "pdfplumber and patterns": plumber,
    "docling-parse": docling,
}


def warm(name: str) -> None:
    """Do what is done once in a process, before the clock starts."""
    if name.startswith("pledgebook"):
        from tests.bench import ours

        ours.warm(name)
    elif not name.endswith(("worker", "workers")):
        CONTENDERS[name]([WARM])


def main(name: str, passes: int, files: list[str]) -> None:
    """Prints the seconds of each stage for each pass over the files, and the peak of memory in megabytes, as JSON."""
    warm(name)
    found = [CONTENDERS[name]([Path(f) for f in files]) for _ in range(passes)]
    print(json.dumps({"passes": found, "memory": peak()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
