"""``pledgebook check-iati``: a file of IATI activities against the standard."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.command import CLEAN, FAULTS, OUTPUT, Command, Told
from pipeline.progress import CannotRun


def _options(parser: argparse.ArgumentParser) -> None:
    default = OUTPUT / "iati" / "activities.xml"
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", default=default, help=f"default: {default}")
    parser.add_argument(
        "--standard", metavar="DIR", type=Path, required=True, help="its xsd/, codelists/, standard.json"
    )


def _check(options: argparse.Namespace) -> Told:
    from datetime import date

    from pipeline.publish.iati.check import report

    try:
        clean, says = report(options.file, options.standard, date.today())
    except (OSError, ValueError) as error:
        raise CannotRun(f"check-iati: {error}") from error
    return Told(
        says, {"file": str(options.file), "clean": clean, "says": says.splitlines()}, CLEAN if clean else FAULTS
    )


COMMAND = Command(
    "check-iati",
    "Check it",
    "check a file of IATI activities by the standard",
    _options,
    _check,
    about="The standard is a folder of your own: the schema in xsd/, the codelists in codelists/ and the ruleset in\n"
    "standard.json, as IATI publishes them.",
    examples=(
        ("pledgebook check-iati --standard iati-2.03", "the activities in output/, against a folder of the standard"),
    ),
    codes={0: "it is valid", 1: "it is not; each fault is named", 2: "the file or the standard cannot be read"},
)
