"""``publication.toml`` beside the brochures: what its publisher says of a dataset, for those it is handed on to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.inputs import PUBLICATION, home, homes
from pipeline.progress import CannotRun
from pipeline.publish.iati.mapping import codes
from pipeline.publish.iati.wish import Participant, Wish

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


#: The same for its table ``iati``: who reports.
_REPORTER = {
    "ref": (r"[^\s/&|?]+", "an organisation identifier, XM-DAC-41128: no blanks, none of / & | ?"),
    "name": (r".+", "a line of text"),
    "type": (r"[1-9]\d", "a code of the IATI list OrganisationType, 40"),
    "sector": (r"\d{5}", "a purpose code of the OECD DAC, 15190"),
    "language": (r"[a-z]{2}", "a language as ISO 639-1 has it, en"),
}
_NEEDED = ("ref", "name", "type")

#: And for each of its tables ``organisation``: the role of a document's publisher in the projects of the document.
_ORGANISATION = {
    "publisher": (r".+", "a line of text"),
    "ref": _REPORTER["ref"],
    "type": _REPORTER["type"],
    "role": ("|".join(codes()["role"]), f"one of {', '.join(codes()['role'])}"),
}


def of_paths(paths: Sequence[Path]) -> dict[str, str]:
    """What is said of the dataset made from these folders (or the folders of these files); empty where nothing is.

    Raises :class:`CannotRun` for a file that cannot be used, and where two folders have one.
    """
    path = _one(paths)
    said = _read(path) if path else {}
    said.pop("iati", None)
    return _checked(said, _FORMS, str(path))


def iati_wish(paths: Sequence[Path], *, assume_dates: bool = False) -> Wish:
    """What is said of IATI activities in the same file; raises :class:`CannotRun` where it is not said who reports."""
    path = _one(paths)
    said = _read(path).get("iati", {}) if path else {}
    where = f"{path or home(paths[0]) / PUBLICATION}, table [iati]"
    if not isinstance(said, dict) or not all(isinstance(one, dict) for one in said.get("organisation", [])):
        raise CannotRun(f"{where}: write [iati] and [[iati.organisation]], as docs/iati.md shows")
    takes_part = tuple(_participant(one, where) for one in said.pop("organisation", []))
    checked = _checked(said, _REPORTER, where)
    missing = [name for name in _NEEDED if name not in checked]
    if missing:
        raise CannotRun(f"{where}: an IATI file needs to say who reports; {', '.join(missing)} missing (docs/iati.md)")
    return Wish(**checked, participants=takes_part, assume_dates=assume_dates)


def _participant(said: dict[str, Any], where: str) -> Participant:
    checked = _checked(said, _ORGANISATION, f"{where}, organisation")
    if "publisher" not in checked or "role" not in checked:
        raise CannotRun(f"{where}: an organisation needs publisher, as the manifest names it, and role")
    return Participant(**{**checked, "role": codes()["role"][checked["role"]]})


def _one(paths: Sequence[Path]) -> Path | None:
    """The one file beside the brochures; None where there is none."""
    found = [folder / PUBLICATION for folder in homes(paths) if (folder / PUBLICATION).is_file()]
    if len(found) > 1:
        raise CannotRun(f"{found[0]} and {found[1]} both describe the dataset; leave one of them")
    return found[0] if found else None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path} cannot be read as TOML: {error}") from error


def _checked(said: dict[str, Any], forms: Mapping[str, tuple[str, str]], where: str) -> dict[str, str]:
    """The same, if each name is one that can be said and each text is written as it must be."""
    for name, text in said.items():
        form, means = forms.get(name, ("", ""))
        if not form:
            raise CannotRun(f"{where}: {name!r} is none of {', '.join(forms)}")
        if not isinstance(text, str) or not re.fullmatch(form, text):
            raise CannotRun(f"{where}: {name} = {text!r} is not {means}")
    return said
