"""A pattern that is tried only where a match may begin finds what the pattern alone finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import contact_marks, contexts, money_sentences
from extractors.lexicon import fold
from extractors.money import amount_pattern
from extractors.quick import Headed, headed
from tests.extractors.test_growth import modules, named_values

#: The beginnings, ends and middles of what the patterns look for, and what must not be taken for it.
PIECES = st.sampled_from(
    ["US$ ", "250,000", " EUR", "3.5 million", "two hundred thousand dollars", " for the school", "\n", "2010",
     "20101.1.2011", "March", "mars 2009", "12 mois", "MEUR 5", "five", "Tel", "DevTel: 43", "E-mail:", "(", "€5", "ſ",
     "İst", "the project", " runs from ", "contact ", "25 %", "funded by the", "TIP", "x", "é", "e\u0301t", "_", " "]
)  # fmt: skip


def everywhere() -> Iterator[tuple[str, Headed]]:
    for module in modules():
        yield from ((name, value) for name, value in named_values(module) if isinstance(value, Headed))
    yield "contact_marks._labels(True)", contact_marks._labels(form=True)
    for number, quick in enumerate(money_sentences._funded()):
        yield f"money_sentences._funded()[{number}]", quick


EVERY = dict(everywhere())


@settings(deadline=None, max_examples=30)  # the first look at a word asks the pattern
@given(st.lists(PIECES, max_size=12).map("".join), st.integers(0, 20))
@pytest.mark.parametrize("name", EVERY)
def test_the_same_is_found_with_and_without_the_look(name: str, text: str, pos: int) -> None:
    quick = EVERY[name]
    found = [(m.span(), m.groupdict()) for m in quick.finditer(text, pos)]
    assert found == [(m.span(), m.groupdict()) for m in quick.pattern.finditer(text, pos)]
    for ask in ("search", "match", "fullmatch"):
        one, other = getattr(quick, ask)(text), getattr(quick.pattern, ask)(text)
        assert (one and one.span()) == (other and other.span())


@settings(deadline=None, max_examples=30)
@given(st.lists(PIECES, max_size=12).map("".join).map(fold))
@pytest.mark.parametrize("table", ["amount", "country", "period"])
def test_patterns_asked_together_find_what_each_finds(table: str, text: str) -> None:
    family = contexts._patterns(table)
    apart = [(name, m.span()) for name, pattern in family._patterns.items() for m in pattern.finditer(text)]
    assert [(name, m.span()) for name, m in family.finditer(text)] == apart


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tel 1, tel 2", ["Tel 1", "tel 2"]),
        ("DevTel 3", ["Tel 3"]),  # glued to the word before it
        ("hotel 4 satellite 5", []),  # inside a word
        ("te\u0301l 6, TEL 7", ["TEL 7"]),
        ("telltel 8", []),
    ],
)
def test_a_match_begins_where_a_word_begins(text: str, found: list[str]) -> None:
    quick = headed(r"(?:(?<!\p{L})|(?<=\p{Ll})(?=\p{Lu}))tel \d", regex.I)
    assert [m.group() for m in quick.finditer(text)] == found


def test_a_search_keeps_within_its_bounds() -> None:
    quick = headed(r"\bten\b|\d+")
    assert [m.group() for m in quick.finditer("ten 10 ten", 1, 9)] == ["10"]
    assert quick.search("ten 10 ten", 1, 5) is not None
    assert quick.search("ten ten", 1, 4) is None


def test_a_number_glued_to_a_year_is_seen() -> None:
    quick = headed(r"(?<=\d{4})[13]\.|\d{4}")
    assert [m.group() for m in quick.finditer("20101. 20103.")] == ["2010", "1.", "2010", "3."]


@pytest.mark.parametrize("pattern", [r"\s*a", r"(?:x|)\s", r" "])
def test_a_match_may_not_begin_with_a_blank(pattern: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        headed(pattern)


@pytest.mark.parametrize("blanks", [0, 3_000, 200_000])
def test_a_long_text_is_searched_too(blanks: int) -> None:
    text = "US$ 250,000 for" + " " * blanks + "schools, EUR 5"
    assert [m["amount"] for m in amount_pattern().finditer(text)] == ["250,000", "5"]


def test_what_is_known_of_beginnings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.quick._KNOWN", 3)
    quick = headed(r"(?:ab|cd)\d")
    texts = [f"ab{n} ef{n} gh{n} ij{n} cd{n}" for n in range(5)]
    assert [[m.group() for m in quick.finditer(text)] for text in texts] == [[f"ab{n}", f"cd{n}"] for n in range(5)]
    assert len(quick._known) <= 3
