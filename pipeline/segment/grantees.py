"""Who gets an amount, on the line above it: ``Lake Aid, Gao, Mali`` over ``$7,500 to dig wells (over two years)``.

In a foundation's list each grant stands below the name of its grantee. That line is the entry's first, and where the
grantee sits tells the country where what is paid for names none. In a government's list the line above has the name of
the project: ``Improving Maternal Health`` over ``$7,500 over two years to Lake Aid to train midwives``.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import entry, faults, receivers, sorts
from pipeline.segment.labels import amounts_in, kind_of
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

_PLACE = regex.compile(r"(?:,\s+|\s?[(\[]|\s[–—-]\s|:\s+)(?=\p{Lu}[^,()\[\]:–—]{2,60}[)\].]*$)")


def above(sheet: Sheet, starts: Sequence[int]) -> list[int]:
    """The lines with the grantees of entries that begin with their amounts; none where not each has one."""
    found = [sheet.before(start) for start in starts]
    lines = [at for at in found if at is not None and _may_be(sheet, at)]
    if len(lines) < len(starts):
        return []
    parties = sum(_is_grantee(sheet.lines[at].text) for at in lines)
    return lines if parties >= float(settings("frame")["grantees"]) * len(lines) else []


def names(sheet: Sheet, starts: Sequence[int]) -> list[int]:
    """The lines with the names of projects above entries that begin with their amounts; none where not each has one."""
    found = [sheet.before(start) for start in starts]
    lines = [at for at in found if at is not None and _may_be(sheet, at, guess=False)]
    if len(lines) < len(starts):
        return []
    texts = [sheet.lines[at].text for at in lines]
    told = sum(_names_project(text) for text in texts)
    named = all(len(text.split()) > 1 and not faults.is_place(text) for text in texts) and len({*texts}) == len(texts)
    return lines if named and told >= float(settings("frame")["grantees"]) * len(texts) else []


def _names_project(text: str) -> bool:
    """Whether a line has a word for what projects do, or for project, and no party's."""
    words = regex.findall(r"\p{L}+", squeeze(text))
    found = [sorts.sort(word) for word in words]
    told = "deed" in found or found.count("topic") > 1
    return (told or not vocabulary("title_parts", "nouns").isdisjoint(words)) and not receivers.is_party(text)


def seat(text: str) -> tuple[int, int] | None:
    """The country at the end of a grantee's line (``Lake Aid, Gao, Mali``)."""
    mark = _PLACE.search(text)
    span = entry.place_at(text, mark.end()) if mark else None
    return span if span and not text[span[1] :].strip(" .)]") else None


def _is_grantee(text: str) -> bool:
    """Whether a line names who gets an amount: by its words, or because it says where they sit."""
    said = vocabulary("lists", "grantees").intersection(regex.findall(r"\p{L}+", squeeze(text)))
    return bool(said) or receivers.is_party(text) or (seat(text) is not None)


def _may_be(sheet: Sheet, index: int, *, guess: bool = True) -> bool:
    """Whether a line can name a party: a few words that begin with a capital, no sentence, label or amount.

    ``guess``: what only looks like a label is one too.
    """
    line = sheet.lines[index]
    text = line.text.strip()
    few = len(text.split()) <= int(settings("frame")["grantee_most"]) and text[:1].isupper()
    plain = not (ends_sentence(text) or is_prose(line) or text.endswith(":") or amounts_in(text))
    return few and plain and not kind_of(text, True, guess=guess) and not line.bullet
