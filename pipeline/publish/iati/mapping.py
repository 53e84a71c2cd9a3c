"""``mapping.toml``: the codes that the tables are written with, and the list of fields."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractors.lexicon import rows, squeeze


class Field(NamedTuple):
    """A field of an activity: where it stands, where it is from, how it can be known."""

    element: str
    source: str
    basis: str
    says: str


@cache
def mapping() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(files(__package__).joinpath("mapping.toml").read_text(encoding="utf-8"))


def codes() -> dict[str, Any]:
    """The codes of the standard's lists."""
    found: dict[str, Any] = mapping()["codes"]
    return found


def fields() -> list[Field]:
    """The fields, in the order in which they stand in an activity."""
    return [Field(**entry) for entry in mapping()["field"]]


@cache
def country_codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2, which the standard's list has."""
    return {row["iso3"]: row["iso2"] for row in rows("country_codes")}


@cache
def region_codes() -> Mapping[str, str]:
    """Squeezed name -> M49 code of the United Nations."""
    return {squeeze(row["name"]): row["code"] for row in rows("regions") if row["code"]}
