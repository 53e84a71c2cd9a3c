"""Whose dollar a bare dollar sign is, and whose franc a CFA franc: what stands beside it tells, or nobody can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors import money, places
from extractors.crowns import crown_of, crowns
from extractors.donor_names import giver_in_label, is_known
from extractors.evidence import Block, Cell, Excerpt, Finding
from extractors.lexicon import alternation, rows, toml
from extractors.memory import kept
from extractors.money import Amount

#: Marks of the dollar of the United States.
_AMERICAN = regex.compile(r"\bUSD?\s?\$|\bUSD\b|\bU\.S\.\s?(?:\$|dollars?)|\bUS dollars?\b|\bUSAID\b|\bUnited States\b")

#: What stands before the name of a country that acts: the end of a sentence, a word for its government, or the name
#: of an organisation whose branch there it is (``Board of Mission – Australia``).
_ACTS = regex.compile(
    r"(?:^|[.!?:\n]\s*|\b(?:government of|gouvernement du|gobierno de|by|from)\s+"
    r"|(?-i:(?<!\p{L})\p{Lu}\p{Ll}+)\s+[–—-]\s+)$",
    regex.I,
)


def home(block: Block, one: Amount) -> Amount:
    """A bare dollar sign beside the name of another dollar country's agency is that country's dollar."""
    if one.code == "XOF" and "CFA" in one.text.value.upper():
        return _franc(block, one)
    if one.currency and _CROWN.search(one.text.value):
        return _crown(block, one)
    if one.currency and one.code == "INR" and _RUPEE.search(one.text.value):
        return _rupee(block, one)
    if one.currency is None or not money.is_bare_dollar(one.text.value):
        return one
    for excerpt in (*(f.value for f in block.of("donor", "bare", "implementer")), *block.narrative):
        for start, end in _short_lines(excerpt.text):
            code = money.dollar_of(excerpt.text[start:end])
            if code and not _of_another(excerpt, (start, end), one):
                place = excerpt.spans(start, end)
                made = Cell(code, (*one.currency.spans, *place), ("dollar",))
                return replace(one, currency=made, status="inferred" if one.status == "stated" else one.status)
    return _of_giver(block, one)


def vaguer(one: Amount, mark: Cell) -> bool:
    """Whether a bare dollar sign stands by an amount whose label says which dollar: ``Budget ($CAD): $ 5,000``."""
    return money.is_bare_dollar(one.text.value) and mark.value in money.dollars()


def _of_another(excerpt: Excerpt, line: tuple[int, int], one: Amount) -> bool:
    """Whether a line of a list gives an agency's own amount, and not this one: ``Canada (CIDA) / $ 1,200,000``."""
    inside = [a for a in money.amounts(excerpt) if line[0] <= a.start < line[1]]
    others = len(money.amounts(excerpt)) > len(inside)
    return bool(inside) and others and all(a.text.spans != one.text.spans for a in inside)


def _line(text: str, at: int) -> tuple[int, int]:
    """The line of a text that a place in it stands on."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _of_giver(block: Block, one: Amount) -> Amount:
    """A bare dollar sign on a page that names one country that gives dollars of its own, and no American ones."""
    texts = [*block.announced, *block.section, *(c.value for c in block.titles[:1])]
    texts += [*(f.value for f in block.fields), *block.narrative]
    every = [(t, span) for t in texts for span in _givers(t.text)]
    every += [(t, span) for t in _of_offices(block, texts) for span in _offices(t.text) if _is_alone(t, span)]
    named = [(t, span) for t, span in every if not _of_another(t, _line(t.text, span[0]), one)]
    codes = {money.dollar_of(text.text[slice(*span)]) for text, span in every}
    if one.currency is None or len(codes) != 1 or not named or any(_AMERICAN.search(t.text) for t in texts):
        return one
    text, span = named[0]
    code = min(codes)
    spans = (*one.currency.spans, *text.spans(*span))
    doubt = f"a bare dollar sign stands by the number, taken for {code}, as the page names a giver of that currency"
    return replace(one, currency=Cell(code, spans, ("dollar",)), status="doubtful", doubt=doubt) if code else one


def of_pledges(block: Block, found: Sequence[Finding]) -> list[Finding]:
    """The pledges; those in bare dollars are in the dollars of the country that gives them, else in the page's.

    Where others give in bare dollars beside it (``Canada: $ 1,200,000``, ``Norway: $ 3,000,000``), all are left.
    """
    bare = [one for one in found if (m := one.cells.get("currency")) and m.value == "USD" and _width(m) == 1]
    if len({money.dollar_of(one.text("donor")) for one in bare}) > 1 or not bare:
        return list(found)
    texts = [*block.announced, *block.section, *(f.value for f in block.fields), *block.narrative]
    american = any(_AMERICAN.search(t.text) for t in texts)
    return [_at_home(block, one) if one in bare and not american else one for one in found]


def _width(mark: Cell) -> int:
    return sum(s.end - s.start for s in mark.spans)


def _at_home(block: Block, one: Finding) -> Finding:
    """A pledge in bare dollars in those of its donor's country, else in those of the only giver of such on the page."""
    mark, donor = one.cells["currency"], one.cells.get("donor")
    if donor and (code := money.dollar_of(donor.value)) in _giving():
        made = Cell(code, (*mark.spans, *donor.spans), ("dollar",))
        return replace(one, cells={**one.cells, "currency": made})
    amount = Amount(0, 0, one.cells["amount"], mark, Cell("$", mark.spans), "", approximate=False, depth=0)
    read = _of_giver(block, amount)
    if read.currency is None or read.currency == mark:
        return one
    cells = {**one.cells, "currency": read.currency}
    return replace(one, cells=cells, status="doubtful", doubt=one.doubt or read.doubt)


@cache
def _giving() -> frozenset[str]:
    """The dollars of the countries that give them elsewhere: ``$`` of the state that a project helps may be any."""
    table = toml("money")
    return frozenset(table["dollar_of"][nation] for nation in table["dollar_givers"]["countries"])


def _givers(text: str) -> Iterator[tuple[int, int]]:
    """The countries with a dollar of their own that give it to others, where a text speaks of them as those who act."""
    giving = toml("money")["dollar_givers"]["countries"]
    named = (p for p in places.find(text) if p.kind == "country" and p.code in giving)
    acts = (p for p in named if _ACTS.search(text[max(p.start - 30, 0) : p.start]) or _gives().match(text, p.end))
    yield from ((p.start, p.end) for p in acts)
    nations = (m for m in _GOVERNMENT.finditer(text) if money.dollar_of(m.group()) in _giving())
    yield from (m.span() for m in nations)


#: A government by its adjective: ``Australian Government``.
_GOVERNMENT = regex.compile(r"(?<!\p{L})(?!The\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?\s[Gg]overnment(?![\p{L}-])")


def _of_offices(block: Block, texts: Sequence[Excerpt]) -> list[Excerpt]:
    """The texts in which an office may be the giver: none on a page whose fields name others, no contact's."""
    told = [f.value.text for f in block.of("donor")]
    labels = [f.label.text for f in block.of("contribution") if f.label]
    told += [label for label in labels if (at := giver_in_label(label)) and is_known(label[slice(*at)])]
    if told and not any(True for text in told for _ in _offices(text)):
        return []
    contacts = [f.value for f in block.of("contact")]
    return [text for text in texts if text not in contacts]


def _is_alone(excerpt: Excerpt, span: tuple[int, int]) -> bool:
    """Whether no amounts of others stand in the line of an office: ``CIDA $ 2 million; Sida $ 3 million``."""
    low, high = _line(excerpt.text, span[0])
    return sum(low <= a.start < high for a in money.amounts(excerpt)) < 2


def _offices(text: str) -> Iterator[tuple[int, int]]:
    """Where the offices of such countries are named that give it to others: ``AusAID``."""
    return (m.span() for m in _office().finditer(text))


@cache
def _office() -> regex.Pattern[str]:
    """The names and short forms, as they are written, of the offices of countries that give dollars of their own."""
    giving = toml("money")["dollar_givers"]
    rows_of = [
        row for row in rows("organisations") if row["iso3"] in giving["countries"] and row["kind"] in giving["kinds"]
    ]
    names = {name for row in rows_of for name in (row["name"], row["short"], *row["aliases"].split("|"))}
    plain = (name for name in names if len(name) >= giving["name_least"])
    return regex.compile(rf"(?<![\p{{L}}@./-])(?:{alternation(plain)})(?![\p{{L}}@]|\.\p{{L}})")


@cache
def _gives() -> regex.Pattern[str]:
    """A verb of giving behind a name: ``Canada contributes``."""
    verbs = toml("money_sentences")["share"]["verbs"]
    return regex.compile(rf"\s+(?:(?:is|has|will|a|ha)\s+)?(?:{alternation(verbs)})(?!\p{{L}})", regex.I)


#: ``kr`` and nothing that says whose.
_CROWN = regex.compile(r"(?<!\p{L})kr(?!\p{L})", regex.I)


def _crown(block: Block, one: Amount) -> Amount:
    """Crowns of the country in whose language the page is, by the first word that no language beside has."""
    labels = [f.label for f in block.fields if f.label]
    for excerpt in sorted((*labels, *(f.value for f in block.fields), *block.narrative), key=lambda e: e.start):
        match = _scandinavian().search(excerpt.text)
        if match and one.currency:
            spans = (*one.currency.spans, *excerpt.spans(*match.span()))
            return replace(one, currency=Cell(crown_of(match.group()), spans, ("crown",)), status="inferred")
    return replace(one, doubt=one.doubt or "“kr” stands by the number, and nothing says of which country")


@cache
def _scandinavian() -> regex.Pattern[str]:
    """Words that only one of the languages with crowns has."""
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(crowns())})(?!\p{{L}})", regex.I)


#: A rupee, and nothing that says whose.
_RUPEE = regex.compile(r"^\W*(?:Rs|₨|rupees?)(?!\p{L})|\d\W*(?:\p{L}+\W+)?(?:Rs|₨|rupees?)\W*$", regex.I)


@kept(64)
def _with_rupees(text: str) -> tuple[places.Place, ...]:
    """The countries with rupees that a text names; kept, as every amount of it asks."""
    own = toml("money")["rupees"]
    return tuple(p for p in places.find(text) if p.kind == "country" and p.code in own)


def _rupee(block: Block, one: Amount) -> Amount:
    """Rupees of the only country with such that the project names; where it names several, nobody can tell."""
    own = toml("money")["rupees"]
    at = [*(c.value for c in block.titles[:1]), *(f.value for f in block.of("country", "location"))]
    texts = [*at, *(f.value for f in block.fields), *block.narrative]
    named = [(t, p) for t in texts for p in _with_rupees(t.text)]
    placed = {p.code for t, p in named if t in at}
    if not named or one.currency is None or placed == {"IND"} or {p.code for _, p in named} == {"IND"}:
        return one
    if len({p.code for _, p in named}) > 1:
        return replace(one, doubt=one.doubt or "rupees stand by the number, and nothing says of which country")
    text, place = named[0]
    made = Cell(own[place.code], (*one.currency.spans, *text.spans(place.start, place.end)), ("rupee",))
    doubt = "" if placed else "rupees stand by the number, and their country is named beside the project only"
    return replace(one, currency=made, status="inferred", doubt=one.doubt or doubt)


def _franc(block: Block, one: Amount) -> Amount:
    """An amount in CFA francs is one of Central Africa where the first country that the project names lies there."""
    named = (
        *(f.value for f in block.of("country", "location")),
        *(c.value for c in block.titles[:1]),
        *block.narrative,
    )
    for excerpt in named:
        place = next((p for p in places.find(excerpt.text) if p.kind == "country"), None)
        if place and one.currency and place.code in toml("money")["central_african_franc"]["countries"]:
            spans = (*one.currency.spans, *excerpt.spans(place.start, place.end))
            return replace(one, currency=Cell("XAF", spans, ("franc",)), status="inferred")
        if place:
            break
    return one


def doubted(block: Block, one: Amount) -> Amount:
    """A bare dollar sign on a page that speaks of another country of dollars, and nowhere says whose they are."""
    bare = one.code == "USD" and not one.doubt and money.is_bare_dollar(one.text.value)
    texts = [*block.section, *(f.value for f in block.fields), *block.narrative] if bare else []
    other = "" if any(_AMERICAN.search(t.text) for t in texts) else _mentioned(texts)
    doubt = f"a bare dollar sign stands by the number, and the page speaks of {other}, which has a dollar of its own"
    return replace(one, doubt=doubt) if other else one


def _mentioned(texts: Sequence[Excerpt]) -> str:
    """The first country with a dollar of its own that is named; empty for none."""
    own = money.other_dollars()
    for excerpt in texts:
        for place in places.find(excerpt.text):
            if place.kind == "country" and place.code in own:
                return " ".join(excerpt.text[place.start : place.end].split())
    return ""


def _short_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that may be a name and nothing else."""
    at = 0
    for line in text.split("\n"):
        if 0 < len(line) <= 70:
            yield at, at + len(line)
        at += len(line) + 1
