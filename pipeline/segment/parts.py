"""Parts of lines that may be a title: what stands between the marks, codes, labels and kinds of a flattened line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product

import regex

from extractors import places
from extractors.evidence import Candidate, Excerpt
from extractors.lexicon import alternation, fold, squeeze, vocabulary
from pipeline.segment import faults, labels
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_SEPARATOR = regex.compile(r"\s*[:：]\s+|\s+[-–—|•·/›»,]+\s+|[-–—]\s|\s[-–—]|\s{3,}|\s*\|\s*")
_CODE = regex.compile(
    r"(?<!\S)\(?(?:(?:No|Nr|N)[.°º]?\s*)?(?:(?=[^\s,;:]*\d)(?=[^\s,;:]*\p{Lu})[\p{Lu}\d][\p{Lu}\d./_-]{4,30}|\d{4,9}(?:[-/.]\d+)*)\)?(?=[\s,:;]|$)"
)
_FORM = regex.compile(r"(?<!\S)(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[A-Z][.)]|[IVX]{1,4}[.)])\s+(?=\p{Lu})")
_MONTH = r"(?:\p{L}{3,9}\.?,?\s+(?:de\s+)?(?:19|20)\d\d)"
_DATE = regex.compile(
    rf"(?<!\S)\(?(?:\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}|\p{{Lu}}\p{{Ll}}+\s+\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|"
    rf"{_MONTH}|(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d)"
)
_LEADING = regex.compile(r"[\s:：–—|•.,/»›-]*")
_SENTENCE = regex.compile(r"(?<=\p{L}{2}|[)\d])[.!?;](?=\s|$)")
_ACRONYM = regex.compile(r"\(\s?\p{Lu}[^()]{1,30}\)")
_QUOTE = regex.compile(r"[“”\"«»„]|(?<!\S)[‘'](?=\p{Lu})|(?<=\p{L})[’'](?!\p{L})")
_AFTER_CAPITALS = regex.compile(
    r"(?<=\p{Lu}{3}|\p{Lu}{2}\))\s+(?=\p{Lu}?\p{Ll}|\d)|(?<=\p{Ll}{2}\.?|\d)\s+(?=\p{Lu}{3,}\s+\p{Lu}{2,})"
)
_FOR = regex.compile(
    r"\b(?i:for|finance|financing|on|of|under|implementing|implements|called|titled|named|launch(?:ed)?)\s+(?:(?i:the|an?|its|our)\s+)?(?:(?i:project|programme|program)\s+)?(?=\p{Lu})|"
    r"\b(?i:(?:pour|financer|financement d[eu]|d[eu]s?|para|por|financiar|del?|d[eao]|für)\s+)"
    r"(?i:(?:le|la|l[’']|les|un|une|el|los|o|a|um|uma|das|den|die)\s*)?"
    r"(?:(?i:projet|proyecto|projeto|projekt|projecto|progetto|vorhaben)\s+)?(?:(?i:d[eu]|del?|de\s+desarrollo\s+de)\s+)?(?=\p{Lu})"
)
_VERB = regex.compile(
    r"\s+(?i:is|are|was|were|will|has|have|aims|seeks|est|sont|vise|sera|es|son|será|busca|ist|sind|wird|hat|è|é|foi|shall)\s"
)
#: Marks that a title begins behind or ends before.
_MARKS = {
    "separator": _SEPARATOR,
    "code": _CODE,
    "number": _FORM,
    "date": _DATE,
    "quote": _QUOTE,
    "case": _AFTER_CAPITALS,
}


def find(sheet: Sheet, draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """The parts of the first lines that score best, each as a candidate beside the whole lines in ``found``."""
    weights = settings("part")
    out = []
    for excerpt, reasons in offers(sheet, draft, found):
        total = sum(weights[why] * value for why, value in reasons.items())
        if total >= weights["least"]:
            told = [f"{why} {weights[why] * value:+.1f}" for why, value in reasons.items()]
            out.append(Candidate(excerpt, round(total, 2), ("part of a line +0.0", *told)))
    return sorted(out, key=lambda c: -c.score)[:3]


def several(text: str) -> bool:
    """Whether a line has more in it than one name: a document's kind among its words, or too many characters."""
    return len(text) > settings("part_size")["characters_most"] or bool(_kinds().search(text))


def offers(sheet: Sheet, draft: Draft, found: list[Candidate]) -> Iterator[tuple[Excerpt, dict[str, float]]]:
    """Each part of the first lines that may be a title, with its features."""
    content = sheet.contents()[: settings("part_size")["lines"]]
    words = squeeze(sheet.text)
    for order, index in enumerate(content):
        text = sheet.lines[index].text[: settings("part_size")["line_characters"]]
        begins, ends = _begins(draft, index, text), _ends(draft, index, text)
        for (start, how), (end, why) in product(begins.items(), ends.items()):
            if not _fits(text, start, end):
                continue
            excerpt = sheet.excerpt((index, start, end)).strip(" ,;:–—-|\t")
            if _is_none(excerpt.text):
                continue
            reasons = {f"from_{h}": 1.0 for h in sorted(how)} | {f"to_{w}": 1.0 for w in sorted(why)}
            reasons |= (
                _by_words(excerpt.text, again=words.count(squeeze(excerpt.text)) > 1)
                | _by_place(text, start, order)
                | _beside(text, start, end)
            )
            if around := [c.score for c in found if excerpt.text in c.value.text]:
                reasons["around"] = max(around)
            yield excerpt, reasons


@lru_cache(maxsize=4096)
def _is_none(text: str) -> bool:
    """Whether words can be no title: they end in the middle, or name an office, a label, an amount, a document."""
    last = text.split()[-1].strip(".,;:()'\"“”«»") if text.split() else ""
    return (
        text[:1].islower()
        or squeeze(last) in vocabulary("small_words", "words")
        or bool(regex.search(r"[$€£]|\b(?:USD|EUR|CHF)\b|%", text))
        or bool(labels.kind_of(text, True))
        or faults.is_report(text)
        or bool(_kinds().search(squeeze(text)))
        or faults.is_place(text)
        or faults.is_organisation(text)
        or faults.is_office(text)
    )


def _fits(text: str, start: int, end: int) -> bool:
    part = text[start:end].strip()
    size, count = settings("part_size"), len(part.split())
    if not size["characters_least"] <= len(part) <= size["characters_most"]:
        return False
    if not size["words_least"] <= count <= size["words_most"]:
        return False
    whole = (start == 0 or not text[:start].strip()) and not text[end:].strip()
    if part.count("(") != part.count(")") or text[end:].lstrip()[:1].islower():
        return False
    return not whole and bool(regex.match(r"[\p{L}\d(“\"«]", part)) and not _SENTENCE.search(part[:-1])


@lru_cache(maxsize=4096)
def _by_words(part: str, *, again: bool) -> dict[str, float]:
    """What the words of a part say of it, whichever marks it stands between; ``again``: the page has it twice."""
    tokens = [w.strip(".,;:()'\"“”«»") for w in part.split()]
    small, count = vocabulary("small_words", "words"), len(part.split())
    large = [w for w in tokens if w and squeeze(w) not in small]
    first = squeeze(tokens[0])
    holds: dict[str, object] = {
        "bias": True,
        "p_project": faults.says_project(part),
        "p_action": first in vocabulary("furniture", "project_words"),
        "p_repeated": again,
        "p_long": 4 <= count <= 22,
        "p_short": count <= 3,
        "p_endless": count > 22,
        "p_small_begin": first in small,
        "p_cased": bool(large) and sum(w[:1].isupper() for w in large) >= 0.8 * len(large),
        "p_verb": faults.is_news(part),
        "p_code": _CODE.search(part) or _FORM.search(part) or regex.search(r"\d{5}|@|www|https?:", part),
        "p_date": _DATE.search(part),
        "p_open": len(regex.findall(r"[“”\"«»„]", part)) % 2,
        "p_colon": regex.search(r"[:|•]\s|\s{3}", part),
        "p_quoted": part[:1] in '“"«„' and part[-1:] in '”"»“',
    }
    found = {why: 1.0 for why, value in holds.items() if value} | {"words": min(count, 16) / 10}
    return found | ({"repeated_words": min(count, 14) / 10} if again else {})


def _by_place(text: str, start: int, order: int) -> dict[str, float]:
    """Where on the page a part stands, ``order`` being the number of its line, and in what line."""
    holds = {
        "p_head": order == 0 and start < 5,
        "p_top": order < 4 and start < 250,
        "p_late": order > 10 or start > 700,
        "p_flat": len(text) > 200,
    }
    return {why: 1.0 for why, value in holds.items() if value}


def _beside(text: str, start: int, end: int) -> dict[str, float]:
    """What stands directly before and behind a part: a name goes on over a small word, and over a capital."""
    small = vocabulary("small_words", "words")
    before, behind = text[:start].split()[-1:], text[end:].split()[:1]
    word, after = (before or [""])[0], (behind or [""])[0]
    holds = {
        "b_small": squeeze(word) in small,
        "b_lower": word[:1].islower() and word[-1:].isalpha() and squeeze(word) not in small,
        "b_capital": word[:1].isupper() and word[-1:].isalpha(),
        "a_capital": after[:1].isupper(),
        "a_mark": after[:1] in "-–—:|(,",
    }
    return {why: 1.0 for why, value in holds.items() if value and (before if why[0] == "b" else after)}


def _begins(draft: Draft, index: int, text: str) -> dict[int, set[str]]:
    """Where in a line a title may begin, and what stands before it there."""
    found: dict[int, set[str]] = {0: {"line"}}
    own = {"for": _FOR, "kind": _kinds(), "label": _title_labels(), "noun": _nouns()}
    for why, pattern in (_MARKS | own).items():
        for match in pattern.finditer(text):
            _add(found, _skip(text, match.end()), why)
    for place in places.find(text):
        _add(found, _skip(text, place.end), "place")
    for raw in draft.fields:
        if raw.kind == "title" and raw.label and raw.label[0] == index:
            _add(found, _skip(text, raw.label[2]), "label")
    return found


def _ends(draft: Draft, index: int, text: str) -> dict[int, set[str]]:
    """Where in a line a title may end, and what stands behind it there."""
    found: dict[int, set[str]] = {len(text): {"line"}}
    own = {"sentence": _SENTENCE, "verb": _VERB, "kind": _kinds()}
    for why, pattern in (_MARKS | own).items():
        for match in pattern.finditer(text):
            _add(found, match.start(), why)
    for start in _label_starts(text):
        _add(found, start, "words")
    for match in _ACRONYM.finditer(text):
        _add(found, match.end(), "acronym")
        _add(found, match.start(), "bracket")
    for match in _closing().finditer(text):
        _add(found, match.end(), "noun")
    for place in places.find(text):
        _add(found, place.start, "place")
        _add(found, place.end, "after_place")
    for raw in draft.fields:
        if raw.label and raw.label[0] == index:
            _add(found, raw.label[1], "label")
    return found


def _add(found: dict[int, set[str]], at: int, why: str) -> None:
    found.setdefault(at, set()).add(why)


def _skip(text: str, at: int) -> int:
    """Past the marks and blanks behind a beginning."""
    match = _LEADING.match(text, at)
    return match.end() if match else at


@cache
def _kinds() -> regex.Pattern[str]:
    """The kinds of documents, and what heads a sheet, as words anywhere in a line."""
    names = set(
        vocabulary("title_faults", "reports")
        | vocabulary("title_parts", "kickers")
        | vocabulary("title_parts", "headings")
    )
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{alternation({n for n in names if ' ' in n})})(?![\p{{L}}\d])", regex.I)


@cache
def _title_labels() -> regex.Pattern[str]:
    names = {p for p, kind in labels.phrases().items() if kind == "title"}
    colon = {p for p, kind in labels.weak().items() if kind == "title"} | vocabulary("title_parts", "announcing")
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?:(?:{alternation(names)})\b\s*[:.–-]?|(?:{alternation(colon)})\s*[:：])", regex.I
    )


@cache
def _nouns() -> regex.Pattern[str]:
    """A word for project before its name, glued or not: ``ProjectClean wells``, ``Proyecto Pozos``."""
    names = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"(?<![\p{{L}}\d])(?i:{names})(?=\s+\p{{Lu}}|(?-i:\p{{Lu}}\p{{Ll}}))")


@cache
def _closing() -> regex.Pattern[str]:
    """A word for project behind its name, with its phase."""
    names = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"(?<=\s)(?:{names})(?![\p{{L}}\d])|\b(?:phase|fase)\s+(?:[IVX]+|\d)\b", regex.I)


_CAPITAL = regex.compile(r"(?<![\p{L}\d])(?=\p{Lu})[^\s:]+")


def _label_starts(text: str) -> Iterator[int]:
    """Where labels of two words or more, and those of one with a colon, begin in a line; they do not overlap."""
    at = 0
    while word := _CAPITAL.search(text, at):
        known = _labels_from(fold(word.group()))
        label = known.match(text, word.start()) if known else None
        if label:
            yield label.start()
        at = label.end() if label else word.start() + 1


@lru_cache(maxsize=4096)
def _labels_from(word: str) -> regex.Pattern[str] | None:
    """The labels that begin with a word, as a pattern; None where there is none."""
    names, one = _by_first_word().get(word, ()), word in labels.phrases() and len(word) > 3
    if not names and not one:
        return None
    alone = [word] if one else []
    return regex.compile(rf"(?:{alternation(names)})(?![\p{{L}}\d])|(?:{alternation(alone)})\s?:", regex.I)


@cache
def _by_first_word() -> Mapping[str, list[str]]:
    """The labels of two words or more by their first word."""
    found: dict[str, list[str]] = {}
    for phrase, kind in labels.phrases().items():
        if kind != "other" and " " in phrase and len(phrase) > 8:
            found.setdefault(phrase.split()[0], []).append(phrase)
    return found
