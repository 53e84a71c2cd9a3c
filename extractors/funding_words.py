"""What sentences put before the name of a giver: ``funded for three years by``, ``thanks to a gift from``."""

from __future__ import annotations

from extractors.dates import alternatives
from extractors.lexicon import squeeze, toml


def before_givers() -> str:
    """A pattern of the words behind which the names of givers stand, up to these names or an article before them."""
    listed = rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')['funded']['by'])}(?<=[\p{{L}}'’])"
    return rf"(?:{listed}|{_meanwhile()}|{_with_gift()}|{_paid()}|{_givers_are()})"


def _meanwhile() -> str:
    """A word for funding and who funds, with words between: ``financed for three years by``."""
    table = toml("money_sentences")
    ties = {squeeze(w) for w in table["share"]["by"]}
    pairs = [p.rpartition(" ") for p in table["funded"]["by"] if p.count(" ") == 1]
    said, by = ({pair[part] for pair in pairs if squeeze(pair[2]) in ties} for part in (0, 2))
    way = alternatives(table["funded"]["meanwhile"])
    joins = alternatives(table["funded"]["joins"])
    between = rf"{alternatives(table['gift']['passive'])}(?:\s+\p{{L}}[\p{{L}}-]*+){{0,3}}?"
    return (
        rf"(?<!\p{{L}}){alternatives(sorted(said))}\s+(?:{between}|{joins}\s+(?-i:\p{{Ll}})[\p{{L}}-]++|{way})(?:\s+(?:[\p{{Ll}}’'-]+|\d{{1,4}})){{0,4}}?"
        rf"\s+{alternatives(sorted(by))}(?<=[\p{{L}}'’])"
    )


def _with_gift() -> str:
    """With or thanks to a gift, and of whom: ``thanks to the kind donation of``, ``avec l'appui technique de la``.

    A word that may mean help by hand (``help``, ``aide``) counts only behind a word of thanks.
    """
    words = toml("money_sentences")["gift"]
    thanks, gifts = alternatives(words["thanks"]), alternatives(words["gifts"])
    between = r"(?:\s+(?-i:\p{Ll})[\p{L}-]*+){0,5}?(?:\s+|\s+[ld]['’]|(?<=['’]))"
    given = rf"(?:{between}(?:{alternatives(words['thanks_for'])}|{gifts}))"
    leads = rf"(?:{thanks}{given}|{alternatives(words['leads'])}{between}{gifts})"
    ties = alternatives(words["ties"])
    return rf"(?<!\p{{L}}){leads}(?!\p{{L}})(?:\s+(?-i:\p{{Ll}})[\p{{L}}-]*+){{0,2}}?\s+{ties}(?<=[\p{{L}}'’])"


def _paid() -> str:
    """Costs, and who bears them: ``the costs are borne by``, ``les frais sont pris en charge par``."""
    words = toml("money_sentences")["gift"]
    costs, borne, ties = (alternatives(words[name]) for name in ("costs", "borne", "borne_by"))
    return (
        rf"(?<!\p{{L}}){costs}(?:\s+(?-i:\p{{Ll}})[\p{{L}}'’-]*+){{0,4}}?\s+{borne}"
        rf"(?:\s+(?-i:\p{{Ll}})[\p{{L}}-]*+){{0,2}}?\s+{ties}(?<=[\p{{L}}'’])"
    )


def _givers_are() -> str:
    """That donors are named: ``the main donors of this project are``, ``son bailleur est``."""
    words = toml("money_sentences")["gift"]
    givers, being = alternatives(words["givers"]), alternatives(words["being"])
    return rf"(?<!\p{{L}}){givers}(?:\s+(?-i:\p{{Ll}})[\p{{L}}'’-]*+){{0,4}}?\s+{being}(?!\p{{L}})\s?:?"
