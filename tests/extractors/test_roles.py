"""The roles of amounts and countries that no rule reads: features, the linear model, and when it may speak at all."""

from __future__ import annotations

import pytest

from extractors import (
    amount_roles,
    budgets,
    contexts,
    countries,
    country_roles,
    period_roles,
    periods,
    places,
    role_model,
)
from extractors.evidence import Block, Field
from extractors.lexicon import toml
from tests.extractors.page import Page

WEIGHTS = {role: toml("role_weights")[role] for role in ("budget", "country", "span", "duration")}


def narrative(text: str) -> Block:
    return Page().block("narrative", text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The total cost was EUR 4,000.", {"left.cost", "left.total"}),
        ("Each pupil pays EUR 200 per year.", {"right.rate"}),
        ("There was EUR 4,000 missing.", {"right.lack"}),
        ("It ended. Cost fell. Then came EUR 4,000.", set()),
        ("The cost of all that was built in these long years in town: EUR 4,000", set()),
    ],
)
def test_words_count_beside_an_amount_and_within_its_sentence(text: str, wanted: set[str]) -> None:
    (one,) = amount_roles.figures(narrative(text))
    classes = {f"{side}.{name}" for side in ("left", "right") for name in ("cost", "total", "rate", "lack")}
    told = classes & one.features.keys()
    assert wanted <= told
    assert bool(wanted) == bool(told)


def test_a_label_counts_as_words_before_its_value() -> None:
    page = Page()
    block = Block(1, fields=(Field("other", page.add("EUR 4,000"), page.add("Prices")),))
    (one,) = amount_roles.figures(block)
    assert one.features["left.price"] == 1.0


def test_an_amount_that_is_printed_twice_is_one_figure_with_the_features_of_both_places() -> None:
    (one,) = amount_roles.figures(narrative("The cost is EUR 4,000. Prices fell to EUR 4,000."))
    assert len(one.mentions) == 2
    assert {"all.repeated", "left.cost", "left.price"} <= one.features.keys()


@pytest.mark.parametrize("kind", ["pledged", "donor", "contribution", "shortfall"])
def test_amounts_of_fields_that_rules_read_are_no_candidates(kind: str) -> None:
    assert amount_roles.figures(Page().block(kind, "EUR 4,000")) == []


def test_the_end_of_a_number_that_is_printed_in_an_unknown_way_is_no_amount() -> None:
    assert amount_roles.figures(narrative("Total 195¦454 €")) == []


def test_a_budget_that_a_field_states_leaves_nothing_to_the_context() -> None:
    block = Page().block("budget", "EUR 9,000", also=(("other", "The work is worth EUR 4 million."),))
    assert [f.text("amount") for f in budgets.read(block)] == ["9000"]


def test_a_country_that_a_field_states_leaves_nothing_to_the_context() -> None:
    page = Page()
    block = Block(
        1, titles=page.block("title", "Rural roads in Mali").titles, fields=(Field("country", page.add("Niger")),)
    )
    assert [f.text("iso3") for f in countries.read(block) if f.fixed.get("basis") == "named"] == ["NER"]


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("It is a three-year US$ 3 million grant for wells in Togo.", True),
        ("It was a six-year EUR 5 million program, and its funds came late.", True),
        ("Norway pledged a contribution of USD 3 million towards a project.", False),
        ("The work is worth USD 2.5 million over three years.", False),
    ],
)
def test_the_only_amount_that_is_called_a_grant_or_a_project_is_noted(text: str, granted: bool) -> None:
    (found,) = [f for f in budgets.read(narrative(text)) if f.rule == "budgets.context"]
    assert ("granted" in found.notes) is granted


def test_a_value_of_the_context_is_doubtful_and_says_why() -> None:
    (found,) = budgets.read(narrative("The work is worth USD 2.5 million over three years."))
    assert (found.rule, found.status, found.doubt) == ("budgets.context", "doubtful", role_model.DOUBT)
    assert found.notes


def test_only_the_likeliest_amount_is_the_budget() -> None:
    text = "The work is worth USD 2.5 million. The fair was visited by a firm with USD 900 in hand."
    assert [f.text("amount") for f in budgets.read(narrative(text))] == ["2500000"]


def test_what_has_no_feature_has_the_chance_of_the_bias() -> None:
    assert role_model.chance("budget", {}) == pytest.approx(1 / (1 + 2.718281828 ** -WEIGHTS["budget"]["bias"]))


def test_a_feature_moves_the_chance_to_the_side_of_its_weight() -> None:
    assert role_model.chance("budget", {"left.cost": 1.0}) > role_model.chance("budget", {})
    assert role_model.chance("budget", {"left.price": 1.0}) < role_model.chance("budget", {})


def test_reasons_are_the_loudest_first() -> None:
    told = role_model.reasons("budget", {"left.price": 1.0, "line.short": 1.0, "unheard": 1.0})
    assert [reason.split()[0] for reason in told] == ["left.price", "line.short"]


@pytest.mark.parametrize("role", sorted(WEIGHTS))
def test_status_follows_the_thresholds(role: str) -> None:
    table = WEIGHTS[role]
    assert role_model.status(role, table["least"] - 0.01) == ""
    assert role_model.status(role, table["least"]) == "doubtful"
    assert role_model.status(role, table["sure"]) == "inferred"


@pytest.mark.parametrize(("role", "table"), [("budget", "amount"), ("country", "country")])
def test_every_weight_of_a_word_is_of_a_class_that_the_lexicon_has(role: str, table: str) -> None:
    named = {
        name.split(".")[-1] for name in WEIGHTS[role]["weights"] if ".left." in f".{name}" or ".right." in f".{name}"
    }
    assert named <= toml("roles")[table].keys()


def test_a_country_counts_by_all_its_mentions() -> None:
    page = Page()
    block = Block(
        1,
        titles=page.block("title", "Rural roads in Mali").titles,
        narrative=(page.add("Mali has few roads. Niger has fewer."),),
    )
    found = {one.code: one for one in country_roles.named(block)}
    assert [m.home.kind for m in found["MLI"].mentions] == ["title", "narrative"]
    assert "all.title_and_text" in found["MLI"].features
    assert "all.titled_other" in found["NER"].features


def test_a_country_that_only_the_rest_of_the_page_names_is_a_candidate() -> None:
    page = Page()
    block = Block(1, titles=page.block("title", "Rural roads").titles, page=(page.add("Country Practice Area Mali"),))
    assert [f.text("iso3") for f in countries.read(block)] == ["MLI"]


def test_a_menu_of_countries_does_not_widen_what_the_title_says() -> None:
    page = Page()
    menu = page.add("Angola | Benin | Cameroon | Kenya | Mozambique | Nigeria | Sudan | Togo")
    title = page.block("title", "KENYA: Training of young people").titles
    named = [f.text("iso3") for f in countries.read(Block(1, titles=title, page=(menu,)))]
    assert set(named) == {"KEN"}


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Centres in Georgia, Kenya and Morocco", {"GEO", "KEN", "MAR"}),
        ("Centres of the region", {"BEN", "SEN", "TGO"}),
    ],
)
def test_a_title_that_lists_countries_has_them_all(title: str, wanted: set[str]) -> None:
    page = Page()
    text = "The work takes place in the following countries: Benin, Senegal and Togo."
    text += " Partners of the centre in Kenya are Uganda, Kenya, Rwanda and Burundi." if "Kenya" in title else ""
    block = Block(1, titles=page.block("title", title).titles, narrative=(page.add(text),))
    assert {f.text("iso3") for f in countries.read(block) if f.kind == "place"} == wanted


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Many wells in the north of Malawi are dry, and their keepers have left the villages.", "narrative"),
        ("The project digs wells for the villages in the north of Malawi, and trains their keepers.", "named"),
        ("Malawi", "named"),
        ("Wells for schools in Malawi", "named"),
    ],
)
def test_a_country_of_running_text_alone_is_a_hint(text: str, basis: str) -> None:
    found = [f for f in countries.read(narrative(text)) if f.text("iso3") == "MWI"]
    assert [f.fixed["basis"] for f in found] == [basis]


def test_the_only_country_that_gets_aid_stands_out_among_those_that_give_it() -> None:
    found = {one.code: one.features for one in country_roles.named(narrative("Norway and Sweden work with Malawi."))}
    assert "all.only_receiver" in found["MWI"]
    assert "all.giver_among" in found["NOR"]
    assert "all.only_receiver" not in found["NOR"]


def test_a_stretch_that_is_field_and_narrative_is_read_once() -> None:
    page = Page()
    text = page.add("Mali")
    assert len(contexts.homes(Block(1, fields=(Field("other", text),), narrative=(text,)))) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("From 2010 to 2012 wells were dug, and again 2010-2012.", [("2010", "2012")]),
        ("It met on 3 to 5 May 2010.", []),
        ("It met in May 2010.", []),
    ],
)
def test_ranges_of_dates_that_are_no_event_are_candidates_each_once(text: str, values: list[tuple[str, str]]) -> None:
    found = period_roles.spans(narrative(text), "")
    assert [tuple(cell.value for cell in one.cells.values()) for one in found] == values


def test_a_period_that_a_sentence_states_leaves_nothing_to_the_context() -> None:
    text = "The project runs from March 2009 to March 2011. A co-operation initiative, running from 2023 until 2026."
    found = [f for f in periods.read(narrative(text)) if "start" in f.cells]
    assert [(f.rule, f.text("start")) for f in found] == [("periods.sentence_runs", "2009-03")]


def test_only_the_likeliest_period_is_taken() -> None:
    text = "The programme runs from 2010 to 2012. An initiative, running from 2023 until 2026; plan 2000-2030."
    stated = [f for f in periods.read(narrative(text)) if f.rule != "periods.context"]
    assert [f.text("start") for f in period_roles.read(narrative(text), "", stated)] == []
    free = list(period_roles.read(narrative(text.partition(". ")[2]), "", []))
    assert [(f.text("start"), f.text("end")) for f in free] == [("2023", "2026")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It works in Éthiopie- (zone Borona) and Kenya- here.", ["ETH", "KEN"]),
        ("It works in Guinea-Bissau.", ["GNB"]),
        ("It works in Guinea- Bissau.", ["GNB"]),
        ("It works in Timor-\nLeste and Viet Nam.", ["TLS", "VNM"]),
        ("It works in Mali- Senegal.", ["MLI", "SEN"]),
    ],
)
def test_a_dash_behind_a_name_is_no_part_of_it_but_where_the_name_goes_on(text: str, codes: list[str]) -> None:
    assert [p.code for p in places.find(text)] == codes


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("in Fiji, Samoa, the Republic of Marshall Islands and Federated States of Micronesia", 4),
        ("Belgien, die Schweiz und das Vereinigte Königreich", 3),
        ("au Mali, au Niger", 0),
        ("Mali, Niger ainsi que le Royaume du Maroc", 3),
        ("Mali, visited by Niger and Chad", 0),
    ],
)
def test_articles_and_the_heads_of_official_names_stand_inside_a_list(text: str, size: int) -> None:
    named = country_roles.named(narrative(text))
    assert {len(one.beside) for one in named if one.beside} == ({size} if size else set())


def test_a_country_that_gives_and_gets_aid_counts_among_those_that_get_it() -> None:
    assert {"BRA", "TUR", "ZAF", ""}.isdisjoint(country_roles.givers())
    assert {"NOR", "KWT", "ARE"} <= country_roles.givers()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Cross-border parks of Austria and Slovakia.", {"AUT", "SVK"}),
        ("O projeto de cooperação transfronteiriça Espanha – Portugal.", {"ESP", "PRT"}),
        ("Gemeinsam an der Grenze von Ungarn und Serbien.", {"HUN", "SRB"}),
        ("La forêt de part et d’autre de la frontière entre le Gabon et le Congo.", {"GAB", "COG"}),
        ("Parks of Austria and Slovakia.", set()),
    ],
)
def test_the_two_sides_of_a_border_are_one_list(text: str, wanted: set[str]) -> None:
    assert {code for one in country_roles.named(narrative(text)) for code in one.beside} == wanted


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("The ERDF pays for it in Austria.", False),
        ("LIFE10 NAT/ES/000582 in Austria", False),
        ("Das Interreg-Projekt in Austria", False),
        ("It is about the life project of Austria.", True),
        ("A fund of Austria pays.", True),
    ],
)
def test_a_giver_is_at_home_where_a_fund_of_the_union_for_its_own_regions_is_named(text: str, gives: bool) -> None:
    (one,) = country_roles.named(narrative(text))
    assert ("all.giver" in one.features) is gives


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The border area of Greece and Bulgaria floods.", ["GRC", "BGR"]),
        ("The floods of Greece and Bulgaria.", ["GRC"]),
        ("The border area of Romania and Bulgaria floods.", ["GRC"]),
        ("The border area of Greece, Albania and Bulgaria floods.", ["GRC"]),
    ],
)
def test_beside_the_stated_country_stands_the_other_side_of_its_border(text: str, codes: list[str]) -> None:
    page = Page()
    block = Block(1, fields=(Field("country", page.add("Greece")),), narrative=(page.add(text),))
    found = [f for f in countries.read(block) if f.kind == "place"]
    assert [f.text("iso3") for f in found] == codes
    assert [f.doubt for f in found[1:]] == [role_model.DOUBT] * len(found[1:])


@pytest.mark.parametrize(
    ("label", "title", "codes"),
    [
        ("City and Postcode", "Forests in Tanzania", ["TZA"]),
        ("City and Postcode", "Forests", ["GBR"]),
        ("Sector", "Forests", ["GBR"]),
    ],
)
def test_a_country_of_an_address_yields_to_the_title_and_is_doubtful(label: str, title: str, codes: list[str]) -> None:
    page = Page()
    beside = Field("other", page.add("Edinburgh EH3 5LR"), page.add(label))
    fields = (beside, Field("country", page.add("United Kingdom"), page.add("Country")))
    found = list(countries.read(Block(1, titles=page.block("title", title).titles, fields=fields)))
    named = {f.text("iso3"): f.doubt for f in found if f.kind == "place" and f.fixed["basis"] == "named"}
    assert list(named) == codes
    assert bool(named[codes[0]]) is (label != "Sector")


def test_a_list_of_those_who_give_and_one_who_gets_aid_speaks_for_that_one() -> None:
    text = "The programme: Germany, Switzerland and Vietnam work in Vietnam together. It helps villages in Vietnam."
    assert {f.text("iso3") for f in countries.read(narrative(text)) if f.kind == "place"} == {"VNM"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Partners:\nUniversity of Lund, Sweden\nNatural History Museum (Croatia)\nMuseum of Malta, Malta",
            set(),
        ),
        ("Partners:\nUniversity of Tbilisi, Georgia\nNatural History Museum (Croatia)", {"GEO", "HRV"}),
        ("Sites:\nVillage of Karo, Kenya\nVillage of Banda, Uganda\nVillage of Mpemba, Malawi", {"KEN", "UGA", "MWI"}),
        ("Partners:\nUniversity of Karo, Kenya\nKaro Museum, Kenya\nKaro Institute, Kenya", {"KEN"}),
        ("They flee from war in countries like Syria, Iraq and Sudan.", set()),
        ("Families from Syria, Iraq and Sudan get help.", set()),
        ("Families of Syria, Iraq and Sudan get help.", {"SYR", "IRQ", "SDN"}),
        ("Reported by\nNorway Development Agency\nPaid by the Embassy of Norway in the north", set()),
        ("Reported by\nGhana Development Agency\nPaid by the Embassy of Norway in the north", {"GHA"}),
    ],
)
def test_where_partners_sit_examples_and_givers_offices_are_no_candidates(text: str, wanted: set[str]) -> None:
    assert {one.code for one in country_roles.named(narrative(text))} == wanted


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Clean water in Malawi", "named"),
        ("Clean water in Malawi.", "named"),
        ("Last year we saw much of Malawi and of its lakes.", "narrative"),
    ],
)
def test_a_short_line_that_closes_as_a_sentence_is_running_text(text: str, basis: str) -> None:
    found = [f for f in country_roles.read(narrative(text)) if f.text("iso3")]
    assert {f.fixed["basis"] for f in found} == {basis}
