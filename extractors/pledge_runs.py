"""Who gives how much, by a list of three lines or more of a name and an amount, where givers are told of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from extractors import money, organisations
from extractors.donor_names import donor_cells, nameable, names_somebody
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount
from extractors.quick import Headed, headed

RUN = Rule(
    "pledges.run",
    "Three or more lines of a name and an amount, one below the other, are pledges where a word for givers stands by.",
    ("narrative", "budget", "bare", "other", "donor", "contribution"),
    status="doubtful",
    doubt="the amounts stand in a list of names, and nothing but the list says who gives them",
    hits=(
        (
            "Contributors:\nThe Lantern Fund $ 5,000\nHilltop Friends $ 3,000\nClub of Bergen $ 2,000",
            "amount=5000; amount=3000; amount=2000",
        ),
    ),
    misses=(
        "Contributors:\nThe Lantern Fund $ 5,000\nHilltop Friends $ 3,000",
        "Contributors:\nTravel of staff $ 5,000\nTraining $ 3,000\nPumps $ 2,000",
        "The Lantern Fund $ 5,000\nHilltop Friends $ 3,000\nClub of Bergen $ 2,000",
        "The Lantern Fund $ 5,000\nHilltop Friends $ 3,000\nClub of Bergen $ 2,000\nContributors are thanked.",
    ),
)

#: Lines of one list stand no further apart, in characters.
_APART = 60
_LEAST = 3
#: One line in so many, at least, looks like somebody's.
_EVERY = 3
#: A word for givers stands no further above the first amount, in characters.
_NEAR = 400
_BEFORE = regex.compile(r"^\W*+(?P<donor>\p{Lu}[^:;\n]{2,70}?)[\s:=.–—-]*")
_BEHIND = regex.compile(r"^[*\s:=–—-]*+(?P<donor>\p{Lu}[^:;\n]{2,90}?)\W*")


class _Line(NamedTuple):
    """A line of a name, as a stretch of an excerpt, and an amount."""

    excerpt: Excerpt
    donor: tuple[int, int]
    amount: Amount

    @property
    def text(self) -> str:
        """The name."""
        return self.excerpt.text[slice(*self.donor)]

    @property
    def place(self) -> int:
        """Where its amount begins in the document."""
        return self.amount.amount.spans[0].start


def read(block: Block) -> Iterator[Finding]:
    """The pledges of the lines of lists of those who give."""
    told = [*_told(block)]
    if not told:
        return
    run: list[_Line] = []
    for line in [*sorted(_lines(block), key=lambda one: one.place), None]:
        if line and run and line.place - run[-1].place <= _APART + len(line.text) + len(run[-1].text):
            run.append(line)
            continue
        if _is_pledged(run, told):
            yield from map(_finding, run)
        run = [line] if line else []


def _told(block: Block) -> Iterator[int]:
    """Where in the document a word for givers stands: in labels, running text and what stands above the project."""
    labels = (one.label for one in block.fields if one.label is not None)
    for excerpt in (*labels, *block.narrative, *block.section):
        for match in _givers().finditer(excerpt.text):
            yield excerpt.spans(*match.span())[0].start


def _is_pledged(run: list[_Line], told: list[int]) -> bool:
    """Whether the lines of a list are of givers: every third is somebody's, a word for givers stands above or in it."""
    if len(run) < _LEAST or sum(map(_somebody, run)) * _EVERY < len(run):
        return False
    return any(run[0].place - _NEAR <= place <= run[-1].place for place in told)


@cache
def _givers() -> Headed:
    return headed(rf"(?<!\p{{L}})(?:{alternation(toml('money_sentences')['share']['giving'])})(?!\p{{L}})", regex.I)


def _lines(block: Block) -> Iterator[_Line]:
    """The lines of a name and an amount, each once."""
    seen: set[int] = set()
    for excerpt in (*(one.value for one in block.fields if one.kind in RUN.reads), *block.narrative):
        for one in money.amounts(excerpt):
            donor = _donor(excerpt.text, one) if one.code and one.value != "0" else None
            line = _Line(excerpt, donor, one) if donor else None
            if line and line.place not in seen and _gives(line.text):
                seen.add(line.place)
                yield line


def _donor(text: str, one: Amount) -> tuple[int, int] | None:
    """Where the line of an amount names somebody, with nothing else on it."""
    start, end = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    before, behind = text[start : one.start], text[one.end : end if end >= 0 else len(text)]
    if not behind.strip(" .*\t"):
        match, low = _BEFORE.fullmatch(before), start
    else:
        match, low = (_BEHIND.fullmatch(behind) if not before.strip() else None), one.end
    return (low + match.start("donor"), low + match.end("donor")) if match else None


def _gives(name: str) -> bool:
    """Whether a name may be that of a giver: no sum, nothing that is bought, no country, which may be where it goes."""
    said = {*squeeze(name).split()}
    barred = vocabulary("doubts", "no_giver") | vocabulary("doubts", "passed_on") | {"total", "budget", "cost", "costs"}
    return nameable(name) and barred.isdisjoint(said) and not organisations.country(name)


def _somebody(line: _Line) -> bool:
    """Whether a name looks like somebody's: a known one, one with a word for an office, or a short form in it."""
    return names_somebody(line.text) or _SHORT.search(line.text) is not None


_SHORT = regex.compile(r"(?<!\p{L})\p{Lu}{2,6}(?!\p{L})")


def _finding(line: _Line) -> Finding:
    cells = {**donor_cells(line.excerpt, *line.donor), **line.amount.cells()}
    return Finding("pledge", RUN.id, cells, "other", RUN.status, line.amount.doubt or RUN.doubt, 0.2)


RULES = (RUN,)
