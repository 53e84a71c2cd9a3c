"""A report taken apart: what each of its elements holds."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html


class Opened(NamedTuple):
    """The elements of a report."""

    policy: str
    scripts: list[str]  #: that run
    asked: list[str]  #: that run when the page asks for them
    styles: list[str]
    front: dict[str, Any]
    packs: dict[str, Any]  #: what is packed, by name
    pictures: dict[str, bytes]  #: by name

    def said(self) -> str:
        """All that it says."""
        return json.dumps([self.front, self.packs], ensure_ascii=False)


def opened(data: bytes) -> Opened:
    """The elements of a report."""
    page = html.fromstring(data.decode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    texts = {one.get("id"): one.text or "" for one in page.iter("script") if one.get("type") == "text/plain"}
    packs = {k: v for k, v in texts.items() if k.startswith(("projects-", "text-", "rules"))}
    return Opened(
        page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"),
        [one.text or "" for one in page.iter("script") if one.get("type") == "module"],
        [text for name, text in texts.items() if name.startswith("library-")],
        [one.text or "" for one in page.iter("style")],
        json.loads(next(one.text for one in page.iter("script") if one.get("id") == "front") or ""),
        {name: json.loads(zlib.decompress(b64decode(text))) for name, text in packs.items()},
        {name: b64decode(text) for name, text in texts.items() if name.startswith("picture-")},
    )


def of_folder(folder: Path) -> Opened:
    """The report of a dataset."""
    return opened((folder / "report.html").read_bytes())
