"""Who is read as a contact: ``cases/contacts.toml`` holds printed values, this file the rules between fields."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from extractors.contacts import MODULE
from extractors.evidence import Block, Excerpt, Field, Finding, Span
from extractors.steps import replay

CASES = tomllib.loads((Path(__file__).parent / "cases" / "contacts.toml").read_text(encoding="utf-8"))["case"]
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "001_064e874d79636556.txt"


def document(*fields: tuple[str, str, str]) -> tuple[str, Block]:
    """A text and its block, of fields of a kind with a label and a value; a narrative has no label."""
    text, made, narrative = "", [], []
    for kind, label, value in fields:
        start = len(text) + len(label) + 2
        found = Excerpt(value, (Span(start, start + len(value)),))
        if kind == "narrative":
            narrative.append(found)
        else:
            made.append(Field(kind, found, Excerpt(label, (Span(len(text), len(text) + len(label)),))))
        text += f"{label}: {value}\n"
    return text, Block(1, fields=tuple(made), narrative=tuple(narrative))


def read(*fields: tuple[str, str, str]) -> list[Finding]:
    return list(MODULE.read(document(*fields)[1]))


def row(finding: Finding) -> dict[str, str]:
    """The values of a contact, and its status where it is not ``stated``."""
    values = {column: cell.value for column, cell in finding.cells.items()}
    return values if finding.status == "stated" else values | {"status": finding.status}


def given(case: dict[str, Any]) -> tuple[str, str, str]:
    return case.get("kind", "contact"), case.get("label", "Contact"), case["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_printed_value_gives_exactly_these_contacts(case: dict[str, Any]) -> None:
    assert [row(f) for f in read(given(case))] == case["contacts"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_every_cell_replays_from_its_quotes(case: dict[str, Any]) -> None:
    text, block = document(given(case))
    for finding in MODULE.read(block):
        for cell in finding.cells.values():
            assert replay(cell.steps, "\n".join(text[s.start : s.end] for s in cell.spans)) == cell.value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_every_finding_names_a_rule_of_the_table(case: dict[str, Any]) -> None:
    assert {f.rule for f in read(given(case))} <= {rule.id for rule in MODULE.rules}


@pytest.mark.parametrize(
    ("kind", "role"), [("contact_hq", "headquarters"), ("contact_field", "field"), ("contact", "other")]
)
def test_kind_of_the_field_gives_the_role(kind: str, role: str) -> None:
    assert [f.text("role") for f in read((kind, "Contact person", "Ms. Jane Doe, UNDP"))] == [role]


def test_number_and_address_in_fields_behind_a_contact_belong_to_it() -> None:
    found = read(
        ("contact", "Contact", "Ms. Jane Doe, UNDP"),
        ("phone", "Tel", "+43 1 26060 4290"),
        ("email", "E-mail", "jane.doe@undp.org"),
    )
    assert [row(f) for f in found] == [
        {
            "name": "Jane Doe",
            "honorific": "Ms.",
            "organisation": "UNDP",
            "phone_text": "+43 1 26060 4290",
            "phone": "+431260604290",
            "email": "jane.doe@undp.org",
        }
    ]


def test_an_address_between_does_not_part_a_contact_from_its_number() -> None:
    found = read(
        ("contact", "Contact", "Ms. Jane Doe"),
        ("address", "Address", "12 Main Road"),
        ("phone", "Phone", "020 7946 0958"),
    )
    assert [row(f) for f in found] == [{"name": "Jane Doe", "honorific": "Ms.", "phone_text": "020 7946 0958"}]


def test_an_office_without_number_becomes_a_contact_by_the_number_behind_it() -> None:
    found = read(("contact", "Contact", "UNDP Field Office Kabul"), ("email", "E-mail", "kabul@undp.org"))
    assert [row(f) for f in found] == [{"organisation": "UNDP Field Office Kabul", "email": "kabul@undp.org"}]


def test_number_and_address_of_their_own_make_one_contact() -> None:
    found = read(("budget", "Budget", "US$ 5"), ("phone", "Tel", "020 7946 0958"), ("email", "E-mail", "info@x.org"))
    assert [row(f) for f in found] == [{"phone_text": "020 7946 0958", "email": "info@x.org"}]


@pytest.mark.parametrize("kind", ["implementer", "partner", "donor", "website", "fax", "address"])
def test_imprint_of_an_organisation_is_no_contact(kind: str) -> None:
    assert read((kind, "Label", "Ministry of Health"), ("email", "E-mail", "info@x.org")) == []


def test_field_between_parts_a_contact_from_a_number() -> None:
    found = read(
        ("contact", "Contact", "Ms. Jane Doe"), ("budget", "Budget", "US$ 5"), ("email", "E-mail", "info@x.org")
    )
    assert [row(f) for f in found] == [{"name": "Jane Doe", "honorific": "Ms."}, {"email": "info@x.org"}]


def test_a_second_number_is_kept_as_a_note() -> None:
    assert read(("contact", "Contact", "Ms. Jane Doe, Tel: +43 1 26060 4290 / 4291"))[0].notes == (
        "a further phone number is printed: 4291",
    )


def test_an_address_of_somebody_else_is_a_doubt_with_its_reason() -> None:
    assert (
        read(("contact", "Contact", "Jane Doe, robert.king@x.org"))[0].doubt == "the e-mail address names somebody else"
    )


def test_the_value_of_a_label_that_is_a_job_quotes_the_label() -> None:
    text, block = document(("contact", "Project Officer", "Ms. Jane Doe"))
    (span,) = next(iter(MODULE.read(block))).cells["job_title"].spans
    assert text[span.start : span.end] == "Project Officer"


@pytest.mark.parametrize(
    "label", ["Contact person", "Focal Point", "HQ Focal Point", "Ansprechpartner", "Responsible ILO Official"]
)
def test_a_label_that_only_calls_for_a_person_is_no_job(label: str) -> None:
    assert "job_title" not in read(("contact", label, "Ms. Jane Doe"))[0].cells


def test_value_in_two_pieces_quotes_both() -> None:
    text = "Ms. Jane Doe, Trade and\n17\nDevelopment Section"
    value = Excerpt.of(text, Span(0, 23), Span(27, len(text)))
    (found,) = MODULE.read(Block(1, fields=(Field("contact", value),)))
    assert found.cells["organisation"].value == "Trade and Development Section"
    assert found.cells["organisation"].spans == (Span(14, 23), Span(27, len(text)))


@pytest.mark.clock
@pytest.mark.parametrize(
    "text", ["a" * 20000, "Ms. " * 5000, "1 " * 10000, "A@" * 5000, "Jane Doe, " * 1000, "(" * 5000, "Tel: " * 3000]
)
def test_no_text_takes_long(text: str) -> None:
    started = perf_counter()
    read(("contact", "Contact", text))
    assert perf_counter() - started < 5


def seed_fields() -> Iterator[tuple[str, str, str]]:
    """The contact fields of the seed brochure, each up to the last line that has a number or an address."""
    kinds = {"HQ Focal Point": "contact_hq", "Field Office": "contact_field", "Focal Point": "contact"}
    lines = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    for i, line in enumerate(lines):
        label = re.match(r"(HQ Focal Point|Field Office|Focal Point):\s*", line)
        if not label:
            continue
        value, seen = [line[label.end() :]], False
        for follower in lines[i + 1 :]:
            mark = re.search(r"Tel\b|[Mm]ail\b", follower) is not None
            if (seen and not mark and not re.match(r"M[rs]\.", follower)) or re.match(
                r"(HQ Focal Point|Field Office):", follower
            ):
                break
            seen = mark or (seen and not re.match(r"M[rs]\.", follower))
            value.append(follower)
            if len(value) > 12:
                break
        if any(re.search(r"Tel", v) for v in value):
            yield kinds[label[1]], label[1], "\n".join(value)


@pytest.mark.skipif(not SEED.exists(), reason="the seed documents are not part of the repository")
def test_all_contacts_of_the_seed_brochure_read_as_its_gold() -> None:
    gold = json.loads((SEED.parent / "gold" / f"{SEED.stem}.json").read_text(encoding="utf-8"))
    expected = [
        tuple(c[k] or "" for k in ("role", "name", "honorific", "job_title", "organisation", "email", "phone"))
        for p in gold["projects"]
        for c in p["contacts"]
    ]
    columns = ("role", "name", "honorific", "job_title", "organisation", "email", "phone_text")
    assert [tuple(f.text(c) for c in columns) for field in seed_fields() for f in read(field)] == expected


def test_name_before_a_number_is_a_contact() -> None:
    fields = (("title", "Name", "Jane E. Doe"), ("phone", "Telephone", "+267 3915718"))
    assert [row(f) for f in read(*fields)] == [
        {"name": "Jane E. Doe", "phone_text": "+267 3915718", "phone": "+2673915718", "status": "inferred"}
    ]


def test_name_with_an_honorific_may_have_its_job_before_the_number() -> None:
    fields = (("title", "Name", "Dr. Jane Doe"), ("title", "Title", "Director"), ("phone", "Phone", "+267 3915718"))
    (found,) = read(*fields)
    assert (found.text("name"), found.text("phone_text")) == ("Jane Doe", "+267 3915718")


def test_unknown_label_before_a_number_gives_the_job() -> None:
    fields = (("other", "Key Expert Customs", "Jane Doe"), ("email", "Email", "jd@project.org"))
    (found,) = read(*fields)
    assert (found.text("name"), found.text("email")) == ("Jane Doe", "jd@project.org")


@pytest.mark.parametrize(
    "fields",
    [
        (("title", "Name", "Jane Doe"), ("title", "Title", "Wells for All"), ("phone", "Phone", "+267 3915718")),
        (("title", "Name", "Dr. Jane Doe"), ("budget", "Budget", "EUR 5"), ("phone", "Phone", "+267 3915718")),
        (("title", "Name", "Clean Water Villages"), ("country", "Country", "Chad")),
        (("title", "Project title", "Jane Doe"), ("phone", "Telephone", "+267 3915718")),
        (("other", "Ministry", "Ministry of Health"), ("fax", "Fax", "+267 3915718")),
        (("other", "Author", "Jane Doe"), ("period", "Duration", "12 months")),
    ],
)
def test_name_without_a_number_or_for_a_project_is_no_contact(fields: tuple[tuple[str, str, str], ...]) -> None:
    assert [f.text("name") for f in read(*fields) if f.text("name")] == []


def test_name_with_its_job_under_a_label_may_stand_before_the_number() -> None:
    (found,) = read(
        ("title", "Name", "Jane Doe"), ("title", "Title", "Head of Unit"), ("phone", "Phone", "+267 3915718")
    )
    assert (found.text("name"), found.text("phone_text")) == ("Jane Doe", "+267 3915718")


@pytest.mark.parametrize(
    ("lines", "address", "name"),
    [
        ("Jane Doering\nProgramme Officer", "jane.doering@project.org", "Jane Doering"),
        ("Jane Doering\nProgramme Officer", "j.doering@project.org", "Jane Doering"),
        ("Jane Doering\nProgramme Officer", "info@project.org", ""),
        ("Green Doering Foundation\nOur work", "doering@project.org", ""),
        ("We met Jane Doering there", "doering@project.org", ""),
        ("Solar Pumps Kenya\nOur work", "solarpumps@project.org", ""),
    ],
)
def test_address_leads_back_to_the_name_on_a_line_before_it(lines: str, address: str, name: str) -> None:
    mail = Field("email", Excerpt(address, (Span(len(lines) + 8, len(lines) + 8 + len(address)),)))
    block = Block(1, fields=(mail,), narrative=(Excerpt(lines, (Span(0, len(lines)),)),))
    assert [f.text("name") for f in MODULE.read(block)] == [name]


COVER = [
    ("contact_field", "Country Director", "Ada Wells"),
    ("contact", "Sector Manager", "Lia Brook"),
    ("contact", "Task Team Leader", "Tom Reyes"),
]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (COVER, []),
        (COVER[1:], ["Lia Brook", "Tom Reyes"]),
        (COVER[2:], ["Tom Reyes"]),
        ([COVER[2], ("contact", "Project Officer", "Ada Wells")], ["Tom Reyes", "Ada Wells"]),
        ([COVER[2], ("contact", "Contact person", "Ada Wells")], ["Ada Wells"]),
        ([*COVER[:2], (*COVER[2][:2], "Tom Reyes, Tel. +43 1 26060 4290")], ["Tom Reyes"]),
        ([*COVER, ("phone", "Tel", "+43 1 26060 4290")], ["Tom Reyes"]),
        ([*COVER[:2], (*COVER[2][:2], "Tom Reyes [email protected]")], ["Tom Reyes"]),
    ],
)
def test_names_under_posts_answer_where_nobody_above_or_beside_them_does(
    fields: list[tuple[str, str, str]], names: list[str]
) -> None:
    assert [f.text("name") for f in read(*fields)] == names


@pytest.mark.parametrize(
    ("second", "count"), [("tom.reyes@x.org", 2), ("country.office@x.org", 1), ("tom@x.org", 1), ("ada.wells@x.org", 2)]
)
def test_a_further_address_of_a_person_in_a_field_of_its_own_opens_another_contact(second: str, count: int) -> None:
    found = read(("email", "E-mail", "ada.brook@x.org"), ("email", "E-mail", second))
    assert len(found) == count
