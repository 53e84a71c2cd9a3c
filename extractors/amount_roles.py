"""What an amount that no rule reads is to the project, by the words around it: its budget, or somebody's pledge."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors import contexts, dollars, money, money_sentences, role_model
from extractors.contexts import Home, Mention
from extractors.evidence import Block, Finding, Rule
from extractors.money import Amount

BUDGET = Rule(
    "budgets.context",
    "Where no rule reads a budget, the amount whose surroundings speak most for it is taken for the budget.",
    ("narrative",),
    "amount",
    status="inferred",
    hits=(
        ("The work is worth USD 2.5 million over three years.", "amount=2500000; currency=USD"),
        ("Das Projekt wird mit 100.000 Euro durchgeführt.", "amount=100000; currency=EUR"),
        ("Le projet de 3 millions d'euros est mis en place.", "amount=3000000; currency=EUR"),
    ),
    misses=(
        "The vehicles were sold for USD 4,000.",
        "A farmer earns EUR 120 per month.",
        "Turnover of the firm: EUR 2 million",
        "The town has a debt of USD 3 million.",
    ),
)

#: Fields whose amounts are read by rules of their own.
_CLAIMED = frozenset({"pledged", "donor", "contribution", "shortfall"})
#: Digits and a mark right before an amount: it is the end of a number that is printed in an unknown way.
_CUT = regex.compile(r"\d[^\s\d()]?$")
#: An amount's size, in units of its currency: below each of these it is another class.
_SIZES = (1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of a block in all its mentions, the first one first."""

    amount: Amount
    mentions: tuple[Mention, ...]
    features: dict[str, float]


def figures(block: Block) -> list[Figure]:
    """The amounts of a block that have a currency, each once, with what tells their role."""
    stretches = contexts.homes(block)
    printed: dict[tuple[str, str], list[tuple[Amount, Mention]]] = {}
    taken = {(a.value, a.code) for home in stretches if home.kind in _CLAIMED for a in money.amounts(home.excerpt)}
    for home in stretches:
        found = [] if home.kind in _CLAIMED else money.amounts(home.excerpt)
        for one in found:
            told = (one.value, one.code) in taken or _of_many(home, one)
            if one.code and one.value != "0" and not told and not _CUT.search(home.excerpt.text[: one.start]):
                printed.setdefault((one.value, one.code), []).append((one, _mention(stretches, home, found, one)))
    return [_figure(printed, key) for key in printed]


def _of_many(home: Home, one: Amount) -> bool:
    """Whether the sentence of an amount speaks of many projects."""
    return money_sentences.of_many(home.excerpt.text, *contexts.sentence(home, one.start, one.end))


def _mention(stretches: list[Home], home: Home, found: list[Amount], one: Amount) -> Mention:
    """One amount where it stands, with the features of that place."""
    features = contexts.standing(stretches, home, one.start, one.end, "amount")
    low, high = contexts.sentence(home, one.start, one.end)
    inside = [a for a in found if low <= a.start < high]
    text = home.excerpt.text
    shares = {r.amount.start for r in money_sentences.read(home.excerpt) if r.role == "share"}
    before = [a for a in inside if a.end <= one.start]
    flags = {
        "among.first": len(inside) > 1 and inside[0] is one,
        "among.later": inside[0] is not one,
        "among.converted": bool(before) and before[-1].code != one.code and one.start - before[-1].end < 20,
        "among.third": len(inside) > 2,
        "field.party": home.kind in ("implementer", "partner"),
        "said.share": one.start in shares,
        "near.percent": "%" in text[one.end : one.end + 25],
        "near.year": bool(regex.search(r"\b(?:19|20)\d\d\b", text[low:high])),
        "near.about": one.approximate,
        "near.plus": bool(regex.match(r"\s*(?:[-/]\s*\p{L}|\+)", text[one.end : one.end + 6])),
    }
    return Mention(home, one.start, one.end, features | contexts.holding(flags))


def _figure(printed: dict[tuple[str, str], list[tuple[Amount, Mention]]], key: tuple[str, str]) -> Figure:
    """An amount with the features of its places, and how it compares with the other amounts of the block."""
    mentions = [m for _, m in printed[key]]
    features = contexts.merged(mentions)
    value = float(key[0])
    rivals = [float(v) for v, code in printed if code == key[1]]
    features |= {f"size.{sum(value >= s for s in _SIZES)}": 1.0, "rivals": math.log(len(printed))}
    flags = {
        "all.alone": len(printed) == 1,
        "all.largest": len(printed) > 1 and value == max(rivals),
        "all.smallest": len(rivals) > 2 and value == min(rivals),
        "all.first": next(iter(printed)) == key and len(printed) > 1,
        "all.repeated": len(mentions) > 1,
        "all.summed": len(rivals) > 2 and abs(sum(rivals) - 2 * value) < 0.01,
    }
    features |= contexts.holding(flags)
    return Figure(printed[key][0][0], tuple(mentions), features)


def _is_granted(one: Figure) -> bool:
    """Whether the only amount is called a grant or a project of so much: what is given is all that there is.

    ``a three-year USD 3 million grant``, ``a EUR 5 million programme by``; not ``gave USD 1 million to a project``.
    """
    told = one.features
    called = "right.grant" in told or ("right.project" in told and "left.give" not in told)
    return "all.alone" in told and called


def budget(block: Block, stated: Sequence[Finding]) -> Iterator[Finding]:
    """The amount of a block that is most likely its budget, if it is likely enough and no rule stated one."""
    if any(f.fixed.get("kind") in ("budget", "component") for f in stated):
        return
    ranked = sorted(((role_model.chance("budget", f.features), f) for f in figures(block)), key=lambda t: -t[0])
    if not ranked:
        return
    probability, best = ranked[0]
    status = role_model.status("budget", probability)
    if status:
        one, score = dollars.home(block, best.amount), round(probability, 2) / 10
        fixed = {"kind": "budget", "approximate": "true" if one.approximate else "false"}
        doubt = one.doubt or role_model.doubt(status)
        told = (*role_model.reasons("budget", best.features), *(("granted",) if _is_granted(best) else ()))
        yield Finding("amount", BUDGET.id, one.cells(printed=True), "narrative", status, doubt, score, fixed, told)
