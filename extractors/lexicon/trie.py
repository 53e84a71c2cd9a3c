"""Many words as one pattern that shares what they begin with, so that a search leaves most of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

#: What may follow, by the next piece of a pattern; the empty piece says that a word may end here.
_Node: TypeAlias = dict[str, "_Node"]
#: Letters that a search in any case takes for one, and the forms of the apostrophe.
_ALIKE = str.maketrans("ıİſK’‘`´", "iisk''''")


def shared(words: Iterable[Sequence[str]]) -> str:
    """A pattern that matches any of the words, the longest first; each word is the pieces of its pattern, in order.

    A piece is what matches one character, and perhaps a blank before it; one that looks ahead may end a word. The
    pattern has no group around it; of no words it matches nothing. ``ab``, ``acd`` and ``a`` give ``a(?:b|cd|)``.
    Where pieces that differ only in case follow the same beginning, the words are written out one by one, since
    the first that fits would hide a longer one.
    """
    listed = sorted(set(map(tuple, words)), key=lambda w: (-len("".join(w)), w))
    root: _Node = {}
    for pieces in listed:
        node = root
        for piece in (*pieces, ""):
            node = node.setdefault(piece, {})
    if not listed:
        return r"(?!)"
    return _written(root) if _parts(root) else "|".join("".join(pieces) for pieces in listed)


def _parts(node: _Node) -> bool:
    """Whether one character decides each branch, whatever its case."""
    keys = {"'" if "'" in piece else piece.translate(_ALIKE).lower() for piece in node}
    return len(keys) == len(node) and all(map(_parts, node.values()))


def _written(node: _Node) -> str:
    """The branches of a node; where a word may end, that is tried last."""
    return "|".join(piece + _tail(node[piece]) for piece in sorted(node, key=_last))


def _last(piece: str) -> tuple[bool, bool, str]:
    """The order of branches: those that go on before those that end a word."""
    return not piece, piece.startswith("(?"), piece


def _tail(node: _Node) -> str:
    """What follows a piece: nothing, the only way on, or a group of several."""
    inner = _written(node) if node else ""
    return inner if len(node) < 2 else f"(?:{inner})"
