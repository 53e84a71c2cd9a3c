"""Findings made by hand for the tests of reconcile: each cites a quote of a document that consists of its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.evidence import Block, Cell, Excerpt, Finding, Span
from extractors.money import Amount, amounts
from extractors.steps import replay
from pipeline.document import Document, Line, placed
from pipeline.publish.check import Problem, check
from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Dataset, Row


class Paper:
    """A document in the making; each quote is a line of it, and each finding belongs to a block."""

    def __init__(self, name: str = "d", *, published: str = "", status: str = "ok", detail: str = "") -> None:
        self.name, self.published, self.status, self.detail = name, published, status, detail
        self.doubt = ""  #: why its blocks may be no projects
        self.quotes: list[str] = []
        self.parents: list[int | None] = []
        self.found: list[list[Finding]] = []
        self.block()

    def block(self, parent: int | None = None) -> Paper:
        """Begin another block; what is found from now on belongs to it."""
        self.parents.append(parent)
        self.found.append([])
        return self

    def cell(self, quote: str, *steps: str) -> Cell:
        """The cell that these steps read from a new line of the document."""
        start = sum(len(q) + 1 for q in self.quotes)
        self.quotes.append(quote)
        return Cell(replay(steps, quote), (Span(start, start + len(quote)),), steps)

    def find(
        self, made: str, cells: dict[str, Cell], /, *, field: str = "", status: str = "stated", doubt: str = "",
        score: float = 1.0, **fixed: str,
    ) -> Paper:  # fmt: skip
        """Add a finding to the present block."""
        self.found[-1].append(Finding(made, "made.up", cells, field, status, doubt, score, fixed))
        return self

    def noted(self, *notes: str) -> Paper:
        """Put notes on the last finding."""
        self.found[-1][-1] = replace(self.found[-1][-1], notes=notes)
        return self

    def title(self, text: str, *, score: float = 10.0, status: str = "stated") -> Paper:
        """A candidate for the title; the first one is the best."""
        return self.find("title", {"title": self.cell(text, "join")}, field="title", score=score, status=status)

    def code(self, text: str, *, field: str = "code", score: float = 1.0) -> Paper:
        """A project code."""
        return self.find("code", {"code": self.cell(text, "join")}, field=field, score=score)

    def amount(
        self, kind: str, printed: str, *, field: str = "", component: str = "", status: str = "stated", doubt: str = "",
        approximate: str = "false",
    ) -> Paper:  # fmt: skip
        """An amount as printed, with its currency; a malformed one is doubtful, as its reader says."""
        one = self._money(printed)
        cells = {"amount": one.amount, "amount_text": one.text}
        if one.currency:
            cells["currency"] = one.currency
        if component:
            cells["component"] = self.cell(component, "join")
        status, doubt = (one.status, one.doubt) if one.doubt else (status, doubt)
        return self.find(
            "amount", cells, field=field or kind, status=status, doubt=doubt, kind=kind, approximate=approximate
        )

    def _money(self, printed: str) -> Amount:
        start = sum(len(q) + 1 for q in self.quotes)
        self.quotes.append(printed)
        return amounts(Excerpt(printed, (Span(start, start + len(printed)),)))[0]

    def pledge(self, donor: str, printed: str = "", *, field: str = "pledged") -> Paper:
        """A donor's pledge, with or without an amount."""
        cells = {
            "donor": self.cell(donor, "join", "donor-printed"),
            "donor_name": self.cell(donor, "join", "donor"),
            "donor_text": self.cell(donor, "join"),
        }
        if not printed:
            return self.find("pledge", cells, field=field)
        one = self._money(printed)
        cells["amount"] = one.amount
        if one.currency:
            cells["currency"] = one.currency
        return self.find("pledge", cells, field=field, status=one.status, doubt=one.doubt)

    def place(self, name: str, *, field: str = "country", basis: str = "named") -> Paper:
        """A country; ``basis`` group for the name of a group."""
        cells = {"name_text": self.cell(name, "join")}
        cells |= {"group": self.cell(name, "group")} if "group" in basis else {"iso3": self.cell(name, "iso3")}
        return self.find("place", cells, field=field, basis=basis)

    def countries(self, text: str) -> Paper:
        """The text of a country field."""
        return self.find("countries_text", {"countries_text": self.cell(text, "join")}, field="country")

    def scope(self, word: str, *, field: str = "region", score: float = 1.0) -> Paper:
        """A word that states the scope."""
        return self.find("scope", {"scope": self.cell(word, "scope-word")}, field=field, score=score)

    def date(self, field: str, *, doubt: str = "", score: float = 1.0, **texts: str) -> Paper:
        """``start`` ``end``: dates as printed; ``duration_months`` a length of time."""
        cells = {n: self.cell(text, "months" if n == "duration_months" else "date") for n, text in texts.items()}
        return self.find("period", cells, field=field, doubt=doubt, score=score)

    def person(self, name: str, email: str = "", role: str = "other", *, phone: str = "", office: str = "") -> Paper:
        """A contact; one without a name is an office."""
        cells = {"name": self.cell(name, "join")} if name else {}
        if email:
            cells["email"] = self.cell(email, "email")
        if office:
            cells["organisation"] = self.cell(office, "join")
        if phone:
            cells["phone_text"] = self.cell(phone, "phone-text")
            number = self.cell(phone, "e164")
            cells |= {"phone": number} if number.value else {}
        return self.find("contact", cells, field="contact", role=role)

    def extracted(self) -> Extracted:
        """What reconcile is given for this document."""
        lines = placed(Line(q, page=1) for q in self.quotes)
        document = Document(
            self.name,
            f"{self.name}.txt",
            "",
            "text/plain",
            lines,
            published=self.published,
            status=self.status,
            detail=self.detail,
        )  # type: ignore[arg-type]
        whole = Excerpt.of(document.text, Span(0, len(document.text)))
        blocks = [Block(n, narrative=(whole,), parent=p, doubt=self.doubt) for n, p in enumerate(self.parents, 1)]
        return Extracted(document, blocks, self.found, [("narrative", "", 1)] * len(lines))


def facts(*papers: Paper, corrections: Sequence[Correction] = ()) -> Dataset:
    """The dataset of some documents; every receipt in it holds."""
    data = reconcile([p.extracted() for p in papers], corrections)
    assert problems(data) == []
    return data


def problems(data: Dataset) -> list[Problem]:
    """What the receipts of a dataset do not prove."""
    return list(check(data))


def column(rows: Sequence[Row], name: str) -> list[str]:
    """A column of some rows."""
    return [row.values.get(name, "") for row in rows]


def status(row: Row, name: str) -> str:
    """The status of a value, by its receipt."""
    return row.receipts[name][0].status


def codes(data: Dataset) -> list[tuple[str, str]]:
    """Severity and code of each row of findings."""
    return [(r.values["severity"], r.values["code"]) for r in data.rows("findings")]


def says(data: Dataset) -> str:
    """The sentences of all findings, a line each."""
    return "\n".join(r.values["says"] for r in data.rows("findings"))
