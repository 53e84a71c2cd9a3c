"""Stands at the door of a process: refuses, and writes down, what would leave it. For tests, in every process of a run.

Python tells an audit hook of each file that it opens, each socket that it makes and each program that it starts
(PEP 578), and no hook can be taken away again. :func:`posted` gives the environment in which each Python process
(the run, the supervisor; forked workers keep the hook) begins with :func:`stand`. What compiled libraries do by
themselves Python is not told of; for that there is ``bait.py``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Name of the variable that says where to write and what may be opened.
_ORDERS = "PLEDGEBOOK_SENTRY"

#: What no reading of documents has a reason for, by how the names of the events begin.
REFUSED = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby",
    "socket.getnameinfo", "socket.getservby", "socket.sethostname", "os.system", "os.exec", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.forkpty", "pty.spawn", "webbrowser.open", "urllib.Request", "http.client.", "ftplib.", "smtplib.",
    "imaplib.", "poplib.", "telnetlib.", "nntplib.", "pickle.find_class",
)  # fmt: skip

#: Devices, and what the system says of itself: no document, and nothing that a document could have put there.
SYSTEM = (
    "/dev/null",
    "/dev/urandom",
    "/proc/",
    "/sys/",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/etc/mime.types",
    "/etc/ld.so.cache",
)

#: urllib3, which spaCy imports, asks once, when it is loaded, whether there is an IPv6 loopback. A socket that is made
#: and neither bound nor connected reaches nobody, so making one is not refused.
_PROBE = ("::1", 0)

#: The one program that a run starts: itself.
_OWN = "pipeline.workers.supervisor"


class Refused(BaseException):
    """Something was about to leave the process; no ``except Exception`` hides it."""


def posted(folder: Path, log: Path, reads: Sequence[Path], writes: Sequence[Path], first: str = "") -> dict[str, str]:
    """An environment in which each Python process stands under a sentry, which writes to ``log``.

    ``reads`` and ``writes`` are what may be opened beside Python, its packages and this project; ``folder`` takes
    the module that Python runs when it begins. ``first`` is done before anything else, the sentry standing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = f"from tests.hostile.sentry import stand\nstand()\n{first}"
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    orders = {"log": str(log), "reads": [str(p) for p in reads], "writes": [str(p) for p in writes]}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")}
    path = os.pathsep.join((str(folder), str(ROOT)))
    return {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", _ORDERS: json.dumps(orders)}


def stand() -> None:
    """Refuse from now on, in this process and in all that are forked from it."""
    orders = json.loads(os.environ[_ORDERS])
    log = os.open(orders["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.set_inheritable(log, False)
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *(path for path in sys.path if path.endswith("-packages"))}
    writes = _places(orders["writes"])
    reads = (*writes, *_places([*orders["reads"], *python, *map(str, _own())]), *SYSTEM)

    def hook(event: str, details: tuple[object, ...]) -> None:
        told = _opening(details, reads, writes) if event == "open" else _refused(event, details)
        if told:
            os.write(log, f"{event}: {told}\n".encode())
            raise Refused(f"{event}: {told}")

    sys.addaudithook(hook)


def _own() -> list[Path]:
    """What of the project may be opened: its code, its metadata, and this hook."""
    here = Path(__file__)
    return [ROOT / "pipeline", ROOT / "extractors", *ROOT.glob("*.egg-info"), here, here.parent / "__init__.py"]


def _places(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(os.path.realpath(path) for path in paths)


def _opening(details: tuple[object, ...], reads: Sequence[str], writes: Sequence[str]) -> str:
    """What is wrong with opening a file; empty where nothing is."""
    place, mode, flags = details[0], str(details[1] or ""), details[2]
    if isinstance(place, int) or not isinstance(place, str | bytes | os.PathLike):
        return ""
    real = os.path.realpath(os.fsdecode(place))
    alters = bool(set(mode) & set("wax+")) or bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))
    allowed = (*writes, "/dev/null") if alters else reads
    return "" if any(real == one or real.startswith(one.rstrip("/") + "/") for one in allowed) else f"{real} {mode}"


def _refused(event: str, details: tuple[object, ...]) -> str:
    """What is wrong with an event; empty where nothing is."""
    if event == "socket.bind" and details[1] == _PROBE:
        return ""
    if event.startswith(REFUSED):
        return repr(details)[:300]
    if event == "subprocess.Popen" and _OWN not in repr(details[1]):
        return repr(details[:2])[:300]
    return ""
