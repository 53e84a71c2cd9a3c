"""The fit of roles: what it learns, what it is drawn to, and that nothing is judged by what was seen."""

from __future__ import annotations

import pytest

from extractors.budgets import read
from tests.extractors.page import Page

from . import fit, made
from .fit import Example


def batch(name: str, *, holds_with: str, other: str) -> list[Example]:
    """Ten examples with a feature that hold, and ten with another that do not."""
    return [Example(name, f"{name}{n}", {holds_with: 1.0}, True, True) for n in range(10)] + [
        Example(name, f"{name}{n}-", {other: 1.0}, False, True) for n in range(10)
    ]


def test_a_feature_that_goes_with_the_role_weighs_for_it() -> None:
    model = fit.learn(batch("a", holds_with="cost", other="price"))
    assert model.weights["cost"] > 0 > model.weights["price"]
    assert model.chance({"cost": 1.0}) > 0.5 > model.chance({"price": 1.0})


def test_a_rare_feature_has_no_weight() -> None:
    rare = Example("a", "b", {"rare": 1.0}, True, True)
    assert "rare" not in fit.learn([*batch("a", holds_with="cost", other="price"), rare]).weights


def test_a_feature_that_was_never_seen_stays_as_the_prior_says() -> None:
    model = fit.learn(batch("a", holds_with="cost", other="price"), {"wage": -3.0})
    assert model.weights["wage"] == -3.0


def test_the_strongest_evidence_overcomes_a_prior() -> None:
    many = [one for n in range(20) for one in batch(str(n), holds_with="wage", other="cost")]
    assert fit.learn(many, {"wage": -3.0}).weights["wage"] > 0


def test_a_batch_is_judged_by_the_other_batches() -> None:
    one, two = batch("a", holds_with="x", other="y"), batch("b", holds_with="y", other="x")
    chances = fit.held_out([*one, *two])
    assert all((chance > 0.5) != e.holds for e, chance in zip([*one, *two], chances, strict=True))


def test_only_what_no_rule_reads_is_told_and_a_block_has_one_budget() -> None:
    examples = [
        Example("a", "1", {}, True, True),
        Example("a", "1", {}, False, True),
        Example("a", "2", {}, True, False),
    ]
    assert "1 to find" in fit.told("budget", examples, [0.9, 0.8, 0.9])
    assert "0.7: 1 of 1" in fit.told("budget", examples, [0.9, 0.8, 0.9])
    assert "0.7: 1 of 2" in fit.told("country", examples, [0.9, 0.8, 0.9])


@pytest.mark.parametrize("role", sorted(fit.ROLES))
def test_each_role_has_priors_of_its_own(role: str) -> None:
    assert role in fit.PRIORS


@pytest.mark.parametrize(
    ("text", "still"),
    [("The work is worth USD 2.5 million over three years.", True), ("The total budget is USD 2.5 million.", False)],
)
def test_what_the_model_itself_says_is_no_rule(text: str, still: bool) -> None:
    block = Page().block("narrative", text)
    asked = made.asked(budgets=[made.budget(2500000.0)])
    assert [(holds, open_) for _, holds, open_ in fit.budgets(block, asked, list(read(block)))] == [(True, still)]
