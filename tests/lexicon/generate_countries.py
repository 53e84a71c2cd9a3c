"""Writes countries.csv and country_codes.csv of extractors/lexicon/ from CLDR (Babel) and country_names.toml.

Run from the repository root: ``python tests/lexicon/generate_countries.py``. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from babel.core import get_global

from extractors.lexicon import squeeze

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "extractors" / "lexicon" / "countries.csv"
CODES = TARGET.with_name("country_codes.csv")

#: The version whose CLDR names the committed table holds; another version may know other names.
BABEL = "2.18.0"
#: Locales in the order in which a name is given its language; a name common to two keeps the first.
LOCALES = ("en", "fr", "es", "de", "pt", "pt_PT", "it", "nl", "ca", "gl")
#: CLDR territories that are no ISO 3166-1 country: exceptional reservations, unions and test codes.
NOT_ISO = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
#: Alpha-3 codes that CLDR maps to a present territory although ISO 3166-3 has withdrawn them.
WITHDRAWN = frozenset(("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"))
#: Kosovo: CLDR knows XK, which has no alpha-3 in ISO 3166-1; XKX is the user-assigned code in common use.
USER_ASSIGNED = {"XK": "XKX"}
#: Shorter names than this lose too much with their accents (``Irã``).
LEAST_UNACCENTED = 5
#: German names whose adjectives are inflected (``der Dominikanischen Republik``, ``das Vereinigte Königreich``).
INFLECTED = re.compile(
    r"\b(?P<adjective>\w+?)(?:es|e)\b"
    r"(?= (?:\w+ )*(?:Republik|Volksrepublik|Staaten|Königreich|Emirate|Gebiete|Inseln)\b)"
)
DATIVE = {"Emirate": "Emiraten", "Gebiete": "Gebieten", "Königreich": "Königreichs"}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


class Name(NamedTuple):
    """A row of countries.csv."""

    name: str
    iso3: str
    lang: str
    source: str


def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> alpha-3 of the 249 countries and Kosovo, from the CLDR territory aliases."""
    known = {a for a in map(str, Locale("en").territories) if len(a) == 2 and a.isalpha() and a not in NOT_ISO}
    table: dict[str, str] = {}
    for code, now in get_global("territory_aliases").items():
        if (
            len(code) == 3
            and code.isalpha()
            and code not in WITHDRAWN
            and len(now) == 1
            and now[0] in known - set(USER_ASSIGNED)
        ):
            if now[0] in table:
                raise ValueError(f"two alpha-3 codes for {now[0]}: {table[now[0]]} and {code}")
            table[now[0]] = code
    table |= USER_ASSIGNED
    if set(table) != known:
        raise ValueError(f"no alpha-3 code for {sorted(known - set(table))}")
    return dict(sorted(table.items(), key=lambda pair: pair[1]))


def unaccented(name: str, lang: str) -> str:
    """The name as a printer without accents writes it: German umlauts as two letters, all others bare."""
    if lang == "de":
        return "".join(GERMAN.get(c, c) for c in name)
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def variants(name: str, lang: str) -> Iterator[str]:
    """Other printed forms of a name: ``and`` for ``&``, ``Saint`` for ``St.``, blanks for hyphens, no accents."""
    forms = [name, *inflected(name)]
    forms += [f.replace(" & ", " and ") for f in forms if " & " in f]
    forms += [f.replace("St. ", prefix) for f in forms if f.startswith("St. ") for prefix in ("Saint ", "St ")]
    forms += [f.replace("-", " ") for f in forms if "-" in f and "- " not in f]
    forms += [unaccented(f, lang) for f in forms if len(f) >= LEAST_UNACCENTED]
    yield from forms[1:]


def inflected(name: str) -> Iterator[str]:
    """A German name of adjective and noun as it stands behind an article, in each case."""
    if INFLECTED.search(name):
        weak, oblique = (INFLECTED.sub(rf"\g<adjective>{ending}", name) for ending in ("e", "en"))
        yield from (weak, oblique)
        yield from (oblique.replace(noun, case) for noun, case in DATIVE.items() if noun in oblique)


def candidates(extra: dict[str, Any]) -> Iterator[Name]:
    """All names, the published English ones first, then by table, country and order of the file."""
    codes = alpha3()
    known = frozenset(codes.values())
    english = Locale("en").territories
    for two, three in codes.items():
        shown = extra["display"].get(three)
        yield Name(shown or straight(english[two]), three, "en", "display" if shown else "cldr")
    for locale in LOCALES:
        names = Locale.parse(locale).territories
        yield from (Name(straight(names[two]), three, locale[:2], "cldr") for two, three in codes.items())
    for table, entries in extra.items():
        if table not in ("display", "excluded"):
            for three, listed in entries.items():
                if three not in known:
                    raise ValueError(f"no country {three} in [{table}]")
                yield from (Name(name, three, "", table) for name in listed)


def straight(name: str) -> str:
    """With straight apostrophes and single blanks."""
    return " ".join(name.replace("’", "'").replace("\u00a0", " ").split())


def names(extra: dict[str, Any]) -> list[Name]:
    """The rows: every name once, the excluded ones left out; ValueError where two countries share a name."""
    excluded = {squeeze(word) for word in extra["excluded"]["names"]}
    kept: dict[str, Name] = {}

    def keep(name: Name) -> None:
        key = squeeze(name.name)
        if key in excluded:
            return
        if kept.setdefault(key, name).iso3 != name.iso3:
            raise ValueError(f"{name} is also {kept[key]}")

    listed = list(candidates(extra))
    for name in listed:
        keep(name)
    for name in listed:
        for form in variants(name.name, name.lang):
            keep(Name(form, name.iso3, "", "variant"))
    return list(kept.values())


def render() -> str:
    """The text of countries.csv."""
    extra = tomllib.loads((HERE / "country_names.toml").read_text(encoding="utf-8"))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Name._fields)
    writer.writerows(names(extra))
    return out.getvalue()


def render_codes() -> str:
    """The text of country_codes.csv: the alpha-2 code of each country, by which telephone numbers know it."""
    user = set(USER_ASSIGNED.values())
    rows = (f"{three},{two},{'user-assigned' if three in user else 'cldr'}\n" for two, three in alpha3().items())
    return "iso3,iso2,source\n" + "".join(rows)


if __name__ == "__main__":
    CODES.write_text(render_codes(), encoding="utf-8")
    TARGET.write_text(render(), encoding="utf-8")
