"""Bytes to text: which character encoding a file is in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

#: Byte order marks and their codecs, longest first (UTF-32 LE begins with the mark of UTF-16 LE).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes that encoding detection looks at; more costs time and changes nothing.
_SAMPLE = 200_000
#: A file is UTF-8 with stray bytes when its valid non-ASCII characters are this many times the stray ones.
_STRAY = 2
#: Up to this share of letters outside ASCII a text is taken to be Western European (French has about 4 %, Czech
#: 15 %, Cyrillic or Greek nearly 100 %): detection confuses the Windows code pages on short texts.
_WESTERN = 0.1
#: A sign between letters, as Polish has it when it is read with the wrong code page (``przysz³oœci``).
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-©«-¶¸¹»-¿×÷](?=[^\W\d_])")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file.

    Order: byte order mark, UTF-16 without a mark, UTF-8 (a text in another encoding is hardly ever valid UTF-8),
    the encoding that the file declares, UTF-8 with stray Windows-1252 bytes, detection, Windows-1252.
    Never raises; what cannot be decoded becomes U+FFFD.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    for codec in (_utf16(data), "utf-8", declared):
        text = _strict(data, codec)
        if text is not None:
            return text
    return _mended(data) or data.decode(_detected(data), "replace")


def _strict(data: bytes, codec: str) -> str | None:
    """The text if the bytes are valid in this codec; None if not, or if there is no such codec."""
    try:
        name = codecs.lookup(codec).name
        # HTML standard: what calls itself Latin-1 or ASCII is Windows-1252
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        return data.decode(name) if codec else None
    except (LookupError, ValueError):
        return None


def _utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark, seen by where the zero bytes are; empty if it is not UTF-16."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= len(head) // 8:
        return ""
    if even == 0:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 else ""


def _mended(data: bytes) -> str:
    """UTF-8 text with its few stray bytes read as Windows-1252; empty if it is not mostly UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= c <= "\udcff" for c in text)
    if stray * _STRAY > sum(c > "\x7f" for c in text) - stray:
        return ""
    windows = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
    return text.translate(windows)


def _detected(data: bytes) -> str:
    """The most likely 8-bit or East Asian codec; Windows-1252 where nothing is likely."""
    sample = data[:_SAMPLE]
    western = sample.decode("cp1252", "replace")
    letters = [c for c in western if c.isalpha()]
    if sum(not c.isascii() for c in letters) <= _WESTERN * len(letters) and not _SIGN_IN_WORD.search(western):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
