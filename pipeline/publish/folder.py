"""The output folder: swapped in whole, so that a crash leaves the old dataset or the new one."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath

from pipeline.publish.atomic import exchange, locked

#: Names every file of the publication with its SHA-256, as ``sha256sum --check`` reads it.
SUMS = "SHA256SUMS"


#: What is to stand in a file: bytes, or those of another file, for what is too much for memory.
Content = bytes | Path


class Folder:
    """The output folder, for one run alone: as long as it is entered, other runs wait before it."""

    def __init__(self, target: Path) -> None:
        """``target`` need not exist; raises :class:`NotADirectoryError` where something else than a folder is there."""
        self.target = target.resolve()
        if self.target.exists() and not self.target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "exists and is not a folder", str(self.target))
        self._lock: AbstractContextManager[None] = nullcontext()

    def __enter__(self) -> Folder:
        """Wait for other runs; put right what one that was killed left behind."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self._lock = locked(self.target.parent)
        self._lock.__enter__()
        _recover(self.target, _beside(self.target, "new"), _beside(self.target, "old"))
        return self

    def __exit__(self, *error: object) -> None:
        """Let other runs in."""
        self._lock.__exit__(None, None, None)

    def published(self) -> dict[str, str]:
        """The files that the publication is made of, with their SHA-256; none where there is none."""
        return published(self.target)

    def intact_bytes(self, name: str) -> bytes | None:
        """A file as it was published; None where it is not there, or no longer the same."""
        try:
            data = (self.target / name).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == self.published().get(name) else None

    def write(self, files: Mapping[str, Content]) -> bool:
        """Make the folder hold these files (path below it -> content); say whether anything had to change.

        Files of an earlier publication that are not among them go; files that no publication wrote stay.
        """
        new = _beside(self.target, "new")
        files = {**files, SUMS: _sums(files)}
        earlier = self.published()
        if _same(self.target, files):
            return False
        try:
            _build(new, self.target, files, {*earlier, *files})
            _swap(self.target, new, _beside(self.target, "old"), {*earlier} - {*files})
        finally:
            shutil.rmtree(new, ignore_errors=True)
        return True


def write(target: Path, files: Mapping[str, bytes]) -> bool:
    """Make ``target`` hold these files, as :meth:`Folder.write` does.

    Raises :class:`OSError` where the folder cannot be written, :class:`NotADirectoryError` among them where something
    else than a folder stands there; that is left as it is.
    """
    with Folder(target) as folder:
        return folder.write(files)


def _build(new: Path, target: Path, files: Mapping[str, Content], ours: Collection[str]) -> None:
    """Make the folder that is to take the target's place."""
    new.mkdir(parents=True)
    if target.exists():
        _keep_strangers(target, new, ours)
        shutil.copystat(target, new)
    for name, data in files.items():
        _put(new / name, data)
    for folder in {(new / name).parent for name in ours} - {new}:
        if folder.is_dir() and not any(folder.iterdir()):  # one that held nothing but ours
            folder.rmdir()


def published(folder: Path) -> dict[str, str]:
    """The files that the publication in a folder is made of, with their SHA-256; none where there is none."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    return {name: digest for name, digest in listed.items() if _below(name)} | {SUMS: ""}


def intact(folder: Path) -> bool:
    """Whether the folder holds a publication and every file of it as it was published."""
    listed = published(folder)
    try:
        return bool(listed) and all(_digest(folder / name) == digest for name, digest in listed.items() if digest)
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _below(name: str) -> bool:
    """Whether a name that was read from a file stays inside the folder."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _sums(files: Mapping[str, Content]) -> bytes:
    lines = (f"{digest_of(data)}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode("utf-8")


def digest_of(content: Content) -> str:
    """SHA-256 of what is to stand in a file."""
    return _digest(content) if isinstance(content, Path) else hashlib.sha256(content).hexdigest()


def size_of(content: Content) -> int:
    """Bytes of what is to stand in a file."""
    return content.stat().st_size if isinstance(content, Path) else len(content)


def _same(target: Path, files: Mapping[str, Content]) -> bool:
    """Whether the files stand there byte for byte; one too many would stand in the list of checksums."""
    try:
        return all(_holds(target / name, content) for name, content in files.items())
    except OSError:
        return False


def _holds(path: Path, content: Content) -> bool:
    if isinstance(content, Path):
        return filecmp.cmp(path, content, shallow=False)
    return path.read_bytes() == content


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _recover(target: Path, new: Path, old: Path) -> None:
    """Put right what a run that was killed left behind: half a new folder, or the old one on its way out."""
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def _keep_strangers(target: Path, new: Path, ours: Collection[str]) -> None:
    """Bring the files that no publication wrote along: as links, so that it costs nothing."""

    def skip(folder: str, names: list[str]) -> list[str]:
        return [n for n in names if (Path(folder) / n).relative_to(target).as_posix() in ours]

    shutil.copytree(target, new, symlinks=True, ignore=skip, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, place: str) -> None:
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, place, follow_symlinks=False)


def _put(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)


def _swap(target: Path, new: Path, old: Path, gone: Collection[str]) -> None:
    """Put the new folder in the old one's place: in one step where the system can, so that one of them is always there.

    Elsewhere there are two steps, and what is cut off between them is put right by the next run.
    """
    if target.exists():
        if exchange(new, target):
            return
        try:
            target.rename(old)
        except OSError:  # a mount point cannot be renamed: then file by file, each of them whole
            _move_into(target, new, gone)
            return
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _move_into(target: Path, new: Path, gone: Collection[str]) -> None:
    for path in sorted(p for p in new.rglob("*") if p.is_file() or p.is_symlink()):
        place = target / path.relative_to(new)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for name in gone:
        (target / name).unlink(missing_ok=True)
