"""Parts of lines that may be a title: what stands between the marks, codes, labels and kinds of a flattened line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

import regex

from extractors import places
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, fold, squeeze, vocabulary
from extractors.memory import kept
from pipeline.segment import faults, labels
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_SEPARATOR = regex.compile(
    r"\s*[:：]\s+|(?<=\p{Ll})[:：](?=\p{Lu})|<br\s*/?>|\s+[-–—|•·*/›»,]+\s+|[-–—]\s|\s[-–—]|\s{3,}|\s*\|\s*"
)
CODE = regex.compile(
    r"(?<!\S)\(?(?:(?:No|Nr|N)[.°º]?\s*)?(?:(?=[^\s,;:]*\d)(?=[^\s,;:]*\p{Lu})[\p{Lu}\d][\p{Lu}\d./_-]{4,30}|(?!(?<=\p{Lu}\s)(?:19|20)\d\d\s\p{Lu}{3})\d{4,9}(?:[-/.]\d+)*)\)?(?=[\s,:;]|$)"
)
_CLOSED = regex.compile(r"(?<=[)\]])\s+(?=\p{Lu})")
_FORM = regex.compile(r"(?<!\S)(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[A-Z][.)]|[IVX]{1,4}[.)])\s+(?=\p{Lu})")
_MONTH = r"(?:\p{L}{3,9}\.?,?\s+(?:de\s+)?(?:19|20)\d\d)"
DATE = regex.compile(
    rf"(?<!\S)\(?(?:\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}|\p{{Lu}}\p{{Ll}}+\s+\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|"
    rf"{_MONTH}|(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d)"
)
_LEADING = regex.compile(r"[\s:：–—|•.,/»›-]*")
SENTENCE = regex.compile(r"(?<=\p{L}{2}|[)\d])[.!?;](?=\s|$)")
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
#: ``Proposed loan and grant to the Republic of Mali for the Rural Roads Project``: what a bank lends for.
_LENT = regex.compile(
    r"\b(?i:loans?|grants?|credits?|financing|financement|pr[êe]ts?|dons?|pr[ée]stamos?|donaci[óo]n|guarantees?|garantie)\b[^.:\n]{0,160}?\s"
    r"(?i:for|pour|au titre d[eu]|para|destin[ée]s? [àa](?: financer)?)\s+"
    r"(?:(?i:an?|the|le|la|les|l[’']|el|un|une)\s*)?(?=\p{Lu})"
)
#: A label that no list has, in a flattened line: capitalised words up to a colon, behind a word in small letters.
_UNLISTED = regex.compile(
    r"(?<=(?<!\S)\p{Ll}[\p{L}’'-]*[)”»]?)\s+"
    r"(?=\p{Lu}[\p{L}\d/’'.-]*(?:\s+(?:\p{Lu}[\p{L}\d/’'.-]*|d[eu]s?|del|la|of|and|et|y|der|für)){0,4}\s?[:：](?:\s|$))"
)
#: One word that may be a name: an acronym, or a word with capitals or a digit in it.
_ONE = regex.compile(r"(?=\P{Lu}*\p{Lu}\P{Lu}*\p{Lu})\p{Lu}[\p{L}\d’'+-]{3,24}")
_GENITIVE = regex.compile(r"(?<=\p{L})[’']s?(?=\s+\p{Ll})")
_OWNED = regex.compile(r"(?<=\p{L})[’']s\s+(?=\p{Lu})")
_COMMA = regex.compile(r",\s+(?=\p{L})|\s+[({]")
#: Marks that a title begins behind or ends before.
_MARKS = {
    "separator": _SEPARATOR,
    "code": CODE,
    "number": _FORM,
    "date": DATE,
    "quote": _QUOTE,
    "case": _AFTER_CAPITALS,
}

#: Of the places where a title may begin, those that tell enough for one that goes on in the next line.
_TELLING = frozenset({"label", "code", "quote", "for", "lent", "kind", "date", "number"})
#: Places in a line, and what stands there.
_Edges = dict[int, set[str]]


def several(text: str) -> bool:
    """Whether a line has more in it than one name: a document's kind among its words, or too many characters."""
    return len(text) > settings("part_size")["characters_most"] or bool(kinds().search(text))


def offers(sheet: Sheet, draft: Draft) -> Iterator[tuple[Excerpt, dict[str, float]]]:
    """Each part of the first lines that may be a title, and lines run together, with the marks each was cut at."""
    content = sheet.contents()[: int(settings("part_size")["lines"])]
    edges: dict[int, tuple[_Edges, _Edges]] = {}
    for index in content:
        text = sheet.lines[index].text[: int(settings("part_size")["line_characters"])]
        edges[index] = begins, ends = _begins(draft, index, text), _ends(draft, index, text)
        yield from _between(sheet.excerpt((index, 0, len(text))), begins, ends)
    yield from _runs(sheet, draft, content)
    yield from _over_breaks(sheet, draft, edges)


def _between(whole: Excerpt, begins: _Edges, ends: _Edges) -> Iterator[tuple[Excerpt, dict[str, float]]]:
    """What may be a title from one of the places where one may begin to one where one may end."""
    for (start, how), (end, why) in product(begins.items(), ends.items()):
        if not _fits(whole.text, start, end):
            continue
        excerpt = whole.cut(start, end).strip(" ,;:–—-|\t")
        if not _is_none(excerpt.text):
            yield excerpt, {f"from_{h}": 1.0 for h in sorted(how)} | {f"to_{w}": 1.0 for w in sorted(why)}


def _over_breaks(
    sheet: Sheet, draft: Draft, edges: Mapping[int, tuple[_Edges, _Edges]]
) -> Iterator[tuple[Excerpt, dict[str, float]]]:
    """What begins behind a telling mark inside a line and goes over a break or two: a name in wrapped text."""
    heads = {raw.label[0] for raw in draft.fields if raw.label and raw.label[1] < 3}
    flat, most = int(settings("part_size")["flat_line"]), int(settings("part_size")["wrapped"])
    for index, (begins, _) in edges.items():
        first, told = len(sheet.lines[index].text), {at: how for at, how in begins.items() if how & _TELLING}
        run = [index]
        for below in range(index + 1, index + most) if told else ():
            long = max(len(sheet.lines[i].text) for i in (run[-1], below) if i in edges) > flat
            if below not in edges or below in heads or long:
                break
            run.append(below)
            whole = sheet.whole(*run)
            last = len(whole.text) - len(sheet.lines[below].text)
            ends = {last + at: why for at, why in edges[below][1].items() if at > 0}
            yield from _between(whole, {at: how for at, how in told.items() if at < first}, ends)


def _runs(sheet: Sheet, draft: Draft, content: Sequence[int]) -> Iterator[tuple[Excerpt, dict[str, float]]]:
    """Lines that follow each other, two or more, from the first one's begin or from behind a label for titles."""
    heads = {raw.label[0] for raw in draft.fields if raw.label and raw.label[1] < 3}
    titled = {raw.label[0]: raw.label[2] for raw in draft.fields if raw.label and raw.kind == "title"}
    most = int(settings("part_size")["flat_line"])
    for order, index in enumerate(content):
        for start in sorted({0, titled.get(index, 0)}):
            run = [(index, start, len(sheet.lines[index].text))]
            for below in content[order + 1 : order + int(settings("part_size")["joined"])]:
                long = max(len(sheet.lines[i].text) for i in (run[-1][0], below)) > most
                if below != run[-1][0] + 1 or below in heads or long or start >= run[0][2]:
                    break
                run.append((below, 0, len(sheet.lines[below].text)))
                yield sheet.excerpt(*run), {f"joined_{len(run)}": 1.0}


@kept(4096)
def _is_none(text: str) -> bool:
    """Whether words can be no title: they end in the middle, or name an office, a label, an amount, a document."""
    first = text.split()[0].strip(".,;:()'\"“”«»")
    return (
        (text[:1].islower() and squeeze(first) not in vocabulary("furniture", "project_words"))
        or faults.breaks_off(text)
        or bool(regex.search(r"[$€£]|\b(?:USD|EUR|CHF)\b|%", text))
        or bool(labels.kind_of(text, True, guess=":" in text))  # "Power Sector Program" would be guessed a sector
        or faults.is_report(text)
        or bool(kinds().search(squeeze(text)))
        or faults.is_place(text)
        or faults.is_organisation(text)
        or faults.is_office(text)
    )


def _fits(text: str, start: int, end: int) -> bool:
    part, size = text[start:end].strip(), settings("part_size")
    if _ONE.fullmatch(part):
        return True
    if not size["characters_least"] <= len(part) <= size["characters_most"]:
        return False
    if not size["words_least"] <= len(part.split()) <= size["words_most"]:
        return False
    if part.count("(") != part.count(")"):
        return False
    return bool(regex.match(r"[\p{L}\d(“\"«]", part)) and not SENTENCE.search(part[:-1])


def _begins(draft: Draft, index: int, text: str) -> dict[int, set[str]]:
    """Where in a line a title may begin, and what stands before it there."""
    found: dict[int, set[str]] = {0: {"line"}}
    own = {
        "for": _FOR,
        "lent": _LENT,
        "bracket": _CLOSED,
        "kind": kinds(),
        "label": title_labels(),
        "noun": _nouns(),
        "article": _articles(),
        "genitive": _OWNED,
    }
    for why, pattern in (_MARKS | own).items():
        for match in pattern.finditer(text):
            _add(found, _skip(text, match.end()), why)
    for match in _opening().finditer(text):
        _add(found, match.start(), "at_noun")
    for place in places.find(text):
        _add(found, _skip(text, place.end), "place")
    for raw in draft.fields:
        if raw.label and raw.label[0] == index:
            _add(found, _skip(text, raw.label[2]), "label" if raw.kind == "title" else "other")
    return found


def _ends(draft: Draft, index: int, text: str) -> dict[int, set[str]]:
    """Where in a line a title may end, and what stands behind it there."""
    found: dict[int, set[str]] = {len(text): {"line"}}
    for why, pattern in (_MARKS | _stops()).items():
        for match in pattern.finditer(text):
            _add(found, match.start(), why)
    _ends_with_words(found, text)
    for place in places.find(text):
        _add(found, place.start, "place")
        _add(found, place.end, "after_place")
    for raw in draft.fields:
        if raw.label and raw.label[0] == index:
            _add(found, raw.label[1], "label")
    return found


def _stops() -> dict[str, regex.Pattern[str]]:
    """What stands behind a title and is no mark that one may begin at."""
    return {
        "sentence": SENTENCE,
        "verb": _verbs(),
        "comma": _COMMA,
        "kind": kinds(),
        "unlisted": _UNLISTED,
        "genitive": _GENITIVE,
    }


def _ends_with_words(found: dict[int, set[str]], text: str) -> None:
    """The ends before the labels of a line, at a short name in brackets, and behind a word for project."""
    labelled = set(_label_starts(text))
    for start in labelled:
        _add(found, start, "words")
    for match in _ACRONYM.finditer(text):
        _add(found, match.end(), "acronym")
        _add(found, match.start(), "bracket")
    for match in _closing().finditer(text):
        # "… wells Programme Number" ends before the label, "… wells Project COUNTRY:" behind the noun.
        _add(found, match.end(), "noun_of_label" if match.start() in labelled else "noun")


def _add(found: dict[int, set[str]], at: int, why: str) -> None:
    found.setdefault(at, set()).add(why)


def _skip(text: str, at: int) -> int:
    """Past the marks and blanks behind a beginning."""
    match = _LEADING.match(text, at)
    return match.end() if match else at


@cache
def kinds() -> regex.Pattern[str]:
    """The kinds of documents, and what heads a sheet, as words anywhere in a line."""
    names = set(
        vocabulary("title_faults", "reports")
        | vocabulary("title_parts", "kickers")
        | vocabulary("title_parts", "headings")
    )
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{alternation({n for n in names if ' ' in n})})(?![\p{{L}}\d])", regex.I)


@cache
def title_labels() -> regex.Pattern[str]:
    """The labels for titles, as words anywhere in a line."""
    names = {p for p, kind in labels.phrases().items() if kind == "title"}
    colon = {p for p, kind in labels.weak().items() if kind == "title"} | vocabulary("title_parts", "announcing")
    inside = alternation(vocabulary("title_parts", "articles") | vocabulary("title_parts", "joins"))
    weak = rf"(?<!(?<!\p{{L}})(?:{inside})\s)(?:{alternation(colon)})\s*[:：]"  # none in "involved in the operation:"
    return regex.compile(rf"(?<![\p{{L}}\d])(?:(?:{alternation(names)})\b\s*[:.–-]?|{weak})", regex.I)


@cache
def _nouns() -> regex.Pattern[str]:
    """A word for project before its name, glued or not: ``ProjectClean wells``, ``Proyecto Pozos``."""
    names = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"(?<![\p{{L}}\d])(?i:{names})(?=,?\s+\p{{Lu}}|(?-i:\p{{Lu}}\p{{Ll}}))")


@cache
def _verbs() -> regex.Pattern[str]:
    """A verb, which ends the name that is its subject."""
    known = vocabulary("title_faults", "verbs") | vocabulary("title_faults", "small_verbs")
    return regex.compile(rf"\s+(?:{alternation(known)})(?=\s)")


@cache
def _articles() -> regex.Pattern[str]:
    """An article before a name: ``the Wells Programme``, ``das Vorhaben``."""
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?:{alternation(vocabulary('title_parts', 'articles'))})\s+(?=\p{{L}})", regex.I
    )


@cache
def _opening() -> regex.Pattern[str]:
    """A word for project that a name may begin with: ``(le) projet d'appui …``, ``Programa de agua …``."""
    names = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?:{names})\s+(?:pour|de|du|des|del|d['’]|do|da|zur|zum|für|per|di|for|to|on|in)", regex.I
    )


@cache
def _closing() -> regex.Pattern[str]:
    """A word for project behind its name, with its phase."""
    names = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"(?<=\s)(?:{names})(?![\p{{L}}\d])|\b(?:phase|fase)\s+(?:[IVX]+|\d)\b", regex.I)


_CAPITAL = regex.compile(r"(?<![\p{L}\d])(?=\p{Lu})[^\s:]+")


#: Turkish writes I with and without a dot; a pattern that is blind to case takes all four for one letter.
_I = str.maketrans("ıİ", "ii")


def has_label(text: str) -> bool:
    """Whether a label stands anywhere in a text."""
    return next(_label_starts(text), None) is not None


def label_at_head(text: str) -> str:
    """The label of several words that a text begins with, and not one for titles; empty where none does."""
    word = _CAPITAL.match(text)
    known = _labels_from(fold(word.group()).translate(_I)) if word else None
    label = known.match(text) if known else None
    return label.group() if label and labels.phrases().get(squeeze(label.group())) != "title" else ""


def _label_starts(text: str) -> Iterator[int]:
    """Where labels of two words or more, and those of one with a colon, begin in a line; they do not overlap."""
    at = 0
    while word := _CAPITAL.search(text, at):
        known = _labels_from(fold(word.group()).translate(_I))
        label = known.match(text, word.start()) if known else None
        if label:
            yield label.start()
        at = label.end() if label else word.start() + 1


@lru_cache(maxsize=4096)
def _labels_from(word: str) -> regex.Pattern[str] | None:
    """The labels that begin with a word, as a pattern; None where there is none."""
    names, alone = _by_first_word().get(word, ()), _of_one_word().get(word, ())
    if not names and not alone:
        return None
    return regex.compile(rf"(?:{alternation(names)})(?![\p{{L}}\d])|(?:{alternation(alone)})\s?:", regex.I)


@cache
def _by_first_word() -> Mapping[str, list[str]]:
    """The labels of two words or more by their first word."""
    found: dict[str, list[str]] = {}
    for phrase, kind in labels.phrases().items():
        if kind != "other" and " " in phrase and len(phrase) > 8:
            found.setdefault(phrase.split()[0].translate(_I), []).append(phrase)
    return found


@cache
def _of_one_word() -> Mapping[str, list[str]]:
    """The labels of one word of more than three letters, by that word."""
    found: dict[str, list[str]] = {}
    for phrase in labels.phrases():
        if " " not in phrase and len(phrase) > 3:
            found.setdefault(phrase.translate(_I), []).append(phrase)
    return found
