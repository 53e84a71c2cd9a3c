"""``pledgebook version``."""

from __future__ import annotations

import argparse

from pipeline.cli.command import Command, Told
from pipeline.progress import CannotRun


def version() -> str:
    """The version that is installed; raises :class:`CannotRun` where none is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pledgebook")
    except PackageNotFoundError:
        raise CannotRun("pledgebook is not installed here; run `pip install -e .` in its folder") from None


def _version(options: argparse.Namespace) -> Told:
    number = version()
    return Told(f"pledgebook {number}", {"version": number})


COMMAND = Command(
    "version", "This program", "say which version this is", lambda parser: None, _version, codes={0: "shown"}
)
