"""The country that a project's code is made of: ``GCP/UGA/040/CPR``, ``MDRLK004``, ``EuropeAid/138056/DH/SER/BA``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

import regex

from extractors import contexts, country_roles, places
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import toml

SIGN = Rule(
    "countries.code",
    "Where no field names a country, the only one whose sign the codes of the page are made of is where the project "
    "works.",
    ("code", "title", "narrative"),
    "place",
    status="doubtful",
    doubt="only the sign in a code says where the project works",
    hits=(
        ("Project GCP/UGA/040/CPR", "iso3=UGA"),
        ("UNJP/URT/123/UNJ", "iso3=TZA"),
        ("Symbol: MOZ1450MUND", "iso3=MOZ"),
        ("Projet BEN 10484.0", "iso3=BEN"),
        ("Appeal PHL131", "iso3=PHL"),
        ("Emergency appeal MDRLK004", "iso3=LKA"),
        ("EuropeAid/138056/DH/SER/BA", "iso3=BIH"),
        ("P-CM-KA0-007", "iso3=CMR"),
        ("UR-L1153", "iso3=URY"),
        ("HND/MIE/Multi/2016/1", "iso3=HND"),
        ("GLIDE FL-2019-000075-HUN", "iso3=HUN"),
    ),
    misses=(
        "RAF/10/55/USA",
        "GLO/14/45/BRA",
        "COM 2010 and MAR 2014",
        "ISR44895",
        "UGA/08/50/USA and MOZ/02/001",
        "MLI 2014",
        "USA/C21/03",
    ),
)
SCOPE = Rule(
    "countries.code_scope",
    "Where nothing else says how far a project reaches, the sign of a region or of the world in its code does.",
    ("code", "title", "narrative"),
    "scope",
    status="doubtful",
    doubt="only the sign in a code says how far the project reaches",
    hits=(("RAF/10/55/USA", "scope=regional"), ("GCP/GLO/366/GFF", "scope=global"), ("GLOT59", "scope=global")),
    misses=("RAF 2010", "INT 5", "UGA/08/50/USA"),
)
RULES = (SIGN, SCOPE)

_SLASHED = r"(?:\s?[/-]\s?[\p{L}\d.]{1,6}){2,4}(?![\p{L}\d])"
#: How codes hold the sign of a country; ``(?P<idb>…)`` is a sign of a bank's own.
_FORMS = (
    # GCP/UGA/040/CPR, MOZ/14/50/UND, GTM-013-B
    rf"(?<![\p{{L}}\d/-])(?:\p{{Lu}}{{2,4}}\s?[/-]\s?)?(?P<sign>{{signs}})(?=[^\s]*\s?[/-]\s?\S*\d){_SLASHED}",
    # PHL131, MOZ1450MUND, BEN 10484.0, BDI 1308211
    r"(?<![\p{L}\d/-])(?P<bare>\p{Lu}{3})(?:\d{3,}|-\d{2,}/\d{2,}|\s(?!(?:19|20)\d\d(?!\d))\d{3,}(?![,\d]*[.,]\d{3}))",
    r"(?<![\p{L}\d/-])MDR(?P<sign>\p{Lu}{2})\d{3}(?!\d)",
    r"(?<![\p{L}\d/-])EuropeAid/\d{5,6}(?:/\p{Lu}{1,4}){2,4}/(?P<sign>\p{Lu}{2})(?![\p{L}\d])",
    r"(?<![\p{L}\d/-])P-(?P<sign>\p{Lu}{2})-[\p{Lu}\d]{3}-\d{3}(?!\d)",
    r"(?<![\p{L}\d/-])(?P<idb>\p{Lu}{2})-[GJLMNOSTUX]\d{4}(?!\d)",
    r"(?<![\p{L}\d/-])\p{Lu}{2}-(?:19|20)\d\d-\d{6}-(?P<sign>\p{Lu}{3})(?!\p{L})",
)


@cache
def _codes() -> regex.Pattern[str]:
    """The forms of codes, with the signs of all countries in the one in which another word may stand before them."""
    signs = "|".join(sorted(sign for sign in places.signs() if len(sign) == 3))
    return regex.compile("|".join(_FORMS).replace("{signs}", signs))


_REGIONS = regex.compile(
    r"(?<![\p{L}\d/-])(?:\p{Lu}{2,4}\s?/\s?)?(?P<sign>\p{Lu}{3})(?:\s?/\s?[\p{L}\d]*\d[\p{L}\d]*\s?[/-]|\p{Lu}\d\d(?!\d))"
)


def read(block: Block) -> Iterator[Finding]:
    """The country whose sign the codes of a block hold, if they hold one's alone and none of a region."""
    excerpts = _excerpts(block)
    found = [one for excerpt in excerpts for one in _read(excerpt)]
    if len({f.text("iso3") for f in found}) == 1 and next(_scopes(excerpts), None) is None:
        yield found[0]


def scope(block: Block) -> Iterator[Finding]:
    """How far a project reaches by the first sign of a region in a code."""
    yield from islice(_scopes(_excerpts(block)), 1)


def _excerpts(block: Block) -> list[Excerpt]:
    return [home.excerpt for home in contexts.homes(block, page=True)]


def _read(excerpt: Excerpt) -> Iterator[Finding]:
    for match in _codes().finditer(excerpt.text):
        group = next(name for name, value in match.groupdict().items() if value)
        sign, step = match.group(group), "sign-iso3:idb" if group == "idb" else "sign-iso3"
        code = places.sign_iso3(sign, "idb" if group == "idb" else "")
        odd = group == "bare" and sign in toml("country_signs")["words"]["not"]
        if code and not odd and code not in country_roles.givers():
            span = match.span(group)
            cells = {"name_text": cell(excerpt, *span, ("join",)), "iso3": cell(excerpt, *span, (step,))}
            yield Finding("place", SIGN.id, cells, "code", SIGN.status, SIGN.doubt, fixed={"basis": "named"})


def _scopes(excerpts: list[Excerpt]) -> Iterator[Finding]:
    for excerpt in excerpts:
        for match in _REGIONS.finditer(excerpt.text):
            made = cell(excerpt, *match.span("sign"), ("sign-scope",))
            if made.value:
                yield Finding("scope", SCOPE.id, {"scope": made}, "code", SCOPE.status, SCOPE.doubt, 0.3)
