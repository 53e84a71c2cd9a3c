"""The standard as its stewards publish it: a folder with schemas, codelists and ruleset, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from lxml import etree

#: What the folder holds.
SCHEMA, RULES, LISTS, PLACES = "xsd/iati-activities-schema.xsd", "standard.json", "codelists", "_mapping.xml"

#: Nothing is fetched, nothing is expanded: files may come from anywhere.
_SAFE: Mapping[str, Any] = {"no_network": True, "resolve_entities": False, "load_dtd": False}


class CodePlace(NamedTuple):
    """A value that must stand in a codelist."""

    element: str  #: XPath of the elements
    own: str  #: XPath from one of them to the value: an attribute, or its text
    codelist: str
    condition: str  #: XPath that holds for the elements that are meant; empty for all


class Standard(NamedTuple):
    """Schemas, codelists and ruleset."""

    schema: etree.XMLSchema
    codelists: Mapping[str, frozenset[str]]  #: name -> its codes, withdrawn ones too
    places: tuple[CodePlace, ...]
    rules: Mapping[str, Any]  #: XPath of a context -> kind of rule -> its cases


def load_standard(folder: Path) -> Standard:
    """The standard in a folder.

    Raises :class:`OSError` where a file of it is missing, :class:`ValueError` where one cannot be used.
    """
    try:
        schema = etree.XMLSchema(_parse(folder / SCHEMA))
        lists = {path.stem: _codes(path) for path in sorted((folder / LISTS).glob("[!_]*.xml"))}
        places = tuple(_place(entry) for entry in _parse(folder / LISTS / PLACES).iter("mapping"))
        rules = json.loads((folder / RULES).read_text(encoding="utf-8"))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise ValueError(str(error)) from error
    if not lists or not isinstance(rules, dict):
        raise ValueError(f"{folder} holds no codelists or no ruleset")
    return Standard(schema, lists, places, rules)


def _parse(path: Path) -> etree._ElementTree:
    return parsed(path.read_bytes(), base=path.as_uri() if path.is_absolute() else path.resolve().as_uri())


def parsed(data: bytes, base: str = "") -> etree._ElementTree:
    """An XML file as a tree; raises :class:`lxml.etree.XMLSyntaxError` where it is none."""
    return etree.ElementTree(etree.fromstring(data, etree.XMLParser(**_SAFE), base_url=base or "."))


def _codes(path: Path) -> frozenset[str]:
    return frozenset(code.text or "" for code in _parse(path).iter("code"))


def _place(entry: etree._Element) -> CodePlace:
    path = entry.findtext("path", "")
    element, _, last = path.rpartition("/")
    codelist = entry.find("codelist")
    name = codelist.get("ref", "") if codelist is not None else ""
    return CodePlace("//*" if element == "/" else element, last, name, entry.findtext("condition", ""))


def nodes(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements that an XPath leads to."""
    return cast("list[etree._Element]", element.xpath(path))


def text(element: etree._Element, path: str) -> str:
    """The text of the first node that an XPath leads to; empty where there is none."""
    return str(element.xpath(f"string({path})"))
