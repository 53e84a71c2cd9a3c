"""Names of donors and other organisations: one canonical name, its kind, country and IATI reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import regex
from rapidfuzz import fuzz, process

from extractors import places
from extractors.lexicon import rows, squeeze
from extractors.memory import remembered

_LEAD = regex.compile(r"^(?:the|la|le|l'|el|los|die|der|das)\s+", regex.I)
#: An article before a printed name; in capitals only the English one, as others begin names (``La Caixa``).
_PRINTED_ARTICLE = regex.compile(
    r"^(?:[Tt]he|THE|la|le|les|el|los|las|die|der|das|den|dem|il|lo|het)\s+|^l['’]\s*(?=\p{Lu})"
)
#: A full stop that ends a sentence: behind a whole word, and none of a short form (``Inc.``, ``e.V.``).
_FULL_STOP = regex.compile(r"(?:\p{Ll}{4}|\p{Lu}{3}|\))\.$")
_GOVERNMENT = regex.compile(
    r"^(?:(?:the\s+)?(?:royal\s+|federal\s+)?(?:governments?|gov[nt]{0,2}t\.?|gov\.?|gouvernement|gobierno|governo|regierung|people)\s+(?:of|de|du|del|von|der|do|da)\s+(?:the\s+|la\s+|l'\s*)?)|^(?:kingdom|republic)\s+of\s+(?:the\s+)?",
    regex.I,
)
_SHORT = regex.compile(r"\s*\((?P<short>[\p{Lu}\d][\p{L}\d&/. -]{1,14})\)\s*$")


@cache
def _table() -> Mapping[str, dict[str, str]]:
    """Folded name, short form or alias -> row."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("organisations"):
        for name in (row["name"], row["short"], *row["aliases"].split("|")):
            if name:
                found.setdefault(squeeze(name), row)
    return found


_LAST_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")


@remembered
def known(text: str) -> dict[str, str] | None:
    """The row of an organisation; None where it is not in the table."""
    key = squeeze(_LEAD.sub("", squeeze(text))).strip(" .,;:")
    return _table().get(key) or (_table().get(_LAST_BRACKET.sub("", key)) if "(" in key else None)


def nearest(text: str, least: float) -> str:
    """The usual name of the country or organisation whose name is most like a text that names none.

    ``least`` is the likeness (0-100) that is asked for. Empty for a known name, and for one so short that a letter more
    or less makes another name of it.
    """
    bare = _GOVERNMENT.sub("", _LEAD.sub("", squeeze(text)))
    if len(bare) < places.NEAR_LENGTH or known(text) or country(text):
        return ""
    near = process.extractOne(bare, [*_table(), *places.countries()], scorer=fuzz.ratio, score_cutoff=least)
    return canonical(near[0]) if near and len(near[0]) >= places.NEAR_LENGTH else ""


@remembered
def country(text: str) -> str:
    """ISO 3166 alpha-3 of a donor that is a country or its government; empty otherwise."""
    bare = _LEAD.sub("", " ".join(text.split()))
    return places.iso3(bare) or places.iso3(_GOVERNMENT.sub("", bare)) or places.iso3(_SHORT.sub("", bare))


def printed(text: str) -> str:
    """A donor's name as it is printed, on one line, without the article before it and the marks around it."""
    text = _PRINTED_ARTICLE.sub("", " ".join(text.split()).strip(" ,;:"))
    return text.rstrip(".") if _FULL_STOP.search(text) else text


def canonical(text: str) -> str:
    """The one name of a donor in all languages; as printed where it is in no table."""
    text = " ".join(text.split()).strip(" ,;:")
    code = country(text)
    if code:
        return places.names().get(code, text)
    row = known(text)
    if row is None:
        return printed(text)
    if row["kind"] in ("eu", "country-government") or not row["short"] or squeeze(row["short"]) in squeeze(row["name"]):
        return row["name"]
    return f"{row['name']} ({row['short']})"


def kind(text: str) -> str:
    """``country-government``, ``eu``, ``un``, ``bank``, ``fund`` …; empty where unknown."""
    if country(text):
        return "country-government"
    row = known(text)
    return row["kind"] if row else ""


def nation(text: str) -> str:
    """ISO 3166 alpha-3 of a donor's country; empty for one of no country, or unknown."""
    row = known(text)
    return country(text) or (row["iso3"] if row else "")


def reference(text: str) -> str:
    """The donor's IATI organisation identifier; empty where unknown."""
    row = known(text)
    return row["iati_ref"] if row else ""


STEPS: Mapping[str, Callable[..., str]] = {
    "donor": canonical,
    "donor-printed": printed,
    "donor-kind": kind,
    "donor-country": nation,
    "donor-reference": reference,
}
