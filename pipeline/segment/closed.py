"""Lists of projects of which each line ends with the project's number in a bracket, below a heading that says so.

``Current projects`` and below it ``ongoing A balanced approach to wells (LAO/F13)``, line after line.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import regex

from extractors.lexicon import alternation, vocabulary
from extractors.money import begins_with_amount
from pipeline.segment.listed import Entry, make, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, is_running

#: So many lines of one make are a list.
_LEAST = 2
#: Capitals, a mark or none, figures: ``LAO/F13``, ``PD 512/09``; no year and no word alone.
_CODE = r"\((?P<code>(?=[^()]*\d)\p{Lu}{2,6}[/ .-]?\p{Lu}{0,3}\d[\p{Lu}\d/.-]{0,14})\)"


#: The end of a sentence inside a text: no title has one.
_ENDED = regex.compile(r"[\p{Ll})][.!?]\s+\p{Lu}")


@cache
def _line() -> regex.Pattern[str]:
    states = alternation(vocabulary("title_parts", "states"))
    return regex.compile(rf"(?:(?i:{states}|on-going)\s*[:–—-]?\s+)?(?P<title>\p{{Lu}}[^()]{{14,200}}?)\s*{_CODE}\.?")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """The entries of the longest such list whose numbers are all different."""
    found: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for index in sheet.contents():
        line = sheet.lines[index]
        match = _line().fullmatch(line.text.strip()) if line.cell is None and line.text.endswith((")", ").")) else None
        if match and not begins_with_amount(match["code"]) and not _ENDED.search(match["title"]):
            shift = len(line.text) - len(line.text.lstrip())
            (start, end), (low, high) = ((a + shift, b + shift) for a, b in map(match.span, ("title", "code")))
            code = Raw("code", index, index, None, [(index, low, high)], "list")
            why = "before a number in a bracket that others of its make follow"
            one = Entry(index, [], end, [code], why, piece=(index, start, end), sure=True)
            found[make(match["code"])].append((one, match["code"]))
    lists = [[one for one, _ in part] for part in found.values() if len({code for _, code in part}) == len(part)]
    best = max(lists, key=len, default=[])
    return best if len(best) >= _LEAST and _headed(sheet, best[0].first) else []


def _headed(sheet: Sheet, first: int) -> bool:
    """Whether the line above a list is a heading for several projects."""
    above = sheet.before(first)
    return above is not None and not is_running(sheet, above) and says_several(sheet.lines[above].text)
