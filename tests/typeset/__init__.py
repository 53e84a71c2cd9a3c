"""The typesetter: makes the brochures of ``raw/`` and their gold from the facts in ``facts/``."""

from __future__ import annotations
