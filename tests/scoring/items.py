"""What is compared: values as items, in a form in which two spellings of one value are equal."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

#: The fields that are scored, in the order in which they are printed.
FIELDS = (
    "title", "code", "scope", "country", "start", "end", "duration", "budget", "shortfall", "pledge",
    "contact name", "contact email", "contact phone",
)  # fmt: skip

#: A text, a date or months (``str``, ``float``), an amount of a currency, an amount of a donor.
Key = str | float | tuple[float | None, str] | tuple[str, float | None]


class Item(NamedTuple):
    """One value of one field, comparable."""

    field: str
    key: Key


#: Two titles or names are the same from this likeness on: a hyphen or a letter lost in conversion is no error.
SAME_TEXT = 0.95

#: A name that only one of two readers gives may differ a little more before it counts as another name.
SAME_OPTIONAL_NAME = 0.9

_PRINTED = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”", '"'), **dict.fromkeys("–—", "-"), "\u00ad": ""}
)
_EDGES = " .,;:'\"-"
_NUMBERED = re.compile(r"(?:example|module|component)\s+\d+\s*[:-]\s*")
_TAIL = re.compile(r"\s*\((?:[a-z]{2,6}\s?/?\d{1,3}(?:/\d+)?|\d+ (?:years?|months?))\)\s*\Z")
_GOVERNMENT = re.compile(r"(?:the )?(?:government of |govt\. of )?(?:the )?")
_EXTENSION = re.compile(r"\(?\s*(?:ext\.?|x)\s*\d+.*\Z", re.IGNORECASE | re.DOTALL)
_DONORS = {
    **dict.fromkeys(("us", "usa", "united states"), "united states of america"),
    "uk": "united kingdom",
    "eu": "european union",
    "ec": "european commission",
}


def plain(text: str | None) -> str:
    """Without differences of case, blanks, quotation marks and dashes, and without marks at either end."""
    straight = unicodedata.normalize("NFKC", text or "").translate(_PRINTED)
    return " ".join(straight.split()).strip(_EDGES).casefold()


def title(text: str | None) -> str:
    """A title without "Example 2:" before it, without a code or a duration in brackets after it, and without marks."""
    name = plain(text)
    start = _NUMBERED.match(name)
    words = _TAIL.sub("", name[start.end() :] if start else name)
    return re.sub(r"[^\w ]", "", words).strip()


def donor(text: str | None) -> str:
    """A donor without "Government of"; the commonest short names in full."""
    name = plain(text)
    start = _GOVERNMENT.match(name)
    name = name[start.end() :] if start else name
    return _DONORS.get(name, name)


def phone(text: str | None) -> str:
    """The last eight digits, without an extension: country codes and leading zeros are printed or not."""
    return re.sub(r"\D", "", _EXTENSION.sub("", text or ""))[-8:]


def number(value: object) -> float | None:
    """A number to the cent; None where there is none."""
    try:
        return round(float(str(value)), 2)
    except ValueError:
        return None


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (equal)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def equal(one: Item, other: Item) -> bool:
    """The same value."""
    return one == other


def close(one: Item, other: Item) -> bool:
    """The same value but for how it is written: titles and names nearly alike, a donor with fewer words."""
    if one.field != other.field:
        return False
    if one.field in ("title", "contact name"):
        return likeness(str(one.key), str(other.key)) >= SAME_TEXT
    return one.field == "pledge" and _same_pledge(one, other)


def tolerable(one: Item, other: Item) -> bool:
    """``other`` is close enough to ``one``, which only one of two readers gives: not held against the program."""
    if one.field != other.field:
        return False
    if one.field == "pledge":
        return _part(one, 1) == _part(other, 1)
    if one.field == "contact name":
        return likeness(str(one.key), str(other.key)) >= SAME_OPTIONAL_NAME
    return equal(one, other)


def _same_pledge(one: Item, other: Item) -> bool:
    words = [set(re.findall(r"\w+", str(_part(item, 0)))) for item in (one, other)]
    return _part(one, 1) == _part(other, 1) and all(words) and (words[0] <= words[1] or words[1] <= words[0])


def _part(item: Item, index: int) -> object:
    assert isinstance(item.key, tuple)
    return item.key[index]
