"""A corpus of any size, planted at the level of what is extracted: documents of ten projects each, editions, lists.

One brochure is read by the pipeline. What stands in it for a name, a code, an amount or a date is then exchanged for
another of the same length, in the text, the blocks and the findings alike, so that every receipt holds; and that is
quick enough for hundreds of thousands of listings. Which projects a document has is drawn with a fixed seed: some
documents are later editions of the one before, some list projects of others.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex

from pipeline.extracting import extract_one
from pipeline.inputs import Source
from pipeline.scale.parts import Row, rows

#: Projects of a document.
PROJECTS = 10

_FILE, _PUBLISHED = "brochure.txt", "1901-02-03"
_TEMPLATE = """Project title: {works} in {place} and {other}
Project number: {code}
Country: {country}
Duration: January {year} - December 2012
Total cost: US$ {budget}
Pledged: Norway US$ {pledged}
Shortfall: US$ {missing}
Contact: Maria {name}, maria.{mail}@{domain}.org

The project restores what was lost in {place} and helps the people of {other} to use it.


"""
_WORKS = ("Clean Wells", "Safe Ports", "Warm Rooms", "New Roads")
_COUNTRIES = ("Kenya", "Ghana", "Nepal", "India", "Niger", "Benin", "Gabon", "Sudan", "Haiti", "Tonga")


class Plan(NamedTuple):
    """A document to be made."""

    file: str
    year: int
    projects: tuple[int, ...]  #: what they are drawn from


def word(number: int) -> str:
    """A name of eight letters that no other number has, as far as there are enough."""
    letters, number = [], (number * 2_654_435_761 + 97) % (14 * 5) ** 4
    for _ in range(4):
        number, syllable = divmod(number, 14 * 5)
        letters += ["bdfgklmnprstvz"[syllable // 5], "aeiou"[syllable % 5]]
    return "".join(letters).capitalize()


def values(project: int, year: int) -> dict[str, str]:
    """What is printed of a project in an edition of this year."""
    cost = 2_000_000 + project * 7919 % 7_900_000 + (year - 2009) * 1000 * (project % 3 == 0)
    pledged = 100_000 + project * 104_729 % 800_000
    name = word(project % 4001 + 500_000_000)
    return {
        "place": word(2 * project), "other": word(2 * project + 1), "code": f"XAM/K{project:06}", "name": name,
        "mail": name.lower(), "domain": word(project % 503 + 700_000_000).lower(),
        "budget": f"{cost:,}", "pledged": f"{pledged:,}", "missing": f"{cost - pledged:,}",
    }  # fmt: skip


#: Numbers of the projects of the brochure that is read: far from those that are planted.
_FIRST = 900_001


def plans(documents: int) -> Iterator[Plan]:
    """The documents of a corpus; the first of a larger corpus are those of a smaller one."""
    drawn = random.Random(7)
    last, taken = (), 0
    for number in range(documents):
        kind = drawn.random()
        if kind < 0.3 and last:
            yield Plan(f"brochure-{number - 1:06}-2010.txt", 2010, last)
            last = ()
            continue
        projects = tuple(range(taken, taken + PROJECTS))
        if kind > 0.9 and taken > 1000:
            projects = tuple(sorted(drawn.sample(range(taken), PROJECTS)))
            last = ()
        else:
            taken += PROJECTS
            last = (*projects[:-2], taken, taken + 1)
            taken += 2
        yield Plan(f"brochure-{number:06}-2009.txt", 2009, projects)


@cache
def _template() -> list[Row]:
    """The rows of the brochure that is read."""
    text = "".join(
        _TEMPLATE.format(works=_WORKS[n % 4], country=_COUNTRIES[n], year=2009, **values(_FIRST + n, 2009))
        for n in range(PROJECTS)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        path.write_text(text, encoding="utf-8")
        one = extract_one(Source(path, _FILE, "", {}))
    assert len(one.blocks) == PROJECTS, len(one.blocks)
    one.document = replace(one.document, published=_PUBLISHED)
    return rows(one)


@cache
def _pieces() -> list[tuple[int, list[str]]]:
    """The rows of the brochure, each cut up: every second piece is what is exchanged."""
    names = {form for one in _own() for value in one.values() for form in _forms(value)} | {_FILE, _PUBLISHED}
    pattern = regex.compile("(" + "|".join(sorted(map(regex.escape, names), key=len, reverse=True)) + ")")
    return [(row["part"], pattern.split(row["data"].decode("ascii"))) for row in _template()]


@cache
def _own() -> list[dict[str, str]]:
    """What stands in the brochure of each of its projects."""
    return [values(_FIRST + n, 2009) for n in range(PROJECTS)]


def _forms(value: str) -> tuple[str, str, str, str]:
    """The ways in which a value stands in what is extracted."""
    return value, value.lower(), value.upper(), value.replace(",", "")


def rows_of(plan: Plan) -> list[Row]:
    """The rows of a document."""
    swap = {_FILE: plan.file, _PUBLISHED: f"{plan.year}-06-30"}
    for before, project in zip(_own(), plan.projects, strict=True):
        after = values(project, plan.year)
        for name, value in before.items():
            swap |= dict(zip(_forms(value), _forms(after[name]), strict=True))
    made = []
    for part, pieces in _pieces():
        data = "".join([swap[piece] if n % 2 else piece for n, piece in enumerate(pieces)])
        made.append(Row(name=plan.file, part=part, data=data.encode("ascii")))
    return made
