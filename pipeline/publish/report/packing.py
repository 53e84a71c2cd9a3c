"""What the report carries as data: JSON that cannot end its element, and packed parts that are opened on demand."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from typing import Any

#: What HTML gives a meaning, as JSON writes it inside a text.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def told(value: Any) -> str:
    """The value as JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def packed(value: Any) -> str:
    """The value as JSON, deflated (zlib), in letters and digits (base64): a tenth of the size."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return b64encode(zlib.compress(data, 6)).decode("ascii")
