"""When a value that reads cleanly is still doubtful: what a wrong reading looks like, whichever rule made it.

A value that nothing on the page confirms is published with the status ``doubtful`` and a finding that says why,
so that a wrong value is flagged and not silent. The numbers stand in ``settings.toml``, table ``doubt``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extractors import organisations
from extractors.evidence import Finding
from extractors.lexicon import squeeze, toml, vocabulary
from extractors.places import find
from pipeline.reconcile import corrections
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

_LONG_NUMBER = regex.compile(r"\d{5}")
#: What stands behind a title in a list, and in no title: a semicolon, a bar, a figure behind a colon, years.
_RUN_ON = regex.compile(r"[;|]|:\s?\d[\d.,]{3}|\b(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d[);,.\s]")
_BROKEN = regex.compile(r"\s\p{L}$")  #: a word that the line's end cut off
_COUNT = regex.compile(r"\d{1,3}|(?:19|20)\d\d")  #: a count, or a year
_WORD = regex.compile(r"[\p{L}\d]+")
_DIGIT = regex.compile(r"\d")


def of_title(best: Finding, rest: Sequence[Finding]) -> str:
    """Why a title is doubtful; empty where it stands out from its rivals, or behind a label of its own."""
    text = squeeze(best.text("title"))
    told = {r.partition(" ")[0] for r in best.notes}
    if why := _of_likelihood(best) if "ranked" in told else _of_score(best, rest, text, told):
        return why
    if _RUN_ON.search(text) or (best.field == "title" and _LONG_NUMBER.search(text)):
        return "the title may run on into a period, an amount or a code"
    if any(text.endswith(word) for word in _leavings()) or _BROKEN.search(text):
        return "the title may run on into a code or the next label"
    return ""


def _of_likelihood(best: Finding) -> str:
    """Why a title that was chosen by its likelihood is doubtful: its score is ten times that."""
    if best.score >= settings("doubt")["title_likely"]:
        return ""
    return f"other words on the page may be the title too; it is so with a likelihood of {best.score / 10:.0%}"


def _of_score(best: Finding, rest: Sequence[Finding], text: str, told: set[str]) -> str:
    """Why a title that has the highest of the scores is doubtful."""
    limits = settings("doubt")
    if best.score < limits["title_score"]:
        return "little on the page says that this is the title"
    rivals = [f for f in rest if squeeze(f.text("title")) != text]
    if best.score < limits["title_sure"] and any(f.score > best.score - limits["title_margin"] for f in rivals):
        return "the title was chosen among rivals that are nearly as likely"
    if "flattened" in told:
        return "the title was cut out of a form that is run together in one line"
    if "short" in told and not told & _SUPPORT:
        return "a few words stand where a title does, and nothing else says that they are one"
    return ""


#: What confirms a title of few words beside its place.
_SUPPORT = frozenset(
    {"heading", "repeated", "project_word", "file_title", "confirmed", "coded", "quoted_line", "state_below"}
)


@cache
def _leavings() -> tuple[str, ...]:
    """Ends of a text that are no end of a title: what a label without a value leaves behind."""
    return tuple(" " + squeeze(w) for w in toml("doubts")["title_ends"])


def of_amount(finding: Finding) -> str:
    """Why an amount is doubtful: a number without a currency may count anything."""
    return "" if finding.text("currency") else "no currency stands by the number, and none holds for the document"


def of_pledge(finding: Finding) -> str:
    """Why a pledge is doubtful: no donor, or a text for one that is no known name and does not look like one."""
    donor = finding.text("donor_text") or finding.text("donor")
    if not donor:
        return "" if finding.field == "pledged" else "no donor stands by the amount"
    if organisations.known(donor):
        return ""
    words = squeeze(donor).split()
    about_money = vocabulary("doubts", "no_donor").intersection(words)
    if _DIGIT.search(donor) or len(words) > settings("doubt")["donor_words"] or about_money:
        return f"“{donor}” does not read like the name of a donor"
    return ""


def of_contact(finding: Finding) -> str:
    """Why a contact is doubtful: an address that nobody's name stands by, or a name without an address."""
    if not (finding.text("name") or finding.text("organisation") or finding.text("job_title")):
        return "no name stands by the address or number"
    reachable = finding.text("email") or finding.text("phone") or finding.text("phone_text")
    return "" if reachable else "no address or number stands by the name, so it may be anybody's"


def of_code(value: str) -> str:
    """Why a code is doubtful: so few digits, and nothing else, may count anything."""
    return "so short a number may count anything, or be a year" if _COUNT.fullmatch(value) else ""


def of_listing(made: Listing) -> None:
    """Mark every value of a listing that may be no project at all; what the sums prove stays proved."""
    if not made.block.doubt:
        return
    tables = (made.amounts, made.pledges, made.contacts, made.places, made.themes, made.mentions)
    for row in (made.row, *(row for rows in tables for row in rows)):
        for column, receipts in row.receipts.items():
            row.receipts[column] = [
                r if r.status == "proved" or r.rule == corrections.RULE else r._replace(status="doubtful")
                for r in receipts
            ]
    made.note("warning", "project-uncertain", f"Look whether this is a project at all: {made.block.doubt}.")


def only_regions(text: str) -> bool:
    """Whether a country field holds names of regions and nothing else, so that no country is missing."""
    spans = [(p.start, p.end) for p in find(text) if p.kind == "region"]
    rest = "".join(" " if any(s <= i < e for s, e in spans) else c for i, c in enumerate(text))
    joining = vocabulary("doubts", "compass") | vocabulary("small_words", "words")  # "East and South Asia"
    return bool(spans) and set(_WORD.findall(squeeze(rest))) <= joining
