"""The first pass over the documents: what of each of them matters to others, put where it can be looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds

from extractors.lexicon import squeeze
from pipeline.document import Document
from pipeline.publish.tables import encodable
from pipeline.reconcile import Extracted, listings_of
from pipeline.reconcile.dated import dated, numberless, order
from pipeline.reconcile.editions import stated_alone
from pipeline.reconcile.identity import keys, traits
from pipeline.reconcile.people import Contact, alone, base, domain
from pipeline.reconcile.people import keys as keys_of_person
from pipeline.reconcile.projects import base_of_code, base_of_title
from pipeline.reconcile.rows import Listing
from pipeline.scale.light import packed_contact, packed_listing, packed_traits
from pipeline.scale.parts import whole
from pipeline.scale.spool import Spool

#: So many contacts a listing may have: their numbers follow from the listing's.
CONTACTS = 1 << 16

#: Spooled file -> its columns.
FILES = {
    "documents": {
        "d": "number", "document_id": "text", "file": "text", "named": "text", "publisher": "text", "published": "text",
        "edition": "text", "lineage": "text", "dated": "text", "numbered": "text", "stating": "truth", "model": "text",
    },
    "listings": {
        "n": "number", "d": "number", "listing_id": "text", "title": "text", "dated": "text", "codes": "text",
        "thing": "text", "code_base": "text", "title_base": "text", "traits": "data", "light": "data",
    },
    "keys": {"n": "number", "d": "number", "key": "text"},
    "words": {"n": "number", "d": "number", "word": "text"},
    "contacts": {
        "c": "number", "n": "number", "d": "number", "row_id": "text", "domain": "text", "base": "text",
        "light": "data",
    },
    "contact_keys": {"c": "number", "d": "number", "key": "text"},
}  # fmt: skip


class Shard:
    """Documents that follow each other, by their numbers; the last one is not among them."""

    def __init__(self, folder: Path, first: int, last: int) -> None:
        self.folder, self.first, self.last = folder, first, last

    def documents(self) -> Iterator[tuple[int, int, Extracted]]:
        """Each document with its number and that of its first listing; what was read of the shard is in memory."""
        wanted = (pc.field("d") >= self.first) & (pc.field("d") < self.last)
        index = ds.dataset(self.folder / "index.parquet").to_table(filter=wanted).to_pylist()
        place = {row["name"]: row["d"] for row in index}
        data: dict[int, list[tuple[int, bytes]]] = {row["d"]: [] for row in index}
        for file in dict.fromkeys(row["file"] for row in index):
            for name, part, piece in self._rows(file, [*place]):
                data[place[name]].append((part, piece))
        for d, document_id, first in dict.fromkeys((row["d"], row["document_id"], row["first"]) for row in index):
            yield d, first, whole(document_id, [piece for _, piece in sorted(data.pop(d))])

    def _rows(self, file: str, names: list[str]) -> Iterator[tuple[str, int, bytes]]:
        """The rows of these documents in a partition."""
        columns = ("name", "part", "data")
        scanner = ds.dataset(file).scanner(
            columns=[*columns], filter=pc.field("name").isin(names), batch_size=256, batch_readahead=1,
            fragment_readahead=1,
        )  # fmt: skip
        for batch in scanner.to_batches():
            yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)

    @property
    def name(self) -> str:
        """A name that sorts as the shards do."""
        return f"{self.first:012}"

    def spools(self, files: Mapping[str, Mapping[str, str]], stack: ExitStack) -> dict[str, Spool]:
        """Spooled files of this shard (names with their columns), open as long as ``stack`` is."""
        return {
            name: stack.enter_context(Spool(self.folder / name / f"{self.name}.parquet", **columns))
            for name, columns in files.items()
        }


def survey(folder: Path, first: int, last: int) -> None:
    """Spool what matters to others of the documents with these numbers."""
    shard = Shard(folder, first, last)
    with ExitStack() as stack:
        spools = shard.spools(FILES, stack)
        for d, number, one in shard.documents():
            made = [made for made, _ in listings_of(one)]
            _document(spools, d, one, bool(made))
            for n, listing in enumerate(made, number):
                listing.number = n
                put(spools, d, listing)


def _document(spools: dict[str, Spool], d: int, one: Extracted, stating: bool) -> None:
    doc = one.document
    date, numbered = ordered(doc)
    model = "missing" if one.blocks and not one.model else ""
    values = (doc.document_id, doc.file, numberless(doc.file), squeeze(doc.publisher), doc.published, doc.edition)
    texts = (*values, doc.lineage, date, numbered)
    spools["documents"].add(d, *map(encodable, texts), stating, model)


def ordered(document: Document) -> tuple[str, str]:
    """The place of a document among editions as two texts that sort as it does: each number behind its length."""
    date, numbers = order(document)
    return date, "".join(f"{len(str(n)):06}{n}" for n in numbers)


def put(spools: dict[str, Spool], d: int, one: Listing) -> None:
    """Spool what matters to others of a listing."""
    compared = traits(one)
    codes = json.dumps([squeeze(c) for c in one.row.values.get("codes", "").split("; ") if c])
    texts = (one.row.values.get("title", ""), dated(one.document), codes, stated_alone(one))
    bases = (base_of_code(one), base_of_title(one))
    spools["listings"].add(
        one.number, d, one.listing_id, *map(encodable, (*texts, *bases)), packed_traits(compared), packed_listing(one)
    )
    for key in keys(compared):
        spools["keys"].add(one.number, d, encodable("\n".join(key)))
    for word in compared.words:
        spools["words"].add(one.number, d, encodable(word))
    for at, person in enumerate(alone(one)):
        _contact(spools, one.number * CONTACTS + at, d, person)


def _contact(spools: dict[str, Spool], c: int, d: int, one: Contact) -> None:
    n = one.home.number
    spools["contacts"].add(c, n, d, one.row.row_id, encodable(domain(one)), base([one]), packed_contact(one))
    for key in dict.fromkeys(keys_of_person(one)):
        spools["contact_keys"].add(c, d, encodable(key))
