"""The JavaScript libraries of the report, out of the Python packages that carry them; nothing is fetched."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.cache import Cache, digest_of, program

#: What the bundle of Vega does when it runs: it puts its one function where the page finds it.
_EMBED = "window.vegaEmbed = vegaEmbed;"

#: What the module of DataTables exports, in the bundle of itables.
_EXPORT = re.compile(r"export\{(?P<names>[^{}]*)\};")


def looks(cache: Cache) -> dict[str, Any]:
    """How each chart looks, as Vega-Lite; Altair takes a second to load, so the cache keeps it."""
    key = digest_of("report-looks", program("pipeline/publish/report/charts.py"))
    kept = cache.get(key, str)
    if kept is None:
        from pipeline.publish.report.charts import specs

        kept = json.dumps(specs())
        cache.put(key, kept)
    found: dict[str, Any] = json.loads(kept)
    return found


def charts(cache: Cache) -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; packing them takes seconds, so the cache keeps it."""
    key = digest_of("report-charts", _EMBED, program())
    kept = cache.get(key, str)
    if kept is None:
        kept = _bundle()
        cache.put(key, kept)
    return _alone(kept)


@lru_cache
def _bundle() -> str:
    import vl_convert

    return vl_convert.javascript_bundle(_EMBED)


def table() -> tuple[str, str]:
    """DataTables with its extensions, as script and style."""
    folder = _folder("itables") / "html"
    script = (folder / "dt_bundle.js").read_text(encoding="utf-8")
    style = (folder / "dt_bundle.css").read_text(encoding="utf-8")
    return _alone(_EXPORT.sub(_on_window, script, count=1)), inert(style)


def _folder(package: str) -> Path:
    """Where a package lies. It is not imported: itables would bring with it all that it can show."""
    found = find_spec(package)
    if found is None or not found.origin:
        raise ModuleNotFoundError(f"the report needs the package {package}", name=package)
    return Path(found.origin).parent


def _alone(script: str) -> str:
    """A module as a script that keeps its names to itself and runs at once, when the page asks for it."""
    return f'(() => {{"use strict";\n{inert(script)}\n}})();'


def _on_window(export: re.Match[str]) -> str:
    """What a module exports by default, put where the other scripts of the page find it."""
    default = re.search(r"(\w+) as default", export["names"])
    if default is None:
        raise ValueError("the bundle of itables exports no table; its version is not one that is known")
    return f"window.DataTable={default[1]};"


def inert(text: str) -> str:
    r"""The text of a script or style without what would end the element that it stands in.

    ``\r`` goes too: a browser reads it as a line feed, and the digest of the text would no longer fit.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(?=/(?:script|style))", r"<\\", text, flags=re.I).replace("<!--", r"<\!--")


def digest(text: str) -> str:
    """A script or style as a content-security policy names it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
