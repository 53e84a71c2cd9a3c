"""Pledgebook: brochures in, a dataset with receipts out.

From Python::

    from pipeline import extract, load

    dataset = extract("raw")     # or load("output"), for what `pledgebook extract` wrote
    dataset.projects             # a pandas frame
    dataset.explain("GLOT59", "budget")

Nothing is loaded before it is used: ``import pipeline`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Dataset, Explanation, extract, load
    from pipeline.progress import CannotRun

__all__ = ["CannotRun", "Dataset", "Explanation", "extract", "load"]


def __getattr__(name: str) -> Any:
    """The names of ``__all__``, from where they are, when they are asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("pipeline.progress" if name == "CannotRun" else "pipeline.api"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
