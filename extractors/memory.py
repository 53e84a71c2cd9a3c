"""What pure functions said of a text, kept while one document is read.

Many rules ask the same of the same words: whether a place is named in them, what dates they hold, how they read
when folded. A function that is :func:`remembered` works that out once; :func:`forget` empties all that is kept, so
that memory does not grow with the number of documents.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

#: Texts a function remembers at most; a document of 50 pages has fewer different ones.
MOST = 8192
#: Longest text that is remembered, in characters: a line of a megabyte is not kept in pieces.
LONGEST = 2000

_P = ParamSpec("_P")
_Q = ParamSpec("_Q")
_T = TypeVar("_T")
_forgetters: list[Callable[[], None]] = []


def remembered(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
    """The function, which must be pure and give what nobody alters, asked once for each text."""
    kept = lru_cache(maxsize=MOST)(function)
    _forgetters.append(kept.cache_clear)

    @wraps(function)
    def asked(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return kept(text, *args, **kwargs) if len(text) <= LONGEST else function(text, *args, **kwargs)  # type: ignore[arg-type]

    @wraps(function)
    def asked_alone(text: str) -> _T:  # most functions have one argument, and handing on none more takes half the time
        return kept(text) if len(text) <= LONGEST else function(text)  # type: ignore[call-arg]

    return asked_alone if len(signature(function).parameters) == 1 else asked  # type: ignore[return-value]


def kept(size: int) -> Callable[[Callable[_Q, _T]], Callable[_Q, _T]]:
    """A decorator for a pure function of any keys: its last ``size`` answers, until :func:`forget`."""

    def keeping(function: Callable[_Q, _T]) -> Callable[_Q, _T]:
        made = lru_cache(maxsize=size)(function)
        _forgetters.append(made.cache_clear)
        return made  # type: ignore[return-value]

    return keeping


def forget() -> None:
    """Empty what all functions remember: the next document has other words."""
    for empty in _forgetters:
        empty()
