"""How a rule row is applied to the fields of a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regex import Match

from extractors import quick
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.quick import TIMEOUT
from extractors.steps import replay


def excerpts(block: Block, kinds: Sequence[str]) -> Iterator[tuple[str, Excerpt]]:
    """The stretches of a block that rules for these kinds read, each with its kind."""
    for one in block.fields:
        if one.kind in kinds:
            yield one.kind, one.value
    if "title" in kinds and block.titles:
        yield "title", block.titles[0].value
    if "narrative" in kinds:
        for paragraph in block.narrative:
            yield "narrative", paragraph


def matches(rule: Rule, text: str) -> Iterator[Match[str]]:
    """The matches of a rule in a text; a pattern that takes too long matches nothing."""
    if rule.pattern is not None:
        yield from quick.matches(rule.pattern, text, TIMEOUT)


def finding(rule: Rule, excerpt: Excerpt, match: Match[str], kind: str) -> Finding | None:
    """The finding that a match makes: a cell for each named group that took part and gives a value."""
    cells = {}
    for column in match.re.groupindex:
        if match.group(column) is None:
            continue
        made = cell(excerpt, *match.span(column), rule.steps.get(column, ("join",)))
        if made.value:
            cells[column] = made
    if not cells:
        return None
    return Finding(rule.makes, rule.id, cells, kind, rule.status, rule.doubt, fixed=rule.fixed)


def cell(excerpt: Excerpt, start: int, end: int, steps: Sequence[str]) -> Cell:
    """The cell read from ``excerpt.text[start:end]`` by these steps."""
    spans = excerpt.spans(start, end)
    part = excerpt.cut(start, end)
    return Cell(replay(steps, part.text), spans, tuple(steps))


def apply(rules: Sequence[Rule], block: Block) -> Iterator[Finding]:
    """The findings of all rules in all stretches they read, in the order of the rules."""
    for rule in rules:
        for kind, excerpt in excerpts(block, rule.reads):
            for match in matches(rule, excerpt.text):
                made = finding(rule, excerpt, match, kind)
                if made:
                    yield made
