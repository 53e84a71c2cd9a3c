"""``datapackage.json``: the CSV files as a Data Package (https://datapackage.org, version 2), from the one schema."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.publish.folder import Content, digest_of, size_of
from pipeline.publish.schema import SEPARATOR, Column, Table, tables
from pipeline.publish.tables import encodable
from pipeline.reconcile.facts import Row

#: Name of the file.
NAME = "datapackage.json"

#: Types of the schema as Data Package calls them. A ``date`` may be a year or a month, which no type there holds.
_TYPES = {"decimal": "number", "date": "string", "day": "date"}


def package_bytes(made: Mapping[str, Content], rows: Mapping[str, Sequence[Row]], about: Mapping[str, str]) -> bytes:
    """The descriptor of a publication.

    ``made`` are its files, ``rows`` its tables, ``about`` is what its publisher says of it: ``name``, ``title``,
    ``description``, ``homepage``, ``licence``, ``licence_title``, ``licence_url``, each of which may be missing.
    """
    descriptor = json.dumps(_package(made, rows, about), ensure_ascii=False, indent=2)
    return f"{descriptor}\n".encode()


def described(about: Mapping[str, str]) -> dict[str, str]:
    """What is said of a publication, by its publisher, else by ``package.toml``, in characters that UTF-8 has."""
    told = {name: encodable(text) for name, text in about.items() if text}
    usual = {name: text for name, text in _settings().items() if isinstance(text, str)}
    if "licence" in told:
        usual.pop("licence_title")
    return usual | told


def _package(
    made: Mapping[str, Content], rows: Mapping[str, Sequence[Row]], about: Mapping[str, str]
) -> dict[str, Any]:
    says = described(about)
    licence = {"name": says["licence"], "path": says.get("licence_url"), "title": says.get("licence_title")}
    sources = list(_sources(rows.get("documents", ())))
    return {
        "$schema": _settings()["profile"]["package"],
        **{name: says[name] for name in ("name", "title", "description", "homepage") if name in says},
        "licenses": [_known(licence)],
        **({"sources": sources} if sources else {}),
        "resources": [_resource(t.written(r.values for r in rows.get(t.name, ())), made) for t in tables().values()],
    }


def _known(entries: Mapping[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in entries.items() if text}


def _sources(documents: Sequence[Row]) -> Iterator[dict[str, str]]:
    """The documents that something was read from, as a reference names them: publisher, title, file, date."""
    for row in documents:
        v = row.values
        if v.get("status") in ("ok", "no-projects"):
            title = ", ".join(filter(None, (v.get("publisher"), v.get("title"), v["file"])))
            yield _known({"title": title, "version": v.get("edition") or v.get("published")})


def _resource(table: Table, made: Mapping[str, Content]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    return {
        "$schema": _settings()["profile"]["resource"],
        "name": table.name,
        "type": "table",
        "path": path,
        "description": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size_of(made[path]),
        "hash": f"sha256:{digest_of(made[path])}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    links = [_link(table, column) for column in table.columns if column.references]
    return {
        "$schema": _settings()["profile"]["schema"],
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _link(table: Table, column: Column) -> dict[str, Any]:
    """A foreign key; one that leads to its own table names none."""
    resource, _, field = column.references.partition(".")
    other = {"resource": resource} if resource != table.name else {}
    return {"fields": [column.name], "reference": {**other, "fields": [field]}}


def _field(table: Table, column: Column) -> dict[str, Any]:
    kind = _TYPES.get(column.type, column.type)
    limits = _constraints(table, column)
    return {
        "name": column.name,
        "type": kind,
        **({"delimiter": SEPARATOR, "itemType": "string"} if kind == "list" else {}),
        **({"decimalChar": ".", "bareNumber": True} if kind == "number" else {}),
        **({"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {}),
        "description": column.says,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": limits} if limits else {}),
    }


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    """What holds for the values of a column besides their type; patterns match the whole of a value."""
    return {
        **({"required": True} if column.name in table.key else {}),
        **({"unique": True} if (column.name,) == table.key else {}),
        **({"pattern": column.form.pattern} if column.type == "date" else {}),
        **({"enum": list(column.values)} if column.values else {}),
    }


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("package.toml").read_text(encoding="utf-8"))
