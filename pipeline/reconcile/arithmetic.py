"""The document's own arithmetic: which checks can be made of its amounts, and what comes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.evidence import Finding, Span
from pipeline.reconcile import checks
from pipeline.reconcile.checks import Side, row_of
from pipeline.reconcile.facts import Receipt, Row
from pipeline.reconcile.relations import Relation, Term
from pipeline.reconcile.rows import Listing, add_row
from pipeline.reconcile.settle import settle
from pipeline.reconcile.totals import of_kind, pledged, totals
from pipeline.reconcile.whole import total_lines

_PLUS, _MINUS = Decimal(1), Decimal(-1)

#: Outcome of the check of the funding -> column ``funding_check``.
_FUNDING = {"holds": "balanced", "repaired": "balanced", "rounding": "off", "off": "off"}


def check(listings: Sequence[Listing], told: Sequence[Finding], text: str) -> list[tuple[Relation, str]]:
    """Make all checks of the amounts of one document, set statuses, fill in totals; what came of each.

    ``listings`` are those of the document, ``told`` the findings that concern all of it, ``text`` is its text.
    """
    for made in listings:
        _totals_aside(made)
    relations = [r for made in listings for r in _relations(made)]
    relations = _numbered([*relations, *total_lines(listings, told)])
    outcomes = settle(relations, text)
    for made in listings:
        totals(made)
        made.row.values.update(_funding_check(made, relations, outcomes))
    return [(one, outcome) for one, outcome in zip(relations, outcomes, strict=True) if outcome]


def rows(settled: Sequence[tuple[Relation, str]]) -> Iterator[Row]:
    """The rows of table ``checks`` for what :func:`check` gave."""
    for one, outcome in settled:
        home, document = _home(one)
        yield row_of(home, document, one.check, outcome, one.sides, one.row_id)


def _home(one: Relation) -> tuple[str, str]:
    """The listing, or the document, that a relation concerns; and the document."""
    document = one.terms[0].home.document.document_id
    return one.home.listing_id if one.home else document, document


def _numbered(relations: Sequence[Relation]) -> list[Relation]:
    """The relations with identifiers; a check that is made more than once in one place gets a number behind."""
    seen = Counter[str]()
    made = []
    for one in relations:
        name = f"{_home(one)[0]}.{one.check.id}"
        seen[name] += 1
        made.append(replace(one, row_id=name if seen[name] == 1 else f"{name}.{seen[name]}"))
    return made


def _funding_check(made: Listing, relations: Sequence[Relation], outcomes: Sequence[str]) -> dict[str, str]:
    for one, outcome in zip(relations, outcomes, strict=True):
        if one.home is made and one.check is checks.FUNDING:
            return {"funding_check": _FUNDING[outcome]}
    stated = of_kind(made, "budget") or of_kind(made, "component") or of_kind(made, "shortfall") or pledged(made)
    return {"funding_check": "incomplete"} if stated else {}


def _relations(made: Listing) -> Iterator[Relation]:
    """The checks that the amounts of a listing allow."""
    yield from _parts(made)
    yield from _funding(made)
    yield from _pledged(made)
    yield from _cost_shared(made)
    yield from _shares(made)


def _terms(made: Listing, rows: Sequence[Row], weight: Decimal) -> list[Term]:
    return [Term(made, row, weight) for row in rows]


def _comparable(*rows: Row) -> bool:
    """Whether amounts are in one currency."""
    return len({r.values.get("currency", "") for r in rows}) == 1


def _amounts(*rows: Row) -> list[tuple[Row, str]]:
    return [(row, "amount") for row in rows]


def _parts(made: Listing) -> Iterator[Relation]:
    whole, parts = of_kind(made, "budget"), of_kind(made, "component")
    if len(whole) == 1 and len(parts) > 1 and _comparable(*whole, *parts):
        terms = (*_terms(made, parts, _PLUS), *_terms(made, whole, _MINUS))
        sides = Side(_amounts(*whole)), Side(_amounts(*parts), ("sum",))
        yield Relation(checks.PARTS, made, terms, sides)


def _funding(made: Listing) -> Iterator[Relation]:
    budgets = of_kind(made, "budget") or of_kind(made, "component")
    missing, pledges = of_kind(made, "shortfall"), pledged(made)
    nothing = [a for a in of_kind(made, "pledged") if a.values["amount"] == "0"]
    if not (budgets and missing and (pledges or nothing)) or not _comparable(*budgets, *pledges, *missing):
        return
    terms = (
        *_terms(made, budgets, _PLUS),
        *_terms(made, pledges, _MINUS),
        *_terms(made, [] if pledges else nothing, _MINUS),
        *_terms(made, missing, _MINUS),
    )
    sides = (
        Side([(made.row, "shortfall")]),
        Side([(made.row, "budget"), (made.row, "pledged")], ("difference",)),
    )
    yield Relation(checks.FUNDING, made, terms, sides)


def _pledged(made: Listing) -> Iterator[Relation]:
    pledges = pledged(made)
    for whole in (a for a in of_kind(made, "pledged") if a.values["amount"] != "0"):
        if len(pledges) > 1 and _comparable(whole, *pledges):
            terms = (*_terms(made, pledges, _PLUS), *_terms(made, [whole], _MINUS))
            yield Relation(checks.PLEDGED, made, terms, (Side(_amounts(whole)), Side(_amounts(*pledges), ("sum",))))


def _cost_shared(made: Listing) -> Iterator[Relation]:
    budgets, pledges = of_kind(made, "budget"), pledged(made)
    if of_kind(made, "shortfall") or len(budgets) != 1 or len(pledges) < 2 or not _comparable(*budgets, *pledges):
        return
    terms = (*_terms(made, pledges, _MINUS), *_terms(made, budgets, _PLUS))
    sides = Side(_amounts(*budgets)), Side(_amounts(*pledges), ("sum",))
    yield Relation(checks.COST_SHARED, made, terms, sides, below=True)


def _shares(made: Listing) -> Iterator[Relation]:
    """What percentages say of amounts that they stand beside, and of all that is pledged."""
    budgets = of_kind(made, "budget")
    if len(budgets) != 1 or budgets[0].values["amount"] == "0":
        return
    for told in (f for f in made.told if f.kind == "share"):
        percent = Decimal(told.text("percent"))
        if told.fixed["of"] == "coverage":
            yield from _coverage(made, budgets[0], told, percent)
            continue
        row = _beside(made, told.cells["amount"].spans)
        if row is not None and row is not budgets[0] and _comparable(row, budgets[0]):
            terms = (Term(made, row, _PLUS), Term(made, budgets[0], -percent / 100))
            sides = Side(reading=told, column="percent"), Side(_amounts(row, budgets[0]), ("percent",))
            yield _percentage(checks.SHARE, made, terms, sides)


def _coverage(made: Listing, budget: Row, told: Finding, percent: Decimal) -> Iterator[Relation]:
    pledges, missing = pledged(made), of_kind(made, "shortfall")
    side = Side(reading=told, column="percent")
    if pledges and _comparable(budget, *pledges):
        terms = (*_terms(made, pledges, _PLUS), Term(made, budget, -percent / 100))
        sides = side, Side([(made.row, "pledged"), (made.row, "budget")], ("percent",))
        yield _percentage(checks.COVERAGE, made, terms, sides)
    elif missing and _comparable(budget, *missing):
        terms = (*_terms(made, missing, _MINUS), Term(made, budget, 1 - percent / 100))
        sides = side, Side([(made.row, "budget"), (made.row, "shortfall")], ("covered",))
        yield _percentage(checks.COVERAGE, made, terms, sides)


def _percentage(check_: checks.Check, made: Listing, terms: tuple[Term, ...], sides: tuple[Side, Side]) -> Relation:
    """A percentage holds to half of its last digit; one without decimals proves only what it hits exactly."""
    told = sides[0].reading.text("percent") if sides[0].reading else ""
    decimals = len(told.partition(".")[2])
    slack = terms[-1].value * Decimal(5) / 10 ** (decimals + 3)
    exact = Relation(check_, made, terms, sides).gap() == 0
    return Relation(check_, made, terms, sides, slack, exact or decimals > 0)


def _beside(made: Listing, spans: Sequence[Span]) -> Row | None:
    """The amount or pledge that was read from these places."""
    rows = [*made.amounts, *made.pledges]
    return next((r for r in rows if any(set(spans) & set(p.spans) for p in r.receipts.get("amount", []))), None)


def _totals_aside(made: Listing) -> None:
    """A pledge of nobody that is the sum of all others is the total of the list: an amount of kind ``pledged``."""
    pledges = pledged(made)
    for one in pledges if len(pledges) > 2 else []:
        others = [p for p in pledges if p is not one]
        unnamed = not one.values.get("donor") and all(p.values.get("donor") for p in others)
        total = sum((Decimal(p.values["amount"]) for p in others), Decimal(0))
        if unnamed and total == Decimal(one.values["amount"]) and _comparable(*pledges):
            made.pledges.remove(one)
            made.notes[:] = [n for n in made.notes if n.row_id != one.row_id]
            row = add_row(made, "amounts", made.amounts, "a")
            row.values |= {"kind": "pledged", "approximate": "false"}
            for column in ("amount", "currency"):
                if column in one.receipts:
                    row.values[column] = one.values[column]
                    row.receipts[column] = [_stated(r) for r in one.receipts[column]]
            return


def _stated(receipt: Receipt) -> Receipt:
    return receipt._replace(status="stated")
