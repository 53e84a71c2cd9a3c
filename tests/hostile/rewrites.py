"""How many damaged PDFs a rewrite of their structure brings back, of those that PDFium refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import pypdfium2 as pdfium

from pipeline.read import pdf
from pipeline.read.reading import Unreadable
from tests.hostile.case import Case
from tests.hostile.damaged import flipped, holed, truncated


def damaged() -> Iterator[Case]:
    """The brochures that are cut off, flipped or holed."""
    return chain(truncated(range(1, 100)), flipped(range(40)), holed(range(20)))


def outcome(data: bytes) -> str:
    """What becomes of a PDF: ``opened`` at once, ``brought back`` by the rewrite, or ``lost``."""
    if _opens(lambda: data):
        return "opened"
    return "brought back" if _opens(lambda: pdf._rewritten(data)) else "lost"


def _opens(data: Callable[[], bytes]) -> bool:
    try:
        pdfium.PdfDocument(data()).close()
    except (pdfium.PdfiumError, pdf.pikepdf.PdfError, Unreadable, ValueError):
        return False
    return True


def counted(cases: Iterable[Case] | None = None) -> str:
    """The count as a paragraph."""
    seen: Counter[str] = Counter(outcome(case.data()) for case in (damaged() if cases is None else cases))
    refused = seen["brought back"] + seen["lost"]
    return (
        f"Of {sum(seen.values())} damaged copies of a brochure PDFium opened {seen['opened']} and refused {refused}; "
        f"the rewrite of their structure (pikepdf) brought {seen['brought back']} of these back."
    )
