"""One listing: from the findings of a block to rows, by declared policies of choice."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.evidence import Block, Cell, Finding
from extractors.lexicon import squeeze
from extractors.places import members
from pipeline.document import Document
from pipeline.reconcile import claimed, doubts, rivals
from pipeline.reconcile.dated import dated
from pipeline.reconcile.days import agree
from pipeline.reconcile.facts import Row
from pipeline.reconcile.retold import told_again
from pipeline.reconcile.rows import Listing, add_row, derive, put, put_cells, restate, scope_of_places
from pipeline.settings import settings

#: Which field is believed first where several state the same thing; the rest are rejected readings.
PREFERENCE = (
    "start",
    "end",
    "period",
    "country",
    "region",
    "budget",
    "title",
    "bare",
    "section",
    "location",
    "narrative",
)


def listing(document: Document, block: Block, findings: Sequence[Finding]) -> Listing:
    """The listing of a block, before its sums are checked."""
    listing_id = f"{document.document_id}.{block.ordinal}"
    made = Listing(document, block, listing_id, Row("listings", listing_id))
    made.told = [f for f in findings if f.kind == "share"]
    by: dict[str, list[Finding]] = {}
    for finding in findings:
        by.setdefault(finding.kind, []).append(finding)
    _title(made, by.get("title", []))
    _codes(made, by.get("code", []))
    _dates(made, by.get("period", []))
    _places(made, by.get("place", []))
    _texts(made, by)
    by["amount"] = rivals.sorted_out(by.get("amount", []))
    aside = [f for f in by["amount"] if f.kind != "amount"]
    _amounts(made, claimed.unclaimed(by))
    _pledges(made, by.get("pledge", []))
    _contacts(made, by.get("contact", []))
    _themes(made, by.get("theme", []))
    _mentions(made, by.get("mention", []))
    _scope(made, by.get("scope", []))
    _set_aside(made, [*by.get("converted", []), *by.get("unclaimed", []), *aside])
    return made


def _rank(finding: Finding) -> tuple[int, float]:
    place = PREFERENCE.index(finding.field) if finding.field in PREFERENCE else 3
    return place, -finding.score


def _title(made: Listing, found: list[Finding]) -> None:
    if not found:
        return
    best, rest = found[0], found[1:]
    rejected = [
        f"“{f.text('title')}” scored {f.score:g} against {best.score:g}: {', '.join(f.notes)}"
        for f in rest
        if f.text("title") != best.text("title")
    ]
    doubt = doubts.of_title(best, rest)
    status = "doubtful" if doubt else best.status
    put(made.row, "title", best.cells["title"], made.document.document_id, best.rule, status, rejected)
    if doubt:
        says = f"Compare the title with the page: {doubt}."
        made.note("note", "title-uncertain", says, made.row, "title")


def _bare(finding: Finding) -> str:
    """A code without its blanks, which a page sets now so and now so: ``PD 12/34 (F)``, ``PD 12/34(F)``."""
    return squeeze(finding.text("code")).replace(" ", "")


def _codes(made: Listing, found: list[Finding]) -> None:
    chosen: list[Finding] = []
    for finding in sorted(found, key=lambda f: (-f.score, f.kind != "code", f.start)):
        if not any(_bare(finding) in _bare(c) for c in chosen):
            chosen.append(finding)
    values = [f.text("code") for f in chosen]
    why = {f.text("code"): f.doubt or doubts.of_code(f.text("code"), values) for f in chosen}
    for part, finding in enumerate(sorted(chosen, key=lambda f: bool(why[f.text("code")]))):  # the sure ones first
        value, doubt = finding.text("code"), why[finding.text("code")]
        status = "doubtful" if doubt else finding.status
        put(made.row, "codes", finding.cells["code"], made.document.document_id, finding.rule, status, part=part)
        if doubt:
            made.note("warning", "code-doubtful", f"Look at the code {value}: {doubt}.", made.row, "codes")


_PLEDGE = (
    *("donor", "donor_name", "donor_text", "donor_type", "donor_iso3", "donor_ref"),
    *("amount", "currency", "note"),
)
_DATED = ("start", "end", "period", "labelled")
_DATES = {"start": "start_date", "end": "end_date", "duration_months": "duration_months"}


def _dates(made: Listing, found: list[Finding]) -> None:
    for name, column in _DATES.items():
        stated = sorted((f for f in found if name in f.cells), key=lambda f: _of_date(f, name))
        if not stated:
            continue
        best = _closest(stated, name)
        others = [f for f in stated[1:] if f.text(name) != best.text(name)]
        rejected = [f"{f.text(name)} ({f.rule}, from {f.field or 'the text'})" for f in others]
        rivals = [f for f in others if _rivals(f, best, name)]
        status = "doubtful" if rivals or best.doubt else best.status
        put(made.row, column, best.cells[name], made.document.document_id, best.rule, status, rejected)
        if status == "doubtful":
            why = best.doubt or f"the document also says {rivals[0].text(name)}"
            made.note(
                "warning",
                "date-doubtful",
                f"The {column.replace('_', ' ')} {best.text(name)} is doubtful: {why}.",
                made.row,
                column,
            )
    if why := doubts.of_period(*(made.row.values.get(column, "") for column in _DATES.values())):
        for column in _DATES.values():
            restate(made.row, column, "doubtful")
        made.note("warning", "period-doubtful", f"Look at the period: {why}.", made.row, "start_date")


def _of_date(finding: Finding, name: str) -> tuple[float, float]:
    """The order in which readings of a date are believed: a field of its own first, by how well its label holds."""
    return (-1, -finding.score) if finding.field == name else _rank(finding)


def _rivals(one: Finding, best: Finding, name: str) -> bool:
    """Whether a field as good as that of the best reading says another date."""
    return one.field == best.field and one.score >= best.score and not agree(one.text(name), best.text(name))


def _closest(stated: list[Finding], name: str) -> Finding:
    """The reading that is believed, or one of a field of dates that says the same more closely."""
    best = stated[0]
    closer = [f for f in stated if f.field in _DATED and f.text(name).startswith(best.text(name))]
    return max(closer, key=lambda f: len(f.text(name)), default=best) if best.field in _DATED else best


def _places(made: Listing, found: list[Finding]) -> None:
    named = [f for f in found if f.fixed.get("basis") in ("named", "footnote")]
    if any(f.field == "country" for f in named):
        named = [f for f in named if f.field == "country"]
    elif any(f.field in ("beneficiary", "host") for f in named):
        named = [f for f in named if f.field in ("beneficiary", "host")]
    groups = [f for f in found if f.fixed.get("basis") == "group"]
    hints = [f for f in found if f.fixed.get("basis") == "narrative"]
    seen: set[str] = set()
    menu = doubts.of_places({f.text("iso3") for f in named})
    for finding in named:
        _place(made, finding, seen, finding.fixed["basis"], "doubtful" if menu else finding.status)
    if menu:
        made.note("warning", "places-doubtful", f"Look at the countries: {menu}.", made.row, "countries_text")
    if not named:
        for finding in groups:
            _expand(made, finding, seen)
    if not named and not groups:
        for finding in hints:
            _place(made, finding, seen, "narrative", "inferred")
    for finding in groups if named else []:
        row = add_row(made, "places", made.places, "l")
        put(row, "name_text", finding.cells["name_text"], made.document.document_id, finding.rule, "stated")
        put(row, "group", finding.cells["group"], made.document.document_id, finding.rule, "stated")
        row.values["basis"] = "group"


def _place(made: Listing, finding: Finding, seen: set[str], basis: str, status: str) -> None:
    if finding.text("iso3") in seen or not finding.text("iso3"):
        return
    doubt = doubts.of_place(finding, made.row) if basis != "narrative" else finding.doubt
    status = "doubtful" if doubt else status
    seen.add(finding.text("iso3"))
    row = add_row(made, "places", made.places, "l")
    for column in ("name_text", "iso3"):
        put(row, column, finding.cells[column], made.document.document_id, finding.rule, status)
    row.values["basis"] = basis
    if doubt:
        made.note("warning", "places-doubtful", f"Look at {finding.text('name_text')}: {doubt}.", row, "iso3")


def _expand(made: Listing, finding: Finding, seen: set[str]) -> None:
    """A group stands for its members at the document's date."""
    group, date = finding.text("group"), dated(made.document)
    name = finding.cells["name_text"]
    for iso3 in members(group, date):
        if iso3 in seen:
            continue
        seen.add(iso3)
        row = add_row(made, "places", made.places, "l")
        put(row, "name_text", name, made.document.document_id, finding.rule, "inferred")
        put(row, "group", finding.cells["group"], made.document.document_id, finding.rule, "inferred")
        steps = ("join", f"member:{date}|{iso3}")
        put(row, "iso3", Cell(iso3, name.spans, steps), made.document.document_id, finding.rule, "inferred")
        row.values["basis"] = "group"


def _texts(made: Listing, by: dict[str, list[Finding]]) -> None:
    for column in ("countries_text", "region_text", "summary"):
        found = sorted(by.get(column, []), key=lambda f: -f.score)
        if found:
            put(made.row, column, found[0].cells[column], made.document.document_id, found[0].rule, found[0].status)
    text = made.row.values.get("countries_text", "")
    unnamed = text and not any(
        p.values.get("iso3") for p in made.places if p.values.get("basis") in ("named", "footnote")
    )
    scoped = len(text.split()) <= 5 and any(
        f.field == "country" and squeeze(f.text("scope")) for f in by.get("scope", [])
    )
    if (
        unnamed
        and not scoped
        and not doubts.only_regions(text)
        and not any(p.values.get("basis") == "group" for p in made.places)
    ):
        says = f"The country field names no country: “{text}”."
        made.note("warning", "no-country-named", says, made.row, "countries_text")


def _scope(made: Listing, found: list[Finding]) -> None:
    document = made.document.document_id
    ranked = sorted(found, key=lambda f: (-f.score, _rank(f)))
    world = next((f for f in ranked if f.text("scope") == "global" and f.field != "title"), None)
    named = [p for p in made.places if p.values.get("iso3") and p.values.get("basis") in ("named", "footnote")]
    plural = next((f for f in ranked if f.field == "country" and not f.notes), None)
    wide = next((f for f in ranked if f.rule == "countries.title_region"), None)
    if world:
        put(made.row, "scope", world.cells["scope"], document, world.rule, world.status)
    elif wide and len({p.values["iso3"] for p in named}) == 1 and all(p.worst() == "doubtful" for p in named):
        put(made.row, "scope", wide.cells["scope"], document, wide.rule, "doubtful")
    elif len(named) == 1 and plural:
        put(made.row, "scope", plural.cells["scope"], document, plural.rule, "inferred")
    elif named:
        scope_of_places(made)
    elif ranked:
        best = ranked[0]
        put(made.row, "scope", best.cells["scope"], document, best.rule, "doubtful" if best.doubt else best.status)
        if best.doubt:
            made.note("warning", "scope-doubtful", f"Look at the scope: {best.doubt}.", made.row, "scope")
    elif made.row.values.get("region_text"):
        inputs = [made.row.cell("region_text")]
        derive(made.row, "scope", "regional", "scope.region", "inferred", inputs, ("constant:regional",), document)


def _amounts(made: Listing, found: list[Finding]) -> None:
    """Amounts, each once; a sentence counts only where no field states a budget."""
    chosen = _believed(found)
    seen: set[tuple[str, str, str]] = set()
    first = True
    for finding in chosen:
        kind = finding.fixed["kind"]
        key = (kind if kind != "component" else "budget", finding.text("amount"), finding.text("currency"))
        if key in seen or any(k[0] == key[0] and k[1] == key[1] and not (k[2] and key[2]) for k in seen):
            continue
        if kind == "budget" and not first and finding.field == "narrative":
            continue
        seen.add(key)
        row = add_row(made, "amounts", made.amounts, "a")
        row.values |= {"kind": kind, "approximate": finding.fixed["approximate"]}
        if kind == "budget" and not first:
            row.values["kind"] = "component"
        first = first and kind != "budget"
        put_cells(
            made, row, finding, ("component", "amount", "currency", "amount_text"), doubts.of_amount(finding, chosen)
        )


def _believed(found: list[Finding]) -> list[Finding]:
    """The amounts of fields, and of sentences the best one of each kind that no field states.

    A sentence that says *total* is believed before an amount that stands alone on a line and says nothing.
    """
    chosen = [f for f in found if f.field != "narrative"]
    said = sorted((f for f in found if f.field == "narrative"), key=lambda f: -f.score)
    for kind, also in (("budget", "component"), ("shortfall", "shortfall")):
        stated = [f for f in chosen if f.fixed.get("kind") in (kind, also)]
        best = next((f for f in said if f.fixed.get("kind") == kind), None)
        surer = best is not None and best.score >= settings("doubt")["total_said"]
        if best and surer and stated and all(f.field == "bare" for f in stated):
            chosen = [f for f in chosen if f not in stated]
            stated = []
        if best and not stated:
            chosen.append(best)
    return chosen


def _pledges(made: Listing, found: list[Finding]) -> None:
    """Pledges, each once; donors in sentences count only where no field names a donor.

    Whoever is told of without an amount is no second giver beside one of the same name, or a longer one, with it.
    """
    chosen = _believed_pledges(found)
    seen: set[tuple[str, str]] = set()
    given = [f for f in chosen if f.text("amount")]
    for finding in chosen:
        key = (squeeze(finding.text("donor_name")), finding.text("amount"))
        if key in seen or (not key[1] and any(told_again(finding, other) for other in given)):
            continue
        seen.add(key)
        row = add_row(made, "pledges", made.pledges, "p")
        put_cells(made, row, finding, _PLEDGE, doubts.of_pledge(finding))


def _believed_pledges(found: list[Finding]) -> list[Finding]:
    """The pledges of fields, and those of sentences with an amount that no field gives, of donors without one."""
    fields = [f for f in found if f.field != "narrative"]
    if not fields:
        return found
    amounts = {f.text("amount") for f in fields}
    donors = {f.text("donor_name") for f in fields if f.text("amount")}
    said = [f for f in found if f.field == "narrative" and f.text("amount")]
    return fields + [f for f in said if f.text("amount") not in amounts and f.text("donor_name") not in donors]


def _contacts(made: Listing, found: list[Finding]) -> None:
    seen: set[tuple[str, str, str]] = set()
    richest: dict[str, Finding] = {}
    for finding in found:
        name = squeeze(finding.text("name"))
        if name and len(finding.cells) > len(richest[name].cells if name in richest else {}):
            richest[name] = finding
    for finding in (
        f
        for f in found
        if not f.text("name") or richest[squeeze(f.text("name"))] is f or _differs(richest[squeeze(f.text("name"))], f)
    ):
        key = (squeeze(finding.text("name")), finding.text("email").lower(), finding.text("phone_text"))
        if key in seen or (key[0] and any(k[0] == key[0] and (not key[1] or k[1] == key[1]) for k in seen)):
            continue
        seen.add(key)
        row = add_row(made, "contacts", made.contacts, "c")
        row.values["role"] = finding.fixed.get("role", "other")
        put_cells(
            made,
            row,
            finding,
            ("name", "honorific", "job_title", "organisation", "email", "phone", "phone_text"),
            doubts.of_contact(finding),
        )


def _differs(one: Finding, other: Finding) -> bool:
    """Whether two findings of one name contradict each other."""
    return any(one.text(c) and other.text(c) and one.text(c) != other.text(c) for c in ("email", "phone_text"))


_BASES = ("label", "article", "title", "narrative")


def _themes(made: Listing, found: list[Finding]) -> None:
    ranked = sorted(
        found, key=lambda f: _BASES.index(f.fixed.get("basis", "narrative")) if f.fixed.get("basis") in _BASES else 9
    )
    seen: set[str] = set()
    for finding in ranked:
        if finding.text("theme") in seen:
            continue
        seen.add(finding.text("theme"))
        row = Row("themes", f"{made.listing_id}.t{len(made.themes) + 1}")
        row.values |= {"listing_id": made.listing_id, "basis": finding.fixed.get("basis", "narrative")}
        made.themes.append(row)
        put_cells(made, row, finding, ("theme", "label"))


def _mentions(made: Listing, found: list[Finding]) -> None:
    for finding in found:
        row = Row("mentions", f"{made.listing_id}.m{len(made.mentions) + 1}")
        row.values |= {"listing_id": made.listing_id, "label": finding.fixed.get("label", "")}
        made.mentions.append(row)
        put_cells(made, row, finding, ("text", "canonical", "iso3"))


def _set_aside(made: Listing, found: list[Finding]) -> None:
    """Amounts that were read but are no amount of their own: said, not dropped."""
    for finding in found:
        code = "converted-amount" if finding.kind == "converted" else "unclaimed-amount"
        what = (
            "another currency's value of the amount before it"
            if finding.kind == "converted"
            else "not attributed to anything"
        )
        made.note("note", code, f"{finding.text('amount_text')} is {what}; it is in no table.")
