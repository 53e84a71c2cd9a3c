"""The IATI file as a whole: every field listed, valid by the standard, well-formed whatever a text holds."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.publish.iati.check import check
from pipeline.publish.iati.mapping import codes, country_codes, fields, mapping
from pipeline.publish.iati.page import page
from pipeline.publish.iati.standard import load_standard
from pipeline.publish.iati.xml import LANGUAGE, clean
from tests.publish.iati_sample import (
    PB,
    WISH,
    Rows,
    activity,
    contact,
    document,
    every,
    family,
    full,
    listing,
    pledge,
    rows,
    written,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "iati"
TODAY = date(2026, 11, 22)

needs_standard = pytest.mark.skipif(not FOLDER.is_dir(), reason="no copy of the IATI standard is beside the clone")


# --- the file as a whole


def paths(element: etree._Element, above: str = "") -> set[str]:
    """The paths of all values in an activity, as the list of fields names them."""
    found = set()
    for name in element.attrib:
        found.add(f"{above}@{str(name).replace(PB, 'pb:').replace('{http://www.w3.org/XML/1998/namespace}', 'xml:')}")
    for child in element:
        where = f"{above}{str(child.tag).replace(PB, 'pb:')}"
        found |= {where} if (child.text or "").strip() else set()
        found |= paths(child, f"{where}/")
    return found


def test_the_list_of_fields_has_every_value_of_the_file_and_no_other() -> None:
    wish = WISH._replace(language="en")
    plain = full()
    other = full()
    other["documents"] = [document(language="")]
    found = paths(activity(plain, wish)) | paths(activity(plain, wish, 1)) | paths(activity(other, wish))
    marks = {p for p in found if p.endswith(("@pb:basis", "@pb:status", "@pb:stated"))}
    ours = {p for p in found - marks if p.startswith("pb:project/pb:") and "@" in p}
    found |= {p.partition("/@")[0] for p in ours}
    listed = {field.element for field in fields()}
    assert found - marks - ours - listed == set()
    assert listed - found == set()


def test_the_page_of_fields_is_current() -> None:
    assert (ROOT / "docs" / "iati.md").read_text(encoding="utf-8") == page(), "run `make docs`"


@cache
def faults(data: bytes) -> list[str]:
    return [str(fault) for fault in check(data, load_standard(FOLDER), TODAY).faults]


@needs_standard
@pytest.mark.parametrize("tables", [rows(), full(), family()], ids=["one", "full", "family"])
def test_the_file_is_valid(tables: Rows) -> None:
    assert faults(written(tables)) == []


@needs_standard
def test_a_file_without_a_currency_for_the_project_is_valid() -> None:
    tables = rows(listings=[listing(currency="")])
    assert activity(tables).get("default-currency") is None
    assert faults(written(tables)) == []


def test_the_same_tables_give_the_same_bytes() -> None:
    assert written(full()) == written(full())


def test_the_language_is_the_documents_else_the_reporters() -> None:
    french = WISH._replace(language="fr")
    assert (activity(wish=french).get(LANGUAGE), activity(wish=french).get(f"{PB}language-basis")) == ("en", None)
    silent = rows(documents=[document(language="")])
    assert (activity(silent, french).get(LANGUAGE), activity(silent, french).get(f"{PB}language-basis")) == (
        "fr",
        "reporter",
    )


def test_of_a_language_with_a_region_the_language_is_taken() -> None:
    assert activity(rows(documents=[document(language="en-GB")])).get(LANGUAGE) == "en"


@needs_standard
def test_every_country_that_can_be_read_has_a_code_in_the_standard() -> None:
    assert {*country_codes().values()} - load_standard(FOLDER).codelists["Country"] == set()


@needs_standard
def test_every_code_of_the_mapping_is_in_its_list() -> None:
    lists, ours = load_standard(FOLDER).codelists, codes()
    assert {*ours["scope"].values()} <= lists["ActivityScope"]
    assert {*ours["status"].values()} <= lists["ActivityStatus"]
    assert {*ours["organisation"].values()} <= lists["OrganisationType"]
    assert {*ours["role"].values(), ours["funding"]} <= lists["OrganisationRole"]
    assert {entry["code"] for entry in mapping()["sector"]} <= lists["Sector"]
    assert mapping()["version"] in lists["Version"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x0bc", "a\ufffdb\ufffdc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb\uffff", "a\ufffdb\ufffd"),
        ("a\tb\n<&>'\"]]>", "a\tb\n<&>'\"]]>"),
        ("\x7f\x85 é 漢 😀", "\x7f\x85 é 漢 😀"),
    ],
)
def test_what_xml_cannot_hold_is_replaced_and_nothing_else(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(st.characters(), min_size=1))
def test_the_file_is_well_formed_whatever_a_text_holds(text: str) -> None:
    value = "x" + text
    tables = rows(
        listings=[listing(title=value, codes=value)], pledges=[pledge(1, donor=value)], contacts=[contact(name=value)]
    )
    assert every("title", "text", tables=tables) == [(clean(value),)]
