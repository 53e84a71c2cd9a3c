"""Which parts of a web page are not its content: menus, page headers and footers, what is hidden."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml.etree import _Element as Element

#: An aside that holds more than this share of the page's text is a wrapper with an unlucky name.
MOST_OF_PAGE = 0.5
#: A list is a menu if it has so many items, its text is links but for this share, and items are no longer (mean).
MENU_ITEMS, MENU_OTHER, MENU_ITEM_LENGTH = 4, 0.1, 40

#: A sidebar is a menu if at least this share of its text is links.
MOSTLY_LINKS = 0.5

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("html.toml").read_text(encoding="utf-8"))
_KINDS = ("navigation", "linked", "footer", "header")
_BY_PART: dict[str, str] = {word: kind for kind in _KINDS for word in _WORDS[kind]}
_BY_NAME: dict[str, str] = _WORDS["whole"]
_BY_ROLE: dict[str, str] = _WORDS["roles"]
_BY_ELEMENT: dict[str, str] = _WORDS["elements"]
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
#: Elements that are never asides by their names: they hold the page, or they and what holds them are its content.
_PAGE = ("html", "body", "main", "article", "h1")


class Asides:
    """Tells for the elements of one page why they are no content."""

    def __init__(self, root: Element) -> None:
        self._length = max(_length(root), 1)
        outside = [h for h in root.iter("h1") if not _in_page_header(h)]
        self._header_has_title = not outside

    def of(self, element: Element, inside: str) -> str:
        """Kind of aside that begins with this element; ``inside`` is the kind it stands in, and goes on."""
        if inside == "hidden" or _is_hidden(element):
            return "hidden"
        if inside == "header" and element.tag == "h1" and self._header_has_title:
            return ""  # the only h1 of the page is its title, wherever it stands
        if inside or element.tag in _PAGE:
            return inside
        kind = self._kind(element)
        return kind if kind and _length(element) <= MOST_OF_PAGE * self._length else ""

    def _kind(self, element: Element) -> str:
        """Kind of aside by element, role, name or links."""
        tag = str(element.tag)
        kind = _BY_ELEMENT.get(tag) or _BY_ROLE.get(element.get("role") or "") or _named(element)
        if kind in ("header", "footer") and _in_content(element):
            return ""
        return kind or ("navigation" if tag in ("ul", "ol") and _is_menu(element) else "")


def _is_hidden(element: Element) -> bool:
    """Whether browsers do not show the element."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_NO_DISPLAY.search(element.get("style") or ""))
        or any(_BY_NAME.get(name) == "hidden" for name in (element.get("class") or "").lower().split())
    )


def _named(element: Element) -> str:
    """Kind of aside by the words in class and id."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if not names:
        return ""
    kinds = {_BY_NAME.get(name.lower(), "") for name in names}
    for name in names:
        parts = [part.lower() for part in _PARTS.findall(name)]
        kinds.update(_BY_PART.get(word, "") for word in (*parts, *map("".join, pairwise(parts))))
    kind = next((kind for kind in _KINDS if kind in kinds), "")
    if kind and any(next(element.iter(tag), None) is not None for tag in _PAGE):
        return ""
    if kind == "linked":
        return "navigation" if _linked(element) >= MOSTLY_LINKS * _length(element) else ""
    return kind


def _in_content(element: Element) -> bool:
    return any(parent.tag in ("main", "article", "section") for parent in element.iterancestors())


def _in_page_header(element: Element) -> bool:
    """Whether the element stands in a header of the page rather than of an article."""
    return any(parent.tag == "header" and not _in_content(parent) for parent in element.iterancestors())


def _is_menu(element: Element) -> bool:
    """Whether a list is hardly more than short links, and no value of a table or definition list."""
    items = [child for child in element if child.tag == "li"]
    if len(items) < MENU_ITEMS or any(parent.tag in ("td", "dd") for parent in element.iterancestors()):
        return False
    total = _length(element)
    return 0 < total <= MENU_ITEM_LENGTH * len(items) and _linked(element) >= (1 - MENU_OTHER) * total


def _linked(element: Element) -> int:
    """Characters of the text of links in an element."""
    return sum(_length(link) for link in element.iter("a"))


def _length(element: Element) -> int:
    """Characters of the text in an element, blanks not counted."""
    return sum(len("".join(text.split())) for text in element.itertext() if isinstance(text, str))
