"""Values of the project's own types as plain data (what JSON can hold), and back.

Nothing in the data says which type to make: the reader names the type it expects, and whatever does not fit it is
refused. So a file that somebody else wrote can make nothing run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

#: Makes a value from plain data; raises :class:`ValueError` where the data does not fit.
Maker = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """The value as lists, dictionaries, texts, numbers, truth values and None."""
    if is_dataclass(value):
        return [plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(key): plain(v) for key, v in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written as plain data")


def made(kind: type[T], data: Any) -> T:
    """The value of a type that :func:`plain` wrote; raises :class:`ValueError` where the data does not fit."""
    wanted: Any = kind
    value: T = _maker(wanted)(data)
    return value


@cache
def _maker(kind: Any) -> Maker:
    """How a type is made; types: dataclass, named tuple, tuple, list, mapping, union, literal, scalar."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return lambda data: _checked(data in inner, data, kind)
    if origin in (Union, UnionType):
        return _union(inner)
    if origin is tuple:
        return _sequence(inner[0]) if inner[1:] == (Ellipsis,) else _record(tuple, inner)
    if origin in (list, Sequence):
        items = _sequence(inner[0])
        return lambda data: list(items(data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(inner[1])
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind)] if is_dataclass(kind) else kind._fields
        return _record(lambda values: kind(*values), [hints[n] for n in names])
    allowed = (int, float) if kind is float else kind
    return lambda data: _checked(isinstance(data, allowed), data, kind)


def _checked(fits: bool, data: Any, kind: Any) -> Any:
    if not fits:
        raise ValueError(f"{data!r} is no {kind}")
    return data


def _sequence(kind: Any) -> Maker:
    make = _maker(kind)
    return lambda data: tuple(map(make, _checked(isinstance(data, list), data, list)))


def _record(whole: Maker, kinds: Sequence[Any]) -> Maker:
    makers = [_maker(kind) for kind in kinds]

    def make(data: Any) -> Any:
        _checked(isinstance(data, list) and len(data) == len(makers), data, whole)
        return whole([m(d) for m, d in zip(makers, data, strict=True)])

    return make


def _mapping(kind: Any) -> Maker:
    make = _maker(kind)
    return lambda data: {key: make(v) for key, v in _checked(isinstance(data, dict), data, dict).items()}


def _union(kinds: Sequence[Any]) -> Maker:
    """A type or None."""
    (kind,) = (k for k in kinds if k is not NoneType)
    make = _maker(kind)
    return lambda data: None if data is None else make(data)
