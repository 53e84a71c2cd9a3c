"""The title at the head of a paragraph that tells of a project, parted from the sentence behind it.

``Kosovo: Berries for hill farmers In the hills many live from one field. Duration: …``: the place before a colon is the
country; the title ends where a sentence begins. Where the conversion has lost the mark between the two, a small word
with a capital (``In``, ``Im``, ``Dans``) begins the sentence, if it is the only one: a title in capitals has more.
"""

from __future__ import annotations

import regex

from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import entry
from pipeline.segment.listed import Entry
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_SENTENCE = regex.compile(r"[.!?](?=\s|$)")
_WORD = regex.compile(r"(?<=[\p{L}\d)”»“\"]\s)\p{Lu}\p{Ll}*(?=\s)")


def cut_head(sheet: Sheet, one: Entry) -> None:
    """Cut the title of an entry, a piece of its line, where a sentence begins; take the place before it as its country.

    A head of so many words that no title ends in it is left without one.
    """
    if one.piece is None:
        return
    index, low, high = one.piece
    text = sheet.lines[index].text[low:high].rstrip()
    lead = entry.place_lead(text)
    start = lead.end if lead else 0
    if len(text[start:].split()) > settings("list")["title_most"]:
        end = _end(text, start)
        one.parted = end > 0
        one.piece = (index, low + start, low + end) if end else None
        if lead and end:
            one.fields.append(Raw("country", index, index, None, [(index, low + lead.start, low + lead.place)], "list"))


def _end(text: str, start: int) -> int:
    """Where the title at the head of a text ends; 0 where nothing tells."""
    stop = _SENTENCE.search(text, start)
    first = text[start : stop.start() if stop else len(text)]
    begun = [m.start() for m in _WORD.finditer(first) if squeeze(m.group()) in vocabulary("lists", "openers")]
    end = start + (begun[0] if len(begun) == 1 else len(first))
    whole = 2 <= len(text[start:end].split()) <= settings("list")["title_most"]
    return len(text[:end].rstrip(" –—-:,")) if whole else 0
