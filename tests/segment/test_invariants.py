"""What holds for any document: nothing raises, nothing is lost, nothing belongs to two projects."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from extractors.evidence import Excerpt
from pipeline.document import Cell, Document, Line
from pipeline.segment import segment
from pipeline.segment.sheet import ROLES
from pipeline.settings import settings as settings_of
from tests.segment.paper import drawn, grid

_TEXTS = """\
Safe Harbours for Coastal Fishers
Budget
Budget:
Budget: US$ 1,000
Country: Kenya
Kenya
AFRICA
Title: Warm Schools
Project number Project title : A-12 : Warm Schools
US$ 2,000
2009 - 2011
Donor: Norway US$ 5 Country: Peru
Contact: Ms Ana Lima, Tel.: +43 1 5550199
ana.lima@harbours.example
mailto:x@y.example
3
Home
The project works in all ports of the coast1 and in some lakes of the north, and it will go on.
1 Ports with boats.
Example 2: Ice Plants (2 years)
Kenya Project - “Safe Harbours for Coastal Fishers”
Country Period Budget
Objective:
Total
Call for proposals
ITTO: USD 589,863
(open
Period: 1 May 2009
Vessel class: small
:
“""".splitlines()

#: Lines that stand together in brochures.
_PASSAGES = [
    ["Safe Harbours for Coastal Fishers", "Budget: US$ 1,000", "Country: Kenya"],
    ["Clean Wells for Upland Farmers", "Budget: US$ 2,000", "Country: Nepal", "Donor: Norway"],
    ["Example 1: Ice Plants", "Budget: US$ 30", "Donor: Spain"],
    ["They work in all ports of the coast1 and in some lakes of the north.", "1 Ports with boats."],
    ["Home", "About us", "Site map", "News", "Home", "About us"],
    ["Contact:", "Ms Ana Lima", "Tel.: +43 1 5550199", "ana.lima@harbours.example"],
]
_CELLS = st.none() | st.builds(Cell, st.integers(0, 1), st.integers(0, 3), st.integers(0, 2), st.booleans())
_LINES = st.builds(
    Line,
    st.sampled_from(_TEXTS) | st.text(min_size=1, max_size=30).map(lambda t: " ".join(t.split()) or "x"),
    page=st.sampled_from([None, None, 1, 2, 3]),
    size=st.sampled_from([None, None, 10.0, 16.0]),
    bold=st.booleans(),
    heading=st.sampled_from([0, 0, 0, 1, 2]),
    cell=_CELLS,
    gap=st.sampled_from([0.0, 0.0, 1.0]),
    bullet=st.sampled_from(["", "", "•"]),
    aside=st.sampled_from(["", "", "", "navigation"]),
)
_TABLE = grid("Title | Country | Budget", "Safe Harbours | Kenya | US$ 1", "Clean Wells | Nepal | US$ 2", table=2)
_PARTS = _LINES.map(lambda line: [line]) | st.sampled_from([[Line(x) for x in p] for p in _PASSAGES] + [_TABLE])


def _laid_out(parts: list[list[Line]]) -> Document:
    """The document of some passages; a table that comes again is another table."""
    tables = [
        [replace(x, cell=x.cell._replace(table=x.cell.table + 3 * n)) if x.cell else x for x in part]
        for n, part in enumerate(parts)
    ]
    return drawn(*chain.from_iterable(tables))


documents = st.lists(_PARTS, max_size=12).map(_laid_out)
bounded = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def excerpts(document: Document) -> list[tuple[int, Excerpt]]:
    """All stretches that a block is made of, with its ordinal."""
    found = []
    for block in segment(document).blocks:
        parts = [
            *(c.value for c in block.titles[:1]),
            *(f.value for f in block.fields),
            *block.narrative,
            *block.notes.values(),
        ]
        found += [(block.ordinal, e) for e in parts]
    return found


@bounded
@given(documents)
def test_each_line_has_one_role(document: Document) -> None:
    made = segment(document)
    assert len(made.roles) == len(document.lines)
    assert {role for role, _, _ in made.roles} <= set(ROLES)


@bounded
@given(documents)
def test_line_that_a_project_owns_has_a_role_in_it_and_the_others_say_why_not(document: Document) -> None:
    made = segment(document)
    ordinals = {b.ordinal for b in made.blocks}
    for role, why, owner in made.roles:
        if role in ("label", "value", "title", "narrative", "note"):
            assert owner in ordinals
        else:
            assert why


@bounded
@given(documents)
def test_what_a_block_holds_are_stretches_of_the_document(document: Document) -> None:
    for _, excerpt in excerpts(document):
        assert excerpt.text == "\n".join(document.text[p.start : p.end] for p in excerpt.pieces)
        assert all(p.start < p.end for p in excerpt.pieces)


@bounded
@given(documents)
def test_no_character_of_a_value_belongs_to_two_projects(document: Document) -> None:
    owner: dict[int, int] = {}
    for block in segment(document).blocks:
        for one in block.fields:
            for piece in one.value.pieces:
                for at in range(piece.start, piece.end):
                    assert owner.setdefault(at, block.ordinal) == block.ordinal


@bounded
@given(documents)
def test_blocks_are_numbered_in_order_and_parents_come_first(document: Document) -> None:
    blocks = segment(document).blocks
    assert [b.ordinal for b in blocks] == list(range(1, len(blocks) + 1))
    assert all(b.parent is None or b.parent < b.ordinal for b in blocks)


@bounded
@given(documents)
def test_titles_come_best_first_and_none_is_below_the_least_score(document: Document) -> None:
    for block in segment(document).blocks:
        scores = [c.score for c in block.titles]
        assert scores == sorted(scores, reverse=True)
        if block.titles and block.titles[0].reasons[:1] == ("ranked +0.0",):
            assert scores[0] >= settings_of("ranking")["least"]
            assert sum(scores) <= 10.1
        else:
            assert all(score >= settings_of("title")["least"] for score in scores)


@bounded
@given(documents)
def test_furniture_is_in_no_value(document: Document) -> None:
    made = segment(document)
    furniture = [line for line, (role, _, _) in zip(document.lines, made.roles, strict=True) if role == "furniture"]
    for block in made.blocks:
        for one in block.fields:
            for piece in one.value.pieces:
                assert not any(line.start < piece.end and piece.start < line.end for line in furniture)


@bounded
@given(documents)
def test_the_same_document_is_cut_the_same_way(document: Document) -> None:
    assert segment(document) == segment(document)


def test_the_documents_made_up_here_are_worth_looking_at() -> None:
    """Some of them hold several projects, one within another, footnotes and menus."""
    for worth in (
        lambda d: len(segment(d).blocks) > 2,
        lambda d: any(b.parent for b in segment(d).blocks),
        lambda d: any(b.notes for b in segment(d).blocks),
        lambda d: any(why == "navigation run" for _, why, _ in segment(d).roles),
        lambda d: any(f.how == "head" for b in segment(d).blocks for f in b.fields),
    ):
        assert worth(find(documents, worth, settings=settings(bounded, phases=[Phase.generate])))
