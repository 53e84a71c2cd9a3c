"""The partnership folder: listings with label column and tab stop, boxed examples, footnotes, leaked links."""

from __future__ import annotations

import re

from .markup import plain, printed
from .model import Brochure, Field, Listing
from .sheet import RAISED, Sheet, Style, width, wrapped

TITLE = Style("Times-Bold", 14, 17)
LABEL = Style("Times-Bold", 11, 13)
BODY = Style("Times-Roman", 10, 12.5)
QUOTE = Style("Times-Italic", 10, 12.5)
NOTE = Style("Times-Roman", 8, 9.5)
FOOT = Style("Times-Roman", 9, 11)

LEFT, RIGHT, TOP, BOTTOM = 64.0, 531.0, 72.0, 770.0
TAB, FOOTER, HEAD = 160.0, 806.0, 52.0
GAP = 7.0
PAD = 8.0
#: Beginning of a paragraph -> indent of its text in points; the sign itself stands one step before.
INDENTS = {"• ": 14.0, "o ": 32.0}


class Press:
    """Sets one brochure page by page."""

    def __init__(self, brochure: Brochure) -> None:
        self.brochure = brochure
        self.sheet = Sheet(brochure.document["heading"], brochure.document["publisher"])
        self.numbers_at_head = brochure.document.get("numbers_at_head", [])
        self.y = TOP
        self.links: list[str] = []
        self.linked: list[str] = []  #: targets whose text stands on this page
        self.notes: tuple[str, ...] = ()
        self.marked = False  #: a footnote mark stands on this page

    def bytes(self) -> bytes:
        """The finished file."""
        start = self.brochure.introduction
        assert start is not None
        self.links = list(start.links)
        self.line(LEFT, start.title[0], LABEL)
        self.y += GAP
        self.paragraphs(start)
        for listing in self.brochure.listings:
            self.break_page()
            self.listing(listing)
        self.end_page()
        return self.sheet.finish()

    def listing(self, listing: Listing) -> None:
        """Set one listing, beginning at the top of a page."""
        if listing.section:
            self.y = TOP + 4 * TITLE.leading
            self.line(LEFT, listing.section, TITLE)
            self.break_page()
        self.links, self.notes = list(listing.links), listing.notes
        for text in listing.title:
            self.line(LEFT, plain(text), TITLE)
        self.y += 2 * GAP
        for field in listing.fields:
            self.field(field)
        self.y += 2 * GAP
        self.paragraphs(listing)

    def field(self, field: Field, left: float = LEFT) -> None:
        """Set label and value; the label's baseline is that of the value's first line."""
        if field.label:
            self.sheet.text(left, self.y, field.label, LABEL)
        rows = printed(field.value).split("\n")
        flush = [line.flush for line in field.lines for _ in line.text.split("\n")]
        gaps = [line.gap and not n for line in field.lines for n, _ in enumerate(line.text.split("\n"))]
        for text, at_edge, gap in zip(rows, flush, gaps, strict=True):
            self.y += GAP if gap else 0
            self.line(left if at_edge else left + TAB - LEFT, text.removeprefix("| "), BODY)
        self.y += GAP

    def line(self, x: float, text: str, style: Style) -> None:
        """Set one line, and a link where it holds the text of one; ``y`` moves on."""
        if self.y > BOTTOM:
            self.break_page()
        self.sheet.text(x, self.y, text, style)
        self.marked |= RAISED.search(text) is not None
        for target in self.links:
            shown = re.sub(r"^mailto:|^http://|^file:.*[\\/]|/$", "", target)
            if shown in text and target not in self.linked:
                self.linked.append(target)
                if not target.startswith("file:"):
                    before = width(text[: text.index(shown)], style)
                    self.sheet.link(x + before, self.y, shown, style, target)
        self.y += style.leading

    def paragraphs(self, listing: Listing) -> None:
        """Set the narrative; ``=== page`` breaks the page, ``=== boxes`` leaves room for the framed listings."""
        framed: float | None = None
        for text in listing.text:
            if text == "=== page":
                self.break_page()
            elif text == "=== boxes":
                framed = self.y
                self.y += sum(self.box_height(box) + 2 * GAP for box in listing.boxes) + GAP
            elif "\n| " in text:
                for row in text.split("\n"):
                    self.line(TAB if row.startswith("| ") else LEFT, row.removeprefix("| "), BODY)
                self.y += GAP
            else:
                self.paragraph(printed(text), LEFT, RIGHT)
        if framed is not None:
            self.boxes(listing, framed)

    def paragraph(self, text: str, left: float, right: float) -> None:
        """Set one paragraph, a list item with its sign hanging."""
        style, sign = BODY, text[:2] if text[:2] in INDENTS else ""
        if text.startswith("> "):
            style, text, left, right = QUOTE, text[2:], left + 28, right - 28
        indent = INDENTS.get(sign, 0.0)
        rows = wrapped(text.removeprefix(sign), style, right - left - indent)
        if sign:
            self.sheet.text(left + indent - 14, self.y, sign.strip(), style)
        for row in rows:
            self.line(left + indent, row, style)
        self.y += GAP / 2 if sign else GAP

    def box_height(self, box: Listing) -> float:
        """Height of a framed listing in points."""
        rows = sum(len(wrapped(printed(t), BODY, RIGHT - LEFT - 2 * PAD)) for t in box.text)
        high = len(box.title) * LABEL.leading + len(box.fields) * (BODY.leading + GAP) + rows * BODY.leading
        return high + (1 + len(box.text)) * GAP + 2 * PAD

    def boxes(self, listing: Listing, top: float) -> None:
        """Draw the frames: on the page in the order of their titles, in the stream in that of the facts."""
        places = {}
        for box in sorted(listing.boxes, key=lambda b: b.title):
            places[box.title] = top
            top += self.box_height(box) + 2 * GAP
        resume = self.y
        for box in listing.boxes:
            self.sheet.frame(LEFT - PAD, places[box.title], RIGHT - LEFT + 2 * PAD, self.box_height(box))
            self.y = places[box.title] + PAD + LABEL.size
            for text in box.title:
                self.line(LEFT, plain(text), LABEL)
            self.y += GAP
            for field in box.fields:
                self.field(field)
            for text in box.text:
                self.paragraph(printed(text), LEFT, RIGHT)
        self.y = resume

    def break_page(self) -> None:
        """End the page and begin the next."""
        self.end_page()
        self.sheet.next_page()
        self.y, self.linked, self.marked = TOP, [], False
        if self.sheet.page in self.numbers_at_head:
            self.sheet.text(LEFT, HEAD, str(self.sheet.page), BODY)

    def end_page(self) -> None:
        """Set what stands at the foot: targets that leaked into the text, footnotes and the page number."""
        self.y += GAP
        for target in self.linked:
            self.sheet.text(LEFT, self.y, target, BODY)
            self.y += BODY.leading
            self.links.remove(target)
        if self.marked:
            self.footnotes()
        if self.sheet.page not in self.numbers_at_head:
            self.sheet.centred(FOOTER, str(self.sheet.page), FOOT)

    def footnotes(self) -> None:
        """Set the footnotes above the page number."""
        rows = [row for note in self.notes for row in plain(note).split("\n")]
        y = FOOTER - 18 - len(rows) * NOTE.leading
        self.sheet.rule(LEFT, y - NOTE.leading, 140)
        for row in rows:
            self.sheet.text(LEFT, y, row, NOTE)
            y += NOTE.leading


def typeset(brochure: Brochure) -> bytes:
    """The PDF of a brochure."""
    return Press(brochure).bytes()
