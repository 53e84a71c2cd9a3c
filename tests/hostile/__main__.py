"""``make robustness``: try every hostile file, count, and write ``docs/robustness.md``.

``python -m tests.hostile [--jobs N] [--most N] [--pdfs FOLDER] [--out FILE] [--only GROUP …]``; the folder holds source
packages of PDF libraries. Of a group of more than ``--most`` files, so many at even distances are tried, always the same
ones. Each row of the page says at which commit it was measured; groups that are not tried keep theirs.
Ends with 1 where a file crashed or hung a run, has no right row, or an exit code was wrong.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.settings import settings
from tests.hostile import good, pdfs, rewrites, texts
from tests.hostile.case import Case
from tests.hostile.test_hostile import packed
from tests.hostile.trial import ROOT, Trial, trial

#: What a group of files is, by the folder they are in.
ABOUT = {
    "truncated": "a PDF cut off at every 1 % of its length, packed and not",
    "flipped": "1 to 40 bits of a PDF flipped",
    "holed": "a stretch of a PDF zeroed, overwritten or put in twice",
    "structure": "loops, lies and depth in objects, page trees, forms; 0, 10,000 and 100,000 pages; scripts",
    "bombs": "streams that inflate from kilobytes to 100 MB and 1 GB; forms that multiply; a picture of 30 GB",
    "locks": "encrypted with and without an empty password; pages of pictures",
    "names": "files under a wrong name",
    "writing": "right to left, vertical, turned; letters on one spot, of no size, far off the page",
    "lines": "1 MB of one thing over and over, in one line or each in its own; 300,000 lines; texts of 5, 50 and 51 MB",
    "bytes": "zeros, noise, byte order marks, surrogates, control characters",
    "encodings": "every encoding that Python knows, said rightly, wrongly or not at all",
    "tongues": "Hebrew, Arabic, Japanese; digits of many scripts",
    "pages": "web pages: scripts, depth of a million, entities that multiply or come from outside, tables",
    "public": "the PDFs in the test data of pikepdf, pypdf, playa-pdf and ocrmypdf",
    "mixed": "500 files in one run: 400 good ones, 100 hostile ones of all groups but `public`",
}  # fmt: skip

#: Files of a group that are tried unless somebody says otherwise; all of them take hours.
MOST = 20

#: How a line begins that says what is not right in the row of a file.
_WRONG = "- wrong in "

#: Seconds that a run over one group may take; only a run that hangs takes so long.
_PATIENCE = 7200

_HEAD = """# Robustness

Made by `make robustness`, which builds the files (`tests/hostile/`), runs `pledgebook extract` over each group, and looks up
the row of each file in `documents`: a status that is right for it, and a sentence where it was not read.

{where}

| files | there are | tried | ok | no-projects | failed | skipped | stopped | wrong row | crashed | hung | wrong exit code | s | MB | commit |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
"""

_FOOT = """
- **there are**: files that `tests/hostile/` makes; **tried**: so many of them, at even distances (`ARGS="--most 1000"` tries
  all); **ok** to **skipped**: their status.
- **stopped**: files whose worker crashed or came to a limit, twice: they are among the *failed*, with the reason, and cost
  no other file anything.
- **wrong row**: no row, or a status or sentence that is not right for the file.
- **crashed**: runs that died or showed a traceback, and files that were lost; **hung**: runs that did not end, and files that
  had to be given up by the clock; **wrong exit code**: 0 where a file failed, or anything but 1 where one did.
- **s**: seconds by the clock, other work on the machine included; **MB**: the largest process.

{rewrites}

A document may take {seconds} s of processor time and {megabytes} MB of address space (`[workers]` in `pipeline/settings.toml`, with
the reasons; pages that are recognised by OCR add to both), and {pages:,} pages of a PDF are read. A worker that dies takes its
document with it and nothing else; the document is done once more when all others are, alone, and is then `failed`.

The fuzz tests (`tests/fuzz/`) look for inputs that nobody thought of: Hypothesis in every run of the tests, Atheris with
`python -m tests.fuzz` where it is installed. Faults of that kind stand there as cases.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Try, count, write; the exit code."""
    options = _parser().parse_args(arguments)
    groups: dict[str, list[Case]] = {}
    found = [
        *chain(pdfs.cases(), texts.cases()),
        *packed(sorted(options.pdfs.glob("*.tar.gz")) if options.pdfs else []),
    ]
    for case in found:
        groups.setdefault(case.name.partition("/")[0], []).append(case)
    groups["mixed"] = mixed([case for case in found if not case.large and not case.name.startswith("public/")])
    rows, wrong, faults = standing(options.out), standing(options.out, _WRONG), False
    for name in options.only or groups:
        cases = sample(groups[name], len(groups[name]) if name == "mixed" else options.most)
        done = _tried(name, cases, options.jobs)
        rows[name] = _row(name, done, len(groups[name]))
        wrong[name] = "\n".join(f"{_WRONG}**{name}**: {_plain(line)}" for line in (*done.wrong, *done.missing))
        faults = faults or bool(done.wrong or done.crashed() or done.hung() or done.wrong_code())
        options.out.write_text(page(rows, options.jobs, wrong), encoding="utf-8")  # what was counted is not lost
    return int(faults)


def sample(cases: Sequence[Case], most: int) -> list[Case]:
    """At most so many cases, at even distances."""
    kept = min(len(cases), most)
    return [cases[at * len(cases) // kept] for at in range(kept)]


def _plain(told: str) -> str:
    """A sentence that a line of the page can hold."""
    return " ".join(told.split()).replace("|", "/")


def standing(path: Path, begin: str = "| ") -> dict[str, str]:
    """The lines of a page that was written before, by group: the rows of its table, or what begins otherwise."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.startswith(f"{begin}**"):
            name = line.split("**")[1]
            found[name] = f"{found[name]}\n{line}" if name in found else line
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--most", type=int, default=MOST, help="files of a group that are tried")
    parser.add_argument("--pdfs", type=Path, help="folder of source packages that have PDFs in them")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "robustness.md")
    parser.add_argument("--only", nargs="*", help="groups")
    return parser


def mixed(bad: Sequence[Case], good_ones: int = 400, bad_ones: int = 100) -> list[Case]:
    """Good files and hostile ones of all groups."""
    groups: dict[str, list[Case]] = {}
    for case in bad:
        groups.setdefault(case.name.partition("/")[0], []).append(case)
    kept: list[Case] = []
    while len(kept) < bad_ones:
        for cases in groups.values():
            if cases and len(kept) < bad_ones:
                kept.append(cases.pop(len(cases) // 3))
    return [*good.cases(good_ones), *kept]


def _tried(name: str, cases: Sequence[Case], jobs: int) -> Trial:
    with TemporaryDirectory() as folder:
        done = trial(Path(folder), cases, jobs, _PATIENCE)
    for line in (*done.wrong, *done.missing, *([done.errors] if done.errors else [])):
        print(f"{name}: {line}", file=sys.stderr)
    print(_row(name, done, len(cases)), file=sys.stderr, flush=True)
    return done


def page(rows: dict[str, str], jobs: int, wrong: Mapping[str, str] | None = None) -> str:
    """The whole page; ``wrong`` is what is not right in the rows of files, by group."""
    limits = {name: settings("workers")[name] for name in ("seconds", "megabytes")}
    told = "\n".join(rows[name] for name in ABOUT if name in rows)
    left = ", ".join(f"`{name}`" for name in ABOUT if name not in rows)
    told += f"\n\n**Not measured yet**: {left}." if left else ""
    foot = _FOOT.format(**limits, pages=settings("reading")["pages"], rewrites=rewrites.counted())
    faults = "\n".join(filter(None, (wrong or {}).values()))
    told += f"\n\nThe rows of files that are not right:\n\n{faults}" if faults else ""
    return _HEAD.format(where=_where(jobs)) + told + "\n" + foot


def _row(name: str, done: Trial, there: int) -> str:
    count = done.statuses()
    cells = [
        f"**{name}**: {ABOUT.get(name, '')}", there, done.files, *(count[s] for s in ("ok", "no-projects", "failed", "skipped")),
        done.stopped(), len(done.wrong) + len(done.missing), done.crashed(), done.hung(), int(done.wrong_code()),
        round(done.seconds), done.megabytes, _commit(),
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _commit() -> str:
    """What was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return commit.stdout.strip() or "(none)"


def _where(jobs: int) -> str:
    """On which kind of machine it was measured."""
    load = os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0
    return (
        f"Measured with {jobs} workers on {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()};\n"
        f"{load:.0f} processes wanted the cores at the end (average of 15 minutes), which says how far to trust the seconds."
    )


if __name__ == "__main__":
    sys.exit(main())
