"""What is fuzzed: each target takes bytes, and raises for a fault of the program and for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import extractors
from extractors import frame, mentions
from extractors.evidence import Block, Candidate, Excerpt, Field, Finding, Span
from extractors.steps import replay
from pipeline import corrections, inputs, publication
from pipeline.document import Document
from pipeline.progress import CannotRun
from pipeline.read import read
from pipeline.read.text import read_text
from pipeline.segment import segment


def check_document(document: Document) -> None:
    """What holds for every document."""
    assert document.status in ("ok", "failed", "skipped")
    assert "The reader stopped with" not in document.detail, document.detail
    assert bool(document.lines) == (document.status == "ok")
    text = document.text
    text.encode("utf-8")
    for line in document.lines:
        assert line.text and text[line.start : line.end] == line.text and "\n" not in line.text
    assert document.text.count("\n") == max(len(document.lines) - 1, 0)


def check_findings(findings: list[Finding], text: str) -> None:
    """That each value is what its steps make of its quotes."""
    for finding in findings:
        for name, cell in finding.cells.items():
            if cell.spans:
                quote = "\n".join(text[span.start : span.end] for span in cell.spans)
                assert replay(cell.steps, quote) == cell.value, (finding.rule, name)


def _read(data: bytes, name: str) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path, name, "d")


def read_pdf(data: bytes) -> None:
    """A PDF, or something that begins like one."""
    check_document(_read(data if b"%PDF-" in data[:1024] else b"%PDF-1.7\n" + data, "a.pdf"))


def read_html(data: bytes) -> None:
    """A web page."""
    check_document(_read(b"<html>" + data, "a.html"))


def read_any_text(data: bytes) -> None:
    """A text in whatever encoding."""
    check_document(_read(data, "a.txt"))


def segmented(data: bytes) -> None:
    """The segmenter: each line has one role, each excerpt stands in the text."""
    document = Document("d", "a.txt", "", "text/plain", read_text(data).lines)
    made, text = segment(document), document.text
    assert len(made.roles) == len(document.lines)
    for block in made.blocks:
        for excerpt in (*(f.value for f in block.fields), *block.narrative):
            assert excerpt == Excerpt.of(text, *excerpt.pieces)


def block_of(data: bytes) -> tuple[Block, str]:
    """A block that has every kind of field with the text, and tells it too; and the whole document."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    lines = text.split("\n")
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    excerpt = Excerpt.of(text, *(span for span in spans if span.end > span.start))
    if not excerpt.pieces:
        return Block(1), text
    fields = tuple(Field(kind, excerpt) for kind in KINDS)
    return Block(1, (Candidate(excerpt, 9.0, ()),), fields, (excerpt,), notes={"1": excerpt}), text


#: Kinds of field that extractors ask for.
KINDS = (
    "title", "code", "budget", "contribution", "pledged", "shortfall", "donor", "country", "region", "location", "period",
    "start", "end", "duration", "implementer", "partner", "contact", "contact_hq", "contact_field", "objective", "theme",
    "sector", "status", "programme",
)  # fmt: skip


def extractor(name: str) -> Callable[[bytes], None]:
    """The target of one extractor."""
    module = next(one for one, known in zip(extractors.modules(), extractors.NAMES, strict=True) if known == name)

    def run(data: bytes) -> None:
        block, text = block_of(data)
        check_findings(list(module.read(block)), text)

    return run


def framed(data: bytes) -> None:
    """What a document says of all its projects."""
    block, text = block_of(data)
    check_findings(list(frame.read(block)), text)


def mentioned(data: bytes) -> None:
    """Names in the narrative, by the tables alone."""
    block, text = block_of(data)
    check_findings([finding for _, finding in mentions.read_all([block], models=())], text)


def _beside(name: str, data: bytes, use: Callable[[Path], object]) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        try:
            use(Path(folder))
        except CannotRun as error:
            assert str(error) and "\n" not in str(error).strip(), error


def manifest(data: bytes) -> None:
    """``manifest.csv``: it is used, or a sentence says why not."""

    def use(folder: Path) -> None:
        (folder / "a.txt").write_text("x", encoding="utf-8")
        for _, name, about in inputs.sources([folder]):
            assert name == "a.txt"
            assert all(isinstance(value, str) for value in about.values())

    _beside("manifest.csv", data, use)


def corrected(data: bytes) -> None:
    """``corrections.csv``."""
    _beside("corrections.csv", data, corrections.of_folder)


def published(data: bytes) -> None:
    """``publication.toml``."""
    _beside("publication.toml", data, lambda folder: publication.of_paths([folder]))


def targets() -> dict[str, Callable[[bytes], None]]:
    """All targets by name."""
    found = {
        "read-pdf": read_pdf,
        "read-html": read_html,
        "read-text": read_any_text,
        "segment": segmented,
        "frame": framed,
        "mentions": mentioned,
        "manifest": manifest,
        "corrections": corrected,
        "publication": published,
    }
    return found | {f"extract-{name}": extractor(name) for name in extractors.NAMES}
