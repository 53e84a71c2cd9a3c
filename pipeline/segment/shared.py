"""What the entries of a list have in common and each has otherwise: codes of one make.

``Wells for herders – AB201-KEN. Budget: …`` below ``Boats – AB201-NPL. …``: alone a word of capitals and figures may
be anything; that each entry has one of the same make, and each another, makes them the entries' codes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

from extractors import dates
from extractors.lexicon import squeeze, vocabulary
from extractors.money import currency

#: Capitals and figures, with at most four parts that dashes, strokes or full stops join.
_CODE = regex.compile(
    r"(?<![\p{L}\d./-])(?=\p{Lu}{2}\S{0,30}\d)(?P<word>\p{Lu}{2,30}+)[\p{Lu}\d]*+(?:[-–/.][\p{Lu}\d]+){0,3}+(?![\p{L}\d]|[.,]\d|%)"
)
#: Share of the entries that must have a code of the make.
_MOST = 0.8

Span = tuple[int, int]


def codes(texts: Sequence[str]) -> list[Span | None]:
    """The span of each text's code, of a make that most of the texts have once each; all None where there is none."""
    found: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for match in _CODE.finditer(text):
            if _may_be(match.group(), match.group("word")):
                found[_make(match.group())][number].append(match.span())
    for by_text in found.values():
        first = {number: spans[0] for number, spans in by_text.items()}
        told = {texts[number][slice(*span)] for number, span in first.items()}
        if len(texts) > 1 and len(told) == len(first) >= _MOST * len(texts):
            return [first.get(number) for number in range(len(texts))]
    return _of_parts(texts)


#: So many strokes make a word of capitals and figures a code whatever its make: ``GCP/INT/384/JCA``.
_STROKES = 2


def _of_parts(texts: Sequence[str]) -> list[Span | None]:
    """The span of each text's only code of three parts and more between strokes, where each text has another."""
    found = [[m for m in _CODE.finditer(t) if m.group().count("/") >= _STROKES] for t in texts]
    told = {one[0].group() for one in found if len(one) == 1 and _may_be(one[0].group(), one[0].group("word"))}
    return [one[0].span() for one in found] if len(texts) > 1 and len(told) == len(texts) else [None] * len(texts)


def _may_be(text: str, word: str) -> bool:
    """Whether a word of capitals and figures is no amount, no date and no number of a paper."""
    apart = vocabulary("lists", "no_codes")
    return not currency(word) and squeeze(word) not in apart and not dates.scan(text)


def _make(code: str) -> str:
    """Letters and figures by their runs, of the first two parts; the first letters as they are."""
    parts = regex.split(r"[-–/.]", code)[:2]
    head = regex.match(r"\p{Lu}+", code)
    return (head.group() if head and len(parts) > 1 else "") + "-".join(
        regex.sub(r"\d+", "9", regex.sub(r"\p{Lu}+", "A", part)) for part in parts
    )
