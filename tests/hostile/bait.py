"""What documents try to fetch, run or read, laid out so that it is seen if anything touches it, compiled libraries too.

Files in a folder that the kernel watches (inotify), and a server on this machine that counts who comes.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path

#: What no file that is published may hold.
SECRET = "Orchids of Zanzibarium"

#: Files in the folder: what a document names to have it read, shown, run or included.
FILES = ("secret.txt", "evil.dtd", "evil.pdf", "evil.js", "evil.css", "evil.png", "evil.xml", "evil.xsl", "program.sh")

#: inotify(7): a file was read, opened, made, changed; the length of what stands before a name.
_IN_ACCESS, _IN_MODIFY, _IN_OPEN, _IN_CREATE = 0x1, 0x2, 0x20, 0x100
_HEAD = struct.Struct("iIII")


class Bait:
    """A folder of files and a server; :meth:`touched` says what was touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in FILES:
            (folder / name).write_text(f'<!ENTITY outside "{SECRET}">\n' if name.endswith("dtd") else SECRET, "utf-8")
        (folder / "program.sh").write_text(f"#!/bin/sh\ntouch '{folder}/ran'\n", encoding="utf-8")
        (folder / "program.sh").chmod(0o700)
        self._came: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._count, daemon=True).start()
        self._events = _watched(folder)

    def url(self, name: str) -> str:
        """Where the server has a file."""
        return f"{self.address}/{name}"

    def file(self, name: str) -> str:
        """Where the file lies, as an address."""
        return (self.folder / name).as_uri()

    def touched(self) -> list[str]:
        """What was opened or made, by name, and what was asked of the server, since the last time."""
        found = set()
        with suppress(BlockingIOError):
            while data := os.read(self._events, 65536):
                found |= set(_names(data))
        came, self._came[:] = [*self._came], []
        return sorted(found) + came

    def close(self) -> None:
        """Take it all away but the files."""
        self._server.close()
        os.close(self._events)

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self._server.accept()
                with guest:
                    guest.settimeout(5)
                    with suppress(OSError):
                        self._came.append(f"server: {guest.recv(200).decode('latin-1').partition(chr(13))[0]}")


def _watched(folder: Path) -> int:
    """A descriptor from which to read what happens to the files of a folder."""
    libc = ctypes.CDLL(None, use_errno=True)
    events = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if (
        events < 0
        or libc.inotify_add_watch(events, os.fsencode(folder), _IN_ACCESS | _IN_MODIFY | _IN_OPEN | _IN_CREATE) < 0
    ):
        raise OSError(ctypes.get_errno(), "inotify")
    return int(events)


def _names(data: bytes) -> list[str]:
    found, at = [], 0
    while at < len(data):
        *_, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size + length
        found.append(data[at - length : at].rstrip(b"\0").decode())
    return [name for name in found if name]
