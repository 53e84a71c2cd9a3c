"""What a project is to do, in a sentence behind its name and a colon: ``Clean Wells: To dig forty wells in Gao``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, toml


def before_aim(text: str) -> int:
    """Where a name ends that a sentence with its aim stands behind; the end of the text where none does."""
    match = _aim().search(text)
    behind = text[match.end() :] if match else ""
    named = match is not None and len(text[: match.start()].split()) >= toml("title_parts")["aim"]["name_least"]
    told = len(behind.split()) >= toml("title_parts")["aim"]["words_least"] and behind.rstrip().endswith(".")
    return match.start() if match and named and told else len(text)


@cache
def _aim() -> regex.Pattern[str]:
    """A colon or dash and the first word of what is to be done, before a word in small letters."""
    words = alternation(toml("title_parts")["aim"]["words"])
    return regex.compile(rf"\s*(?::|\s[–—-])\s+(?:{words})\s+(?=\p{{Ll}})")
