// The table of projects, by DataTables: search, sort, choose columns, download what is left by filters and search.
const SHOWN = ["title", "country_names", "regions", "donors", "budget", "pledged", "shortfall", "status", "findings"];
const MONEY = new Set(["budget", "pledged", "shortfall", "budget_converted", "pledged_converted", "shortfall_converted"]);
const HEADS = { country_names: "countries", shortfall: "missing", status: "trust", findings: "to review", funded_share: "funded", page_first: "page" };

/** An amount of a project, as a link to where it stands. */
PB.sourced = (p, column) => {
  const text = PB.text("projects", column, p[column], p);
  return text ? PB.el("a", { class: "sourced", href: PB.link(p.id, column), title: "Where it stands" }, text) : "";
};
const plain = (p, column) => (Array.isArray(p[column]) ? p[column].join("; ") : p[column] ?? "");
const shown = (p, column) => {
  if (column === "title") return PB.el("a", { href: PB.link(p.id) }, p.title || p.id);
  if (column === "status") return PB.badge(p.status) || "";
  if (column === "findings") return p.findings && p.findings !== "0" ? PB.el("a", { href: PB.link(p.id) + "/findings" }, p.findings) : "";
  if (column === "funded_share") return PB.share(p.funded_share);
  if (MONEY.has(column)) return PB.sourced(p, column);
  if (column === "themes") return PB.list(p.themes).map((t) => PB.front.themes[t] || t).join("; ");
  return plain(p, column);
};
// DataTables makes HTML of what it searches where there is a "&" in it, to know what its entities mean.
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const number = (text) => (text === undefined || text === "" ? -1 : Number(text));

/** What the table holds for a cell: DataTables asks once to show it, once to sort by it, once to search and to export. */
const cell = (column, type) => (p, use) => {
  if (use === "display") {
    const made = shown(p, column);
    return made instanceof Node ? made : PB.el("span", { class: "clamp", title: String(made).length > 80 ? made : null }, String(made));
  }
  if (use === "sort" || use === "type") {
    if (column === "status") return PB.front.statuses.indexOf(p.status);
    return type === "decimal" || type === "integer" ? number(p[column]) : String(plain(p, column)).toLowerCase();
  }
  if (use === "filter") return escaped(column === "themes" ? shown(p, column) : String(plain(p, column)));
  return plain(p, column);
};

const rank = (c) => (SHOWN.includes(c.name) ? SHOWN.indexOf(c.name) : SHOWN.length);
const columns = () => [...PB.front.columns].sort((a, b) => rank(a) - rank(b)).map((c) => ({
  name: c.name, title: HEADS[c.name] || PB.label("projects", c.name), data: null, render: cell(c.name, c.type),
  visible: SHOWN.includes(c.name), createdCell: (td) => td.setAttribute("data-label", HEADS[c.name] || PB.label("projects", c.name)), className: c.type === "decimal" || c.type === "integer" ? "number" : `text col-${c.name}`,
  type: c.type === "decimal" || c.type === "integer" || c.name === "status" ? "num" : "string",
}));

let table = null;
const told = (name) => `${name}${PB.left().length < PB.projects.size ? "-filtered" : ""}`;
const download = () => {
  const rows = table.rows({ search: "applied", order: "applied" }).data().toArray();
  const names = PB.front.columns.map((c) => c.name);
  const harmless = (text) => (/^'*[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text); // as in pipeline/guard.py
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [names, ...rows.map((p) => names.map((n) => (n === "project_id" ? p.id : String(plain(p, n)))))];
  const text = "\ufeff" + lines.map((line) => line.map(harmless).map(quoted).join(",")).join("\r\n") + "\r\n";
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  PB.el("a", { href: address, download: `${told("projects")}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  PB.say(`${PB.count(rows.length, "project")} downloaded.`);
};

PB.views.projects = () => {
  PB.library("library-table");
  table?.destroy();
  const place = PB.el("table", { class: "projects stripe hover", id: "projects" }, PB.el("caption", { class: "quiet" }, "Projects"));
  PB.show(PB.el("h1", {}, "Projects"), PB.el("div", { class: "scroll" }, place));
  table = new window.DataTable(place, {
    data: PB.left(), columns: columns(), order: [], pageLength: 25, lengthMenu: [10, 25, 100, 500], deferRender: true, autoWidth: false,
    layout: { topStart: "search", topEnd: { buttons: [
      { text: "Download (CSV)", action: download, attr: { title: "All columns of the projects that filters and search leave" } },
      { extend: "colvis", text: "Columns", columns: ":gt(0)" }] },
      bottomStart: ["info", "pageLength"], bottomEnd: "paging" },
    language: { search: "Search", lengthMenu: "_MENU_ a page", info: "_START_ to _END_ of _TOTAL_", infoFiltered: "(of _MAX_)", zeroRecords: "No project fits. Loosen the filters or the search.", infoEmpty: "" },
  });
};
PB.onfilter(() => {
  if (!document.getElementById("projects") || !table) return;
  table.clear().rows.add(PB.left()).draw();
});

// On paper all projects that are left, as far as a printer can be asked to.
let before = 25;
addEventListener("beforeprint", () => {
  if (!document.getElementById("projects") || !table) return;
  before = table.page.len();
  table.page.len(1000).draw();
});
addEventListener("afterprint", () => document.getElementById("projects") && table?.page.len(before).draw());
