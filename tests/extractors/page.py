"""A document of one block as an extractor sees it: every excerpt stands somewhere in ``text``, each line a piece."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from extractors.evidence import Block, Candidate, Cell, Excerpt, Field, Finding, Span
from extractors.steps import replay

CASES = Path(__file__).parent / "cases"


class Page:
    """A document under construction. Between any two lines of an excerpt stands a foreign line (a page number, say)."""

    def __init__(self) -> None:
        self.text = "7\n"

    def add(self, printed: str) -> Excerpt:
        spans = []
        for line in printed.split("\n"):
            spans.append(Span(len(self.text), len(self.text) + len(line)))
            self.text += line + "\n— 8 —\n"
        return Excerpt.of(self.text, *spans)

    def block(
        self,
        kind: str,
        value: str,
        label: str = "",
        *,
        also: tuple[tuple[str, str], ...] = (),
        section: str = "",
        note: str = "",
    ) -> Block:
        """A block of one field; ``title``, ``narrative``, ``section`` and ``announced`` go where a block keeps these.

        ``also`` are fields behind it; ``note`` is a footnote, its mark first.
        """
        above = (self.add(section),) if section else ()
        head = self.add(label) if label else None
        made = self.add(value)
        notes = {note[0]: self.add(note[1:].strip())} if note else {}
        fields = (Field(kind, made, head),) if kind not in ("title", "narrative", "section", "announced") else ()
        return Block(
            1,
            titles=(Candidate(made, 9.0),) if kind == "title" else (),
            fields=(*fields, *(Field(k, self.add(v)) for k, v in also)),
            narrative=(made,) if kind == "narrative" else (),
            section=(made,) if kind == "section" else above,
            announced=(made,) if kind == "announced" else (),
            notes=notes,
        )

    def replayed(self, cell: Cell) -> str:
        return replay(cell.steps, "\n".join(self.text[s.start : s.end] for s in cell.spans))

    def assert_replays(self, finding: Finding) -> None:
        for column, cell in finding.cells.items():
            assert cell.spans, (finding.rule, column)
            assert self.replayed(cell) == cell.value, (finding.rule, column)


def cases(name: str) -> list[ParameterSet]:
    """The rows of ``cases/<name>.toml`` as parameters: what the table says beside its cases, the text, the expected.

    A third entry of a row is why it is not read so yet; such a row has to fail.
    """
    found = []
    for group, table in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8")).items():
        setting = {k: v for k, v in table.items() if k not in ("says", "cases")}
        for text, expected, *reason in table["cases"]:
            marks = [pytest.mark.xfail(strict=True, reason=reason[0])] if reason else []
            found.append(pytest.param(setting, text, expected, marks=marks, id=f"{group}-{text[:60]}"))
    return found
