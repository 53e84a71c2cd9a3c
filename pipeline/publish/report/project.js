// The page of a project: every field with its status; a click on a value shows its source beside it.
const MONEY = ["Money", ["budget", "pledged", "shortfall", "funded_share", "budget_converted", "pledged_converted", "shortfall_converted"]];
const GROUPS = [
  ["What", ["codes", "scope", "themes"]],
  ["Where", ["countries", "regions"]],
  ["When", ["start_date", "end_date", "duration_months"]],
];
const AMOUNTS = new Set(["budget", "pledged", "shortfall"]);
const NAMES = { countries: "countries", shortfall: "missing", funded_share: "funded", phone_text: "telephone", amount_text: "as printed", text: "as printed", canonical: "which is" };
const TOLD = { global: "global", regional: "regional", national: "national" };

let page = null;
const statusOf = (name, part = null) => PB.worst((page.detail.cells[name] || []).filter((r) => part === null || (r.part || 0) === part).map((r) => r.status));

/** A value as a button that shows its source, with the mark of its status (only a doubt, where `mark` is false). */
const value = (name, text, part = null, mark = true) => {
  if (!text) return "";
  const has = Boolean(page.detail.cells[name]);
  const status = statusOf(name, part);
  if (!has) return PB.el("span", {}, text);
  const button = PB.el("button", { type: "button", class: "link value", "data-cell": name, "data-part": part, "aria-expanded": "false", onclick: () => open(name, part, button) }, text);
  return PB.el("span", { class: "valued" }, button, " ", mark || status === "doubtful" ? PB.badge(status) : "");
};

const open = async (name, part, button) => {
  const panel = document.getElementById("source");
  const [table, id, column] = PB.parts(name);
  history.replaceState(null, "", PB.link(page.project.id, table === "projects" && id === page.project.id ? column : name));
  document.querySelectorAll(".value[aria-expanded=true]").forEach((b) => b.setAttribute("aria-expanded", "false"));
  button?.setAttribute("aria-expanded", "true");
  page.back = button || page.back;
  const story = await PB.story(page.detail, name, part, (other) => open(other, null, null));
  const close = PB.el("button", { type: "button", class: "button close", onclick: shut }, "Close");
  panel.replaceChildren(close, ...story.flat(Infinity).filter(Boolean));
  panel.classList.add("open");
  if (!button) panel.querySelector("h2").scrollIntoView({ block: "nearest" });
  PB.say(`Source of ${PB.label(table, column)} shown.`);
};
const shut = () => {
  const panel = document.getElementById("source");
  panel.classList.remove("open");
  panel.replaceChildren(hint());
  page.back?.setAttribute("aria-expanded", "false");
  page.back?.focus();
};
const hint = () => PB.el("p", { class: "note" }, "Click a value to see where it stands in the document, and how it was read.");

const field = (column) => {
  const p = page.project, name = `projects/${p.id}/${column}`;
  if (p[column] === undefined) return "";
  const texts = { countries: (code, at) => PB.list(p.country_names)[at] || code, themes: (code) => PB.front.themes[code] || code }[column] || ((t) => t);
  const one = AMOUNTS.has(column) ? PB.money(p[column], p.currency)
    : column.endsWith("_converted") ? PB.money(p[column], p.converted_currency)
    : column === "funded_share" ? PB.share(p[column])
    : column === "duration_months" ? PB.count(Number(p[column]), "month") : TOLD[p[column]] || p[column];
  const shown = Array.isArray(p[column]) ? p[column].map((v, at) => PB.el("li", {}, value(name, texts(v, at), at))) : null;
  return PB.el("tr", {}, PB.el("th", { scope: "row", title: PB.says("projects", column) }, NAMES[column] || PB.label("projects", column)),
    PB.el("td", {}, shown ? PB.el("ul", { class: "flat" }, shown) : value(name, one)));
};
const group = ([title, columns]) => {
  const rows = columns.map(field).filter(Boolean);
  return rows.length ? PB.el("section", { class: "group" }, PB.el("h2", {}, title), PB.el("table", { class: "plain fields" }, PB.el("tbody", {}, rows))) : "";
};

/** A table of rows of another table of the dataset, in which every value leads to its source; `cards`: values below each other. */
const grid = (title, table, columns, rows, cards = false) => {
  if (!rows.length) return "";
  const used = columns.filter(([c]) => rows.some((r) => r[c] !== undefined));
  return PB.el("section", { class: "group" }, PB.el("h2", {}, title), PB.el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, PB.el("table", { class: `plain stacked${cards ? " cards" : ""}` },
    PB.el("thead", {}, PB.el("tr", {}, used.map(([c, kind]) => PB.el("th", { scope: "col", class: kind === "money" ? "number" : null }, NAMES[c] || PB.label(table, c))))),
    PB.el("tbody", {}, rows.map((r) => PB.el("tr", {}, used.map(([c, kind]) => PB.el("td", { class: kind === "money" ? "number" : null, "data-label": NAMES[c] || PB.label(table, c) }, inGrid(table, r, c, kind)))))))));
};
const inGrid = (table, row, column, kind) => {
  const name = `${table}/${row.id}/${column}`, text = row[column];
  if (text === undefined) return "";
  if (kind === "money") return value(name, PB.money(text, row.currency));
  if (kind === "mail") return [PB.el("a", { href: `mailto:${encodeURIComponent(text).replace("%40", "@")}` }, text), " ", value(name, "source")];
  if (kind === "call") return [row.phone ? PB.el("a", { href: `tel:${row.phone}` }, text) : text, " ", value(name, "source")];
  return value(name, [].concat(text).join("; "));
};

const current = () => page.detail.of("listings").find((l) => l.document_id === page.project.latest_document) || page.detail.of("listings").at(-1);
const ofCurrent = (table) => page.detail.of(table).filter((r) => r.listing_id === current()?.listing_id || r.listing_id === current()?.id);

const family = () => {
  const p = page.project, parent = PB.projects.get(p.parent_project_id);
  const children = [...PB.projects.values()].filter((c) => c.parent_project_id === p.id);
  if (!parent && !children.length) return "";
  const link = (c) => PB.el("li", {}, PB.el("a", { href: PB.link(c.id) }, c.title || c.id), c.budget ? ` · ${PB.money(c.budget, c.currency)}` : "");
  return PB.el("section", { class: "group" }, PB.el("h2", {}, "Parts"),
    parent ? [PB.el("p", {}, "Is a part of:"), PB.el("ul", {}, link(parent))] : "",
    children.length ? [PB.el("p", {}, "Has these parts:"), PB.el("ul", {}, children.map(link))] : "");
};

const EDITION = ["File", "Published", "Pages", "Title there", "Budget there"];
const editions = () => {
  const listings = page.detail.of("listings");
  const rows = listings.map((l) => {
    const d = PB.documents.get(l.document_id) || {};
    const pages = l.page_first ? `page ${l.page_first}${l.page_last && l.page_last !== l.page_first ? "–" + l.page_last : ""}` : "";
    const cells = [d.file || l.document_id, d.published || "", pages, value(`listings/${l.id}/title`, l.title), value(`listings/${l.id}/budget`, PB.money(l.budget, l.currency))];
    return PB.el("tr", {}, cells.map((cell, at) => PB.el("td", { class: at === 4 ? "number" : null, "data-label": EDITION[at] }, cell)));
  });
  return PB.el("section", { class: "group" }, PB.el("h2", {}, listings.length > 1 ? "Editions and documents" : "Document"),
    PB.el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Documents" }, PB.el("table", { class: "plain stacked" },
      PB.el("thead", {}, PB.el("tr", {}, EDITION.map((h) => PB.el("th", { scope: "col" }, h)))), PB.el("tbody", {}, rows))));
};

const toReview = () => {
  const found = PB.front.findings.filter((f) => f.project === page.project.id);
  return found.length ? PB.el("section", { class: "group", id: "findings" }, PB.el("h2", {}, "To review"), found.map((f) =>
    PB.el("p", { class: `finding is-${f.severity}` }, PB.badge(f.severity), " ", PB.prose(f.says), " ", PB.el("a", { href: `#/review/${f.id}` }, "Compare and correct")))) : "";
};

const summary = () => {
  const l = current();
  return l?.summary ? PB.el("p", { class: "summary" }, value(`listings/${l.id}/summary`, l.summary)) : "";
};
const funding = () => {
  const p = page.project;
  const words = { balanced: "Budget less pledges is what is missing, in the document's own figures.", off: "The document's own figures do not add up.", incomplete: "The document leaves out a figure, so its sums cannot be checked." };
  return words[p.funding_check] ? PB.el("p", { class: "note" }, words[p.funding_check]) : "";
};

const CONTACTS = [["role"], ["name"], ["job_title"], ["organisation"], ["email", "mail"], ["phone_text", "call"]];
const draw = () => {
  const p = page.project;
  const gone = p.missing_from ? PB.el("p", { class: "finding is-warning" }, PB.badge("warning"), ` ${PB.documents.get(p.missing_from)?.file || p.missing_from} no longer lists this project; this is what was stated last.`) : "";
  const order = PB.left(), at = order.findIndex((one) => one.id === p.id);
  const step = (to, text) => (to ? PB.el("a", { href: PB.link(to.id) }, text) : "");
  PB.show(
    PB.el("p", { class: "crumbs" }, PB.el("a", { href: "#/projects" }, PB.left().length < PB.projects.size ? `The ${PB.count(order.length, "project")} that filters leave` : "All projects"), at >= 0 ? [step(order[at - 1], "← Previous"), step(order[at + 1], "Next →")] : ""),
    PB.el("h1", {}, value(`projects/${p.id}/title`, p.title, null, false) || p.id),
    p.status ? PB.el("p", { class: "note" }, "The least certain of this project's values is ", PB.badge(p.status), ".") : "", gone,
    PB.el("div", { class: "project" },
      PB.el("div", { class: "told" }, summary(), toReview(), group(MONEY), funding(),
        grid("Pledges", "pledges", [["donor"], ["amount", "money"], ["note"]], ofCurrent("pledges")), GROUPS.map(group),
        grid("Amounts as printed", "amounts", [["kind"], ["component"], ["amount_text"], ["amount", "money"]], ofCurrent("amounts")),
        grid("Whom to call", "contacts", CONTACTS, ofCurrent("contacts"), true), family(), editions(),
        grid("Named in the text", "mentions", [["text"], ["canonical"]], ofCurrent("mentions"))),
      PB.el("aside", { id: "source", class: "source", "aria-label": "Source of a value" }, hint())));
};

PB.views.project = async (id, target) => {
  const project = PB.projects.get(id);
  if (!project) return PB.show(PB.el("h1", {}, "No such project"), PB.el("p", {}, PB.el("a", { href: "#/projects" }, "All projects")));
  page = { project, detail: await PB.detail(id), back: null };
  document.title = `${project.title || id} – ${PB.front.about.title}`;
  draw();
  if (target === "findings") document.getElementById("findings")?.scrollIntoView();
  else if (target) document.querySelector(`[data-cell="${CSS.escape(target.includes("/") ? target : `projects/${id}/${target}`)}"]`)?.click();
};
addEventListener("keydown", (event) => event.key === "Escape" && document.getElementById("source")?.classList.contains("open") && shut());
