"""Themes: which names, articles and title words make a theme, and on what basis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.evidence import Block, Candidate, Excerpt, Field, Finding, Span
from extractors.lexicon import toml
from extractors.steps import replay
from extractors.themes import MODULE, articles

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "themes.json"


class Page:
    """A document under construction: every excerpt knows its place in ``text``."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, *pieces: str) -> Excerpt:
        """These pieces one after the other, with a foreign line between any two."""
        spans = []
        for piece in pieces:
            spans.append(Span(len(self.text), len(self.text) + len(piece)))
            self.text += piece + "\n- 7 -\n"
        return Excerpt.of(self.text, *spans)


def block(
    title: str = "", theme: str = "", other: tuple[str, str] = ("", ""), narrative: tuple[str, ...] = ()
) -> Block:
    page = Page()
    fields = [Field("theme", page.add(theme))] if theme else []
    fields += [Field("other", page.add(other[1]), page.add(other[0]))] if other[0] else []
    titles = (Candidate(page.add(title), 5.0),) if title else ()
    return Block(1, titles, tuple(fields), tuple(page.add(p) for p in narrative))


def read(one: Block) -> list[tuple[str, str, str]]:
    return [(f.text("theme"), f.fixed["basis"], f.status) for f in MODULE.read(one)]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("6", {("6",)}),
        ("3-5", {("3",), ("4",), ("5",)}),
        ("10–13", {("10",), ("11",), ("12",), ("13",)}),
        ("6(1)-(2)", {("6", "1"), ("6", "2")}),
        ("9 (1)-(3); 10", {("9", "1"), ("9", "2"), ("9", "3"), ("10",)}),
        ("6(3)(b), 6(5) and 7", {("6", "3", "b"), ("6", "5"), ("7",)}),
        ("2(a)-(c)", {("2", "a"), ("2", "b"), ("2", "c")}),
        ("", set()),
    ],
)
def test_articles_are_taken_apart(text: str, paths: set[tuple[str, ...]]) -> None:
    assert articles(text) == paths


def test_named_area_with_its_articles_rests_on_both() -> None:
    found = read(block(theme="Victim protection and support (Arts. 2(b), 6 and 7)"))
    assert found == [("VIC", "label", "stated"), ("VIC", "article", "stated")]


def test_name_and_articles_of_different_areas_are_both_doubtful() -> None:
    findings = list(MODULE.read(block(theme="Legislative assistance [Articles 2(b); 6; 7]")))
    assert [(f.text("theme"), f.fixed["basis"], f.status) for f in findings] == [
        ("LEG", "label", "doubtful"),
        ("VIC", "article", "doubtful"),
    ]
    assert findings[0].doubt == "the articles in brackets are not those of Legislative assistance"
    assert findings[1].doubt == "the name before the brackets is that of Legislative assistance"


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("International cooperation [Articles 10-13]", "stated"),
        ("International cooperation [Article 9(3)]", "stated"),
        ("International cooperation [Articles 4; 21]", "doubtful"),
    ],
)
def test_some_of_an_areas_articles_agree_with_its_name(printed: str, status: str) -> None:
    assert read(block(theme=printed)) == [("COOP", "label", status)]


def test_area_known_by_its_articles_alone_is_inferred() -> None:
    assert read(block(theme="Help for those trafficked [Articles 2(b); 6; 7]"))[-1] == ("VIC", "article", "inferred")


def test_articles_in_prose_identify_an_area_unless_another_is_named() -> None:
    assert read(block(narrative=("It helps those trafficked (Articles 2(b); 6; 7).",))) == [
        ("VIC", "article", "inferred")
    ]
    named = read(block(narrative=("It gives: legislative assistance [Articles 2(b); 6; 7].",)))
    assert named == [("VIC", "article", "doubtful")]


def test_name_inside_a_longer_item_is_not_that_item() -> None:
    longer = "Market research; Rules on international cooperation; International cooperation in sports"
    assert read(block("Human trafficking", theme=longer)) == [("TIP", "title", "stated")]


@pytest.mark.parametrize("label", ["Categories of technical assistance", "Areas of technical assistance:"])
def test_line_of_categories_counts_as_a_list_of_themes(label: str) -> None:
    listed = "Policy development; Victims protection and support"
    expected = [("POL", "label", "stated"), ("VIC", "label", "stated")]
    assert read(block(other=(label, listed))) == expected
    inside = read(block(narrative=(f"*{label.rstrip(':')}:* {listed}",)))
    assert [f for f in inside if f[1] == "label"] == expected


def test_other_field_with_areas_is_no_list_of_themes() -> None:
    assert read(block(other=("Remarks", "Policy development; Victims protection and support"))) == []


def test_common_word_is_a_theme_only_where_the_block_speaks_of_the_topic() -> None:
    assert read(block(theme="Prevention, research")) == []
    about = block("Action against human trafficking", theme="Prevention, research")
    assert read(about) == [("PREV", "label", "stated"), ("DATA", "label", "stated"), ("TIP", "title", "stated")]


def test_list_items_in_paragraphs_of_their_own_are_one_list() -> None:
    items = (
        "The areas of work are:",
        "Prevention and awareness-raising",
        "Legislative Assistance",
        "Training of 40 judges.",
    )
    assert read(block(narrative=items)) == [("PREV", "narrative", "stated"), ("LEG", "narrative", "stated")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Legislative assistance",),
        ("Legislative assistance", "It began in May.", "International cooperation"),
        ("Judges ask for more legislative assistance, and police for quicker international cooperation in cases.",),
        ("Two things matter: prevention; research.",),
    ],
    ids=["one item", "items apart", "prose", "loose words"],
)
def test_names_that_are_no_list_make_no_theme(paragraphs: tuple[str, ...]) -> None:
    assert read(block(narrative=paragraphs)) == []


@pytest.mark.parametrize(
    ("title", "text", "themes"),
    [
        (
            "Global Programme against Trafficking",
            "It helps States against human trafficking.",
            [("TIP", "title", "inferred")],
        ),
        ("Global Programme against Trafficking", "It helps States against cartels.", []),
        ("Combating Organ Trafficking", "It helps States against human trafficking.", []),
        ("Fighting Human Trafficking", "It helps States.", [("TIP", "title", "stated")]),
        (
            "Trafficking in Human\nBeings and Migrant Smuggling",
            "",
            [("TIP", "title", "stated"), ("SOM", "title", "stated")],
        ),
        ("Tráfico ilícito de migrantes", "", [("SOM", "title", "stated")]),
    ],
)
def test_topic_of_a_title(title: str, text: str, themes: list[tuple[str, str, str]]) -> None:
    assert read(block(title, narrative=(text,) if text else ())) == themes


def test_theme_is_given_once_for_each_basis() -> None:
    found = read(block(theme="Policy development; Policy development; Strategic planning & policy development"))
    assert found == []  # one area alone, and nothing says that the block is about the topic
    found = read(block("Human trafficking", theme="Policy development; Strategic planning & policy development"))
    assert found == [("POL", "label", "stated"), ("TIP", "title", "stated")]


def test_name_that_a_page_number_cuts_is_quoted_in_two_pieces() -> None:
    page = Page()
    value = page.add("Legislative assistance; Prevention and awareness-", "raising")
    findings: list[Finding] = list(MODULE.read(Block(1, fields=(Field("theme", value),))))
    assert [f.text("label") for f in findings] == ["Legislative assistance", "Prevention and awareness-raising"]
    assert [page.text[s.start : s.end] for s in findings[1].cells["theme"].spans] == [
        "Prevention and awareness-",
        "raising",
    ]
    for finding in findings:
        for cell in finding.cells.values():
            assert replay(cell.steps, "\n".join(page.text[s.start : s.end] for s in cell.spans)) == cell.value


def test_every_name_belongs_to_one_area() -> None:
    areas = toml("themes")["area"]
    names = [n for a in areas for n in (a["label"].lower(), *a["also"], *a["loose"])]
    assert sorted(names) == sorted(set(names))
    assert [a["id"] for a in areas] == ["PREV", "DATA", "LEG", "POL", "CJS", "VIC", "COOP"]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference table of themes is not beside the repository")
def test_labels_and_articles_are_those_of_the_reference() -> None:
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))["themes"]
    here = {a["id"]: (a["label"], a["tip"], a["som"]) for a in toml("themes")["area"]}
    assert here == {t["id"]: (t["label"], t["tip_protocol_articles"], t["som_protocol_articles"]) for t in reference}
