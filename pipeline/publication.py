"""``publication.toml`` beside the brochures: what its publisher says of a dataset, for those it is handed on to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pipeline.inputs import PUBLICATION, home
from pipeline.progress import CannotRun

#: What can be said, and how it is written.
_FORMS = {
    "name": (r"[a-z0-9._-]+", "a short name of small letters, digits, dots and dashes"),
    "title": (r".+", "a line of text"),
    "description": (r"(?s).+", "a text"),
    "homepage": (r"https?://\S+", "an address that begins with http:// or https://"),
    "licence": (r"[A-Za-z0-9.+-]+", "an identifier as SPDX and the Open Definition have them, CC-BY-4.0"),
    "licence_title": (r".+", "a line of text"),
    "licence_url": (r"https?://\S+", "an address that begins with http:// or https://"),
}


def of_paths(paths: Sequence[Path]) -> dict[str, str]:
    """What is said of the dataset made from these folders (or the folders of these files); empty where nothing is.

    Raises :class:`CannotRun` for a file that cannot be used, and where two folders have one.
    """
    folders = {home(path).resolve(): home(path) for path in paths}
    found = [folder / PUBLICATION for folder in folders.values() if (folder / PUBLICATION).is_file()]
    if len(found) > 1:
        raise CannotRun(f"{found[0]} and {found[1]} both describe the dataset; leave one of them")
    return _read(found[0]) if found else {}


def _read(path: Path) -> dict[str, str]:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path} cannot be read as TOML: {error}") from error
    for name, text in said.items():
        form, means = _FORMS.get(name, ("", ""))
        if not form:
            raise CannotRun(f"{path}: {name!r} is none of {', '.join(_FORMS)}")
        if not isinstance(text, str) or not re.fullmatch(form, text):
            raise CannotRun(f"{path}: {name} = {text!r} is not {means}")
    return said
