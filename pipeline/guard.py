"""Cells of CSV files that a spreadsheet would take for a formula, made harmless in a way that can be undone.

A spreadsheet runs what begins with ``=``, ``+``, ``-``, ``@``, a TAB or a carriage return, wherever it comes from
(OWASP, "CSV injection"). In a CSV file such a text stands behind an apostrophe. A text that begins with apostrophes and
then one of these gets one more, so that taking one away always gives the text back.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text as a cell of a CSV file."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """The text that a cell of a CSV file stands for."""
    return text[1:] if _GUARDED.match(text) else text
