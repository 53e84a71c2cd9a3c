"""What the fields of a block in the making say together, kept up field by field: a line of a megabyte has 60,000."""

from __future__ import annotations

from collections import defaultdict

import regex

from extractors.lexicon import squeeze
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment.labels import amounts_in
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet
from pipeline.segment.typed import AMOUNTS

#: Kinds that any part of a page has: they neither begin a project nor tell two apart.
NEUTRAL = NARRATIVE | {"other", "date_other", "amount_other", "phone", "fax", "email", "website", "address"}

#: What a project states once: a second one begins another project.
ONCE = frozenset({"title", "budget", "country", "region", "period", "shortfall", "pledged", "start", "end", "code"})

#: What an office has as well as a project.
ADDRESS = frozenset({"contact", "contact_hq", "contact_field", "partner", "status", "theme", "sector"})

_NO_DIGITS = regex.compile(r"\D+")


def same_value(kind: str, text: str) -> str:
    """A value as it is compared: amounts by their digits, all else without the marks at its edges."""
    if kind not in AMOUNTS:
        return text.strip(" .,;|")
    first = amount_pattern().search(text, timeout=TIMEOUT)
    return _NO_DIGITS.sub("", first.group("amount") or "" if first else text)


class Sofar:
    """The fields of the block that is being put together, so far; what they say is worked out once it is asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self.real: dict[str, None] = {}  #: their kinds that are not neutral, in the order in which they came
        self.latest = ""  #: the last of these that came
        self.last = -1  #: their last line that is surely theirs: narrative may run on into the next project's title
        self._sheet = sheet
        self._figure: int | None = None
        self._bare: list[Raw] = []
        self._coded: set[str] = set()
        self._values: dict[str, set[str]] = defaultdict(set)
        self._waiting: dict[str, list[Raw]] = defaultdict(list)

    def add(self, raw: Raw) -> None:
        """One field more."""
        self.last = max(self.last, raw.first if raw.kind in NARRATIVE else raw.last)
        if raw.kind not in NEUTRAL:
            self.real.setdefault(raw.kind)
            self.latest = raw.kind
            self._waiting[raw.kind].append(raw)
        if raw.how == "bare":
            self._bare.append(raw)
        if raw.kind == "code" and any(c.isdigit() for c in raw.text(self._sheet)):
            self._coded.add(self._label(raw))

    def otherwise_coded(self, raw: Raw) -> bool:
        """Whether a code stands behind another label than those before: a loan's number beside the project's."""
        label = self._label(raw)
        return raw.kind == "code" and bool(label and self._coded) and label not in self._coded

    def _label(self, raw: Raw) -> str:
        """The words of a field's label, folded; empty for a field without one."""
        line, start, end = raw.label or (0, 0, 0)
        return squeeze(self._sheet.lines[line].text[start:end]).strip(" :.")

    def values(self, kind: str) -> set[str]:
        """The values of a kind, as they are compared."""
        for raw in self._waiting.pop(kind, ()):
            if raw.pieces:
                self._values[kind].add(same_value(kind, squeeze(raw.text(self._sheet))))
        return self._values[kind]

    def figure(self) -> int | None:
        """The last line with an amount that has no label; None where there is none."""
        for raw in self._bare:
            if amounts_in(raw.text(self._sheet)):
                self._figure = max(self._figure or 0, raw.last)
        self._bare.clear()
        return self._figure
