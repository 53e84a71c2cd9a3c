"""A publication without contacts: no names, e-mail addresses or telephone numbers of the people to call.

They are masked in the texts too, a mark for each character, so that every position and every receipt holds.
What is not known as a contact and has not the form of an address or a number stays: a minister in a narrative,
the name of a file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractors.evidence import Span
from extractors.lexicon import fold
from pipeline.publish.check import check, withdraw
from pipeline.publish.schema import Column, Table, tables
from pipeline.reconcile.facts import Dataset, Receipt, Row

#: Columns of ``contacts`` that lead to a person, and how each is found where it stands again.
_NAMES, _NUMBERS, _ADDRESSES = ("name",), ("phone", "phone_text"), ("email",)

#: What else tells who a person is, in the place where it stands with the name: with the office, one guess names them.
_BESIDE = ("job_title", "organisation")

_NO_DIGIT = re.compile(r"[^0-9]+")


def without_contacts(dataset: Dataset) -> Dataset:
    """The dataset as it may be published without contacts; the one given is left as it is.

    Cells that no longer follow from their masked quotes are left out.
    """
    mask = Mask.of(dataset)
    texts = {document_id: mask.text(text, document_id) for document_id, text in dataset.texts.items()}
    public = Dataset({name: _table(name, rows, mask) for name, rows in dataset.tables.items()}, texts)
    while problems := check(public):
        withdraw(public, problems)
    return public


def is_public(dataset: Dataset) -> bool:
    """Whether it is a dataset without contacts: it has none, and something is masked in its texts."""
    mark = _settings()["mark"]
    return not dataset.tables.get("contacts") and any(mark in text for text in dataset.texts.values())


class Secret(NamedTuple):
    """A pattern, and a word (or digits) without which it cannot match: a quick test before a slow one."""

    needle: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Mask:
    """What is to be hidden: places of each document, and patterns for everywhere."""

    places: dict[str, list[Span]]
    secrets: tuple[Secret, ...]

    @staticmethod
    def of(dataset: Dataset) -> Mask:
        """The mask that the contacts of a dataset call for."""
        places: dict[str, list[Span]] = {}
        secrets = {Secret("", pattern): None for pattern in _settings()["patterns"].values()}
        for row in dataset.tables.get("contacts", []):
            for document_id, spans in _person(row).items():
                places.setdefault(document_id, []).extend(_joined(spans, dataset.texts.get(document_id, "")))
            for column in (*_NAMES, *_NUMBERS, *_ADDRESSES):
                printed = [row.values.get(column, "")]
                for receipt in row.receipts.get(column, []):
                    places.setdefault(receipt.document_id, []).extend(receipt.spans)
                    text = dataset.texts.get(receipt.document_id, "")
                    printed.append("\n".join(text[s.start : s.end] for s in receipt.spans))
                secrets.update(dict.fromkeys(secret for value in printed for secret in _secrets(column, value)))
        return Mask(places, tuple(secrets))

    def text(self, text: str, document_id: str = "") -> str:
        """The text with what is secret masked; blanks and the length stay."""
        plain = _plain(text)
        hay = f"{plain} {re.sub(_NO_DIGIT, '', plain)}"
        hidden = [*self.places.get(document_id, ())]
        for needle, pattern in self.secrets:
            if needle in hay:
                hidden += [Span(*m.span(m.lastindex or 0)) for m in _compiled(pattern).finditer(plain)]
        letters = list(text)
        for start, end in hidden:
            letters[start:end] = [c if c.isspace() else _settings()["mark"] for c in text[start:end]]
        return "".join(letters)


def _person(row: Row) -> dict[str, list[Span]]:
    """Where a contact's name, job and office stand, by document."""
    found: dict[str, list[Span]] = {}
    for column in (*_NAMES, *_BESIDE):
        for receipt in row.receipts.get(column, []):
            found.setdefault(receipt.document_id, []).extend(receipt.spans)
    return found


def _joined(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The stretches, each with the form of address before it and with what parts it from the next on its line.

    So the mark has not the length of a name.
    """
    titles = _compiled(_settings()["names"]["address"])
    end = -_settings()["gap"]
    for one in sorted(spans):
        line = text.rfind("\n", 0, one.start) + 1
        title = titles.search(text, line, one.start)
        start = title.start() if title else one.start
        near = 0 < start - end < _settings()["gap"] and line <= end
        yield Span(end if near else start, one.end)
        end = max(end, one.end)


def masked(text: str, public: str) -> list[Span]:
    """The stretches that are masked in the published text, with the blanks inside them; none where nothing is."""
    if text == public:
        return []
    mark = re.escape(_settings()["mark"])
    return [Span(*m.span()) for m in re.finditer(rf"{mark}(?:[^\S\n]*{mark})*", public)]


def _plain(text: str) -> str:
    """Folded and without accents, character for character; line feeds stay, so that no pattern runs on by chance."""
    folded = fold(text)
    if "\n" in text:
        folded = "".join("\n" if c == "\n" else f for c, f in zip(text, folded, strict=True))
    return folded if folded.isascii() else "".join(unicodedata.normalize("NFD", c)[0] for c in folded)


_compiled = cache(re.compile)


def _secrets(column: str, value: str) -> Iterator[Secret]:
    """The ways in which a value of a contact may be printed."""
    words = [word.strip(",;") for word in _plain(value).split() if re.search(r"\w", word)]
    if column in _NUMBERS:
        yield from _numbers(re.sub(_NO_DIGIT, "", value))
    elif words:
        yield from _names(words) if column in _NAMES else [_whole(words)]


def _numbers(digits: str) -> Iterator[Secret]:
    """The number, with any country and area code before its last digits."""
    settings = _settings()["numbers"]
    if len(digits) >= settings["least"]:
        last = digits[-settings["last"] :]
        yield Secret(last, r"(?<!\d)" + settings["before"] + settings["between"].join(last) + r"(?!\d)")


def _names(words: Sequence[str]) -> Iterator[Secret]:
    """The name as it is, family name first, and the family name after an honorific."""
    yield _whole(words)
    if len(words) > 1:
        *first, last = words
        yield _whole([last, *first])
        honorifics = "|".join(_settings()["names"]["honorifics"])
        yield Secret(last, rf"\b(?:{honorifics})\b\.?\s+({re.escape(last)})(?!\w)")


def _whole(words: Sequence[str]) -> Secret:
    """These words one after the other, with blanks (and a comma) between them, and not as a part of longer words.

    What may not stand before the first word is asked after it: a pattern that begins with a word is found fast.
    """
    first, *rest = map(re.escape, words)
    return Secret(max(words, key=len), r",?\s+".join((rf"{first}(?<!\w{first})", *rest)) + r"(?!\w)")


def _table(name: str, rows: Iterable[Row], mask: Mask) -> list[Row]:
    """The rows of a table that may be published."""
    table = tables()[name]
    if table.personal:
        return []
    return [_row(table, row, mask) for row in rows if not _about_contacts(row, mask)]


def _about_contacts(row: Row, mask: Mask) -> bool:
    """A row that has nothing to say but a contact: a mention of one, a change of one, a loose number."""
    if row.table == "findings" and row.values.get("code", "") in _settings()["findings"]:
        return True
    if row.table == "mentions":
        return mask.text(row.values.get("text", "")) != row.values.get("text", "")
    return row.table in ("changes", "corrections") and _personal(
        row.values.get("table", ""), row.values.get("column", "")
    )


def _personal(table: str, column: str) -> bool:
    """Whether a cell is one that a publication without contacts leaves empty."""
    known = tables().get(table)
    found = known.get(column) if known else None
    return bool(known and known.personal) or bool(found and found.personal)


def _row(table: Table, row: Row, mask: Mask) -> Row:
    kept = [c for c in table.columns if not c.personal]
    values = {c.name: _value(table, c, row.values[c.name], mask) for c in kept if c.name in row.values}
    if table.name == "findings" and _personal(row.values.get("table", ""), row.values.get("column", "")):
        values["row_id"] = ""  # the row is not published
    receipts = {c.name: [_receipt(r, mask) for r in row.receipts[c.name]] for c in kept if c.name in row.receipts}
    return Row(row.table, row.row_id, values, receipts)


def _value(table: Table, column: Column, value: str, mask: Mask) -> str:
    """The masked value; identifiers and all that is not free text stay."""
    free = column.type in ("string", "list") and not column.references and not column.values
    return mask.text(value) if free and column.name not in (*table.key, "file", "sha256") else value


def _receipt(receipt: Receipt, mask: Mask) -> Receipt:
    kept = tuple(i for i in receipt.inputs if not _personal(*_table_and_column(i)))
    steps = tuple(map(mask.text, receipt.steps))
    inputs = receipt.inputs if not receipt.spans else kept
    return receipt._replace(steps=steps, rejected=tuple(map(mask.text, receipt.rejected)), inputs=inputs)


def _table_and_column(cell: str) -> tuple[str, str]:
    return cell.partition("/")[0], cell.rpartition("/")[2]


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("privacy.toml").read_text(encoding="utf-8"))
