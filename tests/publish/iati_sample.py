"""A dataset for activities: one project that says everything, changed for each test where it matters."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.publish.iati import ACTIVITIES, LEFT_OUT, iati_files
from pipeline.publish.iati.wish import Participant, Wish
from pipeline.reconcile.facts import Receipt, Row, Status

Rows = dict[str, list[Row]]

UNODC = Participant("Harbour Office", "2", "XM-DAC-41128", "40")
WISH = Wish("XX-REP-1", "Reporter", "90", participants=(UNODC,))


def row(table: str, row_id: str, said: Mapping[str, Status] | None = None, /, **values: str) -> Row:
    """A row whose values are all stated, but for those that ``said`` gives another status."""
    receipts = {name: [Receipt("d1", "made.up", (said or {}).get(name, "stated"))] for name in values}
    return Row(table, row_id, values, receipts)


def document(**values: str) -> Row:
    about = {"document_id": "d1", "file": "harbours.pdf", "sha256": "0f" * 32, "publisher": "Harbour Office"}
    return Row("documents", "d1", {**about, "published": "2010", "language": "en", **values})


def listing(said: Mapping[str, Status] | None = None, /, name: str = "l1", project: str = "p1", **values: str) -> Row:
    told = {"project_id": project, "document_id": "d1", "title": "Safe harbours", "summary": "Harbours that hold."}
    told |= {"codes": "HBR-7; X/12", "scope": "regional", "start_date": "2009-03-01", "end_date": "2012-02-28"}
    told |= {"budget": "1500000", "currency": "USD", "pledged": "500000.5", "shortfall": "999999.5"}
    told |= {"funding_check": "balanced", "page_first": "2", "page_last": "3", "duration_months": "36"}
    return row("listings", name, said, **told | values)


def project(name: str = "p1", source: str = "l1", **values: str) -> Row:
    made = Row("projects", name, {"project_id": name, "latest_document": "d1", "funded_share": "0.3333", **values})
    made.receipts["title"] = [Receipt("d1", "copy", "stated", inputs=(f"listings/{source}/title",))]
    return made


def place(number: int, said: Mapping[str, Status] | None = None, /, **values: str) -> Row:
    return row("places", f"l1.l{number}", said, **{"listing_id": "l1", "basis": "named", **values})


def pledge(number: int, said: Mapping[str, Status] | None = None, /, **values: str) -> Row:
    told = {"listing_id": "l1", "donor": "Norland", "donor_type": "country-government", "amount": "400000"}
    told |= {"currency": "USD", "status": "stated"} | values
    return row("pledges", f"l1.p{number}", said, **{"donor_name": told["donor"]} | told)


def contact(**values: str) -> Row:
    told = {"listing_id": "l1", "role": "headquarters", "name": "Ana Lima", "organisation": "Harbour Unit"}
    told |= {"job_title": "Head", "email": "ana.lima@harbours.example", "phone": "+4315550199", "status": "stated"}
    return row("contacts", "l1.c1", None, **told | {"phone_extension": "12"} | values)


def rows(**tables: list[Row]) -> Rows:
    """The tables of the dataset, with these instead of its own."""
    made: Rows = {
        "documents": [document()],
        "listings": [listing()],
        "projects": [project()],
        "amounts": [
            row("amounts", "l1.a1", listing_id="l1", kind="component", component="Piers", amount="9", currency="USD")
        ],
        "pledges": [pledge(1), pledge(2, donor="Deep Sea Fund", donor_type="un", donor_ref="41999", amount="100000.5")],
        "contacts": [contact()],
        "places": [place(1, iso3="KEN"), place(2, iso3="TZA"), place(3, iso3="MOZ")],
        "themes": [row("themes", "l1.t1", listing_id="l1", theme="TIP", label="Trafficking in persons")],
    }
    return made | tables


def written(tables: Rows, wish: Wish = WISH) -> bytes:
    """The file of activities; empty where there is none."""
    return iati_files(tables, wish).files.get(ACTIVITIES, b"")


def left_out(tables: Rows, wish: Wish = WISH) -> list[list[str]]:
    """What and why, of each row of the list: project, what, row, reason."""
    lines = iati_files(tables, wish).files[LEFT_OUT].decode().splitlines()[1:]
    return [[cells[0], *cells[2:5]] for cells in (line.split(",") for line in lines)]


def family(*, with_parent: bool = True) -> Rows:
    parts = [listing(name=f"l{n}", project=f"p{n}") for n in (2, 3)]
    head = listing() if with_parent else listing(title="")
    homes = [project(f"p{n}", f"l{n}", parent_project_id="p1") for n in (2, 3)]
    where = [row("places", f"l{n}.l1", listing_id=f"l{n}", iso3="KEN") for n in (1, 2, 3)]
    about = [row("themes", f"l{n}.t1", listing_id=f"l{n}", theme="TIP", label="Trafficking") for n in (1, 2, 3)]
    return rows(listings=[head, *parts], projects=[project(), *homes], places=where, themes=about)


def full() -> Rows:
    """Tables in which everything has a value that can have one."""
    tables = family()
    tables["projects"][0].values["missing_from"] = "d2"
    tables["listings"][0] = listing(start_date="2009", countries_text="Kenya", region_text="Eastern Africa")
    tables["documents"] = [document()]
    tables["pledges"] = [
        pledge(1, donor_ref="EU-1", note="a note"),
        pledge(2, donor="Deep Sea Fund", currency="", donor_type="un", donor_ref="41999"),
    ]
    regions = {"group": "BSEC", "name_text": "BSEC states"}, {"region": "Eastern Africa", "name_text": "the East"}
    tables["places"] = [
        *(one for one in tables["places"] if one.values["listing_id"] != "l2"),
        place(7, iso3="TZA", group="EAC"),
        *(row("places", f"l2.l{n}", listing_id="l2", **told) for n, told in enumerate(regions)),
    ]
    return tables


PB = "{urn:x-pledgebook:iati:1}"


def activity(tables: Rows | None = None, wish: Wish = WISH, number: int = 0) -> etree._Element:
    return etree.fromstring(written(tables or rows(), wish)).findall("iati-activity")[number]


def of(element: etree._Element | None, *names: str) -> tuple[str | None, ...]:
    """Attributes by name; ``pb:`` is the own namespace, ``text`` the first narrative or the text."""
    assert element is not None
    told = {"text": element.findtext("narrative") or element.text}
    return tuple(told.get(name) or element.get(name.replace("pb:", PB)) for name in names)


def every(path: str, *names: str, tables: Rows | None = None, wish: Wish = WISH) -> list[tuple[str | None, ...]]:
    return [of(one, *names) for one in activity(tables, wish).findall(path.replace("pb:", PB))]
