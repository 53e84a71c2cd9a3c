"""Two things that the standard library leaves to the system: to swap two folders in one step, and to wait in line."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: ``RENAME_EXCHANGE`` of renameat2(2) on Linux, ``RENAME_SWAP`` of renamex_np(2) on macOS.
_EXCHANGE = 2

#: ``AT_FDCWD`` of Linux: a path counts from the working directory.
_HERE = -100


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders of one file system in one step; False where the system cannot, and nothing happened."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(system.renamex_np(first, second, _EXCHANGE) == 0)
        return bool(system.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # a system without such a call, or an old library
        return False


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only one in here for this folder; the system lets go when the process ends, however it ends.

    The folder itself is what is locked, so that no file is left behind. Where the system has no such locks (some
    network file systems), nobody waits.
    """
    handle = _lock(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path) -> int | None:
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        os.close(handle)
        return None
    return handle
