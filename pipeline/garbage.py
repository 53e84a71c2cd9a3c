"""Work without the collector of garbage, which looks for cycles in all that is loaded again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cycles alone inside; what nobody refers to goes as always.

    Values here are trees and hardly ever refer to each other in a circle, but they are many, and tables of words are
    more: looking through all of them took a fifth of the time of a document.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
