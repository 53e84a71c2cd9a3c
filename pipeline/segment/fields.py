"""From labels to fields: the value on the label's own line, in the lines below, in tables, in rows of heads."""

from __future__ import annotations

from itertools import zip_longest

import regex

from extractors.money import amount_pattern
from pipeline.document import Line
from pipeline.segment import bare, glued, heads, labels, pattern, standing, strung, tables, valued
from pipeline.segment.extents import DANGLING, extend, in_contact, tells_contact
from pipeline.segment.labels import Hit
from pipeline.segment.raw import CONTACTS, INSIDE_CONTACT, NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence, full, is_prose, same_style
from pipeline.segment.typed import AMOUNTS, DATES, fits
from pipeline.settings import settings

#: Values above their labels are shorter than this, in characters.
ABOVE = 40
_TOKEN = regex.compile(r"\S+")


def collect(sheet: Sheet) -> list[Raw]:
    """All fields of a document, in order, with their lines' roles set to ``label`` or ``value``."""
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
            for h in _line_labels(sheet, index)
            if not (h.how == "inline" and h.kind in INSIDE_CONTACT and (is_prose(line) or len(line.text.split()) > 14))
        ]
    found = _with_glued(sheet, found, taken)
    known = min((h.line for h in found if h.how != "unknown" and h.kind not in _PLAIN), default=len(sheet.lines))
    # What stands before any known label is no label but a title with a colon: "Cool Cities: Shade and Water".
    found = [h for h in found if h.how != "unknown" or (h.line > known and not sheet.lines[h.line].heading)]
    found += _colon_ended(sheet, {h.line for h in found} | taken)
    found = pattern.alternating(sheet, pattern.extend(sheet, found))
    alone = {h.line for h in found if h.how == "alone"}
    prefixed = {h.line: h for h in _prefixed(sheet, ({h.line for h in found} | taken) - alone)}
    # "Donor Norway" may be read as a label by itself; between lines that begin with labels it is label and value.
    found = [h for h in found if not (h.line in prefixed and h.how == "alone" and prefixed[h.line].end < h.end)]
    taken = taken | {h.line for h in found}
    found += [h for line, h in sorted(prefixed.items()) if line not in taken]
    return found


def _line_labels(sheet: Sheet, index: int) -> list[Hit]:
    """The labels of a line in the light of the lines around it."""
    below = sheet.after(index)
    near = (sheet.before(index), below, sheet.after(below) if below is not None else None)
    above, one, two = (i is not None and standing.begins_with_label(sheet.lines[i].text) for i in near)
    formed = one and (above or two)
    wrapped, tabbed = _wrapped(sheet, index), _tabbed(sheet, index)
    return standing.line_labels(index, sheet.lines[index], wrapped=wrapped, tabbed=tabbed, formed=formed)


def _with_glued(sheet: Sheet, hits: list[Hit], taken: set[int]) -> list[Hit]:
    """The hits, and glued labels on lines whose first words are no label."""
    heads_of = {h.line for h in hits if h.start == 0 and h.how != "unknown"}
    more = glued.labels(sheet, taken | heads_of)
    lines = {h.line for h in more}
    hits = [h for h in hits if not (h.line in lines and h.start == 0)] + more
    ends = {h.line: h for h in glued.tails(sheet, taken)}
    return [h for h in hits if not (h.line in ends and h.value > ends[h.line].start)] + [*ends.values()]


#: Labels that heads of pages have too; they do not say that the fields have begun.
_PLAIN = frozenset({*NARRATIVE, "other", "partner", "status", "contact", "date_other"})


def _tabbed(sheet: Sheet, index: int) -> bool:
    """Whether at least three lines here, this one among them, have a wide gap."""
    near = sheet.lines[max(index - 3, 0) : index + 4]
    return "\t" in sheet.lines[index].text and sum("\t" in line.text for line in near) >= 3


def _colon_ended(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """Lines that end with a colon between lines that do: unknown labels of a form whose values stand elsewhere."""
    found = []
    for index, line in enumerate(sheet.lines[1:-1], 1):
        around = (sheet.lines[index - 1].text, line.text, sheet.lines[index + 1].text)
        if (
            index not in taken
            and sheet.content(index)
            and all(t.rstrip().endswith(":") for t in around)
            and len(line.text.split()) <= 9
        ):
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
    return bool(DANGLING.search(last.text)) or full(sheet, last)


def _prefixed(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """Labels without a separator, in a run of lines that all begin with one (a table whose borders were lost)."""
    found: dict[int, Hit] = {}
    for index, line in enumerate(sheet.lines):
        if index in taken or not sheet.content(index) or (is_prose(line) and len(line.text) > 110):
            continue
        hit = _prefix(index, line)
        if hit:
            found[index] = hit
    near = sorted(found)
    for index in [i for i in range(min(near, default=0), max(near, default=0)) if i not in found and i not in taken]:
        if _between(near, index) and (hit := _weak_prefix(index, sheet.lines[index])):
            found[index] = hit
    return [
        found[i]
        for i in sorted(found)
        if found[i].how == "weak"
        or sum(abs(i - j) <= 3 for j in near) >= (3 if " " in sheet.lines[i].text[: found[i].end].strip() else 4)
        or fits(found[i].kind, sheet.lines[i].text[found[i].value :])
        or _names_giver(sheet, found[i], taken | found.keys())
        or (found[i].kind == "title" and _among(sheet, i, taken))
    ]


def _among(sheet: Sheet, index: int, taken: set[int]) -> bool:
    """Whether other lines that begin with labels stand so near a title that all are of one form."""
    reach, least = (int(settings("segment")[name]) for name in ("form_reach", "form_labels"))
    near = range(max(index - reach, 0), min(index + reach + 1, len(sheet.lines)))
    free = (i for i in near if i != index and i not in taken and sheet.content(i))
    return sum(_prefix(i, sheet.lines[i]) is not None for i in free) >= least


def _names_giver(sheet: Sheet, hit: Hit, labelled: set[int]) -> bool:
    """Whether a label of a body stands before a name, with other labels near: ``Funding source European Union``."""
    near = any(0 < abs(hit.line - other) <= 3 for other in labelled)
    value = sheet.lines[hit.line].text[hit.value :]
    named = hit.kind in ("donor", "implementer", "partner") and valued.names_giver(value)
    return near and named and not labels.kind_of(value, True)


def _between(near: list[int], index: int) -> bool:
    """Whether labels without a separator stand on both sides, so near that the line is one of their list."""
    return sum(0 < index - i <= 3 for i in near) >= 2 and sum(0 < i - index <= 3 for i in near) >= 1


def _weak_prefix(index: int, line: Line) -> Hit | None:
    """One or two words at the head of a line of such a list that are a label only in this company."""
    for match in reversed(list(regex.finditer(r"(?<=\S)\s+(?=[\p{Lu}\d€$£])", line.text[:40]))[:2]):
        kind = labels.weak().get(labels.bare(line.text[: match.start()]), "")
        kind = "budget" if kind == "title" and fits("budget", line.text[match.end() :]) else kind  # "Grant 845,000 EUR"
        amount = kind not in AMOUNTS or fits(kind, line.text[match.end() :])
        if kind and amount and line.text[:1].isupper() and not is_prose(line):
            return Hit(index, 0, match.start(), match.end(), kind, "weak")
    return None


def _prefix(index: int, line: Line) -> Hit | None:
    ends = [word.end() for word in _TOKEN.finditer(line.text)]
    for count in range(min(7, len(ends) - 1) if line.text[:1].isupper() else 0, 0, -1):
        head = line.text[: ends[count - 1]]
        rest = line.text[len(head) :].lstrip()
        if (rest[:1].isalpha() and not rest[:1].isupper()) or labels.strange(head):
            continue  # no value begins so, or no label is so worded
        kind = labels.phrases().get(labels.bare(head))
        if not kind and count > 1 and not head[-1].isdigit():
            kind = labels.kind_of(head, False)
        if kind:
            kind = valued.by_value(kind, head, rest) if valued.says_funding(labels.bare(head)) else kind
            return Hit(index, 0, len(head), len(line.text) - len(rest), kind, "prefix")
    return None


def _from_hits(sheet: Sheet, hits: list[Hit], taken: set[int]) -> list[Raw]:
    """Fields from labels: the value on the label's own line, then the lines that continue it."""
    hits = sorted(hits, key=lambda h: (h.line, h.start))
    out: list[Raw] = []
    starts = {h.line: h for h in reversed(hits)}
    skip_until = -1
    for position, hit in enumerate(hits):
        if out and out[-1].kind in CONTACTS and hit.line <= skip_until and in_contact(sheet, hit):
            continue  # a telephone label inside a contact
        raw = Raw(hit.kind, hit.line, hit.line, (hit.line, hit.start, hit.end), how=hit.how)
        own_end = _own_end(sheet, hits, position)
        if sheet.lines[hit.line].text[hit.value : own_end].strip():
            raw.pieces.append((hit.line, hit.value, own_end))
        if own_end == len(sheet.lines[hit.line].text):
            extend(sheet, raw, starts, taken)
        if raw.kind in AMOUNTS | DATES and raw.how == "alone":
            _from_above(sheet, raw, out[-1] if out and out[-1].last >= hit.line - 1 else None, starts)
        if raw.how == "alone" and raw.pieces:
            raw.kind = valued.by_value(raw.kind, sheet.lines[hit.line].text[hit.start : hit.end], raw.text(sheet))
        skip_until = raw.last if raw.kind in CONTACTS else -1
        out.append(raw)
        out.extend(_also(sheet, raw))
    _distribute(sheet, out)
    heads.share(sheet, out)
    return [_tidy(sheet, r) for r in out]


def _own_end(sheet: Sheet, hits: list[Hit], position: int) -> int:
    """Where the value on a label's own line ends: at the next label that is no part of the same contact."""
    hit = hits[position]
    following = hits[position + 1] if position + 1 < len(hits) else None
    end = len(sheet.lines[hit.line].text)
    if following is None or following.line != hit.line:
        return end
    if not (hit.kind in CONTACTS and tells_contact(sheet, following)):
        return following.start
    other = next((h for h in hits[position + 1 :] if h.line == hit.line and not tells_contact(sheet, h)), None)
    return other.start if other else end


def _from_above(sheet: Sheet, raw: Raw, before: Raw | None, starts: dict[int, Hit]) -> None:
    """Big figures stand above their labels: ``USD 66.7m`` over ``Total project value``, ``5 ans`` over ``DURÉE``."""
    above = sheet.before(raw.first)
    shifted = raw.kind in AMOUNTS and _is_of_next(sheet, raw, starts)
    if above is None or (sheet.lines[raw.first].gap > settings("segment")["gap_ends"] and not shifted):
        return
    below, line = raw.text(sheet), sheet.lines[above]
    if raw.kind in AMOUNTS:
        free = not amount_pattern().search(below) or shifted
        fitting = amount_pattern().fullmatch(line.text.strip()) and free
    else:
        fitting = len(line.text) < ABOVE and fits(raw.kind, line.text) and not fits(raw.kind, below)
    # A line that is the value of the label above it stays there.
    if fitting and not (before and before.label and before.pieces and fits(before.kind, before.text(sheet))):
        raw.pieces = [(above, 0, len(line.text))]
        raw.first, raw.last = above, raw.label[0] if raw.label else above
        if before:
            before.pieces = [piece for piece in before.pieces if piece[0] != above]


def _is_of_next(sheet: Sheet, raw: Raw, starts: dict[int, Hit]) -> bool:
    """Whether the amount below a label is that of the label below it, which has none of its own below."""
    if len(raw.pieces) != 1:
        return False
    following = sheet.after(raw.pieces[0][0])
    if following not in starts or starts[following].kind not in AMOUNTS or starts[following].how != "alone":
        return False
    last = sheet.after(following)
    return last is None or not amount_pattern().search(sheet.lines[last].text)


_BRACKET = regex.compile(r"\(([^()]{4,40})\)")


def _also(sheet: Sheet, raw: Raw) -> list[Raw]:
    """A second field where a label's bracket names another kind: ``EU contribution (total project budget)``."""
    if raw.label is None or raw.kind not in AMOUNTS:
        return []
    bracket = _BRACKET.search(sheet.lines[raw.label[0]].text[raw.label[1] : raw.label[2]])
    kind = labels.kind_of(bracket.group(1), True, guess=False) if bracket else ""
    if bracket and labels.bare(bracket.group(1)).removeprefix("approximate ") == "amount":
        return []  # "Proposed EIB finance (Approximate amount)" says nothing else
    if kind in AMOUNTS and kind != raw.kind:
        return [Raw(kind, raw.first, raw.last, raw.label, list(raw.pieces), raw.how)]
    return []


def _distribute(sheet: Sheet, fields: list[Raw]) -> None:
    """Share out the values of labels that follow each other directly: ``A B : a : b`` gives a to A and b to B."""
    run: list[Raw] = []
    for raw, following in zip_longest(fields, fields[1:]):
        run.append(raw)
        if following is not None and strung.follows(sheet, raw, following):
            continue
        if len(run) > 1 and raw.pieces and not _by_colons(sheet, run):
            strung.share(sheet, run)
        run = []


def _by_colons(sheet: Sheet, run: list[Raw]) -> bool:
    """Share out what colons part; says whether they do."""
    line, start, end = run[-1].pieces[0]
    text = sheet.lines[line].text[start:end]
    parts = [(start + m.start(), start + m.end()) for m in regex.finditer(r"[^\s:](?:(?!\s:).)*", text)]
    if any(raw.how != "stack" for raw in run[:-1]) or (len(parts) == 1 and not text.lstrip().startswith(":")):
        return False
    for owner, (low, high) in zip(run, parts, strict=False):
        owner.pieces = [(line, low, high)]
    if len(parts) < len(run):
        run[-1].pieces = []
    return True


#: Kinds whose values have no wide gap in them.
_SHORT = frozenset({"code", "start", "end", "date_other", "period", "status"})


def _tidy(sheet: Sheet, raw: Raw) -> Raw:
    """Pieces without blanks and separators at their ends."""
    pieces = []
    for index, start, end in raw.pieces:
        text = sheet.lines[index].text
        while start < end and (text[start].isspace() or text[start] in ":|"):
            start += 1
        if raw.kind in _SHORT and "\t" in text[start:end]:
            end = start + text[start:end].index("\t")  # what stands in the next column is another field's
        while end > start and (text[end - 1].isspace() or text[end - 1] == "|"):
            end -= 1
        if end > start:
            pieces.append((index, start, end))
    raw.pieces = pieces
    return raw
