"""``python -m tests.fuzz TARGET [-runs=N] [FOLDER]``: fuzz one target with Atheris (``pip install atheris``).

Atheris follows which lines of the program an input reaches, and bends inputs towards new ones; what it finds is written
beside where it was started, and goes into ``cases.py``. It is no dependency: it has wheels for few systems.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Fuzz until a fault is found or all runs are done."""
    import atheris

    with atheris.instrument_imports(include=["pipeline", "extractors"]):
        from tests.fuzz.targets import targets

        known = targets()
    if len(sys.argv) < 2 or sys.argv[1] not in known:
        sys.exit(f"python -m tests.fuzz: name one of {', '.join(known)}")
    run = known[sys.argv.pop(1)]
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
