"""Hostile texts and web pages."""

from __future__ import annotations

import codecs
import encodings.aliases
import random
from collections.abc import Callable, Iterator

from tests.hostile.case import ANY, FAILED, OK, READ, SKIPPED, Case

#: A project that every encoding of letters can write.
GOOD = "Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\nDonor: Norway\n"
HTML = (
    "<!DOCTYPE html><html><head><title>Wells</title>%s</head><body><h1>Clean Wells for Upland Farmers</h1>"
    "<p>Country: Nepal</p><p>Budget: EUR 2,500</p>%s</body></html>"
)
MILLION = 1_000_000


def cases() -> Iterator[Case]:
    """All of them."""
    yield from lengths()
    yield from characters()
    yield from tongues()
    yield from pages()


#: Name of a line of a megabyte and what it is made of: what a pattern could go back and forth in.
REPEATED: dict[str, Callable[[], str]] = {
    "words": lambda: "harbour " * (MILLION // 8),
    "one-word": lambda: "a" * MILLION,
    "digits": lambda: "1" * MILLION,
    "amounts": lambda: "US$ 1,000 " * (MILLION // 10),
    "amount-of-a-megabyte": lambda: "Budget: US$ " + "1," * (MILLION // 2),
    "labels": lambda: "Country: Kenya " * (MILLION // 15),
    "brackets": lambda: "(" * MILLION,
    "brackets-closed": lambda: "()" * (MILLION // 2),
    "quotes": lambda: "“" * (MILLION // 3),
    "addresses": lambda: "a@" * (MILLION // 2),
    "address-long": lambda: "a." * (MILLION // 2) + "@b.example",
    "links": lambda: "http://a.example/" * (MILLION // 17),
    "years": lambda: "2009-2010-" * (MILLION // 10),
    "names": lambda: "Mr. Ann Lee, " * (MILLION // 13),
    "commas": lambda: ", " * (MILLION // 2),
    "dashes": lambda: "- " * (MILLION // 2),
    "telephones": lambda: "+43 1 " * (MILLION // 6),
    "borders": lambda: "|" * MILLION,
    "asterisks": lambda: "*" * MILLION,
    "numbers-signs": lambda: "#" * MILLION,
    "blanks": lambda: "a" + " " * MILLION + "b",
    "tabs": lambda: "a\tb" * (MILLION // 3),
    "donors": lambda: "Donor: Norway, Sweden and " * (MILLION // 26),
    "titles": lambda: "Project title: Wells for farmers Budget: US$ 1,000 " * (MILLION // 51),
    "sentences": lambda: "Norway gives US$ 1,000. " * (MILLION // 24),
    "colons": lambda: "wells: " * (MILLION // 7),
    "seams": lambda: "aB:" * (MILLION // 3),
    "label-lines": lambda: "Country: Kenya\n" * (MILLION // 15),
    "title-lines": lambda: "Project title: Wells for farmers\nBudget: US$ 1,000\n" * (MILLION // 51),
    "amount-lines": lambda: "US$ 1,000\n" * (MILLION // 10),
    "marks": lambda: "e" + "\u0301" * (MILLION // 2),
}  # fmt: skip


def lengths() -> Iterator[Case]:
    """Too much of one thing."""
    for name, text in REPEATED.items():
        yield Case(f"lines/{name}.txt", lambda t=text: f"{GOOD}\n{t()}\n".encode(), ANY)
    for name, line, count in (("empty", "", MILLION), ("short", "a", 300_000), ("pages", "\f", 200_000)):
        yield Case(f"lines/many-{name}.txt", lambda li=line, n=count: (GOOD + f"{li}\n" * n).encode(), ANY, large=True)
    yield Case("lines/projects-5-mb.txt", lambda: (GOOD + "\n\n").encode() * (5_000_000 // len(GOOD)), ANY, large=True)
    story = "The project supports fishers and their families in the villages of the coast.\n"
    yield Case("lines/text-50-mb.txt", lambda: (story * (49_900_000 // len(story))).encode(), ANY, large=True)
    yield Case(
        "lines/text-too-large.txt",
        lambda: (story * (51_000_000 // len(story))).encode(),
        FAILED,
        "too large",
        large=True,
    )


#: Bytes that are no text, or text that nobody wrote.
CHARACTERS: list[Case] = [
    Case("bytes/none.txt", lambda: b"", FAILED, "0 bytes"),
    Case("bytes/blank.txt", lambda: b" \n\t\n" * 9, FAILED, "no text"),
    Case("bytes/zeros.txt", lambda: bytes(100_000), ANY),
    Case("bytes/zeros-within.txt", lambda: GOOD.encode().replace(b" ", b"\0"), ANY),
    Case("bytes/zeros-late.txt", lambda: GOOD.encode() * 200 + bytes(5000), ANY),
    Case("bytes/half-a-mark.txt", lambda: b"\xef\xbb", ANY),
    Case("bytes/surrogates.txt", lambda: (GOOD + "\ud800 \udfff \udc80\n").encode("utf-8", "surrogatepass"), READ),
    Case("bytes/too-long-forms.txt", lambda: GOOD.encode() + b"\xc0\xaf \xe0\x80\xaf \xf8\x88\x80\x80\x80\n", READ),
    Case(
        "bytes/controls.txt",
        lambda: (GOOD + "".join(map(chr, range(1, 32))) + "\x7f\x9b31m\u2028\u0085x\n").encode(),
        READ,
    ),
    Case(
        "bytes/overrides.txt", lambda: f"{GOOD}\u202eUS$ 1,000\u202c \u2066x\u2069 \u200f\u200b\ufeff\n".encode(), READ
    ),
    Case("bytes/private.txt", lambda: (GOOD + "\ue000\uf0b7\U000f0000\uffff\ufdd0\U0010ffff\n").encode(), READ),
    Case("bytes/formulas.txt", lambda: GOOD.replace("Safe", "=cmd|' /C calc'!A1 Safe").encode(), READ),
    Case("bytes/carriage-returns.txt", lambda: GOOD.replace("\n", "\r").encode(), OK),
    Case("bytes/rich.txt", lambda: b"{\\rtf1 Country: Kenya}", SKIPPED, "Rich Text"),
    Case("bytes/program.exe", lambda: b"MZ" + bytes(99), SKIPPED, "no reader for .exe"),
]


def characters() -> Iterator[Case]:
    """Bytes that are no text, or text that nobody wrote."""
    for seed in range(5):
        yield Case(f"bytes/noise-{seed}.txt", lambda s=seed: random.Random(s).randbytes(50_000), ANY)
        yield Case(f"bytes/noise-{seed}.html", lambda s=seed: b"<html>" + random.Random(s).randbytes(50_000), ANY)
    for name, mark in (("utf-8", codecs.BOM_UTF8), ("utf-16", codecs.BOM_UTF16_LE), ("utf-32", codecs.BOM_UTF32_BE)):
        yield Case(f"bytes/mark-{name}.txt", lambda m=mark: m, FAILED, "no text")
        yield Case(f"bytes/mark-{name}-odd.txt", lambda m=mark: m + GOOD.encode() + b"x", ANY)
    yield from CHARACTERS


def _codecs() -> list[str]:
    """Every encoding of text that Python knows and that can write a project."""
    found = []
    for name in sorted(set(encodings.aliases.aliases.values())):
        try:
            if codecs.lookup(name)._is_text_encoding and GOOD.encode(name).decode(name) == GOOD:  # type: ignore[attr-defined]
                found.append(name)
        except (LookupError, UnicodeError):
            continue
    return found


def tongues() -> Iterator[Case]:
    """Every encoding, and writing from right to left and from top to bottom."""
    for name in _codecs():
        yield Case(f"encodings/{name}.txt", lambda n=name: GOOD.encode(n), ANY)
        head = f'<meta charset="{name}">'
        yield Case(f"encodings/{name}.html", lambda n=name, h=head: (HTML % (h, "")).encode(n), ANY)
        yield Case(
            f"encodings/says-{name}.html", lambda h=head: (HTML % (h, "Sozialf\u00f6rderung")).encode("cp1252"), ANY
        )
    yield Case(
        "tongues/hebrew.txt",
        lambda: "\u05de\u05e9\u05e8\u05d3\n\n\u05ea\u05e7\u05e6\u05d9\u05d1: US$ 1,000\n".encode(),
        READ,
    )
    yield Case(
        "tongues/arabic.txt",
        lambda: "\u0627\u0644\u0645\u064a\u0632\u0627\u0646\u064a\u0629: \u0661\u066c\u0660\u0660\u0660 US$\n".encode(),
        READ,
    )
    yield Case("tongues/japanese.txt", lambda: "安\n全\nな\n港\n予算：１，０００\n".encode(), READ)
    yield Case(
        "tongues/digits.txt",
        lambda: (GOOD + "Budget: US$ \u0967,\u0966\u0966\u0966 \uff11\u00b2\u2460\U0001d7ce\u4e00\n").encode(),
        READ,
    )


SCRIPT = "<script>document.write('Country: Peru');fetch('http://evil.example/')</script>"


def page(
    name: str,
    body: Callable[[], str],
    statuses: frozenset[str] = OK,
    says: str = "",
    head: str = "",
    large: bool = False,
) -> Case:
    """A web page with this body."""
    return Case(f"pages/{name}.html", lambda: (HTML % (head, body())).encode(), statuses, says, large)


#: Web pages.
PAGES: list[Case] = [
    page("scripts", lambda: SCRIPT + "<img src=x onerror=alert(1)><iframe src='http://evil.example/'></iframe>"),
    page("never-closed", lambda: "<script>while(true){}"),
    page("style-never-closed", lambda: "<style>a{"),
    page("deep-boxes", lambda: "<div>" * MILLION + "x", READ),
    page("deep-lists", lambda: "<ul><li>" * 100_000 + "x", READ),
    page("deep-tables", lambda: "<table><tr><td>" * 30_000 + "x", READ),
    page("deep-inline", lambda: "<b><i>" * 300_000 + "x", READ),
    page("cells-that-span", lambda: "<table><tr><td colspan=999999999 rowspan=999999999>a<td>b<tr><td>c<td>d</table>"),
    page("cells-that-span-less-than-none", lambda: "<table><tr><td colspan=-5 rowspan=x>a<td>b<tr><td>c</table>"),
    page("cells-many", lambda: "<table>" + "<tr><td>a<td>b<td>c" * 50_000 + "</table>", ANY, large=True),
    page(
        "items-counted",
        lambda: f"<ol start={'9' * 6000}><li>a<li value={'9' * 6000}>b<li value=--5>c<li value=\u00b2>d</ol>",
    ),
    page("attributes", lambda: "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">x", READ),
    page("attribute-of-a-megabyte", lambda: f"<p style='{'a' * MILLION}' class='{'nav ' * 200_000}'>x", READ),
    page("entities", lambda: "&amp;" * 200_000 + "&#x110000;&#0;&#xd800;&bogus;&#" + "9" * 9999 + ";"),
    page("brackets", lambda: "<" * MILLION, READ),
    page("comments", lambda: "<!--" * 300_000 + "x", READ),
    page("line-of-a-megabyte", lambda: "<p>" + "The project supports fishers. " * 33_000, READ),
    page("columns-many", lambda: "<dl>" + "<dt>Country<dd>Kenya" * 20_000 + "</dl>", ANY, large=True),
    page("base", lambda: "", head='<base href="file:///"><link rel=stylesheet href="file:///dev/zero">'),
    page("no-such-encoding", lambda: "", head='<meta charset="x-no-such">'),
    Case("pages/laughs.xhtml", lambda: _laughs(), READ),
    Case("pages/entity-from-outside.xhtml", lambda: _outside(), READ),
    Case(
        "pages/frames.html",
        lambda: b"<html><frameset><frame src='file:///dev/random'></frameset></html>",
        FAILED,
        "no text",
    ),
    Case(
        "pages/only-scripts.html",
        lambda: f"<html><head>{SCRIPT}</head><body>{SCRIPT}</body></html>".encode(),
        FAILED,
        "no text",
    ),
]


def pages() -> Iterator[Case]:
    """Web pages."""
    for name in ("punycode", "idna", "unicode_escape", "hex", "zlib", "undefined", "utf-7", "rot13"):
        yield Case(
            f"pages/encoding-{name}.html",
            lambda n=name: (HTML % (f'<meta charset="{n}">', "\u00e9 " + "-a" * 200_000)).encode("cp1252"),
            READ,
        )
    yield from PAGES


def _laughs() -> bytes:
    """Entities that each stand for ten of the next."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body><p>Country: Nepal &l9;</p></body></html>'.encode()


def _outside() -> bytes:
    """An entity that stands for a file, and one that stands for an address."""
    entities = '<!ENTITY a SYSTEM "file:///dev/zero"><!ENTITY b SYSTEM "http://evil.example/b">'
    return f'<?xml version="1.0"?><!DOCTYPE html [{entities}]><html><body><p>Country: Nepal &a; &b;</p></body></html>'.encode()
