"""What a label means that its value alone decides: ``Funding: EUR 5,000`` and ``Funding: European Union``."""

from __future__ import annotations

from functools import cache

import regex

from extractors import dates, places
from extractors.donor_names import in_label, names_somebody, split_names
from extractors.lexicon import toml, vocabulary
from pipeline.segment.labels import amounts_in, bare
from pipeline.segment.typed import AMOUNTS, fits

#: Labels that may stand over the sum of a list of shares.
TOTALS = frozenset({"total", "grand total", "sum", "gesamt", "total general", "total général"})
#: ``PBF contribution (by RUNO)``: a share named by its party.
PARTY = regex.compile(
    r"\p{Lu}[\p{L}&-]+(?:\s\p{Lu}[\p{L}&-]+)?\s(?i:contribution|grant|financing|funding|finance|loan|credit)s?(?:\s*\([^()]*\))?"
)
_WORDS = regex.compile(r"\p{L}{3}")
_DIGIT = regex.compile(r"\d")
#: What stands in the place of a title and is its number; no year or years, no thousands, no day.
_NUMBER = regex.compile(
    r"\s*(?!(?:19|20)\d\d(?:\s*[./-]\s*\d\d(?:\d\d)?)?\s*$)(?!\d{1,3}(?:[.]\d{3})+\s*$)(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s*$)"
    r"(?=\d[./-]?\d[./-]?\d)\d+(?:[./-]\d+)*\s*"
)
#: The short form of an office in brackets behind its name.
_SHORT_FORM = regex.compile(r"\p{Lu}[\p{L}-]+ \(\p{Lu}{2}[\p{Lu}/&-]{0,8}\)")
#: A bracket with an amount, and what joins it to the next giver.
_SHARE_BEHIND = regex.compile(r"\s*\([^()\d]*+\d[^()]*+\)[\s,;&+]*(?:(?:and|et|y|und|e)\s)?\s*")
#: So many words the name of a giver has at most.
NAME_WORDS = 14


def by_value(kind: str, label: str, value: str) -> str:
    """The kind of a label in the light of its value, which tells amounts, dates, givers and aims apart."""
    plain = bare(label)
    if kind == "budget" and plain in TOTALS and not amounts_in(value) and _WORDS.search(value):
        return ""  # "Total: 64,000 women" counts people
    if kind == "title" and _is_number(value) and plain.startswith(tuple(toml("codes")["owners"]["projects"])):
        return "code"  # "Project: 3140"
    if kind == "title" and fits("budget", value):
        return _paid(kind, plain, value)  # "Grant: EUR 5,000" is money, "Grant: Wells for Gao" a project
    if kind == "pledged" and not amounts_in(value) and begins_with_giver(value):
        return "donor"  # "Donor/Budget: Lantern Fund"
    return _dated(kind, plain, value) or _paid(kind, plain, value) or _party(kind, label, value) or kind


def _is_number(value: str) -> bool:
    """Whether a value is a number that counts nothing and is no time: ``3140``, ``3140-12``."""
    return bool(_NUMBER.fullmatch(value)) and not dates.scan(value)


def _dated(kind: str, plain: str, value: str) -> str:
    """The kind of a label where its value is a date, or was to be one; empty where that says nothing."""
    if kind == "budget" and fits("end", value) and not fits("budget", value) and not amounts_in(value):
        return "date_other"  # "Approved: 16 Nov 2021"; an amount in a line below it is what is meant
    if kind == "date_other" and fits("budget", value) and not fits("end", value):
        return "budget"
    if plain in vocabulary("label_parts", "undefined_dates") and kind in ("date_other", "other") and is_range(value):
        return "period"  # "Dates: May 2010 - June 2012"
    for of in ("start", "end"):
        if plain in _words(of) and fits(of, value):
            return of  # "From: May 2010", "Extended until: June 2012"
    return ""


def _paid(kind: str, plain: str, value: str) -> str:
    """The kind of a label of money or its giver, or of an aim, by its value; empty where that says nothing."""
    if plain in _words("aim") and kind not in AMOUNTS and amounts_in(value) and fits("budget", value):
        return "budget"  # "Goal: $ 5,000"
    if kind == "budget" and not says_money(plain) and shared_out(value, least=2, placed=False):
        return "donor"  # "Budget: UNICEF (EUR 20,000), Sida (EUR 40,000)"; countries may be where it is spent
    if not says_money(plain):
        return ""
    if fits("budget", value) and amounts_in(value):
        return kind if kind in AMOUNTS else "budget"
    return "donor" if names_giver(value) or shared_out(value) else ""


def shared_out(value: str, least: int = 1, *, placed: bool = True) -> bool:
    """Whether a value is givers with their shares in brackets: ``Norway (NOK 2 million) and Finland (EUR 40,000)``.

    ``least``: so many shares; ``placed``: a place alone may be a giver.
    """
    line = value.strip().partition("\n")[0]
    shares = _SHARE_BEHIND.findall(line)
    names = _SHARE_BEHIND.split(line)[: len(shares)]
    named = all(names_giver(name) and (placed or not _is_place(name)) for name in names)
    return len(shares) >= least and named and all("%" in share or amounts_in(share) for share in shares)


def _is_place(name: str) -> bool:
    return any(place.end - place.start == len(name.strip()) for place in places.find(name.strip()))


def says_money(plain: str) -> bool:
    """Whether a bare label may stand before an amount and before the name of its giver alike."""
    return plain in _words("money") or says_funding(plain)


def says_funding(plain: str) -> bool:
    """Whether a bare label says that money is given, and is no word that names of givers begin with (``Fund``)."""
    return plain in _words("funding")


def names_giver(value: str) -> bool:
    """Whether a value is the name of one that gives, or begins with it and goes on with more of them."""
    text = value.strip()
    if not text[:1].isupper() or _DIGIT.search(text) or len(text.split()) > NAME_WORDS:
        return False
    return any(
        names_somebody(text[low:high]) or _SHORT_FORM.search(text, low, high) for low, high in split_names(text)[:1]
    )


def begins_with_giver(value: str) -> bool:
    """Whether a value begins with a giver's name, whatever stands behind the comma or on the lines below it."""
    return names_giver(value.strip().partition("\n")[0].partition(",")[0])


def _party(kind: str, label: str, value: str) -> str:
    """``contribution`` for the share of a party that the label names; empty otherwise."""
    if kind not in ("", "donor") or not fits("contribution", value):
        return ""
    # "Funding by the foundation: EUR 15,000"
    named = PARTY.fullmatch(label.strip()) or in_label(label.strip()) is not None
    return "contribution" if kind == "donor" or named else ""


def is_range(text: str) -> bool:
    """Whether a text is a date, a dash or the like, and another date."""
    printed = dates.scan(text)
    return len(printed) == 2 and sum(p.end - p.start for p in printed) >= 0.6 * len(text.strip())


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(bare(word) for word in toml("label_parts")["by_value"][name])
