"""How far a value reaches below its label."""

from __future__ import annotations

import regex

from extractors import organisations, places
from extractors.lexicon import fold, squeeze, vocabulary
from extractors.money import amount_pattern, mark_in
from extractors.people import job_end
from pipeline.document import Line
from pipeline.segment import labels, valued, wrapped
from pipeline.segment.labels import Hit
from pipeline.segment.raw import CONTACTS, INSIDE_CONTACT, LISTS, NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence, full, is_prose, same_style
from pipeline.segment.typed import AMOUNTS, begins_with_date, fits, has_type
from pipeline.settings import settings

DANGLING = regex.compile(
    r"(?:[,;/&(+\-–—]|\b(?:and|or|of|the|for|in|to|with|et|de|du|des|la|le|y|del|und|der|die))\s*$", regex.I
)
_PERSON_LINE = regex.compile(
    r"@|\b(?:tel|phone|fax|e-?mail|mobile|cell|t[ée]l|tfno|telefon|mob)\b\s*[.:]|^\W*(?:m[rs]s?|dr|prof|mme|sr|sra|herr|frau|m)\.?\s+\p{Lu}|^\W*\+?\(?\d[\d\s()/.-]{6,}",
    regex.I,
)


def extend(sheet: Sheet, raw: Raw, starts: dict[int, Hit], taken: set[int]) -> None:
    """Add the lines below that belong to the value."""
    index = raw.last
    while True:
        below = sheet.after(index)
        if below is None or below in taken:
            return
        hit = starts.get(below)
        if hit and hit.how == "tail":  # its line begins with this value, and ends with the next label
            raw.pieces.append((below, 0, hit.start))
            raw.last = below
            return
        if hit and not ((raw.kind in CONTACTS and in_contact(sheet, hit)) or _inside_list(sheet, raw, hit)):
            return
        if not (_continues(sheet, raw, index, below) or _is_rest(sheet, raw, below, starts)):
            return
        raw.pieces.append((below, 0, len(sheet.lines[below].text)))
        raw.last = index = below


def _is_rest(sheet: Sheet, raw: Raw, below: int, starts: dict[int, Hit]) -> bool:
    """Whether a line below a title that could be whole is the rest of it."""
    return raw.kind == "title" and bool(raw.pieces) and wrapped.goes_on(sheet, raw, below, starts)


def in_contact(sheet: Sheet, hit: Hit) -> bool:
    """Whether a label is a part of a contact: a telephone label, or a job title below the name that it belongs to."""
    if hit.how == "unknown" and _PERSON_LINE.search(sheet.lines[hit.line].text):
        return True
    return tells_contact(sheet, hit) or (
        hit.kind in CONTACTS and hit.how == "alone" and ":" not in sheet.lines[hit.line].text
    )


def tells_contact(sheet: Sheet, hit: Hit) -> bool:
    """Whether a label within a contact goes on with it: of a number or an address, or ``Title`` for what the job is."""
    if hit.kind != "title":
        return hit.kind in INSIDE_CONTACT
    text = sheet.lines[hit.line].text
    job = job_end(text[hit.value :].partition(",")[0]) is not None
    return job and squeeze(text[hit.start : hit.end]) in vocabulary("contacts", "marks", "job_title")


def _inside_list(sheet: Sheet, raw: Raw, hit: Hit) -> bool:
    """An unknown label inside a list of amounts names a party or a part: ``ITTO : USD 589,863``."""
    text = sheet.lines[hit.line].text[hit.value :]
    if hit.line - raw.last > 1:
        return False
    if (
        raw.kind in ("contribution", "donor", "pledged")
        and hit.kind in ("other", "partner", "implementer", "contribution")
        and not raw.kind == hit.kind == "contribution"
    ):
        return _party_amount(sheet.lines[hit.line].text)
    if hit.kind != "other":
        return False
    if raw.kind in ("start", "end", "period"):
        return fits("end", text)
    if raw.kind == "location":
        return not is_prose(sheet.lines[hit.line])
    return raw.kind in AMOUNTS and (fits("budget", text) or _party_amount(sheet.lines[hit.line].text))


def _continues(sheet: Sheet, raw: Raw, index: int, below: int) -> bool:
    """Whether line ``below`` goes on with the value whose last line is ``index``."""
    last, line = sheet.lines[index], sheet.lines[below]
    if line.heading or (line.cell is not None and last.cell is None):
        return False
    if raw.kind in NARRATIVE:
        return not _title_like_break(last, line)
    if not raw.pieces:
        return _first_value(sheet, raw, line, below) or _is_remark(sheet, raw, below)
    if raw.kind in CONTACTS:
        return _contact_goes_on(sheet, raw, below)
    if raw.kind == "title" and wrapped.breaks_off(last.text):
        return not (is_prose(line) and ends_sentence(line.text)) and len(raw.pieces) < wrapped.most()
    if (line.gap > settings("segment")["gap_ends"] and raw.kind != "location") or (
        line.bullet and not last.bullet and raw.kind not in LISTS
    ):
        return False
    text = last.text
    open_bracket = text.count("(") > text.count(")")
    small = fold(line.text[:1]) == line.text[:1] and line.text[:1].isalpha()
    small = small and not (raw.kind in AMOUNTS and begins_with_date(line.text))  # "mai 2013 - juin 2014"
    if open_bracket or DANGLING.search(text) or small:
        return not (is_prose(line) and ends_sentence(text))
    return _adds(sheet, raw, last, below)


def _is_remark(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a line in brackets remarks on the label above it, so that the value stands below: ``(all phases)``."""
    after = sheet.after(below)
    text = sheet.lines[below].text.strip()
    typed = raw.kind in AMOUNTS and after is not None and fits(raw.kind, sheet.lines[after].text)
    return typed and bool(regex.fullmatch(r"\([^()\d]+\)", text))


def _adds(sheet: Sheet, raw: Raw, last: Line, below: int) -> bool:
    """Whether a line below a value that could be whole adds what a value of its kind has on further lines."""
    line = sheet.lines[below]
    if raw.kind in AMOUNTS and _amount_goes_on(sheet, raw, below):
        return True
    if raw.kind in ("period", "start", "end") and len(raw.pieces) == 1 and fits("period", line.text):
        return not _has_range(last.text)
    if raw.kind == "title":
        return full(sheet, last) and not is_prose(line) and same_style(last, line) and not ends_sentence(last.text)
    if _another_party(sheet, raw, below):
        return True
    if raw.kind == "location":
        return len(raw.pieces) < 8 and not is_prose(line) and len(line.text) < 200
    if raw.kind in LISTS and line.bullet:
        return not is_prose(line)
    return full(sheet, last) and not ends_sentence(last.text) and same_style(last, line) and len(raw.pieces) < 6


def _amount_goes_on(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a line below an amount is another, a party's share, a party over its share, or a piece of the amount."""
    line = sheet.lines[below]
    if not amount_pattern().search(raw.text(sheet)) and _spread(sheet, line, below):
        return True
    return fits(raw.kind, line.text) or _party_amount(line.text) or _name_over_amount(sheet, line, below)


def _another_party(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a line goes on with a list of countries, or of donors whose amounts stand beside or below them."""
    if raw.kind in ("country", "donor") and len(raw.pieces) < 40 and _names_more(raw.kind, sheet.lines[below].text):
        return True
    if raw.kind not in ("donor", "pledged"):
        return False
    ahead = [sheet.lines[i].text for i in (below, sheet.after(below)) if i is not None]
    return any(_party_amount(t) for t in ahead)


def _party_amount(text: str) -> bool:
    """``Government of Australia US$ 6.00 million``: a line that ends with an amount."""
    if regex.match(r"^\p{Lu}[^\d]{3,80}\s\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d\d)?\W*$", text):
        return True
    if any(m.end() >= len(text.rstrip(" .;,")) for m in amount_pattern().finditer(text)):
        return True
    return bool(regex.search(r"\d[\d.,' ]*(?:million|m|mio|bn|billion)?\W*$", text, regex.I)) and any(
        fits("budget", text[m.start() :])
        for m in regex.finditer(r"(?<=\s)(?=[\p{Lu}$€£]{1,4}\$?\s?\d|[$€£]|US\$)", text)
    )


def _names_more(kind: str, text: str) -> bool:
    """Whether a line is nothing but the name of another country, or of another known donor."""
    if kind == "country":
        covered = sum(p.end - p.start for p in places.find(text))
        return covered >= 0.75 * len(text.strip()) > 0
    return bool(organisations.country(text) or organisations.known(text))


def _name_over_amount(sheet: Sheet, line: Line, below: int) -> bool:
    """A party's name, or the word for a total, alone on a line over its amount."""
    following = sheet.after(below)
    if following is None or len(line.text) > 60 or any(c.isdigit() for c in line.text) or not line.text[:1].isupper():
        return False
    return (
        bool(amount_pattern().fullmatch(sheet.lines[following].text.strip()))
        and labels.kind_of(line.text.strip(" :"), False) not in NARRATIVE
    )


def _has_range(text: str) -> bool:
    return bool(regex.search(r"\d.*(?:[-–—]|\bto\b|\bau\b|\bbis\b|\bal?\b).*\d", text))


def _spread(sheet: Sheet, line: Line, below: int) -> bool:
    """An amount that is spread over short lines, a word a line: ``FY``, ``2018``, ``USD``, ``4,000,000``."""
    lines: list[str] = []
    for index in range(below, min(below + 4, len(sheet.lines))):
        text = sheet.lines[index].text
        if len(text) > 16 or labels.kind_of(text, False):
            break
        lines.append(text)
    return len(line.text) <= 16 and bool(amount_pattern().search("\n".join(lines)))


def _first_value(sheet: Sheet, raw: Raw, line: Line, below: int) -> bool:
    """Whether a line is the value of the label that stands alone above it."""
    if has_type(raw.kind) and raw.kind not in ("country", "region"):
        if raw.kind in AMOUNTS and _spread(sheet, line, below):
            return True
        return (
            fits(raw.kind, line.text)
            or (raw.kind in AMOUNTS and _party_amount(line.text))
            or (raw.kind == "budget" and len(line.text) < 80 and bool(organisations.known(line.text)))
            or (raw.kind in AMOUNTS and len(line.text) < 80 and _gives(sheet, raw, below))
            or (raw.kind == "pledged" and not line.text[:1].isdigit() and valued.begins_with_giver(line.text))
            or (raw.kind == "code" and len(line.text) < 40)
            or (raw.kind in AMOUNTS and _in_units(sheet, raw, line))
        )
    if raw.kind == "period":
        return fits("period", line.text)
    return not (is_prose(line) and raw.kind in ("country", "region", "donor", "title") and ends_sentence(line.text))


_FIGURES = regex.compile(r"\s*\d{1,4}(?:[.,]\d{1,3})?(?:\s+\d{1,4}(?:[.,]\d{1,3})?)?\s*")


def _in_units(sheet: Sheet, raw: Raw, line: Line) -> bool:
    """Whether a line has a figure or two, and the label above it says of what and how many: ``Cost (US$ M)``."""
    if raw.label is None or not _FIGURES.fullmatch(line.text):
        return False
    mark, factor = mark_in(sheet.excerpt(raw.label))
    return mark is not None and factor is not None


def _gives(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a line names who gives the money that the label above it speaks of, and not what they give below it."""
    label = sheet.lines[raw.label[0]].text[raw.label[1] : raw.label[2]] if raw.label else ""
    after = sheet.after(below)
    listed = after is not None and fits("budget", sheet.lines[after].text)
    return not listed and valued.says_money(labels.bare(label)) and valued.names_giver(sheet.lines[below].text)


def _title_like_break(last: Line, line: Line) -> bool:
    """A change of look or a wide gap after narrative: the next project's title may begin."""
    return ((line.bold or bool(line.heading)) and not last.bold) or bool(
        line.size and last.size and line.size > last.size + 1
    )


def _contact_goes_on(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a contact's value goes on: a phone or person line, or one that leads to such a line."""
    line = sheet.lines[below]
    if _PERSON_LINE.search(line.text):
        return len(line.text) < 200
    if is_prose(line) or line.heading:
        return False
    last = sheet.lines[raw.last]
    close = line.gap <= settings("segment")["gap_ends"]
    if (close and DANGLING.search(last.text)) or (
        close and full(sheet, last) and len(line.text.split()) <= 6 and not last.text.rstrip().endswith(".")
    ):
        return True
    ahead, seen = below, 0
    while seen < 3:
        following = sheet.after(ahead)
        if following is None or is_prose(sheet.lines[following]) or sheet.lines[following].heading:
            return False
        if _PERSON_LINE.search(sheet.lines[following].text):
            return True
        ahead, seen = following, seen + 1
    return len(raw.pieces) < 2 and len(line.text) < 60 and line.gap <= settings("segment")["gap_ends"]
