"""The programme of an event: a heading in the middle, sections, projects as list items with quoted titles."""

from __future__ import annotations

from .markup import plain, squeeze
from .model import Brochure, Listing
from .sheet import Sheet, Style, wrapped

HEAD = Style("VeraBd", 12, 15)
SECTION = Style("VeraBd", 10.5, 14)
PROJECT = Style("VeraBd", 9.5, 12.5)
BODY = Style("Vera", 9.5, 12.5)
SLANTED = Style("VeraIt", 9.5, 12.5)
FOOT = Style("Vera", 8, 10)

LEFT, RIGHT, TOP, BOTTOM, FOOTER = 64.0, 531.0, 76.0, 770.0, 806.0
INDENT, GAP = 16.0, 6.0
#: First sign of a paragraph -> style, in the middle of the page, hanging sign.
KINDS = {
    "## ": (SECTION, False, ""),
    "* ": (SLANTED, True, ""),
    "_ ": (SLANTED, False, ""),
    "• ": (BODY, False, "•"),
}


class Press:
    """Sets the programme page by page."""

    def __init__(self, brochure: Brochure) -> None:
        self.brochure = brochure
        self.sheet = Sheet(brochure.document["heading"], brochure.document["publisher"])
        self.y = TOP

    def bytes(self) -> bytes:
        """The finished file."""
        start = self.brochure.introduction
        assert start is not None
        for text in start.title:
            self.rows([text], HEAD, middle=True)
        self.y += GAP
        for text in start.text:
            self.paragraph(text)
        for listing in self.brochure.listings:
            self.listing(listing)
        for text in self.brochure.closing:
            self.paragraph(text)
        self.number()
        return self.sheet.finish()

    def listing(self, listing: Listing) -> None:
        """Set a project: its office and quoted title as a list item, then what it does."""
        self.item(f"{plain(listing.lead)}“{plain(squeeze(' '.join(listing.title)))}”", PROJECT, "•")
        for text in listing.text:
            self.paragraph(text)

    def paragraph(self, text: str) -> None:
        """Set one paragraph in the style that its first sign asks for."""
        sign = next((s for s in KINDS if text.startswith(s)), "")
        style, middle, bullet = KINDS.get(sign, (BODY, False, ""))
        text = plain(text.removeprefix(sign))
        if bullet:
            self.item(text, style, bullet)
            return
        self.y += GAP if sign == "## " else 0
        self.rows(wrapped(text, style, RIGHT - LEFT), style, middle=middle)
        self.y += GAP

    def item(self, text: str, style: Style, bullet: str) -> None:
        """Set a list item with its bullet hanging."""
        rows = wrapped(text, style, RIGHT - LEFT - INDENT)
        self.room(style)
        self.sheet.text(LEFT, self.y, bullet, style)
        self.rows(rows, style, left=LEFT + INDENT)
        self.y += GAP

    def rows(self, rows: list[str], style: Style, *, left: float = LEFT, middle: bool = False) -> None:
        """Set lines one below the other."""
        for row in rows:
            self.room(style)
            if middle:
                self.sheet.centred(self.y, row, style)
            else:
                self.sheet.text(left, self.y, row, style)
            self.y += style.leading

    def room(self, style: Style) -> None:
        """Begin a page where the line would not fit on this one."""
        if self.y + style.leading > BOTTOM:
            self.number()
            self.sheet.next_page()
            self.y = TOP

    def number(self) -> None:
        """Set the page number."""
        self.sheet.centred(FOOTER, str(self.sheet.page), FOOT)


def typeset(brochure: Brochure) -> bytes:
    """The PDF of a programme."""
    return Press(brochure).bytes()
