"""``python -m tests.typeset``, run from the repository's root: write the files of :func:`build`."""

from __future__ import annotations

from pathlib import Path

from .build import build

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    for name, content in build().items():
        target = ROOT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{name} {len(content)}")
