"""A project page of a web site: head, menu, path, side column and foot around one listing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from .markup import plain, squeeze
from .model import Brochure, Field, Listing

TEMPLATE = Path(__file__).with_name("page.html")


def items(names: Iterable[str]) -> str:
    """List items, each a link into the made-up site."""
    return "\n".join(
        f'<li><a href="/{number}">{escape(name, quote=False)}</a></li>' for number, name in enumerate(names, 1)
    )


def field(content: Field) -> str:
    """A field as a paragraph, its label in bold face; each line below it, which has no label, is one too."""
    first, *below = escape(plain(content.value), quote=False).split("\n")
    label = escape(content.label, quote=False)
    head = f"<p><strong>{label}</strong> {first}</p>" if label else f"<p>{first}</p>"
    return "\n".join([head, *(f"<p>{line}</p>" for line in below)])


def text(paragraphs: Iterable[str]) -> str:
    """Headings, lists and paragraphs."""
    rows: list[str] = []
    for listed, group in groupby(paragraphs, key=lambda part: part.startswith("• ")):
        parts = [escape(plain(part), quote=False) for part in group]
        if listed:
            rows += ["<ul>", *(f"<li>{part[2:]}</li>" for part in parts), "</ul>"]
        else:
            rows += [f"<h2>{part[3:]}</h2>" if part.startswith("## ") else f"<p>{part}</p>" for part in parts]
    return "\n".join(rows)


def body(listing: Listing) -> str:
    """The listing below its title."""
    return "\n".join([*(field(f) for f in listing.fields), text(listing.text)])


def typeset(brochure: Brochure) -> bytes:
    """The page as UTF-8."""
    (listing,) = brochure.listings
    site, document = brochure.site, brochure.document
    page = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        language=document["language"],
        heading=escape(document["heading"]),
        publisher=escape(document["publisher"]),
        site=escape(site["name"]),
        menu=items(site["menu"]),
        path=items(site["path"]),
        aside=items(site["aside"]),
        footer=items(site["footer"]),
        title=escape(plain(squeeze(" ".join(listing.title)))),
        body=body(listing),
    )
    return page.encode("utf-8")
