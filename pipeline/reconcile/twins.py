"""Listings of one document that state one project twice, found by what they share and not by comparing all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from extractors.lexicon import squeeze
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

_WORD = regex.compile(r"[\p{L}\d]+")


class Twins:
    """The listings of a document by their codes and by the rarest word of their titles."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        """``listings`` are in the order of the document."""
        self.listings = listings
        self.at = {id(one): number for number, one in enumerate(listings)}
        self.codes = [set(one.row.values.get("codes", "").split("; ")) - {""} for one in listings]
        self.titles = [_WORD.findall(squeeze(one.row.values.get("title", ""))) for one in listings]
        self.coded: dict[str, list[int]] = defaultdict(list)
        self.worded: dict[str, list[int]] = defaultdict(list)  # the titles that have a word
        self.rarest: dict[str, list[int]] = defaultdict(list)  # the titles of which a word is the rarest
        often = Counter(word for title in self.titles for word in set(title))
        for number, (codes, title) in enumerate(zip(self.codes, self.titles, strict=True)):
            for code in codes:
                self.coded[code].append(number)
            for word in set(title):
                self.worded[word].append(number)
            if title:
                self.rarest[_rarest(title, often)].append(number)
        self.often = often

    def of(self, one: Listing) -> Listing | None:
        """The first listing that shares a code or a title with this one, where none is a part of the other."""
        number = self.at[id(one)]
        title = self.titles[number]
        near = {other for code in self.codes[number] for other in self.coded[code]}
        near |= {other for word in set(title) for other in self.rarest[word]}
        near |= set(self.worded[_rarest(title, self.often)]) if title else set()
        return next((self.listings[other] for other in sorted(near - {number}) if self._alike(number, other)), None)

    def _alike(self, number: int, other: int) -> bool:
        one, two = self.listings[number].block, self.listings[other].block
        if two.ordinal == one.parent or one.ordinal == two.parent:
            return False
        short, long = sorted((" ".join(self.titles[n]) for n in (number, other)), key=len)
        said = len(short) >= settings("doubt")["twin_title"] and f" {short} " in f" {long} "
        return said or bool(self.codes[number] & self.codes[other])


def _rarest(title: Sequence[str], often: Counter[str]) -> str:
    return min(title, key=lambda word: (often[word], word))
