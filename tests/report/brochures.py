"""Brochures for the report: one that is well-behaved, and one that would like to run something."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

#: What a title, a donor and a place in a hostile brochure say; each would run where it became part of a page.
SCRIPT = '</script><script>window.hurt="title"</script>'
IMAGE = '<img src=x onerror="window.hurt=1">'

HARBOURS = (
    "Project title: Safe harbours for fishers",
    "Project code: HBR-7",
    "Region: Central America",
    "Countries: Guatemala, Panama",
    "Budget: USD 900,000",
    "Total pledges: USD 300,000 from Norway",
    "Shortfall: USD 600,000",
    "Contact: Ms. Ana Lima, ana.lima@harbours.example, Tel.: +43 1 5550199",
)
LIGHTS = (
    "Project title: Lights for far islands",
    "Project code: LGT-2",
    "Region: East Asia and the Pacific",
    "Country: Fiji",
    "Budget: USD 500,000",
    "Total pledges: USD 200,000 from Japan",
    "Shortfall: USD 250,000",
)
HOSTILE = f"""Project title: Wells {SCRIPT} for all

Project code: XSS-1
Region: {IMAGE}
Country: Kenya
Budget: USD 10,000
Donor: <b onclick="window.hurt=2">Nobody</b> & Sons
Shortfall: USD 10,000
"""


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A brochure with a page a project."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    for page in pages:
        canvas.rect(40, 40, 100, 60, fill=1)  # a picture, which may be of anything
        for number, line in enumerate(page):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 12)
            canvas.drawString(72, 760 - 22 * number, line)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


def folder(place: Path) -> Path:
    """A folder with the two brochures; makes it."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "harbours.pdf").write_bytes(pdf(HARBOURS, LIGHTS))
    (place / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return place
