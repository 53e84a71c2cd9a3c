"""Excerpts lead back to the document, cells replay, and a rule's pattern becomes findings."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors
from extractors import engine
from extractors.evidence import Block, Candidate, Excerpt, Field, Rule, Span
from extractors.steps import replay
from tests.extractors.page import Page

PAIR = Rule(
    "test.pair",
    "A word and a number.",
    ("budget",),
    "pair",
    regex.compile(r"(?P<word>\p{L}+)\s+(?P<number>\d+)?"),
    {"number": ("amount",)},
    {"kind": "test"},
    status="inferred",
    doubt="a test",
)


def test_excerpt_joins_its_pieces_by_a_line_feed() -> None:
    assert Excerpt.of("one x two", Span(0, 3), Span(6, 9)) == Excerpt("one\ntwo", (Span(0, 3), Span(6, 9)))


def test_spans_of_an_excerpt_lie_in_its_pieces() -> None:
    excerpt = Excerpt.of("one x two", Span(0, 3), Span(6, 9))
    assert excerpt.spans(1, 6) == (Span(1, 3), Span(6, 8))
    assert excerpt.spans(4, 7) == (Span(6, 9),)
    assert excerpt.spans(3, 4) == ()


def test_cut_leaves_out_a_joint_at_either_end() -> None:
    excerpt = Excerpt.of("one x two", Span(0, 3), Span(6, 9))
    assert excerpt.cut(3, 7) == Excerpt("two", (Span(6, 9),))
    assert excerpt.cut(0, 4) == Excerpt("one", (Span(0, 3),))


def test_cut_keeps_a_line_feed_of_the_document() -> None:
    assert Excerpt.of("a\nb", Span(0, 3)).cut(1, 3) == Excerpt("\nb", (Span(1, 3),))


def test_strip_takes_blanks_or_what_it_is_told() -> None:
    excerpt = Excerpt.of("x  word. ", Span(1, 9))
    assert excerpt.strip() == Excerpt("word.", (Span(3, 8),))
    assert excerpt.strip(" .") == Excerpt("word", (Span(3, 7),))
    assert Excerpt.of("   ", Span(0, 3)).strip() == Excerpt("", ())


def test_excerpt_starts_where_its_first_piece_does() -> None:
    assert Excerpt.of("one two", Span(4, 7)).start == 4


@st.composite
def excerpts(draw: st.DrawFn) -> tuple[str, Excerpt]:
    """A document and an excerpt of one or more pieces of it, in order, none empty, none overlapping."""
    text = draw(st.text("ab \n1.,€", min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    pieces = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, Excerpt.of(text, *pieces)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(made=excerpts(), data=st.data())
def test_any_cut_leads_back_to_the_same_characters(made: tuple[str, Excerpt], data: st.DataObject) -> None:
    text, whole = made
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.cut(start, end)
    assert "\n".join(text[s.start : s.end] for s in part.pieces) == part.text
    assert part.pieces == whole.spans(start, end)
    assert part.text.strip() == whole.text[start:end].strip()


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    made=excerpts(), data=st.data(), steps=st.sampled_from([(), ("join",), ("amount",), ("join", "upper"), ("count",)])
)
def test_any_cell_replays(made: tuple[str, Excerpt], data: st.DataObject, steps: tuple[str, ...]) -> None:
    text, whole = made
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    cell = engine.cell(whole, start, end, steps)
    assert replay(cell.steps, "\n".join(text[s.start : s.end] for s in cell.spans)) == cell.value


def test_named_groups_become_columns() -> None:
    page = Page()
    (found,) = engine.apply([PAIR], page.block("budget", "about 007 (2)"))
    assert {c: cell.value for c, cell in found.cells.items()} == {"word": "about", "number": "7"}
    assert (found.kind, found.rule, found.field, found.status, found.doubt) == (
        "pair",
        "test.pair",
        "budget",
        "inferred",
        "a test",
    )
    assert found.text("kind") == "test"
    assert found.text("absent") == ""
    page.assert_replays(found)


def test_group_that_took_no_part_is_no_column() -> None:
    (found,) = engine.apply([PAIR], Page().block("budget", "about nothing"))
    assert list(found.cells) == ["word"]


def test_every_match_is_a_finding_in_order() -> None:
    found = engine.apply([PAIR], Page().block("budget", "a 1 b 2"))
    assert [f.text("word") + f.text("number") for f in found] == ["a1", "b2"]


def test_rule_reads_only_its_kinds() -> None:
    assert list(engine.apply([PAIR], Page().block("pledged", "a 1"))) == []


def test_rule_without_pattern_matches_nothing() -> None:
    assert list(engine.matches(Rule("test.none", "Nothing.", ("budget",)), "a 1")) == []


def test_pattern_that_runs_on_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "TIMEOUT", 0.05)
    slow = Rule("test.slow", "Slow.", ("budget",), pattern=regex.compile(r"(?P<x>(?:a|aa|a\w)+)+$"))
    assert list(engine.matches(slow, "a" * 60 + "!")) == []


def test_only_the_best_title_is_read() -> None:
    page = Page()
    titles = (Candidate(page.add("Best 1"), 9.0), Candidate(page.add("Next 2"), 5.0))
    block = Block(1, titles, (Field("budget", page.add("a 1")),), (page.add("b 2"),))
    assert [(k, e.text) for k, e in engine.excerpts(block, ("title", "narrative", "budget"))] == [
        ("budget", "a 1"),
        ("title", "Best 1"),
        ("narrative", "b 2"),
    ]


PRINTED = (
    "US$|EUR|€|Taka|million|Mio.|1,250|1.5|2009|2010-2012|(|)|;|,|\n|\t|–|:|from|and|total|Phase I|Norway|none|n/a|“|”"
    "|³|the Netherlands|EU contribution|Lao PDR|ASEAN|Regional|Ms. Jane Doe|jane@x.org|+43 1 26060 4290|March 2009"
    "|24 months|GLO/X34|2008/165-055"
)
KINDS = (
    "title code budget pledged donor contribution shortfall country region location beneficiary period start end"
    " contact contact_hq phone email theme bare programme narrative section"
)


@pytest.mark.parametrize("label", ["", "EU contribution", "Budget (USD)"])
@settings(max_examples=200, derandomize=True, deadline=None)
@given(kind=st.sampled_from(KINDS.split()), words=st.lists(st.sampled_from(PRINTED.split("|")), min_size=1, max_size=9))
def test_every_finding_in_any_text_replays_and_names_a_rule(label: str, kind: str, words: list[str]) -> None:
    page = Page()
    value = " ".join(words).strip()
    for finding in extractors.read(page.block(kind, value, label)) if value else ():
        assert finding.rule in extractors.rules()
        assert finding.status in ("stated", "inferred", "doubtful")
        page.assert_replays(finding)


def test_reading_leaves_no_trace() -> None:
    block = Page().block("budget", "US$ 3,5 million (phase I 2009-10 US$ 368,800)")
    assert list(extractors.read(block)) == list(extractors.read(block))
