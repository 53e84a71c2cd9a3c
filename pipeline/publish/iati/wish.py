"""What a publisher asks of the IATI file: who reports, and what it says for all projects."""

from __future__ import annotations

from typing import NamedTuple


class Participant(NamedTuple):
    """The role that the publisher of a document has in its projects, as the reporter says."""

    publisher: str  #: as the manifest names it
    role: str  #: a code of the list OrganisationRole
    ref: str = ""  #: its organisation identifier
    type: str = ""  #: a code of the list OrganisationType


class Wish(NamedTuple):
    """Who reports, and what is said by the reporter and not by the documents."""

    ref: str  #: organisation identifier of who reports
    name: str
    type: str  #: a code of the list OrganisationType
    sector: str = ""  #: purpose code for projects whose themes have none
    language: str = ""  #: of documents whose language is not known, ISO 639-1
    participants: tuple[Participant, ...] = ()
    assume_dates: bool = False
