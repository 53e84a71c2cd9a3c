"""Words as data: the tables of this folder, read once, with the folding that matching uses."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from extractors.lexicon.trie import shared
from extractors.memory import remembered

#: Printed variants of one character, each replaced by one character so that positions stay.
_FOLD = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip


#: Any form of the apostrophe.
_APOSTROPHE = "['’‘`´]"


def fold(text: str) -> str:
    """The text as matching sees it: lower case, straight quotes, plain dashes and blanks; same length."""
    if text.isascii():
        return text.replace("\t", " ").replace("\n", " ").replace("`", "'").lower()
    folded = text.translate(_FOLD)
    low = folded.lower()
    return low if len(low) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


@remembered
def squeeze(text: str) -> str:
    """Folded, with every run of blanks as one blank and none at either end."""
    return " ".join(fold(text).split())


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML table of the lexicon by its name without suffix."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table of the lexicon by its name without suffix."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def words(table: Any) -> list[str]:
    """All strings below a TOML value, in the order of the file."""
    if isinstance(table, str):
        return [table]
    items = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    return [word for item in items for word in words(item)]


@cache
def vocabulary(table: str, *path: str) -> frozenset[str]:
    """The folded words of a part of a lexicon table."""
    part = toml(table)
    for key in path:
        part = part[key]
    if isinstance(part, dict):
        part = {key: value for key, value in part.items() if key != "says"}
    return frozenset(squeeze(w) for w in words(part))


def alternation(items: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, over line breaks and all forms of the apostrophe.

    It has no group around it; of no words it matches nothing.
    """
    return _shared(frozenset(" ".join(word.split()) for word in items))


@cache  # many patterns hold the same list, and a long one takes longer to write than to compile
def _shared(listed: frozenset[str]) -> str:
    return shared([[_piece(c) for c in word] for word in listed])


@cache
def _piece(c: str) -> str:
    """The pattern of a character."""
    return _APOSTROPHE if c == "'" else r"\s+" if c == " " else regex.escape(c)


def load_all() -> None:
    """Read every table of the folder, so that a broken one shows before any document is read.

    Raises :class:`ValueError` that names the table.
    """
    for path in sorted(files(__package__).iterdir(), key=lambda p: p.name):
        stem, _, suffix = path.name.rpartition(".")
        try:
            if suffix == "toml":
                toml(stem)
            elif suffix == "csv":
                rows(stem)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, csv.Error) as error:
            raise ValueError(f"{path.name}: {error}") from error
