"""``make audit``: the packages in the locks against the lists of known vulnerabilities, by pip-audit.

``python -m tests.audit [LOCK ...]``. Ends with 1 where a locked package has a known vulnerability that
``requirements/advisories.toml`` gives no reason to live with, 2 where that file is no use.

pip-audit counts a package that its service gives no answer about as skipped, and ends with 0 where all of them are: one
behind a mirror hears that nothing is known. So what counts here is how many packages were answered for; where it is
none of any service, that is said, and it is no failure, since it tells nothing about the packages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCKS = (ROOT / "requirements" / "dev.txt", ROOT / "requirements" / "ray.txt")  # the others are parts of these
ACCEPTED = ROOT / "requirements" / "advisories.toml"

#: The services that pip-audit can ask, the first one first.
SERVICES = ("pypi", "osv")
#: Seconds that a service may take for one answer, and for all of them.
_TIMEOUT, _PATIENCE = 10, 600


class Flaw(NamedTuple):
    """A known vulnerability of a locked package."""

    package: str
    version: str
    names: tuple[str, ...]  #: its identifiers, PYSEC, CVE, GHSA
    fixed: tuple[str, ...]  #: versions without it

    def says(self) -> str:
        """It in a line."""
        remedy = f"fixed in {', '.join(self.fixed)}" if self.fixed else "no version is without it yet"
        return f"{self.package} {self.version}: {' = '.join(self.names)}; {remedy}"


class Answer(NamedTuple):
    """What a service knows."""

    service: str
    packages: int = 0  #: that it answered for
    unknown: tuple[str, ...] = ()  #: packages that it did not answer for
    flaws: tuple[Flaw, ...] = ()


def asked(service: str, locks: Sequence[Path]) -> str:
    """What pip-audit prints of the locks: JSON, or nothing where the service cannot be reached."""
    wanted = [part for lock in locks for part in ("--requirement", str(lock))]
    options = ["--vulnerability-service", service, "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    command = [sys.executable, "-m", "pip_audit", *options, "--timeout", str(_TIMEOUT), *wanted]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False).stdout
    except subprocess.TimeoutExpired:
        return ""


def answer(service: str, told: str) -> Answer:
    """What pip-audit printed."""
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer(service)
    known = [one for one in packages if "skip_reason" not in one]
    flaws = [
        Flaw(one["name"], one["version"], (flaw["id"], *flaw.get("aliases", ())), tuple(flaw.get("fix_versions", ())))
        for one in known
        for flaw in one["vulns"]
    ]
    return Answer(service, len(known), tuple(one["name"] for one in packages if one not in known), tuple(flaws))


def accepted(path: Path) -> dict[str, str]:
    """Identifiers of vulnerabilities that are lived with, each with the reason; raises :class:`ValueError`."""
    found: dict[str, str] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get("accepted", []):
        if set(row) != {"id", "package", "reason"} or not all(isinstance(v, str) and v.strip() for v in row.values()):
            raise ValueError(f"{path.name}: each entry has an id, a package and a reason, and no more: {row}")
        found[row["id"]] = row["reason"]
    return found


def verdict(found: Answer, lived_with: Mapping[str, str]) -> tuple[int, list[str]]:
    """The exit code, and what is said."""
    open_ones = [flaw for flaw in found.flaws if not lived_with.keys() & {*flaw.names}]
    there = {name for flaw in found.flaws for name in flaw.names}
    says = [
        f"{found.packages} locked packages were looked up ({found.service}): {len(open_ones)} open vulnerabilities."
    ]
    says += [f"  {flaw.says()}" for flaw in open_ones]
    says += [f"  lived with: {name}, since {why}" for name, why in lived_with.items() if name in there]
    says += [f"  no longer known, take it out: {name}" for name in lived_with if name not in there]
    if found.unknown:
        says.append(f"  not looked up, since the service does not know them: {', '.join(found.unknown)}")
    if open_ones:
        says.append(f"Take a version without it (make lock), or say in {ACCEPTED.name} why it does no harm here.")
    return int(bool(open_ones)), says


def audit(locks: Sequence[Path], ask: Callable[[str, Sequence[Path]], str], reasons: Path) -> tuple[int, list[str]]:
    """Ask one service after the other until one answers; the exit code, and what is said."""
    try:
        lived_with = accepted(reasons)
    except (OSError, ValueError) as error:
        return 2, [str(error)]
    for service in SERVICES:
        found = answer(service, ask(service, locks))
        if found.packages:
            return verdict(found, lived_with)
    return 0, [
        f"NOT AUDITED: no list of vulnerabilities ({', '.join(SERVICES)}) can be reached from here; "
        "nothing is known of the locked packages, good or bad. Run `make audit` where there is a network."
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit and say so; the exit code."""
    locks = [Path(name) for name in (sys.argv[1:] if arguments is None else arguments)] or LOCKS
    code, says = audit(locks, asked, ACCEPTED)
    print("\n".join(f"audit: {line}" for line in says))
    return code


if __name__ == "__main__":
    sys.exit(main())
