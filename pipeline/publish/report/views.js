// Changes, what the report is, and which view is shown.
const shownValue = (text) => (text ? PB.el("span", {}, text) : PB.el("span", { class: "note" }, "(none)"));
/** What changed, in words: "budget", "pledge of Norway: amount", "the contact Ana Lima". */
const THINGS = { amounts: "amount", pledges: "pledge of", contacts: "contact", places: "place", themes: "theme", mentions: "mention" };
const changed = (c) => {
  if (!THINGS[c.table]) return c.table === "projects" && c.column === "title" && c.change !== "changed" ? "the project" : PB.label(c.table, c.column);
  const whose = [THINGS[c.table], c.what].filter(Boolean).join(" ");
  return c.change === "changed" ? `${whose}: ${PB.label(c.table, c.column)}` : `${whose}${[c.old, c.new].includes(c.what) ? "" : `: ${PB.label(c.table, c.column)}`}`;
};
PB.views.changes = () => {
  const rows = PB.front.changes;
  const head = ["Project", "What happened", "To what", "Before", "Now", "Because of"];
  const because = { document: "the document", manifest: "the manifest", rule: "a rule or a word", correction: "a correction" };
  PB.show(PB.el("h1", {}, "Changes since the last run"),
    rows.length ? PB.el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Changes" }, PB.el("table", { class: "plain" },
      PB.el("thead", {}, PB.el("tr", {}, head.map((h) => PB.el("th", { scope: "col" }, h)))),
      PB.el("tbody", {}, rows.map((c) => PB.el("tr", {},
        PB.el("td", {}, PB.projects.has(c.project_id) ? PB.el("a", { href: PB.link(c.project_id) }, PB.projects.get(c.project_id).title || c.project_id) : c.project_id),
        PB.el("td", {}, c.change), PB.el("td", {}, changed(c)),
        PB.el("td", {}, shownValue(PB.text(c.table, c.column, c.old))), PB.el("td", {}, shownValue(PB.text(c.table, c.column, c.new))),
        PB.el("td", {}, because[c.cause] || "", c.document_id ? ` ${PB.documents.get(c.document_id)?.file || c.document_id}` : ""))))))
      : PB.el("p", {}, "Nothing differs from the dataset that stood here before, or there was none."));
};

PB.views.about = () => {
  const a = PB.front.about;
  const link = (url, text) => (url && /^https?:/.test(url) ? PB.el("a", { href: url, rel: "noopener noreferrer" }, text) : text);
  const documents = [...PB.documents.values()];
  PB.show(PB.el("h1", {}, "About"), PB.el("p", {}, a.description), PB.el("p", {}, "Licence: ", link(a.licence_url, a.licence_title || a.licence)),
    PB.el("h2", {}, "How far a value can be trusted"), PB.el("dl", { class: "means" }, PB.front.statuses.map((s) => [PB.el("dt", {}, PB.badge(s)), PB.el("dd", {}, PB.MEANS[s])])),
    PB.el("h2", {}, "Documents"), PB.el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Documents" }, PB.el("table", { class: "plain" },
      PB.el("thead", {}, PB.el("tr", {}, ["File", "Title", "Publisher", "Published", "Pages", "Projects", "State"].map((h) => PB.el("th", { scope: "col" }, h)))),
      PB.el("tbody", {}, documents.map((d) => PB.el("tr", {}, [d.file, d.title, d.publisher, d.published, d.pages, d.listings,
        d.superseded_by ? `replaced by ${PB.documents.get(d.superseded_by)?.file || d.superseded_by}` : d.status + (d.detail ? `: ${d.detail}` : "")].map((t) => PB.el("td", {}, t || ""))))))),
    PB.el("h2", {}, "Made with"), PB.el("p", { class: "small" }, "Pledgebook; charts by Vega, Vega-Lite and Vega-Embed (BSD 3-clause, © University of Washington Interactive Data Lab and others), described with Vega-Altair; the table by DataTables (MIT, © SpryMedia) out of itables (MIT, © Marc Wouts); the map from Natural Earth (public domain) by world-atlas (ISC, © Michael Bostock)."));
};

const route = () => {
  const [view, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const name = view || "overview";
  return PB.views[name] ? { view: name, rest } : { view: "overview", rest: [] };
};
let last = "";
const go = async () => {
  if (location.hash === "#main") return document.getElementById("main").focus();
  PB.route = route();
  const { view, rest } = PB.route;
  document.title = PB.front.about.title;
  document.getElementById("filters").hidden = ["changes", "about", "project"].includes(view);
  for (const link of document.querySelectorAll("nav a"))
    if (link.dataset.view === (view === "project" ? "projects" : view)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  await PB.views[view](...rest);
  const here = [view, rest[0]].join("/");
  if (last && last !== here && !rest[1] && view !== "review") scrollTo(0, 0);
  if (last) document.getElementById("main").focus({ preventScroll: true });
  last = here;
  document.documentElement.dataset.ready = location.hash || "#/";
};
addEventListener("hashchange", go);
PB.drawFilters();
go();
