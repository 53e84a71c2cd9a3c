"""Every rule reads the texts it says it reads, and none of the near misses beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import extractors
from extractors.evidence import Block, Finding, Module, Rule
from extractors.lexicon import toml
from tests.extractors.page import Page

FOLDER = Path(extractors.__file__).parent

#: Every extractor module of the folder, those that a pipeline stage calls by itself included.
MODULES = tuple(import_module(f"extractors.{p.stem}").MODULE for p in sorted(FOLDER.glob("*.py")) if "MODULE =" in p.read_text("utf-8"))
RULES = [(module, rule) for module in MODULES for rule in module.rules]
HITS = [(m, r, text, says) for m, r in RULES for text, says in r.hits]
MISSES = [(m, r, text) for m, r in RULES for text in r.misses]

#: Rules that show no text they read. Most need more than a field's value (a label, a note, a second block), and are
#: covered by tests of their module. The set may only shrink.
WITHOUT_HITS = {}
