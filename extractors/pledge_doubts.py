"""Why somebody whom a field or a sum names may not be who pays."""

from __future__ import annotations

from extractors.donor_names import is_known, names_somebody
from extractors.evidence import Field
from extractors.lexicon import squeeze, vocabulary

SPENDERS = "all parts of the total are agencies', which may be their shares of what somebody else pays"
_COMMISSIONED = "the label says whose order the project is, not who pays for it"
_UNKNOWN = "no donor of this name is known"


def of_listed(one: Field, start: int, donor: str) -> str:
    """The doubt of a donor whose name begins at ``start`` in the field that lists it; empty where there is none.

    A field for donors has other things too: notes, what is cut off a name, what is still to be found. And a comma may
    stand inside a name: ``Donor: DG Justice, Freedom and Security``.
    """
    if _commissions(one):
        return _COMMISSIONED
    if len(donor.split()) == 1:  # ``Club``: a word for an office is no name yet
        return "" if is_known(donor) or donor.isupper() else _UNKNOWN
    parted = one.value.text[:start].rstrip().endswith(",")
    return "" if names_somebody(donor) or (donor[:1].isupper() and not parted) else _UNKNOWN


def _commissions(one: Field) -> bool:
    """Whether the label of a field says whose order it is, not who pays."""
    return one.label is not None and squeeze(one.label.text).strip(" :.") in vocabulary("doubts", "commissions")
