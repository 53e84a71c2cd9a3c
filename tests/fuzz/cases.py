"""Cases for the fuzz targets: each was a fault once, seen in hostile files or by reading the code."""

from __future__ import annotations

#: Target, input, what happened.
FOUND: list[tuple[str, bytes, str]] = [
    ("read-html", b"<ol start=" + b"9" * 5000 + b"><li>a", "ValueError: Python refuses to read 5,000 digits"),
    ("read-html", b"<ol><li value=--5>a", "ValueError: --5 is made of minus signs and digits and is no number"),
    ("read-text", b"a" + b" " * 60_000 + b"b\nc", "IndexError: a piece of a long line was nothing but blanks"),
]
