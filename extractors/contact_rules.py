"""The rules that read contacts; ``contacts.py`` applies them."""

from __future__ import annotations

from extractors.evidence import Rule

_FIELDS = ("contact", "contact_hq", "contact_field")

PERSON = Rule(
    "contacts.honorific",
    "In a contact field, an honorific opens a person; a job title, an office, a number and an address may follow.",
    _FIELDS,
    "contact",
    hits=(
        (
            "Ms. Jane Doe, Country Director, UNDP\nTel.: +43 1 26060 4290",
            "name=Jane Doe; honorific=Ms.; job_title=Country Director; organisation=UNDP; "
            "phone_text=+43 1 26060 4290; phone=+431260604290",
        ),
        ("M. Luc Petit", "name=Luc Petit; honorific=M."),
    ),
    misses=("to be determined", "M Petit et compagnie"),
)
NAMED = Rule(
    "contacts.name",
    "In a contact field, two to four capitalised words are a person, where none names an office, a job or a place.",
    _FIELDS,
    "contact",
    hits=(
        ("Jane Doe, UNDP, jane.doe@undp.org", "name=Jane Doe; organisation=UNDP; email=jane.doe@undp.org"),
        ("Tapash DevAddress: Main Road 3", "name=Tapash Dev"),
    ),
    misses=("Southeast Asia Department", "Request for information", "South Sudan"),
)
OFFICE = Rule(
    "contacts.office",
    "In a contact field, a phone number or an e-mail address without a person makes a contact of an office.",
    _FIELDS,
    "contact",
    hits=(("(202) 555-0143 / Office of Child Labor", "organisation=Office of Child Labor; phone_text=(202) 555-0143"),),
    misses=("UNODC Field Office Kabul", "Fax: +43 1 26060 5866"),
)
INVITED = Rule(
    "contacts.invitation",
    "Behind a phrase that invites to ask somebody, a person is named whose job, office, number or address is told.",
    ("narrative",),
    "contact",
    hits=(
        (
            "For more information please contact Ms. Jane Doe, UNDP, at jane.doe@undp.org.",
            "name=Jane Doe; honorific=Ms.; organisation=UNDP; email=jane.doe@undp.org",
        ),
    ),
    misses=("For more information please contact the focal point at UNODC.", "Contact Group on Piracy"),
)
LONE = Rule(
    "contacts.lone",
    "A number or an address in a field of its own that follows neither a contact nor an organisation's imprint.",
    ("email", "phone"),
    "contact",
    hits=(("info@project.org", "email=info@project.org"),),
    misses=("upon request",),
)
IN_OFFICE = Rule(
    "contacts.in_office",
    "In a field for an organisation, an honorific opens a person where the field begins with it or a number or an "
    "address follows.",
    ("implementer", "partner", "beneficiary", "donor", "address"),
    "contact",
    status="inferred",
    hits=(
        (
            "The agency pays. Contact: Mr. Jan DOE (Director) Central Unit Tel: +90 312 295 49 00",
            "name=Jan DOE; honorific=Mr.; phone_text=+90 312 295 49 00",
        ),
        (
            "Professor J K Doe, University of Wells",
            "name=J K Doe; honorific=Professor; organisation=University of Wells",
        ),
    ),
    misses=(
        "Dr. Jane Doe Foundation",
        "Ministry under Mr. Jan Doe, Minister",
        "Unit of Finance Tel: +90 312 295 49 00",
    ),
)
BESIDE = Rule(
    "contacts.beside_number",
    "A field for a name, or one of an unknown label, that is nothing but a person's name is a contact where a phone "
    "number or an e-mail address is the field behind it.",
    ("title", "other"),
    "contact",
    status="inferred",
)
SIGNED = Rule(
    "contacts.signature",
    "In running text, a person with an honorific or a job and, close behind, a phone number or an e-mail address.",
    ("narrative",),
    "contact",
    status="doubtful",
    doubt="no label says that this person answers for the project",
    hits=(
        (
            "Jane Doe, Programme Officer, Tel: +43 1 26060 1234",
            "name=Jane Doe; job_title=Programme Officer; phone_text=+43 1 26060 1234",
        ),
    ),
    misses=("Mr. Jan Doe, Minister, opened the school.", "The office answers under +43 1 26060 1234."),
)
BY_MAIL = Rule(
    "contacts.by_mail",
    "A name on a line of its own shortly before an e-mail address that holds the surname is whose address it is.",
    ("email", "narrative"),
    "contact",
    status="inferred",
    hits=(("Pia Verdi\npia.verdi@wells.example", "name=Pia Verdi; email=pia.verdi@wells.example"),),
    misses=("Wells Unit\npia.verdi@wells.example",),
)
