"""What results are kept by has all in it that they depend on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.extracting import EXTRACTING

ROOT = Path(__file__).resolve().parents[1]

OPENED = """
import sys
from pathlib import Path
root = Path(sys.argv[1])
seen = set()
sys.addaudithook(lambda event, args: seen.add(str(args[0])) if event == "open" else None)
from pipeline.extracting import extract_one
from pipeline.inputs import Source
extract_one(Source(Path(sys.argv[2]), "one.txt", "one", {}))
for name in sorted(seen):
    path = Path(name)
    if path.suffix != ".pyc" and any(path.is_relative_to(root / part) for part in ("pipeline", "extractors")):
        print(path.relative_to(root).as_posix())
"""


def test_a_digest_holds_all_data_that_extracting_opens(tmp_path: Path) -> None:
    brochure = tmp_path / "one.txt"
    brochure.write_text("Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", OPENED, str(ROOT), str(brochure)],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    opened = [name for name in ran.stdout.split() if not name.endswith(".py")]
    assert {"pipeline/settings.toml", "pipeline/title_weights.toml", "extractors/lexicon/labels.toml"} <= set(opened)
    assert [name for name in opened if not any(Path(name).is_relative_to(part) for part in EXTRACTING)] == []
