"""The layouts in which planted projects are typeset: text, web pages, PDF files."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

#: A printed project: its title, and label and value of each field.
Sheet = tuple[str, Sequence[tuple[str, str]]]


class Layout(NamedTuple):
    """How one project, or several of a table, are set."""

    suffix: str
    make: Callable[[Sequence[Sheet], str], bytes]  #: the projects and the label of titles -> the file
    several: bool = False  #: it holds several projects


def _text(fields: Callable[[str, str], str], *, head: str = "{title}\n\n") -> Callable[[Sequence[Sheet], str], bytes]:
    """A text file: the title, then what a field is printed as."""

    def make(sheets: Sequence[Sheet], label: str) -> bytes:
        ((title, pairs),) = sheets
        return (head.format(title=title, label=label) + "".join(fields(*pair) for pair in pairs)).encode()

    return make


def _markdown(sheets: Sequence[Sheet], label: str) -> bytes:
    ((title, pairs),) = sheets
    rows = "".join(f"| {name} | {value} |\n" for name, value in pairs)
    return f"# {title}\n\n{rows}".encode()


def _rows(sheets: Sequence[Sheet], label: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of a table of projects."""
    heads = [label, *(name for name, _ in sheets[0][1])]
    return heads, [[title, *(value for _, value in pairs)] for title, pairs in sheets]


def _text_table(sheets: Sequence[Sheet], label: str) -> bytes:
    heads, rows = _rows(sheets, label)
    return "".join(" | ".join(row) + "\n" for row in [heads, *rows]).encode()


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _lines(value: str) -> str:
    return escape(value).replace("\n", "<br/>")


def _html(field: str, around: str = "{}") -> Callable[[Sequence[Sheet], str], bytes]:
    """A web page: the title as heading, each field in this markup, all of them in ``around``."""

    def make(sheets: Sequence[Sheet], label: str) -> bytes:
        ((title, pairs),) = sheets
        fields = "\n".join(field.format(label=escape(name), value=_lines(value)) for name, value in pairs)
        return _page(f"<h1>{escape(title)}</h1>\n" + around.format(fields))

    return make


def _html_table(sheets: Sequence[Sheet], label: str) -> bytes:
    heads, rows = _rows(sheets, label)
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{_lines(c)}</td>" for c in row) + "</tr>" for row in rows)
    return _page(f"<table><tr>{head}</tr>{body}</table>")


def _pdf(fields: Callable[[Sequence[tuple[str, str]]], list[Flowable]]) -> Callable[[Sequence[Sheet], str], bytes]:
    """A PDF: the title, and below it what the fields are set as."""

    def make(sheets: Sequence[Sheet], label: str) -> bytes:
        ((title, pairs),) = sheets
        out = io.BytesIO()
        story = [Paragraph(escape(title), getSampleStyleSheet()["Heading1"]), Spacer(1, 12), *fields(pairs)]
        SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
        return out.getvalue()

    return make


def _normal(text: str) -> Paragraph:
    return Paragraph(text, getSampleStyleSheet()["Normal"])


def _set_lines(pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
    return [_normal(f"{escape(name)}: {_lines(value)}") for name, value in pairs]


def _set_stacked(pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
    """A bold label above each value."""
    each = ((_normal(f"<b>{escape(name)}</b>"), _normal(_lines(value)), Spacer(1, 6)) for name, value in pairs)
    return [flowable for group in each for flowable in group]


def _set_columns(align: str, *rules: tuple[object, ...]) -> Callable[[Sequence[tuple[str, str]]], list[Flowable]]:
    """A table of labels and values; ``align`` says which lines of two cells of a row are level."""

    def columns(pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
        rows = [[_normal(escape(name)), _normal(_lines(value))] for name, value in pairs]
        return [Table(rows, colWidths=[150, 300], style=[("VALIGN", (0, 0), (-1, -1), align), *rules])]

    return columns


LAYOUTS: Mapping[str, Layout] = {
    "label: value": Layout("txt", _text("{}: {}\n".format)),
    "label, TAB, value": Layout("txt", _text("{}\t{}\n".format)),
    "label – value": Layout("txt", _text("{} – {}\n".format)),
    "label ...... value": Layout("txt", _text("{} ........ {}\n".format)),
    "label above value": Layout("txt", _text("{}\n{}\n\n".format)),
    "label: above value": Layout("txt", _text("{}:\n{}\n".format)),
    "bullets": Layout("txt", _text("- {}: {}\n".format)),
    "labelled title": Layout("txt", _text("{}: {}\n".format, head="{label}: {title}\n")),
    "one line": Layout("txt", _text("{}: {} ".format, head="{label}: {title} ")),
    "text table of pairs": Layout("md", _markdown),
    "text table of projects": Layout("txt", _text_table, several=True),
    "html dl": Layout("html", _html("<dt>{label}</dt><dd>{value}</dd>", "<dl>{}</dl>")),
    "html table of pairs": Layout("html", _html("<tr><th>{label}</th><td>{value}</td></tr>", "<table>{}</table>")),
    "html cells without heads": Layout(
        "html", _html("<tr><td>{label}:</td><td>{value}</td></tr>", "<table>{}</table>")
    ),
    "html paragraphs": Layout("html", _html("<p><b>{label}:</b> {value}</p>")),
    "html headings": Layout("html", _html("<h3>{label}</h3><p>{value}</p>")),
    "html list": Layout("html", _html("<li>{label}: {value}</li>", "<ul>{}</ul>")),
    "html table of projects": Layout("html", _html_table, several=True),
    "pdf lines": Layout("pdf", _pdf(_set_lines)),
    "pdf label above value": Layout("pdf", _pdf(_set_stacked)),
    "pdf columns": Layout("pdf", _pdf(_set_columns("TOP"))),
    "pdf columns, level at the foot": Layout("pdf", _pdf(_set_columns("BOTTOM"))),
    "pdf ruled table": Layout("pdf", _pdf(_set_columns("BOTTOM", ("GRID", (0, 0), (-1, -1), 0.5, "black")))),
}
#: Layouts in which a value stands on one line.
ONE_LINE = frozenset({"one line", "text table of pairs", "text table of projects"})
