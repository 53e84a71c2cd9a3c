"""Web pages: lines, headings, cells, bullets, asides."""

from __future__ import annotations

import time

import pytest

from pipeline.document import Cell, Line
from pipeline.read.html import read_html
from pipeline.read.reading import Reading, Unreadable


def page(body: str, head: str = "", attributes: str = "") -> Reading:
    return read_html(f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str) -> tuple[Line, ...]:
    return page(body).lines


def texts(body: str) -> list[str]:
    return [line.text for line in lines(body)]


def cells(body: str) -> list[tuple[Cell | None, str]]:
    return [(line.cell, line.text) for line in lines(body)]


def asides(body: str) -> list[tuple[str, str]]:
    return [(line.aside, line.text) for line in lines(body)]


def test_each_block_is_a_line_and_inline_elements_are_not() -> None:
    assert texts("<p>One <em>and</em> two</p><div>three<span> four</span><section>five</section>six</div>seven") == [
        "One and two",
        "three four",
        "five",
        "six",
        "seven",
    ]


def test_breaks_end_a_line_without_a_gap_and_paragraphs_with_one() -> None:
    found = lines("<p>Ms. P<br>Vienna<br/>Tel.: 1</p><p>next</p><div>box</div><div>box</div><h2>head</h2>")
    assert [(line.text, line.gap) for line in found] == [
        ("Ms. P", 0),
        ("Vienna", 0),
        ("Tel.: 1", 0),
        ("next", 1),
        ("box", 1),
        ("box", 0),
        ("head", 1),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a\n   b", "a b"),
        ("a&nbsp;b", "a b"),
        ("Budget:&nbsp;&nbsp;&nbsp;&nbsp;US$ 5", "Budget:\tUS$ 5"),
        ("&lt;a&gt; &amp; &#8364; &#146;", "<a> & € ’"),
        ("EUR 70,551,643<sup>1</sup>", "EUR 70,551,643¹"),
        ("1<sup>st</sup> CO<sub>2</sub>", "1st CO2"),
        ("traf&shy;ficking<wbr>x", "traffickingx"),
    ],
)
def test_text_as_it_is_seen(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


def test_preformatted_text_keeps_lines_and_gaps() -> None:
    assert texts("<pre>Budget:    US$ 5\n  Donor: x\n</pre>") == ["Budget:\tUS$ 5", "Donor: x"]


def test_heading_levels() -> None:
    assert [(line.heading, line.text) for line in lines("<h1>a</h1><h6><a>b</a></h6><p>c</p>")] == [
        (1, "a"),
        (6, "b"),
        (0, "c"),
    ]


@pytest.mark.parametrize(
    ("markup", "bold"),
    [
        ("<b>Budget</b>", True),
        ("<strong>Bud</strong> <b>get</b>", True),
        ("<span style='font-weight: 700'>Budget</span>", True),
        ("<b>Budget:</b> US$ 5", False),
        ("<span style='font-weight: 400'>Budget</span>", False),
        ("Budget", False),
    ],
)
def test_a_line_is_bold_where_all_of_it_is(markup: str, bold: bool) -> None:
    assert [line.bold for line in lines(f"<p>{markup}</p>")] == [bold]


def test_list_items_have_bullets_or_numbers() -> None:
    body = "<ul><li>a<li><p>b</p><p>b2</p><ol start=3><li>c<li value=7>d<li>e</ol><li>f</ul>"
    assert [(line.bullet, line.indent, line.text) for line in lines(body)] == [
        ("•", 0, "a"),
        ("•", 0, "b"),
        ("", 0, "b2"),
        ("3.", 2, "c"),
        ("7.", 2, "d"),
        ("8.", 2, "e"),
        ("•", 0, "f"),
    ]


def test_bullets_that_are_typed_leave_the_text() -> None:
    assert [(line.bullet, line.text) for line in lines("<p>• a<br>– b<br>-c</p>")] == [
        ("•", "a"),
        ("–", "b"),
        ("", "-c"),
    ]


# --- tables


def test_cells_of_a_table() -> None:
    assert cells("<table><tr><th>Donor<th>Pledge</tr><tr><td>Norway<td>US$ 5<br>US$ 7</table>after") == [
        (Cell(0, 0, 0, True), "Donor"),
        (Cell(0, 0, 1, True), "Pledge"),
        (Cell(0, 1, 0), "Norway"),
        (Cell(0, 1, 1), "US$ 5"),
        (Cell(0, 1, 1), "US$ 7"),
        (None, "after"),
    ]


def test_spans_move_the_cells_behind_them() -> None:
    body = "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f<tr><td>g<td>h</table>"
    assert [(cell.row, cell.column, text) for cell, text in cells(body) if cell] == [
        (0, 0, "a"),
        (0, 1, "b"),
        (0, 3, "c"),
        (1, 1, "d"),
        (1, 2, "e"),
        (1, 3, "f"),
        (2, 0, "g"),
        (2, 1, "h"),
    ]


def test_pairs_of_a_definition_list() -> None:
    assert cells("<dl><dt>Budget<dd>US$ 5<dt>Donors<dd>Norway<dd>Sweden</dl><dl><dt>Start<dd>2009</dl>") == [
        (Cell(0, 0, 0, True), "Budget"),
        (Cell(0, 0, 1), "US$ 5"),
        (Cell(0, 1, 0, True), "Donors"),
        (Cell(0, 1, 1), "Norway"),
        (Cell(0, 1, 1), "Sweden"),
        (Cell(1, 0, 0, True), "Start"),
        (Cell(1, 0, 1), "2009"),
    ]


LAYOUT = [
    ("heading in a cell", "<table><tr><td><h2>a</h2><td>b</table>"),
    ("table in a cell", "<table><tr><td>a<td><table><tr><td>b</table></table>"),
    ("one column", "<table><tr><td>a<tr><td>b</table>"),
    ("list beside text", f"<table><tr><td>{'long text ' * 10}<td><ul><li>b</ul></table>"),
    ("by its role", "<table role=presentation><tr><td>a<td>b</table>"),
]
DATA = [
    ("label beside list", "<table><tr><td>Donors<td><ul><li>Norway<li>Sweden</ul></table>"),
    ("list under heads", "<table><tr><th>a<th>b<th>c<tr><td>1<td><ul><li>2</ul><td>3</table>"),
    ("plain", "<table><tr><td>a<td>b</table>"),
]


@pytest.mark.parametrize("body", [case[1] for case in LAYOUT], ids=[case[0] for case in LAYOUT])
def test_the_content_of_a_layout_table_flows(body: str) -> None:
    assert {cell for cell, _ in cells(body)} == {None}


@pytest.mark.parametrize("body", [case[1] for case in DATA], ids=[case[0] for case in DATA])
def test_a_data_table_has_cells(body: str) -> None:
    assert None not in {cell for cell, _ in cells(body)}


def test_a_data_table_in_a_layout_table_has_cells() -> None:
    body = "<table><tr><td>menu<td><table><tr><td>a<td>b</table>after</table>"
    assert cells(body) == [(None, "menu"), (Cell(0, 0, 0), "a"), (Cell(0, 0, 1), "b"), (None, "after")]


# --- asides

FILL = "<p>" + "Content of the page that is longer than what stands around it. " * 3 + "</p>"
MENU = "<ul>" + "".join(f"<li><a href=#>{name}</a>" for name in ("Home", "About", "News", "Contact")) + "</ul>"
ASIDES = [
    ("<nav>x</nav>", "navigation"),
    ("<div role=navigation>x</div>", "navigation"),
    ("<div class='main-menu'>x</div>", "navigation"),
    ("<div id=topNav>x</div>", "navigation"),
    ("<div class='social-media'>x</div>", "navigation"),
    ("<a class=skip-link href=#m>x</a>", "navigation"),
    ("<button>x</button>", "navigation"),
    ("<div class=sidebar><a>x</a></div>", "navigation"),
    ("<header>x</header>", "header"),
    ("<footer><p>x</p></footer>", "footer"),
    ("<div style='display: none'>x</div>", "hidden"),
    ("<p hidden>x</p>", "hidden"),
    ("<nav><p aria-hidden=true>x</p></nav>", "hidden"),
    ("<span class=sr-only>x</span>", "hidden"),
]
CONTENT = [
    "<div class=navy>x</div>",
    "<div class=shareholder-social>x</div>",
    "<div class='social-development'>x</div>",
    "<div class=field--label-hidden>x</div>",
    "<div class=sidebar>x</div>",
    "<article><header>x</header></article>",
    "<main><footer>x</footer></main>",
    "<aside>x</aside>",
]


@pytest.mark.parametrize(("markup", "kind"), ASIDES)
def test_what_is_no_content_is_kept_and_marked(markup: str, kind: str) -> None:
    assert asides(markup + FILL)[0] == (kind, "x")
    assert asides(markup + FILL)[-1][0] == ""


@pytest.mark.parametrize("markup", CONTENT)
def test_what_only_sounds_like_an_aside_is_content(markup: str) -> None:
    assert asides(markup + FILL)[0] == ("", "x")


def test_a_wrapper_with_an_unlucky_name_is_content() -> None:
    assert {aside for aside, _ in asides(f"<div class=menu-page>{FILL}</div><p>end</p>")} == {""}
    assert {aside for aside, _ in asides(f"<div class=sidebar-nav><main>{FILL}</main></div>{FILL * 5}")} == {""}


def test_a_list_of_short_links_is_a_menu() -> None:
    assert {aside for aside, text in asides(MENU + FILL) if len(text) < 10} == {"navigation"}


@pytest.mark.parametrize(
    "markup",
    [
        MENU.replace("<li><a href=#>Contact</a>", ""),
        MENU.replace("Home</a>", "Home</a>: a house to live in and more"),
        MENU.replace("Home", "A report on what was found out about trafficking in persons in the region in 2009 " * 3),
        f"<table><tr><th>Countries<td>{MENU}</table>",
        f"<dl><dt>Countries<dd>{MENU}</dl>",
    ],
)
def test_other_lists_are_content(markup: str) -> None:
    assert {aside for aside, _ in asides(markup + FILL * 9)} == {""}


def test_the_only_h1_is_content_even_in_the_page_header() -> None:
    assert asides(f"<header>logo<h1>Project</h1></header>{FILL}")[:2] == [("header", "logo"), ("", "Project")]
    assert asides(f"<header>logo<h1>Site</h1></header><h1>Project</h1>{FILL}")[1:3] == [
        ("header", "Site"),
        ("", "Project"),
    ]


def test_hidden_text_within_a_line_is_a_line_of_its_own() -> None:
    assert asides("<p>Budget: <span hidden>old</span>US$ 5</p>") == [("", "Budget: US$ 5"), ("hidden", "old")]


# --- the page


def test_title_and_language() -> None:
    reading = page("<p>x", "<title>A &amp;\n B</title>", "lang=en-GB")
    assert (reading.title, reading.language, reading.pages) == ("A & B", "en", None)
    assert page("<p>x", "", "lang=english").language == ""


def test_scripts_and_styles_are_no_text() -> None:
    assert texts(
        "<script>a</script><style>b</style><noscript>c</noscript><template>d</template><!-- e --><p>f<?g?>"
    ) == ["f"]


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset='windows-1251'><p>Страна</p>".encode("cp1251"),
        "<meta http-equiv=content-type content='text/html; charset=koi8-r'><p>Страна</p>".encode("koi8-r"),
        "<?xml version='1.0' encoding='windows-1251'?><html><p>Страна</p></html>".encode("cp1251"),
        "<meta charset='windows-1251'><p>Страна</p>".encode(),
        "<p>Страна</p>".encode("utf-16"),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert [line.text for line in read_html(data).lines] == ["Страна"]


@pytest.mark.parametrize("data", [b"", b"  \n", b"<!-- -->", b"\x00\x00"])
def test_a_page_without_text_says_so(data: bytes) -> None:
    try:
        assert read_html(data).lines == ()
    except Unreadable as reason:
        assert "no text" in reason.detail


def test_entities_are_not_expanded_without_end() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b;</p>'
    assert len("".join(line.text for line in read_html(bomb.encode()).lines)) < 100


@pytest.mark.clock
@pytest.mark.parametrize("markup", ["<div>x", "<ul><li>x", "<table><tr><td>x", "<b>x", "<div class=menu>x", "<p>x<br>"])
def test_deep_and_long_pages_take_no_undue_time(markup: str) -> None:
    started = time.perf_counter()
    read_html((markup * 10_000).encode())
    assert time.perf_counter() - started < 20


def test_text_that_is_nested_too_deeply_is_not_lost_silently() -> None:
    assert "missing" in read_html(b"<div>x" * 3000).detail
    assert read_html(b"<div>x" * 300).detail == ""
