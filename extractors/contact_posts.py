"""Which persons of whom only a post is printed can be asked: an officer or leader, not those above or beside one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extractors.lexicon import alternation, vocabulary


def answering(posts: Sequence[str]) -> list[bool]:
    """For each contact of a block whether it is one; ``posts`` has the folded label of those that are only a post.

    A cover that lists ``Country Director``, ``Sector Manager`` and ``Task Team Leader`` by name says who signed; where
    a contact is asked for or reached, a name under a post is none beside it. The label of any other contact is empty.
    """
    superiors = sum(_superiors().search(post) is not None for post in posts)
    beside = not all(posts) or superiors > 1
    return [not (post and beside) for post in posts]


@cache
def _superiors() -> regex.Pattern[str]:
    """Posts of those who lead a country, a region or a sector and not one project."""
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('contacts', 'superiors'))})(?!\p{{L}})")
