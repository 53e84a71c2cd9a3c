"""The one name of a region that is printed in several ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from extractors.lexicon import rows, squeeze, vocabulary


@cache
def _region_names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Folded name of a region -> its UN M49 code where it has one; code -> the first English name in the table."""
    codes, names = dict[str, str](), dict[str, str]()
    for row in rows("regions"):
        codes.setdefault(squeeze(row["name"]), row["code"])
        if row["code"] and row["lang"] == "en":
            names.setdefault(row["code"], _titled(row["name"]))
    return codes, names


def _titled(name: str) -> str:
    """A name of the table, which is in small letters, as it is written: ``Latin America and the Caribbean``."""
    small = vocabulary("small_words", "words")
    return regex.sub(r"\p{L}+", lambda m: m.group() if m.group() in small else m.group().capitalize(), name)


_AND = regex.compile(r"(?:\s*&\s*|\s+and\s+)(?:the\s+)?", regex.I)


def region_name(text: str) -> str:
    """The one name of a region: of those that UN M49 has, the usual English one; else as printed, with ``and``.

    ``Africa & the Middle East`` is ``Africa and Middle East``; names that are regions each stand in the order of the
    alphabet, so that ``North Africa & Middle East`` is ``Middle East and North Africa``. Several regions with
    semicolons between them stay as they are.
    """
    codes, names = _region_names()
    text = " ".join(text.split())
    if name := names.get(codes.get(squeeze(text).strip(" .:;,"), "")):
        return name
    parts = _AND.split(text)
    if ";" in text or len(parts) < 2:
        return text
    if all(squeeze(part) in codes for part in parts):
        parts.sort(key=squeeze)
    return " and ".join(parts)
