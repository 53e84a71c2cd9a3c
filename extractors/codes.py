"""Project codes: behind a label, at either end of a title, in a contract line, alone on a line, as a symbol in text."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import code_doubts
from extractors.code_doubts import DATE_LIKE, DATED, NO_CODE, PLACEHOLDER, counts_else, is_none, is_parents
from extractors.code_makes import each, is_appeals, leading, numbered, shape
from extractors.dates import durations, months_by_name, scan
from extractors.engine import cell
from extractors.evidence import Block, Candidate, Excerpt, Field, Finding, Module, Rule, Span
from extractors.lexicon import squeeze, vocabulary
from extractors.places import countries
from extractors.quick import TIMEOUT

#: Letters then digits, as UN bodies number projects: two to six capitals, one to four digits.
_SHORT = r"(?:\p{Lu}{2,6}/?\d{1,4}|\p{Lu}{2,4}/\p{Lu}\d{1,4}|\p{Lu}{1,4}\d{6,9})(?:[-/]\d+)?"
#: Groups of capitals and digits joined by dashes, slashes, dots, with digits in one of them.
_JOINED = r"(?=[^\s]*\d)[\p{Lu}\d][\p{Lu}\d]*+(?:\s?[-–/.]\s?[\p{Lu}\d]+)++"

LABEL = Rule(
    "codes.label",
    "What stands behind a label for project numbers is the project's code, up to its first separator.",
    ("code",),
    hits=(
        ("41353-012", "code=41353-012"),
        ("CT.0690", "code=CT.0690"),
        ("PBF/KGZ/E-1: PBF Secretariat", "code=PBF/KGZ/E-1"),
        ("PD 737/14 Rev.2 (I)", "code=PD 737/14 Rev.2 (I)"),
        ("00086831", "code=00086831"),
        ("LIFE08 NAT/RO/000500 Mid-term report", "code=LIFE08 NAT/RO/000500"),
        ("4127 GLO/03/G41/A/1G/31", "code=4127; code=GLO/03/G41/A/1G/31"),
        ("TMT-SPD 017/15 Rev.2 (M)", "code=TMT-SPD 017/15 Rev.2 (M)"),
        ("AFD CML 1351-01T", "code=AFD CML 1351-01T"),
        ("UNDP: 6253", "code=6253"),
    ),
    misses=("N/A", "to be assigned", "see below", "60 months", "three years", "1.4", "2.1.3"),
)
TITLE = Rule(
    "codes.title",
    "Capitals and digits in brackets or behind a dash at the end of a title, or before a dash or colon at its "
    "head, are the project's code.",
    ("title",),
    hits=(
        ("Combating Trafficking in Persons in Colombia (COLR52)", "code=COLR52"),
        ("Water for the lake provinces (20-UF-ABC-015)", "code=20-UF-ABC-015"),
        ("ABE-0723  Elephant study in the clearing", "code=ABE-0723"),
        ("AID 10862 Sviluppo rurale", "code=AID 10862"),
        ("21-001 ‘A plan for the pigeon’", "code=21-001"),
        ("528KEN2000 Water for the north", "code=528KEN2000"),
        ("Project NIC/023 - Wells for the north", "code=NIC/023"),
    ),
    misses=(
        "Coordination Unit (ECOBCCU)",
        "Plan of Action (2007-12)",
        "sub-region (II)",
        "Study (2 years)",
        "Protection (CEPH)",
        "Review (2010-12-II)",
        "IPA 2018 Action Programme",
        "UNSCR 1325 National Action Plan",
        "COVID-2019 Response",
        "12-24 ‘months of rain’",
        "Project 2010-2012 - Wells for the north",
        "Project TITAN3 - Wells for the north",
    ),
)
PROGRAMME = Rule(
    "codes.contract",
    "A contract or budget-line number of the form year/number-number before the name of a programme is the "
    "project's code.",
    ("programme", "bare", "budget", "other", "narrative"),
    hits=(
        ("2008/165-055  - Thematic Program on Migration and Asylum", "code=2008/165-055"),
        ("DCI – MIGR 2008/153-128 - Thematic Programme for Migration", "code=DCI – MIGR 2008/153-128"),
    ),
    misses=("C(2009)8693 of 12/11/2009", "BGUE-B2009-22.020200-C1"),
)
BARE = Rule(
    "codes.bare",
    "A code that stands alone on a line among a project's fields is its code.",
    ("bare",),
    hits=(("CA-3-Z020954001", "code=CA-3-Z020954001"), ("41353-012", "code=41353-012")),
    misses=("2010-03-30 - 2014-03-31", "$7,000,000", "15130", "COVID-19", "+43 1 26060"),
)
LISTED = Rule(
    "codes.listed",
    "Groups of capitals joined by dashes, where each entry of a list has one in its place, are the entry's code.",
    ("code",),
    hits=(("COM-T-PNLT", "code=COM-T-PNLT"),),
    misses=("N/A", "TBC", "Sub-Saharan", "see below"),
)

SYMBOL = Rule(
    "codes.symbol",
    "Groups of capitals and digits between slashes, of which one is the code of a country or region, are the symbol "
    "of a project.",
    ("title", "budget", "bare", "programme", "other", "narrative"),
    status="inferred",
    hits=(("US$ 4,791,000 - UGA/08/50/USA", "code=UGA/08/50/USA"), ("GCP/GLO/366/GFF", "code=GCP/GLO/366/GFF")),
    misses=("A/RES/60/1", "WFP/EB.2/2014/8-B/1", "USD/EUR/2010", "UNEP/CBD/COP/10/27"),
)
NUMBERED = Rule(
    "codes.numbered",
    "A number behind 'project no.' or 'contract #' is the project's code.",
    ("budget", "bare", "narrative", "title"),
    status="inferred",
    hits=(
        ("Projet n° 435", "code=435"),
        ("Detail of GEF Project #6481", "code=6481"),
        ("Appui - PRÊT FAD N°5900150013794", "code=5900150013794"),
        ("Convention n° AFD CML 1351-01T", "code=AFD CML 1351-01T"),
    ),
    misses=("Project no. 2 of the list", "Operations Update no. 512", "Project 435"),
)
SHAPE = Rule(
    "codes.shape",
    "What is written as a well-known organisation numbers its projects, and nobody else anything, is the code.",
    ("title", "donor", "budget", "bare", "programme", "other", "narrative"),
    status="inferred",
    hits=(
        ("Emergency Appeal n MDRKE012 Operation update n 2", "code=MDRKE012"),
        ("Wells for the north P123456 Kenya", "code=P123456"),
        ("European Development Fund (CRIS ref: 2014/037-123)", "code=2014/037-123"),
        ("Kenya: Clean wells; 2023-2024; TAN-23/0042", "code=TAN-23/0042"),
        ("Concept Note/KEN 123/2017", "code=KEN 123/2017"),
        ("SectorWaterProject IDP123456Borrower(s)Republic", "code=P123456"),
        ("Projekt-Nr. TZ PN 2003.1234.5 (zuvor: PN 2001.1234.5)", "code=PN 2003.1234.5"),
        ("Wells for Serbia (PIMS#6211)", "code=PIMS#6211"),
        ("Grant 0123-KEN: Wells for the north", "code=0123-KEN"),
        ("a grant [Grant Number 0123-KEN (SF)] to the Republic", "code=0123-KEN (SF)"),
        ("CRSID2013000123 Purpose", "code=2013000123"),
        ("PIMS PNUD FEM n° 4123", "code=4123"),
        ("LIFE 10 NAT/ES/000123", "code=LIFE 10 NAT/ES/000123"),
        ("Project: 101112345 — LIFE22-NAT-AT-LIFE WELL — LIFE", "code=101112345; code=LIFE22-NAT-AT-LIFE WELL"),
        ("instrument: 2100155012345", "code=2100155012345"),
        ("Twinning MK 14 IPA EC 01 16 R, Markets", "code=MK 14 IPA EC 01 16 R"),
        ("‘Courts (GE 15 ENI JH 02 17)’, appeal KEN123", "code=GE 15 ENI JH 02 17; code=KEN123"),
        ("of the 573123-EPP-1-2016-1-EL-EPPKA2-CBHE-JP project", "code=573123-EPP-1-2016-1-EL-EPPKA2-CBHE-JP"),
    ),
    misses=(
        "P12345 of the list",
        "MDRKE12",
        "DIN123",
        "Phase PN 1991.1234.5: 6 Mio.",
        "ABC 123/2017",
        "the year 2014/037",
        "TAN-23/42",
        "COVID 1234567",
        "Grant 2010-KENYA",
        "Tel. 101112345",
        "the year 2013000123",
    ),
)
GLIDE = Rule(
    "codes.glide",
    "A GLIDE number (hazard, year, number, country) names the disaster that an operation answers to.",
    ("bare", "other", "narrative", "title"),
    status="inferred",
    hits=(("GLIDE n=B0 FL-2009-000235-HTI", "code=FL-2009-000235-HTI"),),
    misses=("FL-2009-235", "EQ-2010-000009-XYZW", "EQ-2010-09-KE"),
)

#: What a code has in front of it: whose it is, a sign for number, thousands of a long number, its series in capitals.
_WHOSE = r"(?:\p{Lu}{2,6}(?:\s?:|\s(?i:id|no|number)\b[.:]?)\s*)?"
_LEAD = rf"{_WHOSE}(?:(?i:no|nr|n|n°|nº)\.?\s*(?=\d))?(?:\d\s+(?=\d{{3}}))?"
_SERIES = r"(?:\p{Lu}{2,5}\s(?=/\p{Lu}[\p{L}\d]*/)/|\p{Lu}{1,6}(?:[-\s]\p{Lu}{2,6})?[\s.]+)?"
_FIRST = r"(?=\S*\d)[\p{L}\d](?:[\p{L}\d./_]|[–-](?!\p{Lu}\p{Ll}{3,}(?![^\s\d]*\d))|\([\p{L}\d]+\))*"
#: What of the words behind it belongs to it: groups of digits, a revision, a mark of its kind; no year begins a group.
_FURTHER = (
    r"(?:\s(?:\p{Lu}[\p{Lu}\d]*/[\p{Lu}\d/-]*\d{3,}|Rev\.?\s?\d+|\(\p{Lu}{1,3}(?:,\s?\p{Lu}{1,3}){0,3}\)"
    r"|\d{2,4}(?=(?:\s\d{2,4})*\W*$)"
    r"|[FMD](?![\p{L}\d])|[-–]\d{3,}|(?<=/\d{4}\s|\s[-–]\s\d{4}\s)[-–]\s(?!(?:19|20)\d\d)\d{4}(?![\p{L}\d])"
    r"|(?!(?:19|20)\d\d\s?[-–/])\d{3,}[\p{L}\d-]*))*+"
)
#: Groups of digits of a fixed make: year, two, three; two, three, two behind the letters of a country; ``1033 01 S``.
_GROUPED = r"(?:(?:19|20)\d\d\s\d\d\s\d{3}|\p{Lu}{3}\s\d\d\s\d{3}\s\d\d|\p{Lu}{3}\s\d{4}\s\d\d\s\p{Lu})(?![\p{L}\d])"
_VALUE = regex.compile(rf"^(?:\s*\[\d{{1,2}}\]\W*)?+\W*+{_LEAD}(?P<code>{_GROUPED}|{_SERIES}{_FIRST}{_FURTHER})")
#: Where one code ends and the next may begin.
_BETWEEN = regex.compile(
    r"[;\n]|(?<=(?<![^\s])\d{7,})\s(?=\d{7})|,\s(?=\S*\d)|,(?=\p{Lu}[\p{Lu}\d-]*\d)|\s[|/]\s"
    r"|(?<=\d{3})/\s(?=\p{Lu}{2,}/\S*\d)|\s(?:and|et|y|e|und|&)\s(?=\S*\d)"
)
#: A further code behind the first one, with no more than a blank between them.
_NEXT = regex.compile(r"[\s,]+(?P<code>(?=\S*\p{L})(?=\S*\d)[\p{Lu}\d]+(?:[/-][\p{Lu}\d]+){2,})(?![\p{L}\d/-])")
_BRACKET = regex.compile(rf"\((?P<code>{_SHORT})\)\W*$")
_BY = r"(?:[\p{L}-]+[- ])?(?i:nr|n[o°º]|ref)\.?\s*"
_NUMBERED = regex.compile(rf"\((?:{_BY}(?P<code>\d[\d /.-]{{3,}})|(?P<code>\d{{5,9}}(?<!00)))\)\W*$")
_DASHED = regex.compile(
    r"\s[–—-]\s(?P<code>\p{Lu}{2,6}/?\d{2,4}|\p{Lu}{4}-\d{2,3}|\p{Lu}{4,6}\d)"
    r"(?:\s*\([^()]*\)|,?\s(?:Revision|Revised|Rev)\b\.?(?:\s?\d)?)?\W*$"
)
#: The number that ends the value of a label for both: ``Title/Number: Clean Coasts, TUN/2011/022-771``.
_TITLE_AND = regex.compile(
    r"(?:[,;/]|\s[–—-])\s+(?P<code>(?=(?:\S*\d){3})(?=\S*\p{Lu})[\p{Lu}\d]+(?:[/.-][\p{Lu}\d]+)+)\W*$"
)
#: Three groups or more in brackets at the end of a title.
_GROUPS = regex.compile(
    r"\((?P<code>(?=[^()]*\p{Lu}{2})(?=(?:[^()]*\d){3})[\p{Lu}\d]+(?:[-/.][\p{Lu}\d]+){2,})\s*\)\W*$"
)
#: At the head of a title, with nothing but a blank behind it, only what can hardly be anything else.
_LEADING = regex.compile(
    r"^\W*(?P<code>\p{Lu}{2,5}-\d{3,6}(?!\d)|\p{Lu}{2,5}\s\d{5,6}|\d{2,4}\p{Lu}{2,4}\d{3,5}|\d{2}-\d{3}(?=\s*[‘“\"«]))"
    r"\s+(?=[\p{Lu}‘“\"«])"
)
_SYMBOL = regex.compile(
    r"(?<![\p{L}\d/.-])(?P<code>(?:\p{Lu}{2,4}/)?(?P<place>\p{Lu}{3})/[\p{Lu}\d]{0,2}\d{1,6}(?:/[\p{Lu}\d]{1,5}){1,4})"
    r"(?![\p{L}\d/-])"
)
_GLIDE = regex.compile(r"(?<![\p{L}\d-])(?P<code>\p{Lu}{2}-(?:19|20)\d\d-\d{4,6}-\p{Lu}{2,3})(?![\p{L}\d-])")
#: Fields whose labels are not about money or time may mention other projects.
_BESIDE = ("budget", "bare", "programme", "other")
_SHORT_TEXT = 160
_LONG = 5  #: so many digits tell a code of another make
_RIVALS = 4  #: so many candidates for the title are looked at
_LETTERS = regex.compile(r"^(?P<code>\p{Lu}{2,8}(?:-\p{Lu}{1,8}){1,4})$")
_CONTRACT = regex.compile(
    r"(?<![\w/(-])(?P<code>(?:[\p{Lu}]{2,6}\s?[-–]\s?[\p{Lu}]{2,6}\s)?(?:19|20)\d\d/\d{2,3}-\d{3})(?![\w/-])"
)
_ALONE = regex.compile(rf"^\W*+(?P<code>{_JOINED}|{_SHORT})\W*$")
#: A press release of the United Nations: ``UNIS/NAR/852``, ``SG/SM/9000``.
_RELEASE = regex.compile(r"(?:UNIS|D?SG|GA|SC)/\p{Lu}{2,5}/\d+$")


def read(block: Block) -> Iterator[Finding]:
    """The codes that a block states, each once a place, by the first rule that reads it."""
    seen: set[tuple[Span, ...]] = set()
    stated = [*_all(block), *_of_both(block)]
    if all(one.doubt or _GLIDE.fullmatch(one.text("code")) for one in stated):
        stated += _only(block)
    for finding in stated:
        places = finding.cells["code"].spans
        if places not in seen:
            yield finding
        seen.add(places)


def _all(block: Block) -> Iterator[Finding]:
    sure = any(code_doubts.is_owned(one) for one in block.of("code"))
    for one in block.of("code"):
        yield from (own := list(_labelled(one, sure)))
        told = " ".join(f.text("code") for f in own)
        yield from (f for f in _shaped(one) if f.text("code") not in told)
        if one.label is None:
            yield from _found(LISTED, _LETTERS, one.value, "code")
    for candidate in _of_title(block):
        for pattern in (_BRACKET, _GROUPS, _DASHED, code_doubts.leading_code(), _LEADING, leading(), _NUMBERED):
            yield from _found(TITLE, pattern, candidate.value, "title")
        for rule, made in ((NUMBERED, numbered()), (SHAPE, shape()), (GLIDE, _GLIDE), (SYMBOL, _SYMBOL)):
            yield from _found(rule, made, candidate.value, "title")
    for one in block.of("programme", "bare", "budget", "other"):
        yield from _found(PROGRAMME, _CONTRACT, one.value, one.kind)
    for one in block.of("bare"):
        yield from _found(BARE, _ALONE, one.value, "bare")
    for one in block.of(*_BESIDE):
        yield from _beside(one.value, one.kind)
    yield from (f for one in block.of("donor") for f in _found(SHAPE, shape(), one.value, one.kind))
    for paragraph in block.narrative:
        if len(paragraph.text) < _SHORT_TEXT:
            yield from _found(PROGRAMME, _CONTRACT, paragraph, "narrative")
            yield from _beside(paragraph, "narrative")


def _shaped(one: Field) -> Iterator[Finding]:
    for rule, made in ((SHAPE, shape()), (GLIDE, _GLIDE)):
        yield from _found(rule, made, one.value, one.kind)


def _of_both(block: Block) -> Iterator[Finding]:
    """The number behind a title whose label is for both: ``Title/Number``."""
    for one in block.of("title"):
        if one.label and "/" in one.label.text:
            yield from _found(LABEL, _TITLE_AND, one.value, "code")


def _only(block: Block) -> Iterator[Finding]:
    """The only code of each well-known make in long texts and in what is left of the page of an only project.

    Where there are several of a make, they may be other projects'.
    """
    long = [t for t in (*block.narrative, *(f.value for f in block.fields)) if len(t.text) >= _SHORT_TEXT]
    found = [f for one in (*long, *block.page) for f in _found(SHAPE, shape(), one, "narrative")]
    makes: dict[str, list[Finding]] = {}
    for one in found:
        makes.setdefault(_make(one.text("code")), []).append(one)
    yield from (same[0] for same in makes.values() if len({f.text("code") for f in same}) == 1)


def _of_title(block: Block) -> Iterator[Candidate]:
    """The title, and the rivals that have the title among their words: the line it stands in, say."""
    words = block.titles[0].value.text.strip() if block.titles else ""
    return (one for one in block.titles[:_RIVALS] if words in one.value.text)


def _beside(excerpt: Excerpt, kind: str) -> Iterator[Finding]:
    """Codes that show what they are wherever they stand."""
    yield from (f for f in _found(SYMBOL, _SYMBOL, excerpt, kind))
    yield from _found(SHAPE, shape(), excerpt, kind)
    if kind != "programme":
        yield from _found(NUMBERED, numbered(), excerpt, kind)
        yield from _found(GLIDE, _GLIDE, excerpt, kind)


def _labelled(one: Field, sure: bool) -> Iterator[Finding]:
    """What a label gives; ``sure`` where another label says that what it numbers is the project."""
    value = one.value
    if PLACEHOLDER.match(value.text) or any(d.start == 0 for d in durations(value.text)) or counts_else(one):
        return
    make = ""
    for low, high in _stretches(value.text):
        match = _VALUE.match(value.text[low:high])
        if match and _is_number(match, make) and not is_none(value.text, low, high):
            make, (start, end) = make or _make(match.group("code")), match.span("code")
            yield _coded(one, low + start, low + end, sure)
            while (further := _NEXT.match(value.text[low:high], end)) is not None:
                start, end = further.span("code")
                yield _coded(one, low + start, low + end, sure)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where in the value of a label one code, or nothing, can stand."""
    at = 0
    for match in _BETWEEN.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _is_number(match: regex.Match[str], make: str) -> bool:
    """Whether what a label gives is no date, amount or act; behind another code only one of its make, or a long one."""
    code, at = match.group("code"), match.start("code")
    head = regex.match(r"\p{Lu}+(?=(?:\s[IVX]{1,4})?[\s.]+\d)", code)
    if len(code) > 40 or DATED.match(code) or (head and squeeze(head.group()) in vocabulary("codes", "others")):
        return False
    if len(code) < 3 and any(d.start <= at for d in scan(match.string)):
        return False
    if code_doubts.counts_money(match) or code_doubts.is_cut(match) or code_doubts.is_foreign(code):
        return False
    if not make:
        return True
    return (make == _make(code) and not code_doubts.YEAR.fullmatch(code)) or sum(c.isdigit() for c in code) >= _LONG


def _make(code: str) -> str:
    """How a code is made: ``A/A9`` of ``GLO/T59``."""
    return regex.sub(r"\d+", "9", regex.sub(r"\p{L}+", "A", code))


def _coded(one: Field, start: int, end: int, sure: bool) -> Finding:
    made = cell(one.value, start, end, ("join", "trim"))
    return Finding("code", LABEL.id, {"code": made}, "code", doubt=code_doubts.unsure(one, made.value, sure))


def _found(rule: Rule, pattern: regex.Pattern[str], excerpt: Excerpt, kind: str) -> Iterator[Finding]:
    for match in pattern.finditer(excerpt.text, timeout=TIMEOUT):
        if is_parents(match.string, match.start("code")):
            continue
        if pattern is _NUMBERED or rule is NUMBERED or _is_one(match):
            score = 0.5 if kind != "title" else 1.0
            for start, end in each(match):
                cells = {"code": cell(excerpt, start, end, ("join",))}
                yield Finding("code", rule.id, cells, kind, rule.status, code_doubts.of_bracket(match), score)


def _is_one(match: regex.Match[str]) -> bool:
    """Whether what has the shape of a code is no date, no norm and no document's number."""
    code, place = match.group("code"), match.groupdict().get("place")
    if DATE_LIKE.match(code) or code_doubts.is_foreign(code) or (NO_CODE.match(code) and match.re is not shape()):
        return False
    if match.re is _DASHED and not is_appeals(code):
        return False
    if place is not None and not (
        squeeze(place) in vocabulary("codes", "symbol") or place in set(countries().values())
    ):
        return False
    letters = regex.match(r"\p{Lu}+(?![\p{L}/])", code)
    month = letters is not None and squeeze(letters.group()) in months_by_name()  # "AVRIL-2024"
    year = regex.search(r"[\s-](?:19|20)\d\d$", code) if month or match.re is _LEADING else None
    return not (year or (letters and squeeze(letters.group()) in vocabulary("codes", "others")))


def is_code(text: str) -> bool:
    """Whether a line is a code and nothing else."""
    match = _ALONE.match(text)
    if match is None or DATE_LIKE.match(match.group("code")) or _RELEASE.match(match.group("code")):
        return False
    return any(c.isalpha() for c in text) and sum(c.isdigit() for c in text) >= 3


def is_contract(text: str) -> bool:
    """Whether a line begins with a contract number, or is headed by one (``DCI-MIGR 2008/153-128 - …``)."""
    match = _CONTRACT.search(text[:60])
    return match is not None and match.start("code") <= 12


RULES = (LABEL, TITLE, PROGRAMME, BARE, SYMBOL, NUMBERED, SHAPE, GLIDE, LISTED)
MODULE = Module("codes", RULES, read)
