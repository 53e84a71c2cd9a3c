"""Elements of the file: well-formed whatever a text holds, and marked with how they are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.publish.iati.mapping import mapping
from pipeline.publish.iati.worked import Known, of_tables
from pipeline.reconcile.facts import Row

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Characters that no XML document may hold, not even escaped: controls, half surrogates, non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def clean(text: str) -> str:
    """The text with a replacement character for each one that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def own(name: str) -> str:
    """A name in the namespace of what the standard has no place for."""
    return f"{{{mapping()['namespace']}}}{name}"


def add(parent: _Element, tag: str, text: str = "", **attributes: str) -> _Element:
    """A new element at the end of another; attributes without a value are left away.

    ``_`` in the name of an attribute stands for ``-``, and ``pb_`` at its head for the own namespace.
    """
    from lxml import etree

    made = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value:
            made.set(_name(name), clean(value))
    if text:
        made.text = clean(text)
    return made


def _name(name: str) -> str:
    plain = name.replace("_", "-")
    return own(plain.removeprefix("pb-")) if plain.startswith("pb-") else plain


def say(parent: _Element, *texts: str) -> None:
    """Give an element its texts, each as a narrative."""
    for text in texts:
        if text:
            add(parent, "narrative", text)


def marks(known: Known) -> dict[str, str]:
    """The attributes that say how a value is known."""
    return {"pb_basis": known.basis, "pb_status": known.status, "pb_stated": known.stated}


def marks_of(row: Row, column: str) -> dict[str, str]:
    """The attributes that say how a cell of a table is known; as its row, where it has no receipt of its own."""
    return marks(of_tables(row.status(column) or row.values.get("status", "")))
