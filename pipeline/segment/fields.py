"""From labels to fields: how far a value reaches, in lines, in tables, behind a list of labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractors.evidence import Excerpt
from extractors.lexicon import fold
from extractors.money import amount_pattern
from pipeline.document import Line
from pipeline.segment import labels, pattern
from pipeline.segment.labels import Hit
from pipeline.segment.sheet import Sheet, ends_sentence, full, is_prose, same_style
from pipeline.segment.typed import AMOUNTS, fits, has_type
from pipeline.settings import settings

#: Fields whose value is running text; it is narrative of the block.
NARRATIVE = frozenset({"objective", "description", "activities", "results", "background", "documents"})
#: Fields whose values stand in several lines, an item a line.
CONTACTS = frozenset({"contact", "contact_hq", "contact_field"})
LISTS = frozenset({"pledged", "donor", "budget", "country", "location", "contribution", "shortfall", "implementer", "partner"})
#: Labels inside a contact's value: they do not end it.
INSIDE_CONTACT = frozenset({"phone", "fax", "email", "website", "address", "organisation", "name", "job_title"})

_DANGLING = regex.compile(r"(?:[,;/&(+\-–—]|\b(?:and|or|of|the|for|in|to|with|et|de|du|des|la|le|y|del|und|der|die))\s*$", regex.I)
_PERSON_LINE = regex.compile(
    r"@|\b(?:tel|phone|fax|e-?mail|mobile|cell|t[ée]l|tfno|telefon|mob)\b\s*[.:]|^\W*(?:m[rs]s?|dr|prof|mme|sr|sra|herr|frau|m)\.?\s+\p{Lu}|^\W*\+?\(?\d[\d\s()/.-]{6,}",
    regex.I,
)


@dataclass(slots=True)
class Raw:
    """A field in the making: lines are indices, pieces are (line, start, end)."""

    kind: str
    first: int
    last: int
    label: tuple[int, int, int] | None
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    how: str = ""
    row: tuple[int, int] | None = None  #: table and row, where the row is a project

    def text(self, sheet: Sheet) -> str:
        """The value as it stands."""
        return self.value(sheet).text

    def value(self, sheet: Sheet) -> Excerpt:
        """The value as an excerpt."""
        return sheet.excerpt(*self.pieces)


def collect(sheet: Sheet) -> list[Raw]:
    """All fields of a document, in order, with their lines' roles set to ``label`` or ``value``."""
    from pipeline.segment import bare, tables  # late: both build on Raw

    found = tables.collect(sheet)
    taken = {piece[0] for raw in found for piece in raw.pieces} | {raw.label[0] for raw in found if raw.label}
    hits = _hits(sheet, taken)
    found += _from_hits(sheet, hits, taken)
    found += bare.collect(sheet, found)
    found.sort(key=lambda r: (r.first, r.label[1] if r.label else 0))
    for raw in found:
        _roles(sheet, raw)
    return found


def _roles(sheet: Sheet, raw: Raw) -> None:
    if raw.label:
        sheet.set(raw.label[0], "label", raw.kind)
    for index, _, _ in raw.pieces:
        if sheet.role[index] != "label":
            sheet.set(index, "narrative" if raw.kind in NARRATIVE else "value", raw.kind)


def _hits(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """The labels of all lines that are neither furniture nor table cells, weighed against their neighbours."""
    found: list[Hit] = []
    for index, line in enumerate(sheet.lines):
        if index in taken or not sheet.content(index):
            continue
        found += [
            h
            for h in labels.line_labels(index, line, wrapped=_wrapped(sheet, index))
            if not (h.how == "inline" and h.kind in INSIDE_CONTACT and (is_prose(line) or len(line.text.split()) > 14))
        ]
    known = min((h.line for h in found if h.how != "unknown"), default=len(sheet.lines))
    # What stands before any known label is no label but a title with a colon: "Cool Cities: Shade and Water".
    found = [h for h in found if h.how != "unknown" or h.line > known and not sheet.lines[h.line].heading]
    found += _colon_ended(sheet, {h.line for h in found} | taken)
    found = pattern.extend(sheet, found)
    alone = {h.line for h in found if h.how == "alone"}
    prefixed = {h.line: h for h in _prefixed(sheet, ({h.line for h in found} | taken) - alone)}
    # "Donor Norway" may be read as a label by itself; between lines that begin with labels it is label and value.
    found = [h for h in found if not (h.line in prefixed and h.how == "alone" and prefixed[h.line].end < h.end)]
    taken = taken | {h.line for h in found}
    found += [h for line, h in sorted(prefixed.items()) if line not in taken]
    return found


def _colon_ended(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """Lines that end with a colon between lines that do: unknown labels of a form whose values stand elsewhere."""
    found = []
    for index, line in enumerate(sheet.lines[1:-1], 1):
        around = (sheet.lines[index - 1].text, line.text, sheet.lines[index + 1].text)
        if index not in taken and sheet.content(index) and all(t.rstrip().endswith(":") for t in around) and len(line.text.split()) <= 9:
            found.append(Hit(index, 0, len(line.text.rstrip(" :")), len(line.text), "other", "alone"))
    return found


def _wrapped(sheet: Sheet, index: int) -> bool:
    """Whether a line goes on with the line above: no gap, same look, and that line is full or ends in mid-air."""
    above = sheet.before(index)
    if above is None or above != index - 1 or sheet.lines[index].gap > settings("segment")["gap_ends"]:
        return False
    last, line = sheet.lines[above], sheet.lines[index]
    if not same_style(last, line) or line.bullet or ends_sentence(last.text) or last.cell is not None:
        return False
    return bool(_DANGLING.search(last.text)) or full(sheet, last)


def _prefixed(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """Labels without a separator, in a run of lines that all begin with one (a table whose borders were lost)."""
    found: dict[int, Hit] = {}
    for index, line in enumerate(sheet.lines):
        if index in taken or not sheet.content(index) or is_prose(line) and len(line.text) > 110:
            continue
        hit = _prefix(index, line)
        if hit:
            found[index] = hit
    near = sorted(found)
    return [
        found[i]
        for i in near
        if sum(abs(i - j) <= 3 for j in near) >= (3 if " " in sheet.lines[i].text[: found[i].end].strip() else 4) or fits(found[i].kind, sheet.lines[i].text[found[i].value :])
    ]


def _prefix(index: int, line: Line) -> Hit | None:
    tokens = line.text.split()
    for count in range(min(7, len(tokens) - 1), 0, -1):
        match = regex.match(r"\s*" + r"\s+".join(regex.escape(t) for t in tokens[:count]), line.text)
        if not match or not match.group()[:1].isupper():
            continue
        kind = labels.phrases().get(labels.bare(match.group()))
        if not kind and count > 1 and not match.group()[-1].isdigit():
            kind = labels.kind_of(match.group(), False)
        rest = line.text[match.end() :].lstrip()
        if kind and (rest[:1].isupper() or rest[:1].isdigit() or not rest[:1].isalpha()):
            return Hit(index, 0, match.end(), len(line.text) - len(rest), kind, "prefix")
    return None


def _from_hits(sheet: Sheet, hits: list[Hit], taken: set[int]) -> list[Raw]:
    """Fields from labels: the value on the label's own line, then the lines that continue it."""
    from pipeline.segment import heads  # late: heads builds on Raw

    hits = sorted(hits, key=lambda h: (h.line, h.start))
    out: list[Raw] = []
    starts = {h.line: h for h in reversed(hits)}
    skip_until = -1
    for position, hit in enumerate(hits):
        if out and out[-1].kind in CONTACTS and hit.line <= skip_until and _in_contact(sheet, hit):
            continue  # a telephone label inside a contact
        following = hits[position + 1] if position + 1 < len(hits) else None
        raw = Raw(hit.kind, hit.line, hit.line, (hit.line, hit.start, hit.end), how=hit.how)
        own_end = len(sheet.lines[hit.line].text)
        if following and following.line == hit.line and not (hit.kind in CONTACTS and following.kind in INSIDE_CONTACT):
            own_end = following.start
        elif following and following.line == hit.line:
            other = next((h for h in hits[position + 1 :] if h.line == hit.line and h.kind not in INSIDE_CONTACT), None)
            own_end = other.start if other else own_end
        if sheet.lines[hit.line].text[hit.value : own_end].strip():
            raw.pieces.append((hit.line, hit.value, own_end))
        if own_end == len(sheet.lines[hit.line].text):
            _continue(sheet, raw, starts, taken)
        if raw.kind in AMOUNTS and raw.how == "alone":
            _from_above(sheet, raw)
        skip_until = raw.last if raw.kind in CONTACTS else -1
        out.append(raw)
        out.extend(_also(sheet, raw))
    _distribute(sheet, out)
    heads.share(sheet, out)
    return [_tidy(sheet, r) for r in out]


def _from_above(sheet: Sheet, raw: Raw) -> None:
    """Big figures stand above their labels: ``USD 66.7m`` over ``Total project value``."""
    above = sheet.before(raw.first)
    if above is None or sheet.lines[raw.first].gap > settings("segment")["gap_ends"]:
        return
    below = raw.text(sheet)
    line = sheet.lines[above]
    if amount_pattern().fullmatch(line.text.strip()) and not amount_pattern().search(below):
        raw.pieces = [(above, 0, len(line.text))]
        raw.first, raw.last = above, raw.label[0] if raw.label else above


def _also(sheet: Sheet, raw: Raw) -> list[Raw]:
    """A second field where a label's bracket names another kind: ``EU contribution (total project budget)``."""
    if raw.label is None or raw.kind not in AMOUNTS:
        return []
    bracket = regex.search(r"\(([^()]{4,40})\)", sheet.lines[raw.label[0]].text[raw.label[1] : raw.label[2]])
    kind = labels.kind_of(bracket.group(1), True, guess=False) if bracket else ""
    if kind in AMOUNTS and kind != raw.kind:
        return [Raw(kind, raw.first, raw.last, raw.label, list(raw.pieces), raw.how)]
    return []


def _distribute(sheet: Sheet, fields: list[Raw]) -> None:
    """Share out the values of stacked labels: ``A B : a : b`` gives a to A and b to B."""
    stack: list[Raw] = []
    for raw in fields:
        if raw.how == "stack" and not raw.pieces:
            stack.append(raw)
            continue
        if stack and raw.pieces:
            line, start, end = raw.pieces[0]
            text = sheet.lines[line].text[start:end]
            parts = [(start + m.start(), start + m.end()) for m in regex.finditer(r"[^\s:](?:(?!\s:).)*", text)]
            if len(parts) == 1 and not text.lstrip().startswith(":"):
                stack = []
                continue
            for owner, (low, high) in zip([*stack, raw], parts, strict=False):
                owner.pieces = [(line, low, high)]
            if len(parts) <= len(stack):
                raw.pieces = []
        stack = []


def _tidy(sheet: Sheet, raw: Raw) -> Raw:
    """Pieces without blanks and separators at their ends."""
    pieces = []
    for index, start, end in raw.pieces:
        text = sheet.lines[index].text
        while start < end and (text[start].isspace() or text[start] in ":|"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in "|"):
            end -= 1
        if end > start:
            pieces.append((index, start, end))
    raw.pieces = pieces
    return raw


def _continue(sheet: Sheet, raw: Raw, starts: dict[int, Hit], taken: set[int]) -> None:
    """Add the lines below that belong to the value."""
    index = raw.last
    while True:
        below = sheet.after(index)
        if below is None or below in taken:
            return
        hit = starts.get(below)
        if hit and not (raw.kind in CONTACTS and _in_contact(sheet, hit) or _inside_list(sheet, raw, hit)):
            return
        if not _continues(sheet, raw, index, below):
            return
        raw.pieces.append((below, 0, len(sheet.lines[below].text)))
        raw.last = index = below


def _in_contact(sheet: Sheet, hit: Hit) -> bool:
    """Whether a label is a part of a contact: a telephone label, or a job title below the name that it belongs to."""
    return hit.kind in INSIDE_CONTACT or hit.kind == "contact" and hit.how == "alone" and ":" not in sheet.lines[hit.line].text


def _inside_list(sheet: Sheet, raw: Raw, hit: Hit) -> bool:
    """An unknown label inside a list of amounts names a party or a part: ``ITTO : USD 589,863``."""
    text = sheet.lines[hit.line].text[hit.value :]
    if hit.line - raw.last > 1:
        return False
    if raw.kind in ("contribution", "donor", "pledged") and hit.kind in ("other", "partner", "implementer", "contribution"):
        return _party_amount(sheet.lines[hit.line].text)
    if hit.kind != "other":
        return False
    if raw.kind in ("start", "end", "period"):
        return fits("end", text)
    return raw.kind == "location" or raw.kind in AMOUNTS and (fits("budget", text) or _party_amount(sheet.lines[hit.line].text))


def _continues(sheet: Sheet, raw: Raw, index: int, below: int) -> bool:
    """Whether line ``below`` goes on with the value whose last line is ``index``."""
    last, line = sheet.lines[index], sheet.lines[below]
    if line.heading or line.cell is not None and last.cell is None:
        return False
    if raw.kind in NARRATIVE:
        return not line.heading and not _title_like_break(sheet, last, line)
    if not raw.pieces:
        return _first_value(sheet, raw, line, below)
    if raw.kind in CONTACTS:
        return _contact_goes_on(sheet, raw, below)
    if line.gap > settings("segment")["gap_ends"] and raw.kind != "location" or (line.bullet and not last.bullet and raw.kind not in LISTS):
        return False
    text = last.text
    open_bracket = text.count("(") > text.count(")")
    if open_bracket or _DANGLING.search(text) or fold(line.text[:1]) == line.text[:1] and line.text[:1].isalpha():
        return not (is_prose(line) and ends_sentence(text))
    if raw.kind in AMOUNTS and not amount_pattern().search(raw.text(sheet)) and _spread(sheet, line, below):
        return True
    if raw.kind in AMOUNTS and (fits(raw.kind, line.text) or _party_amount(line.text)):
        return True
    if raw.kind in ("period", "start", "end") and len(raw.pieces) == 1 and fits("period", line.text):
        return not _has_range(text)
    if raw.kind == "title":
        return full(sheet, last) and not is_prose(line) and same_style(last, line) and not ends_sentence(text)
    if raw.kind == "location":
        return len(raw.pieces) < 8 and not is_prose(line) and len(line.text) < 200
    if raw.kind in ("donor", "pledged"):
        ahead = [sheet.lines[i].text for i in (below, sheet.after(below)) if i is not None]
        if any(_party_amount(t) for t in ahead):
            return True
    if raw.kind in LISTS and line.bullet:
        return not is_prose(line)
    return full(sheet, last) and not ends_sentence(text) and same_style(last, line) and len(raw.pieces) < 6


def _party_amount(text: str) -> bool:
    """``Government of Australia US$ 6.00 million``: a line that ends with an amount."""
    if regex.match(r"^\p{Lu}[^\d]{3,80}\s\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d\d)?\W*$", text):
        return True
    return bool(regex.search(r"\d[\d.,' ]*(?:million|m|mio|bn|billion)?\W*$", text, regex.I)) and any(
        fits("budget", text[m.start() :]) for m in regex.finditer(r"(?<=\s)(?=[\p{Lu}$€£]{1,4}\$?\s?\d|[$€£]|US\$)", text)
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
        return fits(raw.kind, line.text) or raw.kind in AMOUNTS and _party_amount(line.text) or raw.kind == "code" and len(line.text) < 40
    if raw.kind == "period":
        return fits("period", line.text)
    return not (is_prose(line) and raw.kind in ("country", "region", "donor", "title") and ends_sentence(line.text))


def _title_like_break(sheet: Sheet, last: Line, line: Line) -> bool:
    """A change of look or a wide gap after narrative: the next project's title may begin."""
    return (line.bold or bool(line.heading)) and not last.bold or bool(line.size and last.size and line.size > last.size + 1)


def _contact_goes_on(sheet: Sheet, raw: Raw, below: int) -> bool:
    """Whether a contact's value goes on: a phone or person line, or one that leads to such a line."""
    line = sheet.lines[below]
    if _PERSON_LINE.search(line.text):
        return len(line.text) < 200
    if is_prose(line) or line.heading:
        return False
    last = sheet.lines[raw.last]
    close = line.gap <= settings("segment")["gap_ends"]
    if close and _DANGLING.search(last.text) or close and full(sheet, last) and len(line.text.split()) <= 6 and not last.text.rstrip().endswith("."):
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
