"""The facts of a brochure, read from ``facts/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .markup import plain, squeeze

FACTS = Path(__file__).parent / "facts"


@dataclass(frozen=True)
class Printed:
    """A line of a field, marked up."""

    text: str
    flush: bool  #: stands at the left edge, not at the tab stop
    gap: bool = False  #: a blank line stands above it


@dataclass(frozen=True)
class Field:
    """A label and the lines of its value; the label is empty for a line without one."""

    label: str
    lines: tuple[Printed, ...]

    @property
    def value(self) -> str:
        """The marked-up value, its lines joined by a line feed."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Listing:
    """One project as a brochure states it."""

    title: tuple[str, ...]  #: marked-up lines, broken as printed
    fields: tuple[Field, ...] = ()
    text: tuple[str, ...] = ()  #: marked-up paragraphs
    notes: tuple[str, ...] = ()  #: footnotes
    links: tuple[str, ...] = ()  #: targets of link annotations
    boxes: tuple[Listing, ...] = ()  #: framed listings inside it, in the order of the stream
    lead: str = ""  #: what stands before the title on its line
    section: str = ""  #: heading on a page of its own before the listing
    stated: Mapping[str, Any] = field(default_factory=dict)  #: readings that no mark can give (scope …)

    def marked(self) -> Iterator[str]:
        """All marked-up text of the listing, in order, without that of its boxes."""
        yield self.lead
        yield "\n".join(self.title)
        yield from (part for f in self.fields for part in (f.label, f.value))
        yield from self.text
        yield from self.notes


@dataclass(frozen=True)
class Slide:
    """One slide of a talk."""

    title: str
    text: tuple[str, ...]
    poster: tuple[str, ...] = ()  #: words inside a picture


@dataclass(frozen=True)
class Brochure:
    """One file of ``raw/``."""

    name: str  #: of the fact file
    document: Mapping[str, Any]
    listings: tuple[Listing, ...] = ()
    slides: tuple[Slide, ...] = ()
    introduction: Listing | None = None
    closing: tuple[str, ...] = ()
    site: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Name of the file in ``raw/``."""
        return str(self.document["file"])

    def all_listings(self) -> Iterator[Listing]:
        """The listings, each followed by its boxes."""
        for listing in self.listings:
            yield listing
            yield from listing.boxes


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs are parted by a blank line; lines that begin with a bar keep their break."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return tuple(part if "\n| " in part else squeeze(part) for part in parts)


def fields(text: str) -> tuple[Field, ...]:
    """``Label: | value`` begins a field, ``| value`` continues it at the tab stop, other lines at the left edge."""
    found: list[tuple[str, list[Printed]]] = []
    gap = opened = False
    for line in text.strip("\n").split("\n"):
        label, bar, value = line.partition("| ")
        label = label.strip() if bar else ""
        if label or (not bar and line and not opened):
            found.append((label, [Printed(value if bar else line, flush=not label)]))
            opened = bool(label)
        elif line:
            found[-1][1].append(Printed(value if bar else line, not bar, gap))
        gap = not line
    return tuple(Field(label, tuple(lines)) for label, lines in found)


def listing(row: Mapping[str, Any]) -> Listing:
    """The listing of a row of a fact file."""
    known = {"title", "fields", "text", "notes", "links", "box", "lead", "section"}
    return Listing(
        title=tuple(row["title"].strip().split("\n")),
        fields=fields(row["fields"]) if "fields" in row else (),
        text=paragraphs(row.get("text", "")),
        notes=tuple(note.strip() for note in row.get("notes", ())),
        links=tuple(row.get("links", ())),
        boxes=tuple(listing(box) for box in row.get("box", ())),
        lead=row.get("lead", ""),
        section=row.get("section", ""),
        stated={key: value for key, value in row.items() if key not in known},
    )


def load(path: Path) -> Brochure:
    """The brochure of a fact file; listings may stand in a folder of the same name, read in order of file name."""
    main = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = list(main.get("listing", ()))
    for part in sorted(path.with_suffix("").glob("*.toml")):
        rows += tomllib.loads(part.read_text(encoding="utf-8"))["listing"]
    return Brochure(
        name=path.stem,
        document=main["document"],
        listings=tuple(listing(row) for row in rows),
        slides=tuple(
            Slide(plain(squeeze(s["title"])), paragraphs(s["text"]), tuple(s.get("poster", ())))
            for s in main.get("slide", ())
        ),
        introduction=listing(main["introduction"]) if "introduction" in main else None,
        closing=paragraphs(main["closing"]["text"]) if "closing" in main else (),
        site=main.get("site", {}),
    )


def brochures() -> list[Brochure]:
    """All brochures, in order of name."""
    return [load(path) for path in sorted(FACTS.glob("*.toml"))]
