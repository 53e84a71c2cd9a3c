"""Which pages of the documents the report shows as pictures, and what is blacked out on them."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.cache import digest_of, digest_of_file, program
from pipeline.document import Box, Document
from pipeline.publish.privacy import masked
from pipeline.publish.workshop import Workshop
from pipeline.reconcile.facts import Row
from pipeline.settings import settings

#: Name of the pictures of one document, in the cache: number of the page -> WebP in base64.
Pictures = dict[str, str]

#: Statuses of a value that somebody will want to look at first.
_LOOK = "doubtful"


def pictures(
    rows: Mapping[str, Sequence[Row]],
    texts: Mapping[str, str],
    documents: Mapping[str, Document],
    workshop: Workshop,
) -> dict[str, Pictures]:
    """Document -> its pages with a quote as pictures, as many as the settings allow, those to be looked at first.

    Where people may not be seen, pictures show the words that were read and nothing else, and what is masked in
    ``texts`` is black.
    """
    limits, found = settings("report"), dict[str, Pictures]()
    left, room = int(limits["pages_most"]), int(limits["pictures_most"])
    for document_id, pages in _wanted(rows, documents).items():
        chosen = pages[: max(left, 0)]
        made = _drawn(documents[document_id], texts.get(document_id, ""), chosen, workshop)
        left -= len(chosen)
        for page in map(str, chosen):
            if page in made and len(made[page]) <= room:
                found.setdefault(document_id, {})[page] = made[page]
                room -= len(made[page])
    return found


def _wanted(rows: Mapping[str, Sequence[Row]], documents: Mapping[str, Document]) -> dict[str, list[int]]:
    """The pages of each PDF that hold a quote, those with doubtful values or findings first."""
    looks: dict[tuple[str, int], int] = {}
    for document_id, page, look in (*_quoted(rows.get("evidence", ())), *_found(rows.get("findings", ()))):
        looks[document_id, page] = min(look, looks.get((document_id, page), look))
    order = sorted(looks, key=lambda key: (key[0], looks[key], key[1]))
    pdfs = [one for one, document in documents.items() if document.media_type == "application/pdf"]
    by_document = {one: [page for _, page in pages] for one, pages in groupby(order, key=lambda key: key[0])}
    return {one: by_document[one] for one in pdfs if one in by_document}


def _quoted(evidence: Sequence[Row]) -> Iterator[tuple[str, int, int]]:
    for row in evidence:
        v = row.values
        for page in {int(box[0]) for box in json.loads(v["boxes"])} if v.get("boxes") else ():
            yield v["document_id"], page, 0 if v["status"] == _LOOK else 1


def _found(findings: Sequence[Row]) -> Iterator[tuple[str, int, int]]:
    return ((r.values["document_id"], int(r.values["page"]), 0) for r in findings if r.values.get("page"))


def _drawn(document: Document, text: str, pages: Sequence[int], workshop: Workshop) -> Pictures:
    """The pictures of these pages, from the cache where they are there."""
    path, limits = workshop.files.get(document.document_id), settings("report")
    if path is None or not pages or digest_of_file(path) != document.sha256:
        return {}
    pages, shown, hidden = pages, None, dict[int, list[Box]]()
    if not workshop.contacts:
        shown, hidden = read_boxes(document), hidden_boxes(document, text)
        pages = [page for page in pages if page in shown]
    key = digest_of("report-pictures", program("pipeline/read"), document.sha256, sorted(pages), shown, hidden, limits)
    kept = workshop.cache.get(key, Pictures)
    if kept is None:
        from pipeline.read.pictures import Look
        from pipeline.read.pictures import pictures as draw

        drawn = draw(path.read_bytes(), pages, hidden, shown, Look(*(int(limits[name]) for name in Look._fields)))
        kept = {str(page): b64encode(data).decode("ascii") for page, data in drawn.items()}
        workshop.cache.put(key, kept)
    return kept


def read_boxes(document: Document) -> dict[int, list[Box]]:
    """Page -> the boxes of the words that were read; no page that is a scan, since words may be misread there.

    What was not read (a picture, a stamp) cannot be told from a contact, so nothing else may be seen without contacts.
    """
    found: dict[int, list[Box]] = {}
    for line in document.lines:
        for box in [word.box for word in line.words] or [one for one in [line.box] if one]:
            found.setdefault(box.page, []).append(box)
    scans = {line.page for line in document.lines if line.recognised}
    return {page: boxes for page, boxes in found.items() if page not in scans}


def hidden_boxes(document: Document, text: str) -> dict[int, list[Box]]:
    """Page -> the boxes of what is masked in the published text."""
    found: dict[int, list[Box]] = {}
    for start, end in masked(document.text, text):
        for box in document.boxes(start, end):
            found.setdefault(box.page, []).append(box)
    return found
