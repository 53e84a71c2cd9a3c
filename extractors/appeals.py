"""What an appeal for help asks for, by the words around the figure: now, after it was revised, or at first."""

from __future__ import annotations

from functools import cache

import regex

from extractors.giver_patterns import about, any_of
from extractors.quick import TIMEOUT


def role(before: str, after: str) -> str:
    """``current`` for what an appeal seeks, ``revised`` for what it was changed to, ``advance`` for what a purse gave.

    ``changed`` for a budget or an amount of which nothing says that it is the appeal's. Empty for an amount of which
    the words before and behind it say none of this.
    """
    seeks, revised, changed, advance = _patterns()
    if seeks.search(before, timeout=TIMEOUT):
        return "current"
    if revised.search(before, timeout=TIMEOUT):
        return "revised"
    if changed.search(before, timeout=TIMEOUT):
        return "changed"
    return "advance" if advance.match(after) else ""


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    appeal, seeks = any_of("appeal", "appeals"), any_of("appeal", "seeks")
    revised, figure = any_of("appeal", "revised"), any_of("appeal", "figures")
    gone, of = any_of("appeal", "allocated"), any_of("appeal", "out_of")
    so_far = rf"(?:{any_of('appeal', 'to')}){about()}"
    return (
        regex.compile(
            rf"{any_of('appeal', 'this')}\s+(?:[\p{{L}}-]+\s+){{0,3}}?{appeal}\s+(?:\p{{Ll}}+\s+)?{seeks}{about()}",
            regex.I,
        ),
        regex.compile(
            rf"{appeal}\s[^.;]{{0,60}}?{revised}\s[^.;]{{0,60}}?{so_far}"
            rf"|{revised}\s[^.;]{{0,60}}?{appeal}\s[^.;]{{0,60}}?{so_far}"
            rf"|(?:^|[·•*–.:-]\s){revised}\s(?:\p{{L}}+\s)?\d{{1,2}}\s\p{{L}}+\s\d{{4}},?\s{so_far}",
            regex.I,
        ),
        regex.compile(
            rf"{figure}\s[^.;]{{0,60}}?{revised}\s[^.;]{{0,60}}?{so_far}"
            rf"|{revised}\s[^.;]{{0,60}}?{figure}\s[^.;]{{0,60}}?{so_far}",
            regex.I,
        ),
        regex.compile(rf"^\s*{gone}\s+{of}\s[^.;]{{0,120}}?{any_of('appeal', 'purses')}", regex.I),
    )
