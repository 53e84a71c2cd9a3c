"""The standard's ruleset, run on a file: each kind of rule is a function that gives what breaks it.

The kinds are those of ``standard.json``, the ruleset that comes with the standard. A kind that is not known here is an
error: a rule that is not run must not look like one that holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from lxml import etree

from pipeline.publish.iati.standard import nodes, text


class Broken(NamedTuple):
    """A rule that an element breaks."""

    element: etree._Element
    rule: str  #: its number in the ruleset
    severity: str
    says: str


class Place(NamedTuple):
    """Where a rule is asked: an element, today, values for the variables of a loop."""

    element: etree._Element
    today: date
    lists: Mapping[str, frozenset[str]]
    value: str = ""

    def values(self, paths: Sequence[str]) -> list[str]:
        """What the paths lead to, each as text."""
        return [_text(one) for path in paths for one in self.found(path)]

    def found(self, path: str) -> list[Any]:
        """The nodes that a path leads to."""
        made = self.ask(path)
        return made if isinstance(made, list) else [made]

    def holds(self, condition: str) -> bool:
        """Whether an XPath is true of the element; one that finds no node is not."""
        return bool(self.ask(condition))

    def ask(self, path: str) -> Any:
        """The value of an XPath; the loop's value is a variable: no text can be taken for a part of the path."""
        return _compiled(path.replace("'$1'", "$value"))(self.element, value=self.value)


@cache
def _compiled(path: str) -> etree.XPath:
    """Compiled once: a file has thousands of activities, and each of them is asked the same."""
    return etree.XPath(path)


#: Gives whether a case of a rule holds.
Check = Callable[[Place, Mapping[str, Any]], bool]


def broken(
    root: etree._Element, rules: Mapping[str, Any], lists: Mapping[str, frozenset[str]], today: date
) -> Iterator[Broken]:
    """All rules that a file breaks, in the order of the ruleset; raises :class:`ValueError` for an unknown kind."""
    for context, kinds in rules.items():
        for element in nodes(root, context):
            place = Place(element, today, lists)
            for kind, content in kinds.items():
                yield from _cases(place, kind, content["cases"])


def _cases(place: Place, kind: str, cases: Sequence[Mapping[str, Any]]) -> Iterator[Broken]:
    for case in cases:
        if kind == "loop":
            yield from _loop(place, case)
            continue
        if kind not in KINDS:
            raise ValueError(f"the ruleset has a kind of rule that is not known here: {kind}")
        meant = "condition" not in case or place.holds(case["condition"])
        if meant and not KINDS[kind](place, case):
            told = case["ruleInfo"]
            yield Broken(place.element, told["id"], told["severity"], told["message"])


def _loop(place: Place, case: Mapping[str, Any]) -> Iterator[Broken]:
    """Ask the rules of a loop once for each value that its path leads to."""
    for value in dict.fromkeys(place.values([case["foreach"]])):
        for kind, content in case["do"].items():
            yield from _cases(place._replace(value=value), kind, content["cases"])


def _text(node: Any) -> str:
    return text(node, ".") if isinstance(node, etree._Element) else str(node)


def _unique(place: Place, case: Mapping[str, Any]) -> bool:
    found = place.values(case["paths"])
    return len(found) == len(set(found))


def _startswith(place: Place, case: Mapping[str, Any]) -> bool:
    """A prefix of agency codes is not asked for: no list of them is part of the standard's own."""
    if _excused(place, case) or "ORG-ID-PREFIX" in case["prefix"]:
        return True
    heads = [head + case.get("separator", "") for head in place.values(case["prefix"])]
    return all(any(value.startswith(head) for head in heads) for value in place.values(case["paths"]))


#: Codelists of the identifiers that organisations have.
_ORGANISATIONS = ("OrganisationIdentifier", "IATIOrganisationIdentifier")


def _excused(place: Place, case: Mapping[str, Any]) -> bool:
    """Whether a rule is only for identifiers that are in no list, and all of these are in one."""
    if "idCondition" not in case:
        return False
    known = frozenset[str]().union(*(place.lists.get(name, frozenset()) for name in _ORGANISATIONS))
    found = place.values(case["paths"])
    return bool(found) and all(value in known for value in found)


def _atleast_one(place: Place, case: Mapping[str, Any]) -> bool:
    return any(_there(one) for path in case["paths"] for one in place.found(path))


def _there(node: Any) -> bool:
    """An element is there if it stands there; a narrative, an attribute or a text if it says something."""
    if isinstance(node, etree._Element) and node.tag != "narrative":
        return True
    return bool(_text(node).strip())


#: What must have something of its own where the activity has no default: the elements, and what each must have.
_ALL = {
    "lang": (".//narrative", "@xml:lang"),
    "sector": ("transaction[../transaction/sector]", "sector"),
    "currency": (".//value[parent::transaction or parent::budget or parent::planned-disbursement]", "@currency"),
}


def _one_or_all(place: Place, case: Mapping[str, Any]) -> bool:
    elements, own = _ALL[case["all"]]
    return place.holds(case["one"]) or all(one.xpath(own) for one in place.found(elements))


def _date_now(place: Place, case: Mapping[str, Any]) -> bool:
    return all(day <= place.today for day in _days(place, case["date"]))


def _date_order(place: Place, case: Mapping[str, Any]) -> bool:
    return all(less <= more for less, more in product(_days(place, case["less"]), _days(place, case["more"])))


def _time_limit(place: Place, case: Mapping[str, Any]) -> bool:
    pairs = product(_days(place, case["start"]), _days(place, case["end"]))
    return all(end <= _year_later(start) for start, end in pairs)


def _year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, month=3, day=1)


def _days(place: Place, path: str) -> list[date]:
    """The days that a path leads to; what is no date is the schema's matter."""
    return [place.today] if path == "NOW" else [day for text in place.values([path]) if (day := _day(text))]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _regex_matches(place: Place, case: Mapping[str, Any]) -> bool:
    return _excused(place, case) or all(re.search(case["regex"], value) for value in place.values(case["paths"]))


def _no_spaces(place: Place, case: Mapping[str, Any]) -> bool:
    return all(value == value.strip() for value in place.values(case["paths"]))


def _no_more_than_one(place: Place, case: Mapping[str, Any]) -> bool:
    return sum(len(place.found(path)) for path in case["paths"]) <= 1


def _strict_sum(place: Place, case: Mapping[str, Any]) -> bool:
    """A sum of nothing holds only where the rule does not say when there must be one."""
    found = place.values(case["paths"])
    if not found and "condition" not in case:
        return True
    return sum(map(_number, found), Decimal()) == Decimal(str(case["sum"]))


def _range(place: Place, case: Mapping[str, Any]) -> bool:
    least, most = Decimal(str(case["min"])), Decimal(str(case["max"]))
    return all(least <= _number(value) <= most for value in place.values(case["paths"]))


def _number(text: str) -> Decimal:
    """The number; what is none is the schema's matter, and counts as nothing."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return Decimal()
    return found if found.is_finite() else Decimal()


def _if_then(place: Place, case: Mapping[str, Any]) -> bool:
    return not place.holds(case["if"]) or place.holds(case["then"])


def _between_dates(place: Place, case: Mapping[str, Any]) -> bool:
    starts, ends = _days(place, case["start"]), _days(place, case["end"])
    days = _days(place, case["date"])
    return all(start <= day <= end for day in days for start, end in product(starts, ends))


KINDS: Mapping[str, Check] = {
    "unique": _unique,
    "startswith": _startswith,
    "atleast_one": _atleast_one,
    "one_or_all": _one_or_all,
    "date_now": _date_now,
    "date_order": _date_order,
    "time_limit": _time_limit,
    "between_dates": _between_dates,
    "regex_matches": _regex_matches,
    "no_spaces": _no_spaces,
    "no_more_than_one": _no_more_than_one,
    "strict_sum": _strict_sum,
    "range": _range,
    "if_then": _if_then,
}
