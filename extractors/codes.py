"""Project codes: behind a label, in brackets at the end of a title, in a contract line, alone on a line."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Module, Rule

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
    ),
    misses=("N/A", "to be assigned", "see below"),
)
TITLE = Rule(
    "codes.title",
    "Capitals and digits in brackets or behind a dash at the end of a title, or before a dash or colon at its "
    "head, are the project's code.",
    ("title",),
    hits=(("Combating Trafficking in Persons in Colombia (COLR52)", "code=COLR52"),),
    misses=(
        "Coordination Unit (ECOBCCU)",
        "Plan of Action (2007-12)",
        "sub-region (II)",
        "Study (2 years)",
        "Protection (CEPH)",
    ),
)
PROGRAMME = Rule(
    "codes.contract",
    "A contract or budget-line number of the form year/number-number before the name of a programme is the "
    "project's code.",
    ("programme", "bare", "narrative"),
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

_PLACEHOLDER = regex.compile(r"^\W*(?:n/?a|none|tb[ca]|to be .*|see .*|nil|-+|unknown|not .*)\W*$", regex.I)
_VALUE = regex.compile(
    r"^\W*(?:(?i:no|nr|n°|nº)\.?\s*(?=\d))?(?:\d\s+(?=\d{3}))?(?P<code>(?:[\p{Lu}]{1,6}[\s.]+)?(?=\S*\d)[\p{L}\d]"
    r"(?:[\p{L}\d./–_-]|\([\p{L}\d]+\))*"
    r"(?:\s(?:\p{Lu}[\p{Lu}\d]*/[\p{Lu}\d/-]*\d{3,}|Rev\.?\s?\d+|\(\p{Lu}{1,3}\)|\d{2,4}(?=(?:\s\d{2,4})*\W*$)"
    r"|[FMD]|\d{3,}[\p{L}\d-]*))*+)",
)
_BRACKET = regex.compile(rf"\((?P<code>{_SHORT})\)\W*$")
_NUMBERED = regex.compile(r"\((?:[\p{L}-]+[- ])?(?i:nr|no|n°|nº|ref)\.?\s*(?P<code>\d[\d /.-]{3,})\)\W*$")
_HEAD = regex.compile(
    r"^\W*(?P<code>(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{3,30})\s*(?:\s[-–—]|:|\t)\s*(?=\p{Lu})"
)
_DASHED = regex.compile(r"\s[–—-]\s(?P<code>\p{Lu}{2,6}/?\d{2,4})(?:\s*\([^()]*\))?\W*$")
_CONTRACT = regex.compile(
    r"(?<![\w/(-])(?P<code>(?:[\p{Lu}]{2,6}\s?[-–]\s?[\p{Lu}]{2,6}\s)?(?:19|20)\d\d/\d{2,3}-\d{3})(?![\w/-])"
)
_ALONE = regex.compile(rf"^\W*(?P<code>{_JOINED}|{_SHORT})\W*$")
_DATE_LIKE = regex.compile(
    r"^(?:(?:19|20)\d\d[-–/.]\d{1,2}(?:$|[-–/.]\d{1,2}(?!\d))|\d{1,2}[-–/.]\d{1,2}[-–/.]\d{2,4}"
    r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d$)"
)
#: Numbers, and what is written like a code and counts something else: a virus, a gas, a goal, a conference.
_NO_CODE = regex.compile(
    r"[\d.,\s]+$|(?:COVID|SARS|HIV|CO|NO|PM|SDG|MDG|ODD|ODS|COP|CMP|UN|EU|ISO|RIO|BEIJING)-?\d{1,4}$"
)


def read(block: Block) -> Iterator[Finding]:
    """The codes that a block states, each once a place."""
    for one in block.of("code"):
        yield from _labelled(one.value)
    for candidate in block.titles[:1]:
        yield from _found(TITLE, _BRACKET, candidate.value, "title")
        yield from _found(TITLE, _DASHED, candidate.value, "title")
        yield from _found(TITLE, _HEAD, candidate.value, "title")
        yield from _found(TITLE, _NUMBERED, candidate.value, "title")
    for one in block.of("programme", "bare"):
        yield from _found(PROGRAMME, _CONTRACT, one.value, one.kind)
    for one in block.of("bare"):
        yield from _found(BARE, _ALONE, one.value, "bare")
    for paragraph in block.narrative:
        if len(paragraph.text) < 160:
            yield from _found(PROGRAMME, _CONTRACT, paragraph, "narrative")


def _labelled(value: Excerpt) -> Iterator[Finding]:
    if _PLACEHOLDER.match(value.text):
        return
    at = 0
    for part in regex.split(r"[;\n]|,\s(?=\S*\d)|\s\|\s|\s(?:and|et|y|und|&)\s(?=\S*\d)", value.text):
        at = value.text.find(part, at)
        match = _VALUE.match(part)
        if match and len(match.group("code")) <= 40:
            start, end = match.span("code")
            yield Finding("code", LABEL.id, {"code": cell(value, at + start, at + end, ("join", "trim"))}, "code")
        at += len(part)


def _found(rule: Rule, pattern: regex.Pattern[str], excerpt: Excerpt, kind: str) -> Iterator[Finding]:
    for match in pattern.finditer(excerpt.text, timeout=2):
        if pattern is _NUMBERED or not (_DATE_LIKE.match(match.group("code")) or _NO_CODE.match(match.group("code"))):
            yield Finding(
                "code",
                rule.id,
                {"code": cell(excerpt, *match.span("code"), ("join",))},
                kind,
                score=0.5 if kind != "title" else 1.0,
            )


def is_code(text: str) -> bool:
    """Whether a line is a code and nothing else."""
    match = _ALONE.match(text)
    if match is None or _DATE_LIKE.match(match.group("code")):
        return False
    return any(c.isalpha() for c in text) and sum(c.isdigit() for c in text) >= 3


def is_contract(text: str) -> bool:
    """Whether a line begins with a contract number, or is headed by one (``DCI-MIGR 2008/153-128 - …``)."""
    match = _CONTRACT.search(text[:60])
    return match is not None and match.start("code") <= 12


RULES = (LABEL, TITLE, PROGRAMME, BARE)
MODULE = Module("codes", RULES, read)
