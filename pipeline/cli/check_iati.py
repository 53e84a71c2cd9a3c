"""``pledgebook check-iati``: whether a file of IATI activities is valid."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from pipeline.cli.command import CLEAN, FAULTS, OUTPUT, Command, Told
from pipeline.cli.failing import told
from pipeline.progress import CannotRun, shortened

#: What no copy of the standard can tell.
_PREFIXES = "whether identifiers begin with a registration agency (rule 1.14.8)"

#: How many faults are printed.
_SHOWN = 50


def _options(parser: argparse.ArgumentParser) -> None:
    own = OUTPUT / "iati" / "activities.xml"
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", default=own, help=f"default: {own.as_posix()}")
    parser.add_argument(
        "--standard", metavar="DIR", type=Path, required=True, help="the standard: xsd/, codelists/, standard.json"
    )


def _check(options: argparse.Namespace) -> Told:
    from pipeline.publish.iati.check import check
    from pipeline.publish.iati.standard import load_standard

    try:
        standard, data = load_standard(options.standard), options.file.read_bytes()
        faults, unchecked = check(data, standard, date.today())
    except OSError as error:
        raise CannotRun(told(error, str(options.file))) from error
    except ValueError as error:
        raise CannotRun(f"--standard {options.standard} cannot be used: {error}") from error
    errors = sum(fault.severity == "error" for fault in faults)
    missing = [*unchecked, _PREFIXES]
    lines = shortened([*map(str, faults)], _SHOWN, indent="")
    lines.append(f"not looked at, since the folder does not tell: {', '.join(missing)}")
    lines.append(f"{errors} errors, {len(faults) - errors} warnings")
    found = {"file": str(options.file), "faults": [fault._asdict() for fault in faults], "not_looked_at": missing}
    return Told("\n".join(lines), found, FAULTS if errors else CLEAN)


COMMAND = Command(
    "check-iati",
    "Check it",
    "check a file of IATI activities by the standard",
    _options,
    _check,
    about="By schema, codelists and ruleset of the International Aid Transparency Initiative; you need a copy of them.",
    examples=(("pledgebook check-iati --standard iati", "the file in output/, by the copy in iati/"),),
    codes={0: "the file is valid, if with warnings", 1: "it has errors", 2: "the file or the standard cannot be read"},
)
