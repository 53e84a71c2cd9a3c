"""What the rules do that work a value out from other cells; those that read a text stand in ``extractors``."""

from __future__ import annotations

from collections.abc import Mapping

#: Published id of a rule that derives -> what it does, for a person.
DERIVATIONS: Mapping[str, str] = {
    "copy": "The value is taken over from another table.",
    "correction": "A person corrected the value; table corrections says who, when and why.",
    "contacts.extension": "The extension is what stands behind the telephone number.",
    "contacts.region": "A number without country code is one of the office's country, or the listing's only one.",
    "sum": "The amounts, all in one currency, are added up.",
    "currency.ecb": "The amount times the reference rate of the European Central Bank at the document's date.",
    "ratio": "What is pledged is divided by the budget.",
    "scope.countries": "A project in one named country is national, in several regional.",
    "scope.region": "A project that names a region and no country is regional.",
}
