"""What a statistical English model takes for people and organisations, and which of its guesses are credible.

Only the two components that names need are loaded, on first use. The words and limits are in ``lexicon/mentions.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors import organisations, places
from extractors.evidence import Block
from extractors.lexicon import squeeze, toml, vocabulary, words
from extractors.mention_names import Name

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = regex.compile(r"[\p{L}\p{M}\d.'’&/-]+")
_EDGE = " \t\n,;:.|•*_–—-“”\"'‘’"
#: Characters that a name does not stand beside: those of a longer word; and a further word with a capital.
_BEFORE = regex.compile(r"[^\s(“\"‘'/,;:\[–—]$")
_AFTER = regex.compile(r"[^\s.,;:)\]”\"’'/?!–—]|\s+\p{Lu}[\p{Ll}]")
_POSSESSIVE = regex.compile(r"['’`´]s?$")
_STRANGE = regex.compile(r"[@$€£%=<>|\t•*_]|\d{3}|https?:|www\.|:\s")


@cache
def _lead() -> regex.Pattern[str]:
    """Articles and the like before a name."""
    return regex.compile(rf"^(?:{'|'.join(toml('mentions')['guess']['leads'])})\s+", regex.I)


def is_english(block: Block) -> bool:
    """Whether a block is English: by its language, or where that is unknown by its commonest words."""
    if block.language:
        return block.language == "en"
    table = toml("mentions")["english"]
    found = [w.casefold() for e in block.narrative for w in regex.findall(r"\p{L}+", e.text)]
    return bool(found) and sum(w in table["words"] for w in found) >= table["share"] * len(found)


def name(models: Sequence[str] | None = None) -> str:
    """The model that is used, with its version; empty where none loads."""
    found = _load(_models(models))
    return f"{found[0]} {found[1].meta['version']}" if found else ""


def guesses(texts: Sequence[str], models: Sequence[str] | None = None) -> Iterator[list[Name]]:
    """The names the model sees, a list a text; nothing at all where no model loads."""
    if not texts or not (found := _load(_models(models))):
        return
    table = toml("mentions")["model"]
    labels = dict.fromkeys(table["people"], ("PERSON", "person"))
    labels |= dict.fromkeys(table["organisations"], ("ORG", "organisation"))
    named: list[list[Name]] = [[] for _ in texts]
    for group in _together(_Piece(n, at, piece) for n, text in enumerate(texts) for at, piece in _pieces(text)):
        for (number, at, _), doc in zip(group, found[1].pipe(one.text for one in group), strict=True):
            marked = (e for e in doc.ents if e.label_ in labels)
            named[number] += [Name(at + e.start_char, at + e.end_char, *labels[e.label_]) for e in marked]
    yield from named


class _Piece(NamedTuple):
    """A stretch of a text that the model is given at once."""

    number: int  #: of the text
    at: int  #: where it begins in it
    text: str


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text with its blanks levelled, cut where it is so long that the model would need gigabytes for it.

    At the end of a sentence where there is one, else at a blank; each piece with where it begins.
    """
    level, at = regex.sub(r"\s", " ", text), 0  # blanks one for one: positions stay
    most = int(toml("mentions")["model"]["characters"])
    while len(level) - at > most:
        stop, blank = level.rfind(". ", at, at + most), level.rfind(" ", at + 1, at + most)
        end = stop + 1 if stop >= 0 else blank if blank > 0 else at + most
        yield at, level[at:end]
        at = end
    yield at, level[at:]


def _together(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces in groups that the model reads in one go: no more of them, and of characters, than its table says."""
    table = toml("mentions")["model"]
    group: list[_Piece] = []
    size = 0
    for piece in pieces:
        if group and (len(group) == table["batch"] or size + len(piece.text) > table["together"]):
            yield group
            group, size = [], 0
        group.append(piece)
        size += len(piece.text)
    if group:
        yield group


def credible(text: str, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
    """The guesses that read like a name, cut to it; none that overlaps a name of the tables."""
    tests = {"person": _person, "organisation": _organisation}
    cut = [c for c in (_cut(text, guess) for guess in names) if c is not None]
    return [c for c in cut if not any(_clash(c, k) for k in known) and tests[c.kind](text, c)]


def _clash(guess: Name, known: Name) -> bool:
    """Whether a guess overlaps a name of the tables; an organisation's name may hold a place as a part."""
    if guess.end <= known.start or known.end <= guess.start:
        return False
    part = (
        guess.start <= known.start and known.end <= guess.end and (guess.start, guess.end) != (known.start, known.end)
    )
    return guess.kind == "person" or known.kind == "organisation" or not part


def _cut(text: str, guess: Name) -> Name | None:
    """The guess without article, possessive and marks at its ends; None for a fragment or a stretch that is no name."""
    if _BEFORE.search(text[max(guess.start - 1, 0) : guess.start]) or _AFTER.match(text, guess.end):
        return None
    start, end = guess.start, guess.end
    while True:
        part = text[start:end]
        bare = _lead().sub("", _POSSESSIVE.sub("", part).strip(_EDGE))
        if bare == part or not bare:
            break
        start = text.index(bare, start)
        end = start + len(bare)
    return guess._replace(start=start, end=end) if _reads(text[start:end]) else None


def _reads(part: str) -> bool:
    """Whether a stretch can be a name: few words, capitals, whole brackets, no label, no fragment."""
    rules = toml("mentions")["guess"]
    tokens = _WORD.findall(part)
    if not tokens or len(tokens) > rules["words_most"] or _STRANGE.search(part) or part.count("(") != part.count(")"):
        return False
    if not tokens[0][0].isupper() or (len(tokens) > 1 and part.isupper()):
        return False
    ends = {squeeze(tokens[0]), squeeze(tokens[-1])}
    return not ends & set(rules["edges"]) and squeeze(part) not in _labels()


def _person(text: str, guess: Name) -> bool:
    """Two words or more with capitals, and neither a place, an organisation, an office nor a job."""
    rules = toml("mentions")["guess"]
    part = text[guess.start : guess.end]
    tokens = _WORD.findall(part)
    if len(tokens) < rules["person_words_least"] or regex.search(r"[\d&/()]|\p{Lu}{3}", part):
        return False
    if not all(t[0].isupper() or squeeze(t) in vocabulary("people", "particles") for t in tokens):
        return False
    other = vocabulary("people", "job_titles") | vocabulary("people", "organisation_words") | set(rules["things"])
    named = organisations.known(part) is not None or any(places.find(part))
    return not named and not {squeeze(t).strip(".") for t in tokens} & other


def _organisation(text: str, guess: Name) -> bool:
    """An acronym; or a word for a kind of organisation, at an end or before "of", with words of its own."""
    rules = toml("mentions")["guess"]
    part = text[guess.start : guess.end]
    folded = [squeeze(t) for t in _WORD.findall(part)]
    if len(folded) == 1:
        return _acronym(part) and folded[0] not in rules["acronyms"]
    ends = {folded[0], folded[-1]}
    if ends & {*rules["things"], *vocabulary("people", "job_titles")} or "," in part or _cut_short(text, guess):
        return False
    following = [*folded[1:], ""]
    heads = [n for n, word in enumerate(folded) if word in _heads()]
    headed = any(n in (0, len(folded) - 1) or following[n] in rules["links"] for n in heads)
    return headed and any(w not in _heads() and w not in rules["common"] for w in folded)


def _cut_short(text: str, guess: Name) -> bool:
    """Whether the name goes on behind its end: ``Ministry of Justice`` before ``and Human Rights``."""
    links = "|".join(toml("mentions")["guess"]["links"])
    if not regex.search(rf"\b(?:{links})\s+\S+$", text[guess.start : guess.end], regex.I):
        return False
    after = regex.match(r"\s+(?:and|&)\s+(?P<word>\p{Lu}[\p{L}-]+)", text[guess.end :])
    return after is not None and squeeze(after.group("word")) not in _heads()


def _acronym(word: str) -> bool:
    """Whether a word is an acronym: half of it capitals, two or more, and no mere plural of one."""
    rules = toml("mentions")["guess"]
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    enough = capitals >= rules["capitals_least"] and 2 * capitals >= len(letters)
    whole = len(letters) >= rules["letters_least"] and enough and word[-1].isalpha()
    return whole and not regex.fullmatch(r"\p{Lu}+s|.*\..*\..*", word)


@cache
def _heads() -> frozenset[str]:
    """Words for kinds of organisation."""
    return vocabulary("people", "organisation_words") - set(toml("mentions")["guess"]["weak_heads"])


@cache
def _labels() -> frozenset[str]:
    tables = [t for t in toml("labels").values() if isinstance(t, dict)]
    return frozenset(squeeze(w) for t in tables for k, part in t.items() if k != "says" for w in words(part))


def _models(models: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(toml("mentions")["model"]["names"] if models is None else models)


@cache
def _load(models: tuple[str, ...]) -> tuple[str, Language] | None:
    """The first of the models that loads; a package that is absent or made for another version does not."""
    for package in models:
        try:
            return package, import_module(package).load(exclude=list(toml("mentions")["model"]["without"]))
        except (ImportError, OSError, ValueError, AttributeError):
            continue
    return None
