"""The tuned numbers of ``settings.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings(table: str) -> dict[str, Any]:
    """One table of the settings."""
    parsed: dict[str, Any] = tomllib.loads(files("pipeline").joinpath("settings.toml").read_text(encoding="utf-8"))
    return dict(parsed[table])
