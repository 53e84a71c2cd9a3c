"""Names of countries, regions and organisations in running text, by the tables of the lexicon.

The matcher is spaCy's: it looks for thousands of phrases in one pass. spaCy is loaded when it is first needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors import places
from extractors.lexicon import fold, rows, squeeze, toml
from extractors.quick import TIMEOUT

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\d+|[^\s\p{L}\p{M}\d]")
_GLUED_BEFORE = regex.compile(r"[\p{L}\p{M}\d_@/\\]$|[\p{L}\d][.@]$")
_GLUED_AFTER = regex.compile(r"[\p{L}\p{M}\d_@\\$]|\.[\p{L}\d]")
_SMALL = "of|the|for|and|on|in|de|du|des|del|la|y|et"
_EXPLAINED = regex.compile(
    rf"(?P<words>(?:(?:\p{{Lu}}[\p{{L}}\p{{M}}'’]*+|{_SMALL})[\s-]+){{2,9}}+)\((?P<short>\p{{Lu}}{{2,8}})\)"
)
#: A one-word region of so few letters is an acronym.
_SHORT = 4


class Name(NamedTuple):
    """A name in a text: ``text[start:end]``."""

    start: int
    end: int
    label: str  #: ``ORG`` ``GPE`` ``PERSON``
    kind: str  #: ``country`` ``region`` ``organisation`` ``person``
    guessed: bool = False  #: a short acronym, which may be somebody else's too


class Entry(NamedTuple):
    """A name of the tables as they print it."""

    kind: str
    printed: str
    family: str = ""  #: kind of organisation


def find(text: str, language: str = "") -> list[Name]:
    """The names a text mentions, in order; of names that overlap the longest.

    Names of the tables count in English and in the text's language (ISO 639-1), and where the table gives none.
    """
    tokens = list(_TOKEN.finditer(text))
    matcher, entries, vocab = _matcher(language)
    found = []
    for key, first, last in matcher(_doc(vocab, [fold(t.group()) for t in tokens])):
        name = _name(text, tokens[first].start(), tokens[last - 1].end(), entries[key])
        if name:
            found.append(name)
    return _longest(found)


def _name(text: str, start: int, end: int, entry: Entry) -> Name | None:
    if _GLUED_BEFORE.search(text[max(start - 2, 0) : start]) or _GLUED_AFTER.match(text, end):
        return None
    if entry.kind and not _capitals(text[start:end], entry):
        return None
    return Name(start, end, "ORG" if entry.kind == "organisation" else "GPE", entry.kind, _unsure(entry))


def spelled_out(texts: Iterable[str]) -> dict[str, str]:
    """Acronyms that texts explain themselves, with the words: ``Central Asia Fund (CAF)``."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _EXPLAINED.finditer(text, timeout=TIMEOUT):
            capitals = [w for w in regex.finditer(r"[^\s-]+", match.group("words")) if w.group()[0].isupper()]
            said = capitals[-len(match.group("short")) :]
            if "".join(w.group()[0] for w in said) == match.group("short"):
                found.setdefault(match.group("short"), " ".join(match.group("words")[said[0].start() :].split()))
    return found


def _unsure(entry: Entry) -> bool:
    rules = toml("mentions")["short"]
    letters = sum(c.isalpha() for c in entry.printed)
    short = entry.printed.isupper() and letters <= rules["letters_most"] and entry.kind == "organisation"
    return short and entry.family not in rules["sure_kinds"] and entry.printed not in rules["sure"]


def _longest(found: list[Name]) -> list[Name]:
    """Names that do not overlap, longest first; what is no name covers what it holds, and goes."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start - n.end, n.start, n.kind)):
        if all(name.end <= k.start or name.start >= k.end for k in kept):
            kept.append(name)
    return sorted(n for n in kept if n.kind)


_LETTERS = regex.compile(r"[\p{L}\p{M}]+")


def _capitals(printed: str, entry: Entry) -> bool:
    """Whether a name has its capitals: an acronym all, a country in each word, an organisation in the first."""
    here, there = (_LETTERS.findall(t) for t in (printed, entry.printed))
    if entry.kind == "region":
        return here[-1][0].isupper() and (len(here) > 1 or len(here[0]) > _SHORT or here[0].isupper())
    if entry.printed.isupper():
        return printed.isupper()
    pairs = list(zip(here, there, strict=True))
    return all(w[0].isupper() for w, known in (pairs if entry.kind == "country" else pairs[:1]) if known[0].isupper())


def _entries(language: str) -> Iterator[Entry]:
    """The names of the tables; what is no name of its own has no kind. The first of equal names counts."""
    table = toml("mentions")["not_names"]
    passed = {squeeze(w) for w in (*table["words"], *table.get(language, []))}
    yield from (Entry("", p) for p in table["phrases"])
    for row in rows("countries"):
        if row["lang"] in ("", "en", language):
            yield Entry("country", row["name"])
    for row in rows("organisations"):
        for name in (row["name"], row["short"], *row["aliases"].split("|")):
            if len(name) > 1 and squeeze(name) not in passed and not places.iso3(name):
                yield Entry("organisation", name, row["kind"])
    for row in rows("regions"):
        if row["lang"] in ("en", language) and row["scope"] == "regional" and not _reach(squeeze(row["name"])):
            yield Entry("region", row["name"])


def _reach(name: str) -> bool:
    """Whether a region's name only says how far something reaches, or stands in the table without its article too."""
    return name in toml("mentions")["not_names"]["reach"] or name.startswith("the ")


@cache
def _matcher(language: str) -> tuple[PhraseMatcher, dict[int, Entry], Vocab]:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

    vocab = Vocab()
    matcher, entries = PhraseMatcher(vocab, attr="ORTH"), {}
    taken: set[tuple[str, ...]] = set()
    for number, entry in enumerate(_entries(language)):
        words = tuple(_TOKEN.findall(fold(entry.printed)))
        if words and words not in taken:
            taken.add(words)
            matcher.add(f"{number}", [_doc(vocab, list(words))])
            entries[vocab.strings[f"{number}"]] = entry
    return matcher, entries, vocab


def _doc(vocab: Vocab, words: list[str]) -> Doc:
    from spacy.tokens import Doc

    return Doc(vocab, words=words)
