"""Whether a file of IATI activities is valid: by the schema, the codelists and the ruleset of the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from lxml import etree

from pipeline.publish.iati.rules import broken
from pipeline.publish.iati.standard import CodePlace, Standard, nodes, parsed, text


class Fault(NamedTuple):
    """What is wrong, and where."""

    line: int
    activity: str  #: its identifier; empty where no activity is concerned
    rule: str  #: ``xml``, ``schema``, ``codelist``, ``identifier``, or the number of a rule
    severity: str  #: ``error`` or ``warning``
    says: str

    def __str__(self) -> str:
        """The fault in a line."""
        named = f" {self.activity}" if self.activity else ""
        return f"{self.severity} {self.rule}, line {self.line}{named}: {self.says}"


class Checked(NamedTuple):
    """What is wrong with a file, and what was not looked at."""

    faults: list[Fault]  #: an empty list is a clean bill
    unchecked: list[str]  #: the codelists that the file has values of and the folder of the standard has not


def check(data: bytes, standard: Standard, today: date) -> Checked:
    """Hold a file against the standard. ``today`` is for rules on dates to come."""
    try:
        root = parsed(data).getroot()
    except etree.XMLSyntaxError as error:
        return Checked([Fault(error.lineno or 0, "", "xml", "error", error.msg or "the file is no XML")], [])
    missing = (place for place in standard.places if place.codelist not in standard.codelists)
    unchecked = sorted({place.codelist for place in missing for element in _meant(root, place)})
    return Checked(_faults(root, standard, today), unchecked)


def _faults(root: etree._Element, standard: Standard, today: date) -> list[Fault]:
    about: Any = root.getroottree().docinfo
    if about.doctype:
        return [Fault(0, "", "xml", "error", "the file declares a document type; an IATI file has none")]
    if root.tag != "iati-activities":
        return [Fault(_line(root), "", "schema", "error", "the file holds no IATI activities")]
    return [
        *_schema(root, standard.schema),
        *(fault for place in standard.places for fault in _codes(root, place, standard)),
        *_identifiers(root),
        *(
            _fault(b.element, b.rule, b.says, b.severity)
            for b in broken(root, standard.rules, standard.codelists, today)
        ),
    ]


def _schema(root: etree._Element, schema: etree.XMLSchema) -> Iterator[Fault]:
    schema.validate(root)
    log: Any = schema.error_log
    for entry in log:
        yield Fault(entry.line, _activity_at(root, entry.line), "schema", "error", entry.message)


def _activity_at(root: etree._Element, line: int) -> str:
    """The activity that a line is in."""
    before = [one for one in root.iter("iati-activity") if _line(one) <= line]
    return text(before[-1], "iati-identifier") if before else ""


def _codes(root: etree._Element, place: CodePlace, standard: Standard) -> Iterator[Fault]:
    codes = standard.codelists.get(place.codelist)
    if codes is None:
        return
    for element in _meant(root, place):
        found = text(element, place.own)
        if found not in codes:
            says = f"{element.tag}/{place.own} = {found!r} is not in the list {place.codelist}"
            yield _fault(element, "codelist", says)


def _meant(root: etree._Element, place: CodePlace) -> Iterator[etree._Element]:
    """The elements of a file that have a value there."""
    for element in nodes(root, place.element):
        if element.xpath(place.own) and (not place.condition or element.xpath(place.condition)):
            yield element


def _identifiers(root: etree._Element) -> Iterator[Fault]:
    """Two activities of one identifier: the ruleset looks at one activity at a time and cannot see it."""
    found = nodes(root, "iati-activity/iati-identifier")
    counted = Counter(element.text for element in found)
    for element in found:
        if counted[element.text] > 1:
            yield _fault(element, "identifier", "another activity of the file has the same identifier")


def _fault(element: etree._Element, rule: str, says: str, severity: str = "error") -> Fault:
    activity = text(element, "ancestor-or-self::iati-activity[1]/iati-identifier")
    return Fault(_line(element), activity, rule, severity, says)


def _line(element: etree._Element) -> int:
    number: Any = element.sourceline
    return int(number or 0)
