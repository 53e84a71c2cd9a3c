"""Connected components of a graph that does not fit in memory: its edges stream by, a number a node is held."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


class Components:
    """Nodes 0 to ``size`` - 1, at first each alone; 8 bytes a node."""

    def __init__(self, size: int) -> None:
        self._home = array("q", range(size))

    def label(self, node: int) -> int:
        """The smallest node of the component, as far as edges were joined."""
        home = self._home
        while home[node] != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    def join(self, edges: Iterable[tuple[int, int]]) -> None:
        """Make the two nodes of each edge one component."""
        for one, other in edges:
            low, high = sorted((self.label(one), self.label(other)))
            self._home[high] = low

    def labels(self) -> Iterator[tuple[int, int]]:
        """The nodes that are not the first of their component, each with the first."""
        for node in range(len(self._home)):
            label = self.label(node)
            if label != node:
                yield node, label
