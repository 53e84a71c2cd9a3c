"""Hypothesis on every target: bytes from nowhere, and pieces of brochures put together at random."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.cases import FOUND
from tests.fuzz.targets import targets

#: Pieces that brochures, their markup and the files beside them are made of.
PIECES = {
    "extract": "Budget|US$ 1,000|€|1.906.876,00|756,00|(|)|)|–|-|2009|1 May 2009 - 30 June 2011|(2 years)|Norway|Kenya and|"
    "the Lao PDR|Côte d’Ivoire|Donor:|;|,|\n|\n\n|Ms. Ann Lee|ann@x.example|+43 1 26060-4290|ext. 5|GLOT59|“Safe|Wells”|"
    "%|million|0|Global|Africa|health|¹|\u202e|\ud7ff|TBD|per year|and others|Shortfall: US$|12,34,567|1/2/2009|Q3 2010",
    "read-html": "<table>|<tr>|<td colspan=9>|<td rowspan=0>|</table>|<ol start=3>|<li value=-1>|<ul>|<pre>|<p>|<br>|<b>|&amp;|&#0;|"
    "<!--|-->|<script>|</script>|<dl>|<dt>|<dd>|<nav>|<sup>1</sup>|<div style='display:none'>|Country: Kenya|\n|<h1>|</h1>|<?x|<![CDATA[",
    "read-text": "| a | b |\n|---|---|\n|===|\n|\f|\t|•|1.|(a)|#|**|_|Country:|Kenya|\r|\x0b|\x85|\u2028|e\u0301|\ufb01|   |\xad|-\n",
    "read-pdf": "1 0 obj|endobj|<<|>>|[|]|/Type /Catalog|/Pages 2 0 R|/Kids [3 0 R]|stream\n|\nendstream|xref\n|trailer|startxref\n|"
    "0|9|%%EOF|BT|ET|(a) Tj|/Length 5|/Count 1|R|/Parent 2 0 R|/MediaBox [0 0 9 9]|\n",
    "manifest": "file|publisher|published|,|\n|\"|a.txt|../x|/|2009|\r|;|\ufeff",
    "corrections": "project|table|column|source_value|corrected_value|reason|by|date|row|,|\n|projects|budget|1000|2009-01-01|\"|title|x",
    "publication": "name|title|licence|homepage| = |\"x\"|\n|[|]|#|{|}|'|'''|https://x.example|1|true|2009-01-01",
}  # fmt: skip
PIECES["segment"] = PIECES["frame"] = PIECES["mentions"] = PIECES["extract"]

bounded = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def inputs(target: str) -> st.SearchStrategy[bytes]:
    """Bytes from nowhere, and pieces with and without blanks between them."""
    pieces = PIECES.get(target, PIECES["extract"]).split("|")
    put = st.lists(st.sampled_from(pieces) | st.text(max_size=8), max_size=25)
    made = st.tuples(put, st.sampled_from(["", " ", "\n"])).map(lambda p: p[1].join(p[0]).encode("utf-8", "replace"))
    return made | st.binary(max_size=200)


@pytest.mark.parametrize("target", sorted(targets()))
def test_nothing_breaks_a_target(target: str) -> None:
    run = targets()[target]

    @bounded
    @given(inputs(target))
    def each(data: bytes) -> None:
        run(data)

    each()


@pytest.mark.parametrize(("target", "data", "fault"), FOUND)
def test_what_was_found_stays_mended(target: str, data: bytes, fault: str) -> None:
    targets()[target](data)
