"""``python -m pipeline.cli``: the same as ``pledgebook``."""

import sys

from pipeline.cli import main

sys.exit(main())
