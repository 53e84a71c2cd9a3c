"""When a value that reads cleanly is still doubtful: what a wrong reading looks like, whichever rule made it.

A value that nothing on the page confirms is published with the status ``doubtful`` and a finding that says why,
so that a wrong value is flagged and not silent. The numbers stand in ``settings.toml``, table ``doubt``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cache

import regex

from extractors import organisations
from extractors.evidence import Finding
from extractors.lexicon import squeeze, toml, vocabulary
from extractors.places import find
from pipeline.reconcile import corrections, measured
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing
from pipeline.reconcile.twins import Twins
from pipeline.settings import settings

_ACRONYM = 4  #: a name of fewer letters is an acronym, and stands in capitals
_LONG_NUMBER = regex.compile(r"\d{5}")
#: What stands behind a title in a list, and in no title: a semicolon, a bar, a figure behind a colon, years.
_RUN_ON = regex.compile(r"[;|]|:\s?\d[\d.,]{3}|\b(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d[);,.\s]")
#: The name of who carries it out, with capitals to the end; a code of groups between slashes.
_CARRIED_OUT = regex.compile(
    r"\sby\s(?:the\s)?\p{Lu}[\p{L}&'’.-]*+(?:\s(?:(?:of|for|and|the|de|du|des)\s)?\p{Lu}[\p{L}&'’.-]*+)++$"
)
_CODED = regex.compile(r"(?<!\p{L})\p{Lu}{2,}/(?:[\p{Lu}\d]+/)*+[\p{Lu}\d]*\d")
_BROKEN = regex.compile(r"\s\p{L}$")  #: a word that the line's end cut off
_COUNT = regex.compile(r"\d{1,3}|(?:19|20)\d\d")  #: a count, or a year
_WORD = regex.compile(r"[\p{L}\d]+")
#: ``2020 harvest``, ``10 000 wells``, ``4th phase`` may begin a title; ``2.GG 15`` and ``3. Wells`` are entries.
_YEARS_HEAD = regex.compile(r"\d+(?:[ ,.’'-]\d+)*[\s-]?\p{L}{2}")
_SUM = regex.compile(r"[$€£]|\b(?:USD|EUR|CHF|GBP)\b|\b\d[\d.,]*\s(?i:million|billion|millones|millions|mio|mrd)\b")
_PAGE = regex.compile(r"www\.|https?:|\S@\S|[|»›•]|\.{3}|…")
_DIGIT = regex.compile(r"\d")


def of_title(best: Finding, rest: Sequence[Finding]) -> str:
    """Why a title is doubtful; empty where it stands out from its rivals, or behind a label of its own."""
    text = squeeze(best.text("title"))
    told = {r.partition(" ")[0] for r in best.notes}
    if why := _of_likelihood(best) if "ranked" in told else _of_score(best, rest, text, told):
        return why
    if why := _of_words(best.text("title")):
        return why
    if _RUN_ON.search(text) or (best.field == "title" and _LONG_NUMBER.search(text)):
        return "the title may run on into a period, an amount or a code"
    if _CARRIED_OUT.search(best.text("title")):
        return "the title may run on into the name of who carries the project out"
    if _CODED.search(best.text("title")):
        return "a code stands in the title"
    if _is_place(best.text("title")):
        return "the title is a place with a remark behind it"
    if any(text.endswith(word) for word in _leavings()) or _BROKEN.search(text):
        return "the title may run on into a code or the next label"
    return ""


def _of_words(title: str) -> str:
    """Why no title reads like this: what stands in it belongs to a page, a form or a sum."""
    if title[:1].isdigit() and not _YEARS_HEAD.match(title):
        return "the title begins with a number, as an entry in a list does"
    if _SUM.search(title) or _PAGE.search(title):
        return "an amount, an address or a mark between parts of a page stands in the title"
    if title.count("(") != title.count(")") or sum(title.count(mark) for mark in '“”"«»„') % 2:
        return "a bracket or a quotation mark in the title has no other"
    if any(phrase in f" {squeeze(title)} " for phrase in _form_words()):
        return "words of a form stand in the title"
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
    if any(note.startswith(way) for note in best.notes for way in toml("doubts")["title_ways"]):
        return "the title was cut out of an entry in a list, and on real pages such cuts were often too long or short"
    if "flattened" in told:
        return "the title was cut out of a form that is run together in one line"
    if "short" in told and not told & _SUPPORT:
        return "a few words stand where a title does, and nothing else says that they are one"
    return ""


#: What confirms a title of few words beside its place.
_SUPPORT = frozenset(
    {"heading", "repeated", "project_word", "file_title", "confirmed", "coded", "quoted_line", "state_below"}
)


def _is_place(title: str) -> bool:
    """Whether a title begins with a country and a bracket, as an entry in a list of places does."""
    head = next(iter(find(title)), None)
    return head is not None and head.kind == "country" and head.start == 0 and title[head.end :].lstrip()[:1] == "("


@cache
def _form_words() -> tuple[str, ...]:
    """Words of forms that stand in no title, with blanks around them."""
    return tuple(f" {squeeze(w)} " for w in toml("doubts")["title_forms"])


@cache
def _leavings() -> tuple[str, ...]:
    """Ends of a text that are no end of a title: what a label without a value leaves behind."""
    return tuple(" " + squeeze(w) for w in toml("doubts")["title_ends"])


def of_amount(finding: Finding, among: Sequence[Finding] = ()) -> str:
    """Why an amount is doubtful: a number without a currency may count anything; so may one of several budgets.

    ``among`` are the amounts of the listing; a field that calls its amount the total is believed, and so is a sum.
    """
    if not finding.text("currency"):
        return "no currency stands by the number, and none holds for the document"
    if (
        Decimal(finding.text("amount")) >= Decimal(settings("doubt")["amount_most"])
        and finding.text("currency") in _strong()
    ):
        return "few projects cost so much; it may be the sum of many"
    beside = [f for f in among if f.rule == finding.rule and f.text("kind") == "budget" and not f.text("component")]
    rivals = {(f.text("amount"), f.text("currency")) for f in beside}
    stated = finding.field == "budget" and not finding.text("component") and "whole" not in finding.notes
    figures = sorted({Decimal(amount) for amount, _ in rivals}) if len(rivals) > 1 else []
    if stated and figures and figures[-1] != sum(figures[:-1]):
        return "several fields give an amount as the budget, and this one is not said to be the total"
    return measured.doubt(finding.rule)


@cache
def _strong() -> frozenset[str]:
    """The currencies a thousand million of which is more than nearly any project costs."""
    return frozenset(toml("doubts")["strong_currencies"])


def of_pledge(finding: Finding) -> str:
    """Why a pledge is doubtful: no donor, or a text for one that is no known name and does not look like one."""
    donor = finding.text("donor_text") or finding.text("donor")
    if finding.text("amount") and not finding.text("currency"):
        return "no currency stands by the number, and none holds for the document"
    if not donor:
        return "" if finding.field == "pledged" else "no donor stands by the amount"
    if len(donor) < _ACRONYM and not donor.isupper():
        return f"“{donor}” may be a word and no name"
    if organisations.known(donor):
        return measured.doubt(finding.rule)
    words = squeeze(donor).split()
    about_money = vocabulary("doubts", "no_donor").intersection(_WORD.findall(squeeze(donor)))
    if _DIGIT.search(donor) or len(words) > settings("doubt")["donor_words"] or about_money:
        return f"“{donor}” does not read like the name of a donor"
    return measured.doubt(finding.rule)


def of_contact(finding: Finding) -> str:
    """Why a contact is doubtful: an address that nobody's name stands by, or a name without an address."""
    if not (finding.text("name") or finding.text("organisation") or finding.text("job_title")):
        return "no name stands by the address or number"
    reachable = finding.text("email") or finding.text("phone") or finding.text("phone_text")
    return "" if reachable else "no address or number stands by the name, so it may be anybody's"


def of_code(value: str, others: Sequence[str] = ()) -> str:
    """Why a code is doubtful: few digits, and nothing else, may count anything; numbers of one series are of several.

    ``others`` are the listing's codes.
    """
    if _COUNT.fullmatch(value):
        return "so short a number may count anything, or be a year"
    series = [o for o in others if o != value and o.isdigit() and value.isdigit() and len(o) == len(value)]
    if any(o[: len(o) // 2] == value[: len(o) // 2] for o in series if len(o) >= settings("doubt")["series_digits"]):
        return "a number of the same series stands beside it, so that it may be another project's"
    return ""


def of_place(finding: Finding, listing: Row | None = None) -> str:
    """Why a place is doubtful: a heading of a few capitals may be short for anything, a doubtful title another text.

    ``listing`` is the row that has the title.
    """
    name = finding.text("name_text").strip(" .:")
    if finding.doubt:
        return finding.doubt
    if finding.field == "section" and name.isupper() and len(name) <= settings("doubt")["heading_capitals"]:
        return f"a heading of a few capitals, “{name}”, may be short for something else"
    if finding.field == "title" and listing and any(r.status == "doubtful" for r in listing.receipts.get("title", ())):
        return "it stands in what may not be the title"
    return measured.doubt(finding.rule)


def of_places(codes: Collection[str]) -> str:
    """Why the countries of a project are doubtful: so many stand in a menu to choose from, or where somebody works."""
    if len(codes) <= settings("doubt")["countries_most"]:
        return ""
    return f"there are {len(codes)}, as in a list to choose from or of where somebody works"


def of_period(start: str, end: str, months: str) -> str:
    """Why a period is doubtful: it ends in the month in which it begins, or lasts another time than is said.

    ``start`` and ``end`` are ISO 8601 at the stated precision, ``months`` a decimal; any may be empty.
    """
    if not (start and end):
        return ""
    if len(start) > 4 and start[:7] == end[:7]:
        return "the period begins and ends in the same month, so its dates may be those of something else"
    times = settings("doubt")["duration_times"]
    least, most = _lengths(start, end)
    if months and not least / times <= float(months) <= most * times:
        return f"{start} to {end} and a duration of {months} months contradict each other"
    return ""


def _lengths(start: str, end: str) -> tuple[int, int]:
    """The fewest and the most months from a start to an end, each a year or more closely stated."""
    years = 12 * (int(end[:4]) - int(start[:4]))
    first = [int(start[5:7])] * 2 if len(start) > 4 else [12, 1]
    last = [int(end[5:7])] * 2 if len(end) > 4 else [1, 12]
    return max(years + last[0] - first[0], 1), max(years + last[1] - first[1] + 1, 1)


def of_listing(made: Listing) -> None:
    """Mark every value of a listing that may be no project at all; what the sums prove stays proved."""
    if made.block.doubt:
        _all(made)
        made.note("warning", "project-uncertain", f"Look whether this is a project at all: {made.block.doubt}.")


def of_document(listings: Sequence[Listing]) -> None:
    """Mark the listings of one document that state one project twice, or that have nothing but a doubtful title."""
    twins = Twins(listings)
    untitled = sum(not one.row.values.get("title") for one in listings)
    for one in listings:
        twin = twins.of(one)
        if twin is not None:
            _all(one)
            says = "the document states it twice, and one of the two may be a copy that was cut up otherwise"
            made = f"Compare with listing {twin.block.ordinal} of the document: {says}."
            one.note("warning", "project-repeated", made)
        elif why := _odd(one, len(listings) - 1, untitled):
            _all(one)
            one.note("warning", "project-uncertain", f"Look whether this is a project at all: {why}.")


def _odd(one: Listing, others: int, untitled: int) -> str:
    """Why a listing may be no project, beside the others of its document; empty where it is like them.

    ``others`` is how many others there are, ``untitled`` how many listings have no title, this one among them.
    """
    title = one.row.values.get("title", "")
    if not title and others and not one.row.values.get("codes"):
        return "it is one of several on the page, with neither a name nor a number"
    if not title and others > 1 and untitled == 1:
        return "every other entry of the document has a title, and this one has none"
    return "its title is a place with a remark behind it" if others and _is_place(title) else ""


def _all(made: Listing) -> None:
    """Make every value of a listing doubtful, but what is proved or was corrected by hand."""
    for row in made.rows():
        for column, receipts in row.receipts.items():
            row.receipts[column] = [
                r if r.status == "proved" or r.rule == corrections.RULE else r._replace(status="doubtful")
                for r in receipts
            ]


def only_regions(text: str) -> bool:
    """Whether a country field holds names of regions and nothing else, so that no country is missing."""
    spans = [(p.start, p.end) for p in find(text) if p.kind == "region"]
    rest = "".join(" " if any(s <= i < e for s, e in spans) else c for i, c in enumerate(text))
    joining = vocabulary("doubts", "compass") | vocabulary("small_words", "words")  # "East and South Asia"
    return bool(spans) and set(_WORD.findall(squeeze(rest))) <= joining
