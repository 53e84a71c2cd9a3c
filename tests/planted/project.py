"""A project made up of known facts, and the styles in which its numbers and dates are printed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

WORDS: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "es", "de")
#: The fields of a printed project, in their order; the title may stand among them or above.
FIELDS = ("code", "countries", "period", "budget", "pledges", "shortfall", "contact")

#: Style -> currency, how an amount is printed.
NUMBERS = {
    "commas": ("USD", lambda n: f"US$ {n:,}"),
    "cents": ("USD", lambda n: f"USD {n:,}.00"),
    "mark glued": ("EUR", lambda n: f"€{n:,}"),
    "points, mark behind": ("EUR", lambda n: f"{n:,} EUR".replace(",", ".")),
    "blanks": ("EUR", lambda n: f"EUR {n:,}".replace(",", " ")),
    "apostrophes": ("CHF", lambda n: f"CHF {n:,}".replace(",", "’")),
    "no groups": ("GBP", lambda n: f"GBP {n}"),
    "millions": ("USD", lambda n: f"US$ {Decimal(n) / 1_000_000} million"),
}

Date = tuple[int, int, int]  # year, month, day


def _iso(date: Date) -> str:
    return "{:04}-{:02}-{:02}".format(*date)


#: Style -> how a date is printed in a language, how much of it that states (characters of its ISO form).
DATES = {
    "day month year": (lambda d, months: f"{d[2]} {months[d[1] - 1]} {d[0]}", 10),
    "month year": (lambda d, months: f"{months[d[1] - 1]} {d[0]}", 7),
    "points": (lambda d, months: f"{d[2]:02}.{d[1]:02}.{d[0]}", 10),
    "iso": (lambda d, months: _iso(d), 10),
    "slashed month": (lambda d, months: f"{d[1]:02}/{d[0]}", 7),
    "year": (lambda d, months: f"{d[0]}", 4),
}
#: What stands between the dates of a period; ``until`` is the word of the language.
RANGES = (" - ", " – ", " until ")
CODES = ("{letters}{number}", "{letters}/X{number}", "413{number}-012", "{letters}-{number}-07")
#: How a pledge is printed, and what parts two of them.
PLEDGES = {"from": "{amount} {word} {donor}", "colon": "{donor}: {amount}", "before": "{donor} {amount}"}
PARTED = ("; ", ", ", "\n")


@dataclass(frozen=True, slots=True)
class Project:
    """What is planted: a few of these facts become the cells that are expected back."""

    language: str
    title: str
    code: str
    countries: tuple[tuple[str, str], ...]
    start: Date
    end: Date
    pledges: tuple[tuple[tuple[str, str], int], ...]  # name and country of the donor, share of the budget
    missing: int
    person: str
    unit: int  # what one share is worth


@dataclass(frozen=True, slots=True)
class Style:
    """How the facts are printed."""

    numbers: str
    dates: str
    between: str
    pledge: str
    parted: str


def _code(letters: str, number: int, form: str) -> str:
    return form.format(letters=letters, number=number)


def projects(language: str) -> st.SearchStrategy[Project]:
    """Projects in a language; budget less pledges is the shortfall in each."""
    words = WORDS[language]
    titles = st.tuples(*(st.sampled_from(part) for part in words["titles"])).map(" ".join)
    dates = st.tuples(st.integers(1998, 2011), st.integers(1, 12), st.integers(1, 28))
    countries = [tuple(c) for c in words["countries"]]
    donors = st.lists(st.sampled_from([tuple(d) for d in words["donors"]]), min_size=1, max_size=3, unique=True)
    return st.builds(
        lambda donors, shares, **facts: Project(language, pledges=tuple(zip(donors, shares, strict=False)), **facts),
        donors=donors,
        shares=st.lists(st.integers(11, 400), min_size=3, max_size=3, unique=True),
        title=titles,
        code=st.builds(_code, st.sampled_from(["KEN", "XAM", "RAF"]), st.integers(10, 99), st.sampled_from(CODES)),
        countries=st.lists(st.sampled_from(countries), min_size=1, max_size=3, unique=True).map(tuple),
        start=dates,
        end=dates.map(lambda d: (d[0] + 15, d[1], d[2])),
        missing=st.integers(500, 900),
        person=st.sampled_from(["Ana Lima", "Eva Berg", "Rosa Marín"]),
        unit=st.sampled_from([1_000, 1_037, 100_003]),
    )  # fmt: skip


styles = st.builds(
    Style,
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(RANGES),
    st.sampled_from(sorted(PLEDGES)),
    st.sampled_from(PARTED),
)


def _amount(project: Project, style: Style, share: int) -> int:
    return share * (100_000 if style.numbers == "millions" else project.unit)


def _budget(project: Project) -> int:
    return project.missing + sum(share for _, share in project.pledges)


def printed(project: Project, style: Style) -> dict[str, str]:
    """The values as they stand on the page, by field."""
    words = WORDS[project.language]
    money = NUMBERS[style.numbers][1]
    date = DATES[style.dates][0]
    between = style.between.replace("until", words["until"])
    pledge = PLEDGES[style.pledge]
    pledges = [
        pledge.format(amount=money(_amount(project, style, share)), word=words["from"], donor=donor)
        for (donor, _), share in project.pledges
    ]
    name = project.person.split()[0].lower()
    return {
        "title": project.title,
        "code": project.code,
        "countries": ", ".join(name for name, _ in project.countries),
        "period": between.join(date(d, words["months"]) for d in (project.start, project.end)),
        "budget": money(_amount(project, style, _budget(project))),
        "pledges": style.parted.join(pledges),
        "shortfall": money(_amount(project, style, project.missing)),
        "contact": f"{words['polite']} {project.person}, {name}@harbours.example",
    }


def expected(project: Project, style: Style) -> dict[str, object]:
    """The cells that must come back."""
    size = DATES[style.dates][1]
    amounts = [_amount(project, style, share) for _, share in project.pledges]
    return {
        "title": project.title,
        "codes": project.code,
        "countries": sorted(iso3 for _, iso3 in project.countries),
        "start_date": _iso(project.start)[:size],
        "end_date": _iso(project.end)[:size],
        "currency": NUMBERS[style.numbers][0],
        "budget": str(_amount(project, style, _budget(project))),
        "pledged": str(sum(amounts)),
        "shortfall": str(_amount(project, style, project.missing)),
        "funding_check": "balanced",
        "pledges": sorted((iso3, str(n)) for ((_, iso3), _), n in zip(project.pledges, amounts, strict=True)),
        "contacts": [(project.person, f"{project.person.split()[0].lower()}@harbours.example")],
    }
