"""Two editions of a brochure, typeset by the project's own typesetter: nine listings of 2010, and those of 2011."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tests.typeset import brochure
from tests.typeset.model import FACTS, Brochure, Field, Listing, Printed, listing, load

#: Beginning of a title of 2010 -> what the edition of 2011 prints instead; None for a project that it leaves out.
EDITS: Mapping[str, Mapping[str, str] | None] = {
    # amounts moved
    "The Arab Initiative": {"US$ 6,000,000": "US$ 6,500,000"},
    # a donor added
    "Strengthening the Criminal Justice Response\nto Human Trafficking in Burundi": {
        "{donor:United States of America}": "{donor:United States of America}\nUS$ 100,000 from Norway",
        "US$ 236,396": "US$ 136,396",
    },
    # a project gone
    "Development of an African Model": None,
    # retitled
    "National Awareness Raising": {
        "National Awareness Raising Campaign to Prevent": "Nation-wide Campaign against",
        "and Combat Trafficking in Persons in Egypt": "Trafficking in Persons in Egypt",
    },
    # a contact replaced
    "Strengthening the Criminal Justice System Response": {
        "{hon:Mr.} {name:Leif Villadsen}": "{hon:Ms.} {name:Karin Holm}",
        "(+20-2) 2359-1521": "(+20-2) 2359-1544",
        "leif.villadsen@unodc.org": "karin.holm@unodc.org",
    },
}

#: A new one.
NEW = listing(
    {
        "title": "Shelters for Victims of Human Trafficking in Malawi (MWIT77)",
        "fields": (
            "Country: | Malawi\nRegion: | Africa & Middle East\nBudget: | US$ 420,000\n"
            "Total Pledges: | US$ 120,000 from Sweden\nShortfall: | US$ 300,000\n"
            "HQ Focal Point: | Ms. Silke Albert, Anti-Human Trafficking and Migrant Smuggling Unit\n"
            "| Tel.: +43 1 26060 5698\n| Email: silke.albert@unodc.org\n"
        ),
        "text": "Victims who leave their traffickers have nowhere to go. The project opens four houses for them.",
    }
)


def first() -> Brochure:
    """The edition of 2010."""
    whole = load(FACTS / "unodc-partnership-2010.toml")
    begin = next(n for n, one in enumerate(whole.listings) if one.title[0].startswith("Development of an African"))
    return replace(whole, listings=whole.listings[begin : begin + 9])


def second() -> Brochure:
    """The edition of 2011."""
    old = first()
    kept = [edited(one, EDITS.get(_edit(one), {})) for one in old.listings if EDITS.get(_edit(one), {}) is not None]
    document = {**old.document, "heading": "Partnership opportunities 2011", "published": "2011", "edition": "2011"}
    return replace(old, document=document, listings=(*kept, NEW))


def _edit(one: Listing) -> str:
    return next((begin for begin in EDITS if "\n".join(one.title).startswith(begin)), "")


def edited(one: Listing, edits: Mapping[str, str] | None) -> Listing:
    """The listing with texts replaced; raises :class:`ValueError` for one that is not there."""
    found = "\n".join([*one.title, *(f.value for f in one.fields)])
    for old in edits or {}:
        if old not in found:
            raise ValueError(f"{one.title[0]} does not say {old!r}")

    def put(text: str) -> str:
        for old, new in (edits or {}).items():
            text = text.replace(old, new)
        return text

    fields = tuple(Field(f.label, _lines(f.lines, put)) for f in one.fields)
    links = tuple(put(link) for link in one.links)
    return replace(one, title=tuple(map(put, one.title)), fields=fields, links=links)


def _lines(lines: Sequence[Printed], put: Callable[[str], str]) -> tuple[Printed, ...]:
    return tuple(replace(line, text=text) for line in lines for text in put(line.text).split("\n"))


def pdf(of: Brochure) -> bytes:
    """The file."""
    return brochure.typeset(of)
