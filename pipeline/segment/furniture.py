"""What is on the page but not in the brochure: page numbers, running heads, navigation, leaked links."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import regex

from extractors.lexicon import squeeze, toml, words
from extractors.memory import remembered
from pipeline.segment import labels
from pipeline.segment.labels import kind_of
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_PAGE_NUMBER = regex.compile(
    r"^[^\w\p{Sc}%]*(?:page|seite|p[áa]gina|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de|sur|\|)\s*\d{1,4})?"
    r"[^\w\p{Sc}%]*$",
    regex.I,
)
_LINK = regex.compile(r"^\W*(?:mailto:|file:|https?://|ftp://)\S+\W*$", regex.I)
_EMAIL_LINE = regex.compile(r"^\s*[\w.+-]+@[\w.-]+\.\w+\s*$")
_NO_WORD = regex.compile(r"^[^\p{L}\d]*$")


def mark(sheet: Sheet) -> None:
    """Give furniture its role and the reason; all other lines stay open."""
    _asides(sheet)
    _phrases(sheet)
    _menus(sheet)
    _running_heads(sheet)
    _numbers(sheet)
    _links(sheet)


def _asides(sheet: Sheet) -> None:
    for index, line in enumerate(sheet.lines):
        if line.aside:
            sheet.set(index, "furniture", line.aside)
        elif _NO_WORD.match(line.text):
            sheet.set(index, "furniture", "no words")


@cache
def _known() -> frozenset[str]:
    table = toml("furniture")
    return frozenset(
        squeeze(w)
        for k, part in table.items()
        if k not in ("patterns", "no_project", "press", "project_words", "says")
        for w in words(part)
    )


@cache
def _patterns() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in words(toml("furniture").get("patterns", {}))), regex.I)


@remembered
def is_phrase(text: str) -> bool:
    """Whether a line is a phrase of site navigation or page furniture."""
    key = squeeze(text).strip(" |>»«·•:-")
    return key in _known() or _patterns().fullmatch(text.strip()) is not None


def _phrases(sheet: Sheet) -> None:
    for index, line in enumerate(sheet.lines):
        if not sheet.role[index] and line.cell is None and len(line.text) < 120 and is_phrase(line.text):
            sheet.set(index, "furniture", "navigation phrase")


#: What no entry of a menu has: a number of two digits, a colon, a currency.
_FACT = regex.compile(r"\d{2}|[:$€£]")


def _menus(sheet: Sheet) -> None:
    """Site menus in plain text: runs of short lines, many of them known phrases or each printed twice."""
    run: list[int] = []
    for index, line in enumerate([*sheet.lines, None]):
        short = line is not None and len(line.text.split()) <= 5 and not _FACT.search(line.text) and line.cell is None
        if short:
            run.append(index)
            continue
        if index < len(sheet.lines) and sheet.role[index] == "furniture":
            continue
        _menu(sheet, run)
        run = []


#: Kinds of label that menus are made of.
_MENU = frozenset({"documents", "contact", "results", "partner", "description"})


def _menu(sheet: Sheet, run: list[int]) -> None:
    texts = [squeeze(sheet.lines[i].text) for i in run]
    first = {text: n for n, text in reversed([*enumerate(texts)])}
    sure = [sheet.role[i] == "furniture" or first[t] < n for n, (i, t) in enumerate(zip(run, texts, strict=True))]
    known = [n for n, text in enumerate(texts) if sure[n] or labels.kind_of(text, False) in _MENU]
    certain = [n for n in known if sure[n]]
    if len(run) >= 5 and len(known) >= 0.4 * len(run) and certain:
        for index in run[: known[-1] + 1]:
            if not sheet.role[index]:
                sheet.set(index, "furniture", "navigation run")


_NUMBER = regex.compile(r"\d+")


def _running_heads(sheet: Sheet) -> None:
    """Lines that stand, digits aside, at the top or the bottom of several pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(sheet.lines):
        if line.page is not None and not sheet.role[index]:
            pages[line.page].append(index)
    edges = {p: [*lines[:2], *lines[-2:]] for p, lines in pages.items()}
    keys = {i: _NUMBER.sub("#", squeeze(sheet.lines[i].text)) for edge in edges.values() for i in edge}
    seen = Counter(key for edge in edges.values() for key in {keys[i] for i in edge})
    for edge in edges.values():
        for index in edge:
            key = keys[index]
            often = seen[key] >= max(settings("segment")["running_head_pages"], 0.3 * len(pages))
            if often and not kind_of(key.partition(":")[0], True, guess=False):
                sheet.set(index, "furniture", "running head")


def _numbers(sheet: Sheet) -> None:
    for index, line in enumerate(sheet.lines):
        if sheet.role[index] or line.cell is not None or not _PAGE_NUMBER.match(line.text):
            continue
        above = sheet.before(index)
        if above is not None and kind_of(sheet.lines[above].text.strip(" :"), True, guess=False):
            continue  # a number below a label is its value
        if regex.fullmatch(r"\W*(?:19|20)\d\d\W*", line.text):
            continue  # a year
        sheet.set(index, "furniture", "page number")


def _links(sheet: Sheet) -> None:
    """Link annotations that a converter wrote out as lines of their own."""
    for index, line in enumerate(sheet.lines):
        if sheet.role[index] or line.cell is not None:
            continue
        if _LINK.match(line.text) and not _below_label(sheet, index):
            sheet.set(index, "furniture", "link")
        elif _EMAIL_LINE.match(line.text) and not _below_label(sheet, index):
            address = line.text.strip().lower()
            if any(
                address in other.text.lower() and len(other.text) > len(address)
                for other in sheet.lines[max(index - 80, 0) : index]
            ):
                sheet.set(index, "furniture", "link")


def _below_label(sheet: Sheet, index: int) -> bool:
    above = sheet.before(index)
    return above is not None and sheet.lines[above].text.rstrip().endswith(":")
