"""The label lexicon: every phrase means one kind, and stands in the form in which it can be met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from regex import compile as pattern

from extractors.lexicon import squeeze, toml

LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl", "nordic", "slavic", "more")
KINDS = {
    "title", "code", "budget", "contribution", "pledged", "shortfall", "amount_other", "donor", "country", "host",
    "region", "location", "period", "start", "end", "date_other", "contact_hq", "contact_field", "contact", "phone",
    "fax", "email", "website", "address", "implementer", "partner", "beneficiary", "sector", "theme", "status",
    "programme", "objective", "description", "activities", "results", "background", "documents", "other",
}  # fmt: skip
#: What matching takes off a printed label; a phrase that holds any of it could never be met.
_TAKEN_OFF = pattern(r"[()\[\]:：]|^[\s.*?]|[\s.*?]$|[\d¹²³⁴⁵⁶⁷⁸⁹*†]$|^(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
#: Longest label in words that matching looks for in a line.
_MOST_WORDS = 9


def _strong() -> Iterator[tuple[str, str, str]]:
    for kind, part in toml("labels").items():
        if kind != "weak":
            yield from ((kind, lang, phrase) for lang in LANGUAGES for phrase in part.get(lang, ()))


def _weak() -> Iterator[tuple[str, str, str]]:
    yield from ((kind, "weak", phrase) for phrase, kind in toml("labels")["weak"].items())


def _clashes(entries: list[tuple[str, str, str]]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, _, phrase in entries:
        kinds.setdefault(squeeze(phrase), set()).add(kind)
    return {phrase: found for phrase, found in kinds.items() if len(found) > 1}


def test_the_kinds_are_those_of_the_design() -> None:
    assert set(toml("labels")) - {"weak"} == KINDS
    assert {kind for kind, _, _ in _weak()} <= KINDS


def test_a_kind_holds_a_sentence_and_lists_of_phrases_only() -> None:
    for kind in KINDS:
        part = toml("labels")[kind]
        assert part["says"].strip()
        assert set(part) - {"says"} <= set(LANGUAGES)


def test_no_phrase_stands_in_two_kinds() -> None:
    assert _clashes([*_strong(), *_weak()]) == {}


def test_a_clash_is_seen_through_case_blanks_and_quotes() -> None:
    entries = [("country", "fr", "pays d'intervention"), ("location", "fr", "Pays  d’intervention")]
    assert _clashes(entries) == {"pays d'intervention": {"country", "location"}}
    assert _clashes([("end", "it", "fine"), ("end", "en", "Fine")]) == {}


def test_no_phrase_stands_twice_in_a_list() -> None:
    twice = {key: n for key, n in Counter((k, lang, squeeze(p)) for k, lang, p in _strong()).items() if n > 1}
    assert twice == {}


def test_a_weak_phrase_is_not_a_strong_one() -> None:
    assert {p for _, _, p in _weak()} & {p for _, _, p in _strong()} == set()


def test_phrases_are_written_as_matching_sees_them() -> None:
    assert [p for _, _, p in (*_strong(), *_weak()) if p != squeeze(p) or _TAKEN_OFF.search(p)] == []


def test_no_phrase_is_longer_than_matching_looks() -> None:
    assert [p for _, _, p in (*_strong(), *_weak()) if len(p.split()) > _MOST_WORDS] == []


#: Printed label -> kind, over languages and forms of the field; ``None`` is a word that is no label at all.
CASES = [
    ("total project cost", "budget"),
    ("coût total", "budget"),
    ("presupuesto total", "budget"),
    ("gesamtkosten", "budget"),
    ("orçamento", "budget"),
    ("costo totale", "budget"),
    ("eu contribution", "contribution"),
    ("donor", "donor"),
    ("bailleur de fonds", "donor"),
    ("donante", "donor"),
    ("auftraggeber", "donor"),
    ("laufzeit", "period"),
    ("durée", "period"),
    ("plazo de ejecución", "period"),
    ("data de início", "start"),
    ("fecha de inicio", "start"),
    ("date de début", "start"),
    ("projektbeginn", "start"),
    ("data di fine", "end"),
    ("closing date", "end"),
    ("approval date", "date_other"),
    ("balance requested", "shortfall"),
    ("finanzierungslücke", "shortfall"),
    ("disbursed", "amount_other"),
    ("pays", "country"),
    ("hq focal point", "contact_hq"),
    ("field office", "contact_field"),
    ("task team leader", "contact"),
    ("gef agency", "implementer"),
    ("commissioned organisation", "implementer"),
    ("commissioned by", "donor"),
    ("source of funding / amount", "donor"),
    ("maître d'ouvrage", "implementer"),
    ("contraparte local", "partner"),
    ("zielgruppe", "beneficiary"),
    ("código cris", "code"),
    ("submission deadline", "date_other"),
    ("mptf office project reference number", "code"),
    ("parent programme", "programme"),
    ("hq focial point", None),
    ("host government", "host"),
    ("the", None),
    ("europe", None),
]


@pytest.mark.parametrize(("phrase", "kind"), CASES)
def test_labels_of_the_field_are_known_by_kind(phrase: str, kind: str | None) -> None:
    assert {k for k, _, p in (*_strong(), *_weak()) if p == phrase} == ({kind} if kind else set())
