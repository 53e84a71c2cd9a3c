"""Organisations, places and people that the narrative of a project names.

The tables of countries, regions and organisations find what they know; a statistical English model, where one is
installed, finds other organisations and people. Its findings are ``inferred``: a guess, filtered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors import mention_model, mention_names, organisations
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Module, Rule
from extractors.lexicon import squeeze
from extractors.mention_names import Name

LEXICON = Rule(
    "mentions.lexicon",
    "A name of the tables of countries, regions and organisations, written with its capitals, is a mention.",
    ("narrative",),
    "mention",
    hits=(
        ("with authorities of Lao\nPDR and of Lebanon’s neighbours", "text=Lao PDR; iso3=LAO; text=Lebanon; iso3=LBN"),
        ("in the Horn of Africa", "text=Horn of Africa"),
        ("a grant of Norway", "text=Norway; canonical=Norway; iso3=NOR"),
    ),
    misses=(
        "a budget of US$ 450,000",
        "roast turkey and fine china",
        "a regional project",
        "in New Mexico",
        "info@lebanon.example, www.chad.example",
    ),
)
MODEL = Rule(
    "mentions.model",
    "A name that the statistical model takes for a person or an organisation, and that no table knows, is a mention.",
    ("narrative",),
    "mention",
    status="inferred",
)


def read(block: Block) -> Iterator[Finding]:
    """What the tables know of the names in a block, each name once, at its first place."""
    yield from _once(_found(excerpt, name, LEXICON) for excerpt, names in _known(block) for name in names)


def read_all(blocks: Sequence[Block], models: Sequence[str] | None = None) -> Iterator[tuple[int, Finding]]:
    """What tables and model find in many blocks, with the number (0-based) of the block in the sequence.

    ``models`` are the packages that may hold the statistical model, best first; by default those of
    ``lexicon/mentions.toml``. Where none loads, or a block is not English, the tables work alone.
    """
    english = [mention_model.is_english(block) for block in blocks]
    texts = [p.text for block, use in zip(blocks, english, strict=True) if use for p in block.narrative]
    guesses = mention_model.guesses(texts, models)
    for number, (block, use) in enumerate(zip(blocks, english, strict=True)):
        yield from ((number, f) for f in _once(_both(block, guesses if use else iter(()))))


def model_name(models: Sequence[str] | None = None) -> str:
    """The statistical model that is used, with its version; empty where none loads."""
    return mention_model.name(models)


def _both(block: Block, guesses: Iterator[list[Name]]) -> Iterator[Finding]:
    """Mentions by table and by model, in the order of the text; ``guesses`` gives a list a paragraph."""
    for excerpt, known in _known(block):
        guessed = mention_model.credible(excerpt.text, next(guesses, []), known)
        marked = [(n, LEXICON) for n in known] + [(n, MODEL) for n in guessed]
        yield from (_found(excerpt, name, rule) for name, rule in sorted(marked, key=lambda m: m[0]))


def _known(block: Block) -> Iterator[tuple[Excerpt, list[Name]]]:
    """The paragraphs with the names of the tables; not an acronym that the block itself explains otherwise."""
    own = mention_names.spelled_out(e.text for e in block.narrative)
    for excerpt in block.narrative:
        found = mention_names.find(excerpt.text, block.language)
        yield excerpt, [n for n in found if _agrees(excerpt.text[n.start : n.end], own)]


def _agrees(printed: str, own: Mapping[str, str]) -> bool:
    return printed not in own or organisations.known(own[printed]) == organisations.known(printed)


def _found(excerpt: Excerpt, name: Name, rule: Rule) -> Finding:
    """The finding of a name: as printed, under its usual name, with the code of a country."""
    steps: dict[str, tuple[str, ...]] = {"country": ("join", "iso3", "country-name")}
    if organisations.known(excerpt.text[name.start : name.end]):
        steps["organisation"] = ("join", "donor")
    cells = {
        "text": cell(excerpt, name.start, name.end, ("join",)),
        "canonical": cell(excerpt, name.start, name.end, steps.get(name.kind, ("join",))),
    }
    if name.kind == "country":
        cells["iso3"] = cell(excerpt, name.start, name.end, ("join", "iso3"))
    status = "inferred" if name.guessed else rule.status
    return Finding("mention", rule.id, cells, "narrative", status, fixed={"label": name.label})


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        key = finding.fixed["label"], squeeze(finding.text("canonical"))
        if key not in seen:
            seen.add(key)
            yield finding


RULES = (LEXICON, MODEL)
MODULE = Module("mentions", RULES, read)
