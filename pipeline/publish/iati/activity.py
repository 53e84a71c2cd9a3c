"""Activities as XML: each field of a draft in its place, in the order that the standard asks for."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.publish.iati.draft import Draft
from pipeline.publish.iati.extension import extension
from pipeline.publish.iati.mapping import codes, mapping
from pipeline.publish.iati.orgs import Org, donor
from pipeline.publish.iati.projects import Project
from pipeline.publish.iati.wish import Wish
from pipeline.publish.iati.worked import Known, of_tables
from pipeline.publish.iati.xml import LANGUAGE, add, clean, marks, marks_of, own, say
from pipeline.reconcile.facts import Row


def activities(drafts: Sequence[Draft], wish: Wish) -> bytes:
    """The file: UTF-8, an element a line, no clock in it."""
    root = etree.Element("iati-activities", nsmap={"pb": mapping()["namespace"]}, version=mapping()["version"])
    names = {draft.project.row.row_id for draft in drafts}
    for draft in drafts:
        _activity(root, draft, wish, names)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _activity(root: etree._Element, draft: Draft, wish: Wish, names: set[str]) -> None:
    project = draft.project
    made = add(root, "iati-activity", default_currency=project.get("currency"))
    made.set(LANGUAGE, clean(draft.language.value))
    if draft.language.basis != "stated":
        made.set(own("language-basis"), draft.language.basis)
    add(made, "iati-identifier", _identifier(wish, project.row.row_id))
    reporter = add(made, "reporting-org", ref=wish.ref, type=wish.type, secondary_reporter="1")
    say(reporter, wish.name)
    _texts(made, project)
    for org in draft.organisations:
        _organisation(made, org)
    for code in filter(None, project.get("codes").split("; ")):
        add(made, "other-identifier", ref=code, type=codes()["identifier"], **marks_of(project.listing, "codes"))
    add(made, "activity-status", code=draft.status.value, **marks(draft.status))
    _dates(made, draft)
    for contact in project.contacts:
        _contact(made, contact)
    _where(made, draft)
    _what(made, draft)
    for pledge, when in draft.pledges:
        _transaction(made, pledge, when)
    _related(made, draft, wish, names)
    extension(made, draft)


def _identifier(wish: Wish, project_id: str) -> str:
    return f"{wish.ref}-{project_id}"


def _texts(made: etree._Element, project: Project) -> None:
    """Title and description; where there is no summary the title stands for it, since the standard wants one."""
    say(add(made, "title", **marks_of(project.listing, "title")), project.get("title"))
    summary = project.get("summary")
    marked = marks_of(project.listing, "summary") if summary else {"pb_basis": "inferred"}
    say(add(made, "description", type="1", **marked), summary or project.get("title"))


def _organisation(made: etree._Element, org: Org) -> None:
    found = add(made, "participating-org", ref=org.ref, type=org.type, role=org.role, **marks(org.known))
    say(found, org.name)


def _dates(made: etree._Element, draft: Draft) -> None:
    notes = mapping()["notes"]
    for kind, known in (("start", draft.start), ("end", draft.end)):
        if known is None:
            continue
        found = add(made, "activity-date", iso_date=known.value, type=codes()["date"][kind], **marks(known))
        assumed = known.basis == "assumed"
        say(
            found,
            notes["assumed_start"] if assumed else notes["whole_day"].format(stated=known.stated) * bool(known.stated),
        )
        say(found, notes["doubtful"] * (known.status == "doubtful"))


def _contact(made: etree._Element, contact: Row) -> None:
    v = contact.values
    found = add(made, "contact-info", pb_role=v.get("role", ""), **marks(of_tables(v.get("status", ""))))
    for tag, column in (("organisation", "organisation"), ("person-name", "name"), ("job-title", "job_title")):
        if v.get(column):
            say(add(found, tag), v[column])
    phone = " ext. ".join(filter(None, (v.get("phone") or v.get("phone_text", ""), v.get("phone_extension", ""))))
    for tag, text in (("telephone", phone), ("email", v.get("email", ""))):
        if text:
            add(found, tag, text)


def _where(made: etree._Element, draft: Draft) -> None:
    scope = codes()["scope"].get(draft.project.get("scope"), "")
    if scope:
        add(made, "activity-scope", code=scope, **marks_of(draft.project.listing, "scope"))
    for place in draft.places:
        split = {"percentage": place.share, "pb_percentage_basis": "assumed"} if place.share else {}
        region = {"vocabulary": place.vocabulary, "vocabulary_uri": place.uri}
        say(add(made, place.tag, code=place.code, **region, **split, **marks(place.known)), place.name)


def _what(made: etree._Element, draft: Draft) -> None:
    add(made, "sector", vocabulary=codes()["sectors"], code=draft.sector.value, **marks(draft.sector))
    for theme in draft.project.themes:
        v = theme.values
        marked = {"vocabulary": codes()["tags"], "vocabulary_uri": mapping()["themes_uri"], **marks_of(theme, "theme")}
        say(add(made, "tag", code=v.get("theme", ""), **marked), v.get("label", ""))


def _transaction(made: etree._Element, pledge: Row, when: Known) -> None:
    v = pledge.values
    found = add(made, "transaction", ref=pledge.row_id, **marks_of(pledge, "amount"))
    add(found, "transaction-type", code=codes()["transaction"])
    add(found, "transaction-date", iso_date=when.value, **marks(when))
    add(found, "value", v["amount"], currency=v["currency"], value_date=when.value)
    doubtful = mapping()["notes"]["doubtful"] * (v.get("status") == "doubtful")
    if v.get("note") or doubtful:
        say(add(found, "description"), v.get("note", ""), doubtful)
    giver = donor(pledge)
    if giver:
        say(add(found, "provider-org", ref=giver.ref, type=giver.type, **marks(giver.known)), giver.name)


def _related(made: etree._Element, draft: Draft, wish: Wish, names: set[str]) -> None:
    """Parent and parts, as far as they are activities themselves: a reference must lead somewhere."""
    for kind, found in (("parent", (draft.parent,)), ("child", draft.children)):
        for name in found:
            if name in names:
                add(made, "related-activity", ref=_identifier(wish, name), type=codes()["related"][kind])
