"""Where brochures lie: folders of this machine, or places of an object store by their URL (``s3://bucket/folder``)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.inputs import STEERING, gather, identifier, is_brochure, manifest_of
from pipeline.progress import CannotRun


class Listed(NamedTuple):
    """A file to be read."""

    path: str  #: as its file system names it
    name: str  #: path below the place, with ``/``
    document_id: str
    about: dict[str, str]  #: its row of the manifest; empty where it has none


class Found(NamedTuple):
    """The brochures of a run."""

    files: list[Listed]  #: in the order of their names
    filesystem: Any  #: of Arrow; None for that of this machine
    steering: list[Path]  #: folders of this machine that hold what steers the run


def find(places: Sequence[str], out: Path, scratch: Path) -> Found:
    """The brochures below some places; ``scratch`` is a folder for copies of what steers a run.

    Raises :class:`CannotRun` where a place cannot be read, or places are of several stores.
    """
    if not any("://" in place for place in places):
        paths = [Path(place) for place in places]
        files = gather(paths, out)
        return Found([Listed(str(f.path.resolve()), f.name, f.document_id, f.about) for f in files], None, paths)
    if not all("://" in place for place in places):
        raise CannotRun("give folders, or places of one object store, but not both in one run")
    return _remote(places, scratch)


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, as Arrow sees it, and the path in it."""
    from pyarrow import ArrowInvalid, fs

    try:
        store, path = fs.FileSystem.from_uri(url)
    except ArrowInvalid:  # a store that Arrow does not know itself
        other, path = import_module("fsspec.core").url_to_fs(url)
        store = fs.PyFileSystem(fs.FSSpecHandler(other))
    return store, path


def _remote(places: Sequence[str], scratch: Path) -> Found:
    files: list[Listed] = []
    taken: set[str] = set()
    steering, filesystem = [], None
    for number, place in enumerate(places):
        store, root = opened(place)
        filesystem = filesystem or store
        if store != filesystem:
            raise CannotRun(f"{place} is not in the store of {places[0]}; give places of one store")
        folder = scratch / f"steering-{number}"
        steering.append(folder)
        listed = _names(store, root, place)
        _copied(store, root, [name for name in listed if name in STEERING], folder)
        rows = manifest_of(folder)
        for name in sorted(filter(is_brochure, listed), key=lambda name: name.split("/")):
            files.append(Listed(posixpath.join(root, name), name, identifier(name, taken), rows.get(name, {})))
    return Found(files, filesystem, steering)


def _names(store: Any, root: str, place: str) -> list[str]:
    """The files below a place."""
    from pyarrow import fs

    try:
        found = store.get_file_info(fs.FileSelector(root, recursive=True))
    except OSError as error:
        raise CannotRun(f"{place} cannot be read: {error}") from error
    return [posixpath.relpath(one.path, root) for one in found if one.type == fs.FileType.File]


def _copied(store: Any, root: str, names: Sequence[str], folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in names:
        with store.open_input_stream(posixpath.join(root, name)) as file:
            (folder / name).write_bytes(file.read())
