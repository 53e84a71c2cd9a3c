// The overview: figures, and charts in which a click filters everything else. Sums leave out parts of other projects and
// never mix currencies; a project of several regions counts in each of them.
const WORLD = JSON.parse(document.getElementById("world").textContent);
const DONORS = 20, REGIONS = 24, BARS = 36;

/** Groups rows by a field of several values: value -> { projects, sum }. */
const grouped = (rows, values, amount) => {
  const found = new Map();
  for (const row of rows)
    for (const value of new Set(values(row))) {
      const one = found.get(value) || { projects: new Set(), sum: 0 };
      one.projects.add(row.project || row.id);
      one.sum += amount(row) || 0;
      found.set(value, one);
    }
  return found;
};
const top = (rows, by, most) => rows.sort((a, b) => b[by] - a[by] || (a.key < b.key ? -1 : 1)).slice(0, most);
const counted = (except) => PB.left(except).filter(PB.counted);
const lit = (name, value) => !PB.chosen[name] || PB.chosen[name] === value;

const pledges = (except) => {
  const left = new Set(counted(except).map((p) => p.id));
  return PB.front.pledges.filter((g) => g.donor && left.has(g.project));
};

const ROWS = {
  gap: () => {
    const found = grouped(counted("region"), (p) => PB.list(p.regions), (p) => PB.amount(p, "shortfall"));
    const rows = [...found].map(([region, v]) => ({ key: region, region, gap: v.sum, projects: v.projects.size, on: lit("region", region) }));
    return top(rows.filter((r) => r.gap > 0), "gap", REGIONS);
  },
  donors: () => {
    const found = grouped(pledges("donor"), (g) => [g.donor], (g) => PB.amount(g, "amount"));
    const rows = [...found].map(([donor, v]) => ({ key: donor, donor, amount: v.sum, projects: v.projects.size, on: lit("donor", donor) }));
    return top(rows.filter((r) => r.amount > 0), "amount", DONORS);
  },
  matrix: () => {
    const found = new Map();
    for (const g of pledges("donor"))
      for (const region of PB.list(PB.projects.get(g.project).regions)) {
        const key = `${g.donor}\n${region}`;
        const one = found.get(key) || { key, donor: g.donor, region, ids: new Set(), amount: 0, on: lit("donor", g.donor) && lit("region", region) };
        one.ids.add(g.project);
        one.amount += PB.amount(g, "amount") || 0;
        found.set(key, one);
      }
    const rows = [...found.values()].map(({ ids, ...row }) => ({ ...row, projects: ids.size }));
    const kept = (name, most) => top([...grouped(rows, (r) => [r[name]], (r) => r.projects)].map(([key, v]) => ({ key, n: v.sum })), "n", most).map((r) => r.key);
    const donors = kept("donor", DONORS), regions = kept("region", REGIONS);
    return rows.filter((r) => donors.includes(r.donor) && regions.includes(r.region)).sort((a, b) => donors.indexOf(a.donor) - donors.indexOf(b.donor));
  },
  map: () => {
    const found = grouped(counted("country"), (p) => PB.list(p.countries), (p) => PB.amount(p, "shortfall"));
    const rows = [...found].map(([iso3, v]) => ({ key: iso3, iso3, name: PB.countries.get(iso3), projects: v.projects.size, gap: v.sum, on: lit("country", iso3) }));
    return top(rows, "projects", 300);
  },
  timeline: () => {
    const dated = counted("").filter((p) => p.start_date && p.end_date);
    const rows = dated.map((p) => ({
      key: p.id, project: p.id, title: p.title, label: `${p.codes ? PB.list(p.codes)[0] + " " : ""}${p.title || p.id}`,
      start: p.start_date, end: p.end_date, begins: first(p.start_date), ends: last(p.end_date),
    }));
    return rows.sort((a, b) => a.begins - b.begins || (a.key < b.key ? -1 : 1));
  },
  years: () => {
    const found = new Map();
    for (const row of ROWS.timeline())
      for (let year = new Date(row.begins).getUTCFullYear(); year <= new Date(row.ends).getUTCFullYear(); year++)
        found.set(year, (found.get(year) || 0) + 1);
    return [...found].sort((a, b) => a[0] - b[0]).map(([year, projects]) => ({ key: year, year, projects }));
  },
};
/** The first and the last moment that a date can be, as far as it is stated: 2009, 2009-03, 2009-03-01. */
const first = (text) => Date.parse(`${text}${"-01-01".slice(text.length - 4)}T00:00Z`);
const last = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return Date.UTC(year, month === undefined ? 12 : day === undefined ? month : month - 1, day === undefined ? 0 : day);
};

const CARDS = [
  { name: "gap", tall: true, title: "Missing money by region", field: "region", value: "region", amount: "gap", heads: ["Region", "Missing", "Projects"] },
  { name: "donors", title: "Pledges by donor", field: "donor", value: "donor", amount: "amount", heads: ["Donor", "Pledged", "Projects"] },
  { name: "map", title: "Projects by country", field: "country", value: "iso3", amount: "gap", heads: ["Country", "Missing", "Projects"], text: (r) => r.name },
  { name: "matrix", title: "Donors and regions", field: "donor", value: "donor", amount: "amount", heads: ["Donor", "Region", "Pledged", "Projects"], wide: true },
  { name: "timeline", title: "When projects run", heads: ["Project", "From", "To"], wide: true },
];
const NOTES = {
  gap: "A project of several regions counts in each. Regions are those of the documents, each under one name.",
  donors: "Amounts pledged, as stated in the latest document of each project.",
  map: "The darker, the more projects. Many documents name a region and no countries.",
  matrix: "The number of projects that a donor supports in a region.",
  timeline: "",
};

let views = {};
/** Draws the charts anew, or only fills in the rows of those that stand there. */
const drawCharts = async () => {
  await Promise.all(CARDS.map((card) => drawn(card)));
};

const drawn = async (card) => {
  const place = document.getElementById(`chart-${card.name}`);
  if (!place) return;
  const timeline = card.name === "timeline" && ROWS.timeline().length > BARS;
  const name = timeline ? "years" : card.name;
  const rows = ROWS[name]();
  place.closest("section").querySelector(".as-table").replaceChildren(asTable(card, name, rows));
  place.closest("section").querySelector(".none").hidden = rows.length > 0;
  place.hidden = !rows.length;
  place.setAttribute("aria-label", `${card.title}: ${PB.count(rows.length, "value")}; the same as a table below`);
  if (!rows.length && !views[card.name]) return;
  if (views[card.name]?.spec === name && place.firstChild) {
    await views[card.name].view.data("rows", rows).height(height(name, rows)).resize().runAsync();
    return;
  }
  views[card.name]?.view.finalize();
  const made = await window.vegaEmbed(place, filled(name, rows, place.clientWidth), OPTIONS);
  views[card.name] = { spec: name, view: made.view };
  made.view.addEventListener("click", (event, item) => item?.datum && clicked(card, item.datum));
};
/** A chart of bars is as high as it has bars. */
const STEPS = { gap: ["region", 22], donors: ["donor", 22], matrix: ["donor", 22], timeline: ["key", 17] };
const height = (name, rows) => {
  const [field, step] = STEPS[name] || [];
  return step ? Math.max(1, new Set(rows.map((r) => r[field])).size) * step : PB.front.charts[name].height;
};
const OPTIONS = {
  mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false, logLevel: 1,
  tooltip: { disableDefaultStyle: true, theme: "report" },
};

const clicked = (card, datum) => {
  if (datum.project) location.hash = PB.link(datum.project);
  else if (card.field && datum[card.value]) PB.choose(card.field, datum[card.value]);
};

/** The chart with its rows, the shapes of the world, and the colours of the page. */
const filled = (name, rows, width) => {
  const spec = structuredClone(PB.front.charts[name]);
  const world = (part) => {
    if (part.data?.name === "world") part.data = { values: WORLD, format: part.data.format };
    (part.layer || []).forEach(world);
  };
  world(spec);
  return { ...spec, height: height(name, rows), datasets: { rows }, config: looks(width) };
};
const looks = (width) => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
  const axis = { labelColor: colour("text"), titleColor: colour("text"), gridColor: colour("line"), domainColor: colour("line"), tickColor: colour("line"), labelFontSize: 12, labelLimit: Math.max(90, Math.min(0.34 * width, 360)) };
  return {
    background: null, font: getComputedStyle(document.body).fontFamily, view: { stroke: null }, axis,
    bar: { color: colour("bar") }, text: { color: dark ? "#ffffff" : "#17212b", fontSize: 12 },
    range: { ramp: dark ? ["#27476b", "#3f74ab"] : ["#d3e4f7", "#7fb0e3"], heatmap: dark ? ["#27476b", "#3f74ab"] : ["#d3e4f7", "#7fb0e3"] },
  };
};

/** The same rows as a table, in which names filter as a click in the chart does. */
const asTable = (card, name, rows) => {
  const cells = {
    matrix: (r) => [pick("donor", r.donor, r.donor), pick("region", r.region, r.region), PB.money(r.amount || "", PB.currency()), r.projects],
    timeline: (r) => [PB.el("a", { href: PB.link(r.project) }, r.label), r.start, r.end],
    years: (r) => [r.year, r.projects],
  }[name] || ((r) => [pick(card.field, r[card.value], card.text ? card.text(r) : r[card.value]), PB.money(r[card.amount] || "", PB.currency()), r.projects]);
  const heads = name === "years" ? ["Year", "Projects under way"] : card.heads;
  return PB.el("table", { class: "plain" },
    PB.el("thead", {}, PB.el("tr", {}, heads.map((h) => PB.el("th", { scope: "col" }, h)))),
    PB.el("tbody", {}, rows.map((r) => PB.el("tr", {}, cells(r).map((c) => PB.el("td", {}, typeof c === "number" ? PB.number(c) : c))))));
};
const pick = (field, value, text) => PB.el("button", { type: "button", class: "link", "aria-pressed": String(PB.chosen[field] === value), onclick: () => PB.choose(field, value) }, text);

const card = (c) =>
  PB.el("section", { class: `card chart${c.wide ? " wide" : c.tall ? " tall" : ""}`, "aria-labelledby": `head-${c.name}` },
    PB.el("h2", { id: `head-${c.name}` }, c.title, " ", PB.el("span", { class: "unit" }, c.amount && c.name !== "map" && c.name !== "matrix" ? PB.currency() : "")),
    PB.el("div", { id: `chart-${c.name}`, class: "drawing", role: "group" }),
    PB.el("p", { class: "none note", hidden: true }, "Nothing of this kind is stated by the projects that are left."),
    NOTES[c.name] ? PB.el("p", { class: "note small" }, NOTES[c.name]) : "",
    PB.el("details", {}, PB.el("summary", {}, "As a table"), PB.el("div", { class: "as-table scroll" })));

const figure = (name, value, note) => PB.el("div", { class: "figure" }, PB.el("dt", {}, name), PB.el("dd", {}, PB.el("span", { class: "big" }, value), note ? PB.el("span", { class: "small note" }, note) : ""));

const figures = () => {
  const left = PB.left(), count = left.filter(PB.counted);
  const sum = (column) => count.reduce((total, p) => total + (PB.amount(p, column) || 0), 0);
  const stated = (column) => `stated for ${count.filter((p) => PB.amount(p, column) !== null).length} of ${count.length}`;
  const aside = left.length - count.length;
  const money = (column) => (PB.currency() ? `${PB.currency()} ${PB.number(Math.round(sum(column)))}` : "not stated");
  return PB.el("dl", { class: "figures" },
    figure("Projects", PB.number(left.length), aside ? `${aside} of them parts of others or no longer listed: not in the sums` : "in " + PB.count(new Set(left.map((p) => p.latest_document)).size, "document")),
    figure("Budget", money("budget"), stated("budget")),
    figure("Pledged", money("pledged"), stated("pledged")),
    figure("Missing", money("shortfall"), stated("shortfall")));
};

/** The projects themselves, where filters leave few: who pays for what, and what is missing. */
const FEW = 15;
const few = () => {
  const left = PB.left();
  if (left.length > FEW || left.length === PB.projects.size) return "";
  const heads = ["Project", "Donors", "Budget", "Pledged", "Missing", "Trust"];
  return PB.el("div", { class: "scroll few", tabindex: "0", role: "region", "aria-label": "The projects that are left" }, PB.el("table", { class: "plain" },
    PB.el("thead", {}, PB.el("tr", {}, heads.map((h, at) => PB.el("th", { scope: "col", class: at > 1 && at < 5 ? "number" : null }, h)))),
    PB.el("tbody", {}, left.map((p) => PB.el("tr", {}, PB.el("td", {}, PB.el("a", { href: PB.link(p.id) }, p.title || p.id)), PB.el("td", {}, gifts(p)),
      ["budget", "pledged", "shortfall"].map((c) => PB.el("td", { class: "number" }, PB.sourced(p, c))), PB.el("td", {}, PB.badge(p.status)))))));
};
const gifts = (p) => {
  const found = PB.front.pledges.filter((g) => g.project === p.id && g.donor);
  return PB.el("ul", { class: "flat" }, found.map((g) => PB.el("li", {}, g.amount
    ? [`${g.donor} `, PB.el("a", { class: "sourced", href: PB.link(p.id, `pledges/${g.id}/amount`) }, PB.money(g.amount, g.currency))]
    : PB.el("a", { class: "sourced", href: PB.link(p.id, `pledges/${g.id}/donor`) }, g.donor))));
};

const findings = () => {
  const left = new Set(PB.left().map((p) => p.id));
  const seen = { error: 0, warning: 0, note: 0 };
  for (const f of PB.front.findings) if (!f.project || left.has(f.project)) seen[f.severity] += 1;
  const trust = PB.front.statuses.map((s) => [s, PB.left().filter((p) => p.status === s).length]).filter(([, n]) => n);
  return PB.el("div", { class: "strip" },
    PB.el("a", { href: "#/review" }, "To review:"),
    Object.keys(seen).map((s) => PB.el("span", {}, PB.badge(s), ` ${PB.count(seen[s], s)}`)),
    PB.el("span", { class: "gap" }), PB.el("span", { title: "A project is as good as its worst value" }, "Trust in projects:"),
    trust.map(([s, n]) => PB.el("button", { type: "button", class: "link", onclick: () => PB.choose("status", s) }, PB.badge(s), ` ${n}`)));
};

PB.views.overview = async () => {
  for (const one of Object.values(views)) one.view.finalize();
  views = {};
  PB.show(PB.el("h1", {}, "Overview"), PB.el("div", { id: "figures" }, figures(), few(), findings()),
    PB.el("p", { class: "note hint" }, "Click a bar, a cell or a country to see only its projects; click it again to see all."),
    PB.el("div", { class: "charts" }, CARDS.map(card)));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));  // the figures first
  if (!document.getElementById("figures")) return;
  PB.library("library-charts");
  await drawCharts();
};
PB.onfilter(() => {
  const place = document.getElementById("figures");
  if (!place) return;
  place.replaceChildren(figures(), ...[few()].filter(Boolean), findings());
  document.querySelectorAll(".chart .unit").forEach((unit) => unit.textContent && (unit.textContent = PB.currency()));
  drawCharts();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.getElementById("figures") && PB.views.overview());
