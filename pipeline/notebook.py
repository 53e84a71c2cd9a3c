"""How a dataset and an explanation look in a notebook. Everything that a document may have said is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pipeline.publish.schema import tables


def overview(counts: Mapping[str, int], folder: Path | None, failed: Sequence[str]) -> str:
    """The tables with their rows, and what a row is; files that could not be read stand above them."""
    where = f" in <code>{escape(str(folder))}</code>" if folder else ""
    rows = "".join(
        f"<tr><th style='text-align:left' scope='row'><code>{name}</code></th><td>{counts.get(name, 0)}</td>"
        f"<td style='text-align:left'>{escape(table.says)}</td></tr>"
        for name, table in tables().items()
    )
    head = "<tr><th scope='col'>table</th><th scope='col'>rows</th><th scope='col'>a row</th></tr>"
    lost = f"<p>Not read: {escape(', '.join(failed))}</p>" if failed else ""
    name = f"<p><strong>Pledgebook dataset</strong>{where}</p>"
    return f"{name}{lost}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def explanation(values: list[dict[str, Any]]) -> str:
    """Each value with its receipts, those behind it folded away."""
    return "".join(f"<div>{''.join(_cell(value))}</div>" for value in values)


def _cell(value: Mapping[str, Any]) -> Iterator[str]:
    yield f"<code>{escape(value['cell'])}</code>: <strong>{escape(value['value'] or '(empty)')}</strong>"
    yield f" · {escape(value['status'])}"
    for finding in value["findings"]:
        yield f"<div>{escape(finding['severity'])} {escape(finding['code'])}: {escape(finding['says'])}</div>"
    if value["shown_above"]:
        yield " (shown above)"
    for receipt in value["receipts"]:
        yield from _receipt(receipt)


def _receipt(receipt: Mapping[str, Any]) -> Iterator[str]:
    yield f"<div style='margin-left:1.5em'><code>{escape(receipt['rule'])}</code> {escape(receipt['says'])}"
    for place in receipt["places"]:
        page = "" if place["page"] is None else f", page {place['page']}"
        quote = f"{escape(place['before'])}<mark>{escape(place['quote'])}</mark>{escape(place['after'])}"
        yield f"<div>{escape(place['file'])}{page}: <q style='white-space:pre-wrap'>{quote}</q></div>"
    for step in receipt["steps"]:
        after = step["after"] if "after" in step else f"fails: {step['error']}"
        yield f"<div><code>{escape(step['step'])}</code>: {escape(step['before'])} → {escape(after)}</div>"
    yield from (f"<div>rejected: {escape(other)}</div>" for other in receipt["rejected"])
    if receipt["inputs"]:
        yield f"<details open><summary>{escape(receipt['relation'])}</summary>"
        for one in receipt["inputs"]:
            yield f"<div style='margin-left:1.5em'>{''.join(_cell(one) if 'cell' in one else _check(one))}</div>"
        yield "</details>"
    yield "</div>"


def _check(check: Mapping[str, Any]) -> Iterator[str]:
    yield f"<code>{escape(check['check'])}</code> ({escape(check['outcome'])}): {escape(check['says'])} "
    yield f"{escape(check['stated'])} as stated, {escape(check['worked_out'])} as worked out"
