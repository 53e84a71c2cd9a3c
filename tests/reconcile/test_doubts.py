"""When a value that reads cleanly is published as doubtful all the same."""

import pytest

from extractors.evidence import Cell, Finding
from extractors.lexicon import rows
from pipeline.reconcile import doubts
from pipeline.reconcile.facts import Receipt, Row, Status
from tests.reconcile.paper import Paper, codes, facts, says


def _finding(kind: str, score: float = 1.0, field: str = "", **cells: str) -> Finding:
    return Finding(kind, "rule", {name: Cell(text, (), ()) for name, text in cells.items()}, field, score=score)


@pytest.mark.parametrize(
    ("score", "rival", "doubtful"),
    [
        pytest.param(4.4, None, True, id="little evidence"),
        pytest.param(4.5, None, False, id="enough evidence"),
        pytest.param(5.0, 4.0, True, id="a rival close behind"),
        pytest.param(5.0, 0.5, False, id="a rival far behind"),
        pytest.param(8.0, 7.5, False, id="evidence that no rival shakes"),
    ],
)
def test_a_title_is_doubtful_by_its_evidence_and_its_rivals(score: float, rival: float | None, doubtful: bool) -> None:
    rest = [] if rival is None else [_finding("title", rival, title="Clean Water for Kitui")]
    assert bool(doubts.of_title(_finding("title", score, title="Roads to Market"), rest)) is doubtful


def test_a_rival_with_the_same_words_is_no_rival() -> None:
    assert not doubts.of_title(_finding("title", 5, title="Roads"), [_finding("title", 4.9, title="ROADS")])


@pytest.mark.parametrize(
    ("title", "doubtful"),
    [
        ("Rehabilitation of Boreholes Project code", True),
        ("Programme Chad 200739", True),
        ("Strengthening the Protection of", True),
        ("Village Roads &", True),
        ("Coastal Programme to develop", True),
        ("Wells through", True),
        ("Right to Food", False),
        ("Access to Water", False),
        ("Roads & Bridges", False),
        ("Agenda 2030 for the Sahel", False),
        ("Care for young children by Hope Light Organization", True),
        ("Care for young children by village nurses", False),
        ("Cross the Border by Bike", False),
        ("AB/RAS/96/B53 - Fewer Drugs in the Highlands", True),
        ("Teaching HIV/AIDS in Schools", False),
        ("Turkey (the whole coast)", True),
        ("Turkey and Georgia (phase II)", False),
        ("Closing the Data Code Gap", False),
        ("2.GG 15 Wells for Kitui", True),
        ("2020 Harvest Support", False),
        ("Wells for Kitui, USD 200,000", True),
        ("Wells for 2 million people", True),
        ("Wells | Home", True),
        ("Wells for Kitui (phase II", True),
        ("Project title Wells for Kitui", True),
        ("Title deeds for farmers", False),
    ],
)
def test_a_title_that_runs_on_or_breaks_off_is_doubtful(title: str, doubtful: bool) -> None:
    assert bool(doubts.of_title(_finding("title", 14, "title", title=title), [])) is doubtful


@pytest.mark.parametrize(
    ("way", "doubtful"),
    [
        ("in a list of what is paid for what +6.5", True),
        ("with place and amount on its line as others +6.5", True),
        ("behind a code that others of its make follow +6.5", False),
    ],
)
def test_a_title_cut_out_of_an_entry_by_a_weak_way_is_doubtful(way: str, doubtful: bool) -> None:
    found = Finding("title", "rule", {"title": Cell("Wells for Kitui", (), ())}, score=6.5, notes=(way,))
    assert bool(doubts.of_title(found, [])) is doubtful


def test_an_amount_without_a_currency_is_doubtful() -> None:
    assert doubts.of_amount(_finding("amount", amount="64000"))
    assert not doubts.of_amount(_finding("amount", amount="64000", currency="USD"))


@pytest.mark.parametrize(
    ("amount", "currency", "doubted"),
    [
        ("10900000000", "EUR", True),
        ("1000000000", "USD", True),
        ("999999999", "USD", False),
        ("92077000000", "JPY", False),
    ],
)
def test_amount_that_few_projects_cost_is_doubtful(amount: str, currency: str, doubted: bool) -> None:
    assert bool(doubts.of_amount(_finding("amount", amount=amount, currency=currency))) is doubted


@pytest.mark.parametrize(
    ("donor", "doubtful"),
    [
        ("European Commission", False),
        ("Fondation Lune Bleue", False),
        ("GLO/V17", True),
        ("Total contribution", True),
        ("Co-financing total, including", True),
        ("Board of Directors of the Harbour Bank", True),
        ("Un", True),
        ("UN", False),
        ("the people who took part in the walk for water in spring", True),
    ],
)
def test_a_donor_that_reads_like_none_is_doubtful(donor: str, doubtful: bool) -> None:
    assert bool(doubts.of_pledge(_finding("pledge", donor_text=donor))) is doubtful


def test_an_amount_without_a_donor_is_doubtful_except_in_a_field_of_pledges() -> None:
    assert doubts.of_pledge(_finding("pledge", field="contribution", amount="5", currency="USD"))
    assert not doubts.of_pledge(_finding("pledge", field="pledged", amount="5", currency="USD"))


def test_a_pledge_without_a_currency_is_doubtful() -> None:
    assert doubts.of_pledge(_finding("pledge", donor_text="Norway", amount="460000"))
    assert not doubts.of_pledge(_finding("pledge", donor_text="Norway"))


def test_an_address_without_a_name_is_doubtful() -> None:
    assert doubts.of_contact(_finding("contact", email="info@example.org"))
    assert not doubts.of_contact(_finding("contact", email="a@example.org", name="Ana Paz"))


@pytest.mark.parametrize(
    ("text", "regions_only"),
    [
        ("East, West, Central and South Africa; Latin America and Eastern Europe", True),
        ("Five pilot countries in Latin America", False),
        ("Kenya", False),
        ("The coast", False),
        ("", False),
    ],
)
def test_a_field_of_regions_misses_no_country(text: str, regions_only: bool) -> None:
    assert doubts.only_regions(text) is regions_only


def test_every_value_of_what_may_be_no_project_is_doubtful() -> None:
    paper = Paper().title("Safe Harbours").code("HB-7").amount("budget", "US$ 1,000").place("Ghana").pledge("Norway")
    paper.doubt = "little on the page tells of one"
    data = facts(paper)
    made = [data.rows("listings")[0], *data.rows("amounts"), *data.rows("places"), *data.rows("pledges")]
    assert {r.status for row in made for receipts in row.receipts.values() for r in receipts} == {"doubtful"}
    assert codes(data) == [("warning", "project-uncertain")]
    assert says(data) == "Look whether this is a project at all: little on the page tells of one."


def test_what_the_sums_prove_stays_proved_in_a_doubtful_listing() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 500").pledge("Norway", "US$ 300")
    paper.amount("shortfall", "US$ 200").doubt = "little on the page tells of one"
    assert {r.receipts["amount"][0].status for r in facts(paper).rows("amounts")} == {"proved"}


@pytest.mark.parametrize(
    ("title", "doubtful"),
    [
        ("Haven Hospital; 2023-2024; committing", True),
        ("Wells for Kitui. Grant: 150,000", True),
        ("Roads to Market | Project list", True),
        ("Programme for Health f", True),
        ("Roads to Market, phase 2", False),
        ("Roads to Market 2030", False),
        ("Salud: agua para todos", False),
    ],
)
def test_a_title_with_what_follows_titles_in_a_list_is_doubtful(title: str, doubtful: bool) -> None:
    assert bool(doubts.of_title(_finding("title", 14, title=title), [])) is doubtful


def test_a_labelled_title_out_of_a_form_in_one_line_is_doubtful() -> None:
    found = Finding(
        "title", "rule", {"title": Cell("Roads", (), ())}, score=14, notes=("label +14.0", "flattened +0.0")
    )
    assert doubts.of_title(found, [])


@pytest.mark.parametrize(
    ("code", "doubtful"),
    [("2", True), ("63", True), ("2018", True), ("2838", False), ("00086831", False), ("A2", False)],
)
def test_a_count_or_a_year_is_a_doubtful_code(code: str, doubtful: bool) -> None:
    assert bool(doubts.of_code(code)) is doubtful


@pytest.mark.parametrize(
    ("cells", "doubtful"),
    [
        ({"name": "Ana Lima", "email": "ana@harbours.example"}, False),
        ({"name": "Ana Lima", "phone_text": "555 0199"}, False),
        ({"organisation": "Harbour Office", "phone_text": "555 0199"}, False),
        ({"name": "Ana Lima"}, True),
        ({"email": "ana@harbours.example"}, True),
    ],
)
def test_a_contact_without_a_name_or_without_an_address_is_doubtful(cells: dict[str, str], doubtful: bool) -> None:
    assert bool(doubts.of_contact(_finding("contact", **cells))) is doubtful


@pytest.mark.parametrize(("count", "statuses"), [(20, {"stated"}), (21, {"doubtful"})])
def test_so_many_countries_are_a_menu(count: int, statuses: set[str]) -> None:
    names = sorted({row["iso3"]: row["name"] for row in rows("countries") if row["name"].isalpha()}.values())[:count]
    paper = Paper().title("Safe Harbours").code("HB-7")
    for name in names:
        paper = paper.place(name)
    found = facts(paper).rows("places")
    assert {row.receipts["iso3"][0].status for row in found} == statuses


@pytest.mark.parametrize(
    ("title", "code", "others", "status"),
    [
        ("", "", 1, "doubtful"),
        ("Roads to Market", "", 1, "stated"),
        ("", "MLI-12", 1, "stated"),
        ("", "MLI-12", 2, "doubtful"),  # all others have a title
        ("", "", 0, "stated"),
    ],
)
def test_one_of_several_that_nothing_names_is_doubtful(title: str, code: str, others: int, status: str) -> None:
    paper = Paper()
    for number, place in enumerate(("Ghana", "Kenya")[:others], 1):
        paper.title(f"Safe Harbours of {place}").amount("budget", f"US$ {number},000").block()
    if title:
        paper.title(title)
    if code:
        paper.code(code)
    paper.amount("budget", "US$ 5,000")
    found = [row.receipts["amount"][0].status for row in facts(paper).rows("amounts")]
    assert found == ["stated"] * others + [status]


@pytest.mark.parametrize(
    ("status", "field", "doubtful"),
    [("doubtful", "title", True), ("stated", "title", False), ("doubtful", "country", False)],
)
def test_a_country_in_a_title_that_may_be_none_is_doubtful(status: Status, field: str, doubtful: bool) -> None:
    row = Row("listings", "paper.1", receipts={"title": [Receipt("paper", "titles.chosen", status)]})
    found = _finding("place", field=field, name_text="Poland", iso3="POL")
    assert bool(doubts.of_place(found, row)) is doubtful
