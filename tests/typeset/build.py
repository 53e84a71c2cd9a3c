"""All files that are made from the facts: the brochures, their manifest and their gold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from . import brochure, page, programme, slides
from .gold import gold
from .model import Brochure, brochures

#: Layout named in a fact file -> what sets it.
LAYOUTS: dict[str, Callable[[Brochure], bytes]] = {
    "brochure": brochure.typeset,
    "page": page.typeset,
    "programme": programme.typeset,
    "slides": slides.typeset,
}

MANIFEST = ("file", "source", "publisher", "published", "language", "lineage", "edition", "note")


def manifest(found: list[Brochure]) -> bytes:
    """``raw/manifest.csv``: where each file comes from."""
    out = io.StringIO()
    table = csv.DictWriter(out, MANIFEST, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    for item in found:
        table.writerow({**item.document, "source": f"tests/typeset/facts/{item.name}.toml"})
    return out.getvalue().encode("utf-8")


def build() -> dict[str, bytes]:
    """Path below the repository's root -> content; the same bytes on every run."""
    found = brochures()
    files = {f"raw/{item.file}": LAYOUTS[item.document["layout"]](item) for item in found}
    files["raw/manifest.csv"] = manifest(found)
    for item in found:
        text = json.dumps(gold(item), ensure_ascii=False, indent=1) + "\n"
        files[f"tests/gold/raw/{item.name}.json"] = text.encode("utf-8")
    return files
