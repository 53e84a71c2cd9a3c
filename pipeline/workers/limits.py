"""How much a worker may use, and what it died of when it used more; the numbers are ``[workers]`` of the settings."""

from __future__ import annotations

import math
import os
import signal

from pipeline.settings import settings

try:
    import resource
except ImportError:  # Windows, where there are no workers either
    resource = None  # type: ignore[assignment]

#: Libraries that would start threads of their own; as many processes as cores work already, and a process with
#: threads cannot be forked safely.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

#: Bytes of a megabyte.
_MEGABYTE = 1_000_000

#: What the signals mean that a process dies of when it is nobody's doing but its own.
_CRASHES = {
    signal.SIGSEGV: "its reader crashed (SIGSEGV)",
    signal.SIGBUS: "its reader crashed (SIGBUS)",
    signal.SIGFPE: "its reader crashed (SIGFPE)",
    signal.SIGILL: "its reader crashed (SIGILL)",
    signal.SIGKILL: "the system killed its worker (out of memory, perhaps)",
}


def calm() -> dict[str, str]:
    """The environment of a supervisor, in which libraries stay in one thread."""
    return {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}


def seconds(pages: int = 0) -> float:
    """Processor time that a document may take of which so many pages had to be recognised."""
    return float(settings("workers")["seconds"] + pages * settings("ocr")["seconds"])


def megabytes(sighted: bool = False) -> int:
    """Address space that a worker may take; more once it recognises pages (``sighted``), with the models for that."""
    return int(settings("workers")["megabytes_ocr" if sighted else "megabytes"])


def patience(pages: int = 0) -> float:
    """Seconds by the clock after which a document is given up: it waits for something, or the machine is busy."""
    return seconds(pages) * float(settings("workers")["clock"])


def documents() -> int:
    """How many documents a worker does before a new one takes its place."""
    return int(settings("workers")["documents"])


def confine() -> None:
    """Set the limits of this process that hold as long as it lives: memory, and no file of its remains."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_AS, megabytes() * _MEGABYTE)


def allow_time() -> None:
    """Give this process its processor time for one more document; the system ends it with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds()))


def allow_page() -> None:
    """Give this process what recognising one page more takes: time, and memory for the models, which stay loaded."""
    soft, _ = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        _limit(resource.RLIMIT_CPU, soft + math.ceil(seconds(1) - seconds()))
    _limit(resource.RLIMIT_AS, megabytes(sighted=True) * _MEGABYTE)


def _limit(what: int, most: int) -> None:
    """Lower a limit; one that somebody has set lower stays."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def late(pages: int) -> str:
    """What a document did that was given up by the clock, when so many pages of it had been begun to be recognised."""
    return f"it was not done after {patience(pages):.0f} seconds"


def too_large() -> str:
    """What a document did that Python had no memory for, in this process."""
    return f"it needs more than {resource.getrlimit(resource.RLIMIT_AS)[0] // _MEGABYTE} MB of memory"


def cause(code: int, pages: int = 0, sighted: bool = False) -> str:
    """What a worker died of, by its exit code (negative: a signal), as the end of a sentence.

    ``pages`` is how many pages of its document it had begun to recognise, ``sighted`` whether it ever recognised one.
    """
    if code == -signal.SIGXCPU:
        return f"it took more than {seconds(pages):.0f} seconds of processor time"
    if code == -signal.SIGABRT:
        return f"its reader gave up (SIGABRT); it may need more than {megabytes(sighted)} MB of memory"
    if code < 0 and -code in _CRASHES:
        return _CRASHES[signal.Signals(-code)]
    return f"its worker ended (signal {-code})" if code < 0 else f"its worker ended (code {code})"
