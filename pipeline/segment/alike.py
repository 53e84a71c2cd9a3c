"""What a label that is in no list is likely to be: of the kind of the known labels that share its words.

*Main donor agency* is in no lexicon, but labels with *donor* and with *agency* are. Each word, its beginning, its
ending (German compounds: *Fördersumme*), its place and its neighbour say how often labels that have it are of each
kind; what they say is added up (naive Bayes), and the likeliest kind is told if it is ahead of the next by a margin.
Nothing is fitted: the counts are those of ``lexicon/labels.toml``, so that each phrase added there teaches its words.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

import regex

from extractors.lexicon import squeeze, toml, words
from extractors.organisations import known
from extractors.places import iso3
from pipeline.segment.typed import AMOUNTS, has_type
from pipeline.settings import settings

#: A count that no word has: what is not seen is rare, not impossible.
_SMOOTH = 0.1
_PART = regex.compile(r"[\s'’/,()&.–-]+")
#: Shorter words have no beginning or ending of their own.
_STEM, _COMPOUND = 5, 9


class Likeness:
    """The words of labels and how often they are of which kind."""

    def __init__(self, labels: Iterable[tuple[str, str]], heads: Iterable[tuple[str, str]] = ()) -> None:
        """``labels``: folded phrases and their kinds; phrases that differ in small words only count once.

        ``heads``: words that decide a label wherever they stand in it, and the kinds; each counts several times.
        """
        self.kinds: dict[tuple[str, ...], str] = {}
        for phrase, kind in labels:
            self.kinds.setdefault(told(phrase), kind)
        self.kinds.pop((), None)
        self.bags = {frozenset(parts): kind for parts, kind in self.kinds.items() if len(parts) > 1}
        self.sizes = Counter(self.kinds.values())
        self.seen: dict[str, Counter[str]] = defaultdict(Counter)  # by kind
        for parts, kind in self.kinds.items():
            for sign in _signs(parts):
                self.seen[sign][kind] += 1
        for head, kind in heads:
            for sign in _signs(told(head)):
                self.seen[sign][kind] += settings("label_sign")["head"]

    def kind(self, phrase: str, *, itself: bool = True) -> str:
        """The likely kind of a folded label, or the empty string; without ``itself`` its own entry does not count."""
        parts = told(phrase)
        if itself and (turned := self.bags.get(frozenset(parts))):
            return turned if turned != "other" else ""  # "required funds" is "funds required"
        own = "" if itself else self.kinds.get(parts, "")
        strange = sum(_total(self.seen.get("w" + part), own) <= 0 for part in parts)
        if strange > min(settings("label")["strange_most"], len(parts) / 2):
            return ""
        sums = self._sums(parts, own)
        first, second = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:2]
        if first[0] in AMOUNTS and len(parts) < len(_split(phrase)):
            return ""  # a payer's name in it: an entry of a list of shares
        if first[0] == "other" or (strange and not has_type(first[0])):
            return ""  # the value of a kind without a type proves nothing, so all words must be known
        sure = not strange and len(parts) > 1 and has_type(first[0])
        enough = settings("label")["margin" if sure else "margin_less"]
        return first[0] if first[1] - second[1] >= enough else ""

    def _sums(self, parts: tuple[str, ...], own: str) -> dict[str, float]:
        weights = settings("label_sign")
        sums = {kind: weights["size"] * math.log(size) for kind, size in self.sizes.items()}
        for sign in _signs(parts):
            seen = self.seen.get(sign)
            if _total(seen, own) <= 0 or seen is None:
                continue
            weight = weights[_NAMES[sign[0]]]
            for kind, size in self.sizes.items():
                count = seen.get(kind, 0) - (kind == own)
                sums[kind] += weight * math.log((count + _SMOOTH) / (size + _SMOOTH * len(self.sizes)))
        return sums


_NAMES = {"w": "word", "p": "beginning", "s": "ending", "q": "ending_short", "f": "first", "l": "last", "b": "pair"}


def _total(seen: Mapping[str, int] | None, own: str) -> int:
    return sum(seen.values()) - bool(own) if seen else 0


def told(phrase: str) -> tuple[str, ...]:
    """The words of a folded phrase that tell something, without accents."""
    return tuple(part for part in _split(phrase) if not _is_name(part))


def _split(phrase: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", phrase) if not unicodedata.combining(c))
    small = frozenset(toml("label_parts")["small"]["words"])
    return [part for part in _PART.split(plain) if part and part not in small]


@cache
def _is_name(word: str) -> bool:
    """Whether a word is an organisation or a country, of which labels tell nothing (``EU contribution``)."""
    return known(word) is not None or bool(iso3(word))


def _signs(parts: tuple[str, ...]) -> dict[str, None]:
    """The signs of a label, each once, in order."""
    signs = {"w" + part: None for part in parts}
    signs |= {"p" + part[:_STEM]: None for part in parts if len(part) >= _STEM}
    long = [part for part in parts if len(part) >= _COMPOUND]
    signs |= {"s" + part[-_STEM:]: None for part in long} | {"q" + part[1 - _STEM :]: None for part in long}
    signs |= {"b" + f"{a} {b}": None for a, b in pairwise(parts)}
    return signs | ({"f" + parts[0]: None, "l" + parts[-1]: None} if parts else {})


@cache
def likeness() -> Likeness:
    """The words of the labels of the lexicon, and of those that ``label_parts.toml`` adds."""
    table = dict(toml("labels"))
    weak = table.pop("weak", {})
    found = [(squeeze(p), kind) for kind, part in table.items() if isinstance(part, dict) for p in _phrases(part)]
    found += [(squeeze(p), kind) for p, kind in weak.items() if p != "says"]
    parts = toml("label_parts")
    heads = [(squeeze(p), kind) for kind, some in parts["heads"].items() for p in some]
    merged = {old: new for new, olds in parts["merged"].items() for old in olds}
    return Likeness(((p, merged.get(kind, kind)) for p, kind in found), heads)


def _phrases(part: Mapping[str, object]) -> list[str]:
    return words({k: v for k, v in part.items() if k != "says"})
