"""Web pages: one line for each block-level piece of text, with headings, cells, bullets and asides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.document import Cell, Line, placed
from pipeline.read import clean
from pipeline.read.asides import Asides
from pipeline.read.decode import decode
from pipeline.read.grids import Grid, Pairs, is_data, text_of
from pipeline.read.reading import Reading, Unreadable

#: Elements whose content is no text of the page.
_DROPPED = (
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "canvas",
    "audio",
    "video",
    "head",
    "textarea",
    "datalist",
)
#: Elements that begin and end a line (HTML standard, section "Rendering").
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
#: Of these, those with white space around.
_SPACED = frozenset(
    {"blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"}
)
_BOLD = frozenset({"b", "strong", "th", "dt"})
_CELLS: dict[type, tuple[str, str]] = {Grid: ("td", "th"), Pairs: ("dt", "dd")}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)", re.I
)
#: The number of an item; one of more digits counts nothing, and Python refuses to read thousands of them.
_NUMBER = re.compile(r"-?\d{1,9}")
_SPACES = re.compile(r"[ \t\r\n\f]+")
#: Bytes in which a declaration of the encoding is looked for (the HTML standard asks for 1,024).
_DECLARATION = 4096
#: Characters that a list level is set in.
_LIST_INDENT = 2.0


def read_html(data: bytes) -> Reading:
    """The lines of a web page; nothing is fetched, no entity is expanded, broken markup is read as browsers do."""
    found = _CHARSET.search(data[:_DECLARATION])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""
    text = decode(data, declared).replace("\0", "")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise Unreadable("There is no text in this web page.")
    title = next((text_of(element) for element in root.iter("title")), "")
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    code = re.split(r"[-_]", language)[0].lower()
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    walk = _Walk(root)
    return Reading(
        lines=placed(clean.adopt_bullets(walk.lines)),
        title=title,
        language=code if re.fullmatch(r"[a-z]{2}", code) else "",
        detail=" ".join(filter(None, (_cut_short(parser), walk.cutter.told()))),
    )


def _cut_short(parser: etree.HTMLParser) -> str:
    """What a person should know where the parser gave up (at elements nested thousands deep)."""
    limits = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return "The page is nested too deeply; the text from there on is missing." if limits else ""


@dataclass(slots=True)
class _Place:
    """What holds for the text of an element and all in it."""

    aside: str = ""
    bold: bool = False
    heading: int = 0
    cell: Cell | None = None
    preformatted: bool = False
    raised: bool = False
    depth: int = 0  #: of lists
    grid: Grid | Pairs | None = None  #: what counts the cells of the table or definition list around
    items: list[str] = field(default_factory=list)  #: the bullet of the next item of the list around, if any


class _Piece(NamedTuple):
    """Text of one element in the line that is gathered."""

    text: str
    bold: bool
    aside: str


class _Walk:
    """Goes through the page once and gathers its lines (without recursion: pages nest thousands deep)."""

    def __init__(self, root: Element) -> None:
        self.lines: list[Line] = []
        self.cutter = clean.Cutter()
        self._asides = Asides(root)
        self._stack = [_Place()]
        self._text: list[_Piece] = []  #: of the line that is gathered
        self._gap = 0.0
        self._bullet = ""
        self._tables = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._begin(element)
            else:
                self._end(element)

    def _begin(self, element: Element) -> None:
        """An element begins: its own text belongs to it."""
        tag = str(element.tag)
        if tag == "br":
            self._flush()
        elif tag in _BLOCKS:
            self._flush()
            self._gap = max(self._gap, 1.0 if tag in _SPACED and not self._inner(tag) else 0.0)
        self._stack.append(self._place(element, tag))
        if tag == "li":
            self._bullet = self._next_bullet(element)
        self._add(element.text)

    def _inner(self, tag: str) -> bool:
        """Whether a block begins its item or cell, where it takes no space of its own, or is a list in a list."""
        if tag in ("ul", "ol") and self._stack[-1].depth:
            return True
        return bool(self._bullet) or (self._stack[-1].cell is not None and self._opened_cell)

    @property
    def _opened_cell(self) -> bool:
        """Whether the cell that is open has no line yet."""
        return not self.lines or self.lines[-1].cell != self._stack[-1].cell

    def _end(self, element: Element) -> None:
        """An element ends: the text after it belongs to the element around."""
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
            if tag in _SPACED and not (tag in ("ul", "ol") and self._stack[-2].depth):
                self._gap = 1.0
            if tag in ("td", "th", "dt", "dd", "li"):
                self._gap, self._bullet = 0.0, ""
        self._stack.pop()
        self._add(element.tail)

    def _place(self, element: Element, tag: str) -> _Place:
        """What holds within an element."""
        around = self._stack[-1]
        place = replace(around, aside=self._asides.of(element, around.aside), items=[])
        place.bold |= tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style") or ""))
        if re.fullmatch(r"h[1-6]", tag):
            place.heading = int(tag[1])
        elif tag in ("ul", "ol", "menu", "dir"):
            place.depth += 1
        elif tag == "pre":
            place.preformatted = True
        elif tag == "sup":
            place.raised = True
        else:
            self._enter_cell(element, tag, place)
        if tag in ("ul", "ol"):
            place.items = [element.get("start") or "1"] if tag == "ol" else []
        elif tag != "li":
            place.items = around.items
        return place

    def _enter_cell(self, element: Element, tag: str, place: _Place) -> None:
        """Count rows and cells of tables and definition lists."""
        if tag == "table":
            place.grid = Grid(self._number_table()) if is_data(element) else None
        elif tag == "dl":
            place.grid = Pairs(self._number_table())
        elif tag == "tr" and isinstance(place.grid, Grid):
            place.grid.next_row()
        elif tag in _CELLS.get(type(place.grid), ()) and place.grid is not None:
            place.cell = place.grid.next_cell(element)

    def _number_table(self) -> int:
        self._tables += 1
        return self._tables - 1

    def _next_bullet(self, item: Element) -> str:
        """The mark of a list item: its number in an ordered list, a bullet in any other."""
        around = self._stack[-2]
        if not around.items:
            return "•"
        number = item.get("value") or around.items[0]
        if not _NUMBER.fullmatch(number):
            return "•"
        around.items[0] = str(int(number) + 1)
        return f"{number}."

    def _add(self, text: str | None) -> None:
        """Text of the page; in preformatted text line ends are line ends."""
        if not text:
            return
        place = self._stack[-1]
        if not place.preformatted:
            self._text.append(_Piece(clean.raised(text) if place.raised else text, place.bold, place.aside))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush()
            self._text.append(_Piece(line.replace(" ", "\u00a0"), place.bold, place.aside))

    def _flush(self) -> None:
        """The line that was gathered is complete; what is no content in it becomes a line of its own."""
        pieces, self._text = self._text, []
        here = self._stack[-1].aside
        self._line([piece for piece in pieces if piece.aside == here], here)
        for aside in dict.fromkeys(piece.aside for piece in pieces if piece.aside != here):
            self._line([piece for piece in pieces if piece.aside == aside], aside)

    def _line(self, pieces: list[_Piece], aside: str) -> None:
        """A line of these pieces, if there is anything to see in them."""
        text = clean.characters(_SPACES.sub(" ", "".join(piece.text for piece in pieces))).strip()
        if not text:
            return
        bullet, rest = clean.split_bullet(text)
        bold = all(piece.bold for piece in pieces if piece.text.strip())
        for number, part in enumerate(self.cutter.pieces(clean.squeeze(rest))):
            self._append(part, bold, "" if number else self._bullet or bullet, aside)

    def _append(self, text: str, bold: bool, bullet: str, aside: str) -> None:
        """A line with what holds for it here."""
        place = self._stack[-1]
        self.lines.append(
            Line(
                text=text,
                bold=bold,
                heading=place.heading,
                cell=place.cell,
                gap=self._gap if self.lines else 0.0,
                indent=_LIST_INDENT * max(place.depth - 1, 0),
                bullet=bullet,
                aside=aside,
            )
        )
        self._gap, self._bullet = 0.0, ""
