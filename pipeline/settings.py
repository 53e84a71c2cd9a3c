"""The tuned numbers of ``settings.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.progress import CannotRun


@cache
def settings(table: str) -> dict[str, Any]:
    """One table of the settings; raises :class:`~pipeline.progress.CannotRun` where they cannot be read."""
    path = files("pipeline").joinpath("settings.toml")
    try:
        parsed: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path} cannot be read as TOML: {error}; mend it, or install pledgebook anew") from error
    if table not in parsed:
        raise CannotRun(f"{path} has no table [{table}]; put it back, or install pledgebook anew")
    return dict(parsed[table])
