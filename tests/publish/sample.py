"""A small dataset made by hand: one brochure page, one project, two pledges, two contacts, one file that failed."""

from __future__ import annotations

from extractors.evidence import Span
from pipeline.document import Box, Document, Line, Word, placed
from pipeline.reconcile.facts import Dataset, Receipt, Row, Status

LINES = (
    "Safe Harbours for",
    "Coastal Fishers, phase 2",
    "Code: HBR-7, X/12",
    "Budget: USD 1500000",
    "Norland 400000; Sudland 100000.50",
    "Shortfall: USD 999999.50",
    "Contact: Ms. Ana  LIMA, ana.lima@harbours.example, Tel.: +43 (1) 555-0199",
    "Ask Ana Lima, or Lima, Ana; call Ms Lima on 0043 1 5550199 or write to post (at) harbours.example.",
    "Field: Bo Ek",
)
DOCUMENT_ID = "d1-harbours"


def _line(number: int, text: str) -> Line:
    words, at = [], 0
    for word in text.split(" "):
        if word:
            box = Box(2, 50.04 + 6 * at, 100.0 + 14 * number, 50.04 + 6 * (at + len(word)), 110.26 + 14 * number)
            words.append(Word(at, at + len(word), box))
        at += len(word) + 1
    return Line(
        text, page=2, box=Box(2, 50, 100 + 14 * number, 50 + 6 * len(text), 110 + 14 * number), words=tuple(words)
    )


DOCUMENT = Document(
    DOCUMENT_ID,
    "2031/harbours.pdf",
    "0f" * 32,
    "application/pdf",
    placed(_line(n, text) for n, text in enumerate(LINES)),
    pages=2,
)
TEXT = DOCUMENT.text


def span(quote: str, after: str = "") -> Span:
    """Where a quote stands in the text, after another one."""
    start = TEXT.index(quote, TEXT.index(after))
    return Span(start, start + len(quote))


def read(
    *quotes: str, steps: tuple[str, ...] = ("join",), status: Status = "stated", part: int = 0, rule: str = "made.up"
) -> Receipt:
    """A receipt for quotes of the document."""
    return Receipt(DOCUMENT_ID, rule, status, tuple(map(span, quotes)), steps, part=part)


def worked_out(*inputs: str, steps: tuple[str, ...] = (), status: Status = "inferred", part: int = 0) -> Receipt:
    """A receipt for a value that rests on other cells."""
    return Receipt("", "made.out", status, (), steps, inputs, part)


def _documents() -> list[Row]:
    ok = {"document_id": DOCUMENT_ID, "file": "2031/harbours.pdf", "sha256": "0f" * 32, "media_type": "application/pdf"}
    ok |= {"published": "2031-05", "language": "en", "pages": "2", "listings": "1", "status": "ok"}
    bad = {
        "document_id": "d2-torn",
        "file": "torn.pdf",
        "sha256": "aa" * 32,
        "status": "failed",
        "detail": "The file is cut off.",
    }
    return [Row("documents", ok["document_id"], ok), Row("documents", bad["document_id"], bad)]


def _listing() -> Row:
    values = {
        "project_id": "p1",
        "document_id": DOCUMENT_ID,
        "ordinal": "1",
        "title": "Safe Harbours for Coastal Fishers",
    }
    values |= {
        "codes": "HBR-7; X/12",
        "budget": "1500000",
        "currency": "USD",
        "pledged": "500000.5",
        "shortfall": "999999.50",
    }
    values |= {"funding_check": "balanced", "page_first": "2", "page_last": "2"}
    receipts = {
        "title": [read("Safe Harbours for", "Coastal Fishers")],
        "codes": [read("HBR-7"), read("X/12", part=1)],
        "budget": [worked_out("amounts/a1/amount", status="proved")],
        "currency": [worked_out("amounts/a1/currency")],
        "pledged": [worked_out("pledges/l1/1/amount", "pledges/l1/2/amount", steps=("sum",))],
        "shortfall": [read("999999.50")],
    }
    return Row("listings", "l1", values, receipts)


def _project_values() -> dict[str, str]:
    """What the table of projects says; where each value comes from is another matter."""
    values = {
        "project_id": "p1",
        "title": "Safe Harbours for Coastal Fishers",
        "codes": "HBR-7; X/12",
        "currency": "USD",
    }
    values |= {"budget": "1500000", "pledged": "500000.5", "funded_share": "0.3333", "donors": "Norland; Sudland"}
    values |= {
        "headquarters_contact": "Ana Lima",
        "headquarters_email": "ana.lima@harbours.example",
        "field_contact": "Bo Ek",
    }
    values |= {
        "listings": "1",
        "as_of": "2031-05",
        "latest_document": DOCUMENT_ID,
        "page_first": "2",
        "status": "inferred",
        "findings": "1",
    }
    return values


def _project() -> Row:
    receipts = {
        "title": [worked_out("listings/l1/title")],
        "codes": [worked_out("listings/l1/codes")],
        "currency": [worked_out("listings/l1/currency")],
        "budget": [worked_out("listings/l1/budget")],
        "pledged": [worked_out("listings/l1/pledged")],
        "funded_share": [worked_out("listings/l1/pledged", "listings/l1/budget", steps=("ratio",))],
        "donors": [worked_out("pledges/l1/1/donor_name"), worked_out("pledges/l1/2/donor", part=1)],
        "headquarters_contact": [worked_out("contacts/c1/name")],
        "headquarters_email": [worked_out("contacts/c1/email")],
        "field_contact": [worked_out("contacts/c2/name")],
    }
    return Row("projects", "p1", _project_values(), receipts)


def _amount() -> Row:
    values = {"listing_id": "l1", "kind": "budget", "amount": "1500000", "currency": "USD", "approximate": "false"}
    values |= {"amount_text": "USD 1500000", "status": "proved", "page": "2"}
    amount = read("1500000", status="proved")._replace(
        inputs=("listings/l1/pledged", "listings/l1/shortfall"), rejected=("15: it is too small",)
    )
    receipts = {"amount": [amount], "currency": [read("USD")], "amount_text": [read("USD 1500000")]}
    return Row("amounts", "a1", values, receipts)


def _pledge(number: int, donor: str, amount: str) -> Row:
    values = {
        "listing_id": "l1",
        "donor": donor,
        "donor_name": donor,
        "donor_text": donor,
        "amount": amount,
        "currency": "USD",
        "status": "stated",
        "page": "2",
    }
    receipts = {c: [read(donor)] for c in ("donor", "donor_name", "donor_text")}
    receipts |= {"amount": [read(amount)], "currency": [worked_out("amounts/a1/currency")]}
    return Row("pledges", f"l1/{number}", values, receipts)


def _contacts() -> list[Row]:
    values = {
        "listing_id": "l1",
        "role": "headquarters",
        "name": "Ana Lima",
        "honorific": "Ms.",
        "email": "ana.lima@harbours.example",
    }
    values |= {"phone": "+4315550199", "phone_text": "+43 (1) 555-0199", "status": "stated", "page": "2"}
    receipts = {
        "name": [read("Ana  LIMA", steps=("join", "word:ana lima=Ana Lima"))],
        "honorific": [read("Ms.")],
        "email": [read("ana.lima@harbours.example")],
        "phone": [read("+43 (1) 555-0199", steps=("constant:+4315550199",))],
        "phone_text": [read("+43 (1) 555-0199")],
    }
    field = {"listing_id": "l1", "role": "field", "name": "Bo Ek", "status": "stated", "page": "2"}
    return [Row("contacts", "c1", values, receipts), Row("contacts", "c2", field, {"name": [read("Bo Ek")]})]


def _finding() -> Row:
    values = {
        "severity": "warning",
        "code": "two-numbers",
        "document_id": DOCUMENT_ID,
        "listing_id": "l1",
        "table": "contacts",
    }
    values |= {"row_id": "c1", "column": "phone", "says": "Ana Lima has a second number, 0043 1 5550199.", "page": "2"}
    return Row("findings", "f1", values)


def _lines() -> list[Row]:
    roles = ("title", "title", "value", "value", "value", "value", "value", "narrative", "value")
    return [
        Row(
            "lines",
            "",
            {
                "document_id": DOCUMENT_ID,
                "line": str(n),
                "start": str(x.start),
                "end": str(x.end),
                "page": "2",
                "role": role,
            },
        )
        for n, (x, role) in enumerate(zip(DOCUMENT.lines, roles, strict=True), 1)
    ]


def dataset() -> Dataset:
    """A fresh copy of the dataset."""
    return Dataset(
        {
            "documents": _documents(),
            "listings": [_listing()],
            "projects": [_project()],
            "amounts": [_amount()],
            "pledges": [_pledge(1, "Norland", "400000"), _pledge(2, "Sudland", "100000.50")],
            "contacts": _contacts(),
            "findings": [_finding()],
            "lines": _lines(),
        },
        {DOCUMENT_ID: TEXT},
    )


DOCUMENTS = {DOCUMENT_ID: DOCUMENT}
