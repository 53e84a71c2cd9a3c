"""The pieces that hold little in memory: spools, components, rows of partitions, the planted corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile import Extracted
from pipeline.reconcile.components import Components
from pipeline.reconcile.identifiers import NUMBERS, Identifiers
from pipeline.reconcile.people import Usual, usual_domains
from pipeline.scale import parts
from pipeline.scale.spool import Spool, rows
from tests.reconcile.paper import Paper
from tests.scale.planted import PROJECTS, plans, rows_of


def test_a_spool_gives_back_its_rows_in_order(tmp_path: Path) -> None:
    made = [(n, "x" * (n % 7)) for n in range(20_000)]
    with Spool(tmp_path / "new" / "a.parquet", n="number", text="text") as spool:
        for row in made:
            spool.add(*row)
    assert [*rows(tmp_path / "new" / "a.parquet", "n", "text")] == made


def test_a_spool_without_rows_is_a_file(tmp_path: Path) -> None:
    with Spool(tmp_path / "a.parquet", n="number", text="text"):
        pass
    assert [*rows(tmp_path / "a.parquet", "n")] == []


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_components_are_called_by_their_first_node(edges: list[tuple[int, int]]) -> None:
    components = Components(20)
    components.join(edges)
    expected = {n: {n} for n in range(20)}
    for one, other in edges:
        joined = expected[one] | expected[other]
        expected |= dict.fromkeys(joined, joined)
    assert dict(components.labels()) == {n: min(nodes) for n, nodes in expected.items() if n != min(nodes)}


def test_a_document_survives_its_rows() -> None:
    one = Paper("d", published="2009").title("Clean Wells").person("Jane Doe", "jane@undp.org").extracted()
    made = parts.rows(one)
    assert [row["part"] for row in made] == [0, 1]
    assert parts.whole("d", [row["data"] for row in made]) == one


def test_the_rows_of_a_document_do_not_know_its_identifier() -> None:
    one, other = Paper("d").title("Clean Wells").extracted(), Paper("d").title("Clean Wells").extracted()
    other.document = other.document.__class__("elsewhere", *[getattr(one.document, n) for n in _after_identifier(one)])
    assert parts.rows(one) == parts.rows(other)


def _after_identifier(one: Extracted) -> list[str]:
    return [name for name in one.document.__dataclass_fields__ if name != "document_id"]


TAKEN = [
    (["a", "a", "a"], ["a", "a-2", "a-3"]),
    (["a-2", "a", "a"], ["a-2", "a", "a-3"]),
    (["a", "a", "a-2"], ["a", "a-2", "a-2-2"]),
]


@pytest.mark.parametrize(("asked", "given_away"), TAKEN)
def test_identifiers_are_given_away_once(asked: list[str], given_away: list[str]) -> None:
    taken = Identifiers()
    assert [taken.take(text) for text in asked] == given_away


@given(st.lists(st.from_regex(r"[ab](-[23]){0,2}", fullmatch=True), max_size=12))
def test_identifiers_of_other_roots_do_not_get_in_the_way(asked: list[str]) -> None:
    taken, roots = Identifiers(), [re.sub(NUMBERS, "", text) for text in asked]
    alone = {root: Identifiers() for root in roots}
    assert [taken.take(text) for text in asked] == [
        alone[root].take(text) for root, text in zip(roots, asked, strict=True)
    ]


DOMAINS = [
    ({"unodc.org": 5, "unodcc.org": 1}, {"unodcc.org": Usual("unodc.org", 5)}),
    ({"unodc.org": 5, "unod.org": 1}, {"unod.org": Usual("unodc.org", 5)}),
    ({"unodc.org": 5, "unodx.org": 1}, {"unodx.org": Usual("unodc.org", 5)}),
    ({"unodc.org": 4, "unodx.org": 1}, {}),
    ({"unodc.org": 9, "undp.org": 1}, {}),
    ({"unodc.org": 50, "unodx.org": 10, "unody.org": 2}, {
        "unodx.org": Usual("unodc.org", 50), "unody.org": Usual("unodc.org", 50),
    }),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "expected"), DOMAINS)
def test_a_domain_one_letter_from_a_usual_one_is_a_misprint(seen: dict[str, int], expected: dict[str, Usual]) -> None:
    assert usual_domains(seen) == expected


def test_a_larger_planted_corpus_begins_with_the_smaller_one() -> None:
    assert [*plans(300)][:100] == [*plans(100)]


def test_planted_documents_are_editions_and_lists_of_others() -> None:
    made = [*plans(600)]
    assert len({plan.file for plan in made}) == 600
    again = [plan for plan in made if plan.year == 2010]
    assert 100 < len(again) < 200
    assert all(len(plan.projects) == PROJECTS for plan in made)


def test_the_receipts_of_a_planted_document_hold() -> None:
    from pipeline.publish.check import check
    from pipeline.reconcile import reconcile

    found = [parts.whole(p.file, [row["data"] for row in rows_of(p)]) for p in list(plans(3))]
    data = reconcile(found)
    assert check(data) == []
    assert len(data.rows("listings")) == 3 * PROJECTS
    assert {row.values["funding_check"] for row in data.rows("listings")} == {"balanced"}
