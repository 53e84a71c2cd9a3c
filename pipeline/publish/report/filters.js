// One set of filters for every view: what is chosen, which projects are left, and the row of controls.
const FIELDS = [
  { name: "region", label: "Region", of: (p) => PB.list(p.regions) },
  { name: "country", label: "Country", of: (p) => PB.list(p.countries), text: (code) => PB.countries.get(code) || code },
  { name: "donor", label: "Donor", of: (p) => PB.list(p.donors) },
  { name: "theme", label: "Theme", of: (p) => PB.list(p.themes), text: (code) => PB.front.themes[code] || code },
  { name: "funding", label: "Funding", of: (p) => fundings(p), text: (word) => FUNDING[word] },
  { name: "status", label: "Trust", of: (p) => PB.list(p.status) },
];
const FUNDING = { gap: "money is missing", none: "nothing pledged", full: "fully funded", unknown: "not said" };
const fundings = (p) => {
  const gap = Number(p.shortfall || 0), pledged = p.pledged === undefined ? NaN : Number(p.pledged);
  const found = [];
  if (gap > 0) found.push("gap");
  if (gap > 0 && pledged === 0) found.push("none");
  if (p.shortfall !== undefined && gap <= 0) found.push("full");
  if (p.shortfall === undefined) found.push("unknown");
  return found;
};

PB.countries = new Map();
for (const p of PB.projects.values())
  PB.list(p.countries).forEach((code, at) => PB.countries.set(code, PB.list(p.country_names)[at] || code));

PB.currencies = (() => {
  const seen = new Map();
  for (const p of PB.projects.values()) if (p.currency) seen.set(p.currency, (seen.get(p.currency) || 0) + 1);
  return [...seen.keys()].sort((a, b) => seen.get(b) - seen.get(a) || (a < b ? -1 : 1));
})();
PB.converted = [...PB.projects.values()].find((p) => p.converted_currency)?.converted_currency || "";

/** What is chosen: field -> value; "currency" is the one that sums are shown in. */
PB.chosen = { currency: PB.converted ? `${PB.converted}*` : PB.currencies[0] || "" };
const listeners = [];
PB.onfilter = (listener) => listeners.push(listener);

/** An amount of a project or pledge in the currency that is shown, or null; converted ones where that was chosen. */
PB.amount = (row, column) => {
  const wanted = PB.chosen.currency;
  if (wanted.endsWith("*")) return row[`${column}_converted`] === undefined ? null : Number(row[`${column}_converted`]);
  return row.currency === wanted && row[column] !== undefined ? Number(row[column]) : null;
};
PB.currency = () => PB.chosen.currency.replace("*", "");

const fits = (p, except) => FIELDS.every((f) => f.name === except || !PB.chosen[f.name] || f.of(p).includes(PB.chosen[f.name]));
/** The projects that the filters leave; "except" is a filter that does not count. */
PB.left = (except = "") => [...PB.projects.values()].filter((p) => fits(p, except));

PB.choose = (name, value) => {
  PB.chosen[name] = PB.chosen[name] === value && name !== "currency" ? "" : value;
  changed();
};
PB.clear = () => {
  for (const field of FIELDS) PB.chosen[field.name] = "";
  changed();
};
const changed = () => {
  draw();
  listeners.forEach((listener) => listener());
  PB.say(said());
};

const said = () => `${PB.number(PB.left().length)} of ${PB.count(PB.projects.size, "project")}`;

const select = (field, values) => {
  const texts = values.map(([value, count]) => [value, field.text ? field.text(value) : value, count]);
  const chosen = PB.chosen[field.name] || "";
  return PB.el("label", {}, field.label,
    PB.el("select", { name: field.name, class: chosen ? "on" : null, onchange: (e) => PB.choose(field.name, e.target.value) },
      PB.el("option", { value: "" }, "all"),
      texts.sort((a, b) => a[1].localeCompare(b[1], "en")).map(([value, text, count]) =>
        PB.el("option", { value, selected: value === chosen }, `${text} (${count})`))));
};

/** The values of a field that the other filters leave, each with its number of projects. */
const values = (field) => {
  const seen = new Map();
  for (const p of PB.left(field.name)) for (const value of new Set(field.of(p))) seen.set(value, (seen.get(value) || 0) + 1);
  if (PB.chosen[field.name] && !seen.has(PB.chosen[field.name])) seen.set(PB.chosen[field.name], 0);
  return [...seen];
};

const draw = () => {
  const form = document.getElementById("filters");
  const focused = form.contains(document.activeElement) ? document.activeElement.getAttribute("name") : "";
  const any = FIELDS.some((f) => PB.chosen[f.name]);
  const toggle = PB.el("button", { type: "button", class: "button toggle", name: "toggle", "aria-expanded": String(!form.classList.contains("shut")), onclick: () => {
    toggle.setAttribute("aria-expanded", String(!form.classList.toggle("shut")));
  } }, "Filters");
  form.replaceChildren(toggle,
    ...FIELDS.map((f) => [f, values(f)]).filter(([, v]) => v.length).map(([f, v]) => select(f, v)),
    currencies(),
    any ? PB.el("button", { type: "button", class: "button", name: "clear", onclick: PB.clear }, "Show all") : "",
    PB.el("p", { class: "said" }, said()));
  if (focused) form.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
};

const currencies = () => {
  const choices = [...(PB.converted ? [[`${PB.converted}*`, `converted to ${PB.converted}`]] : []), ...PB.currencies.map((c) => [c, c])];
  if (choices.length < 2) return "";
  return PB.el("label", {}, "Sums in",
    PB.el("select", { name: "currency", onchange: (e) => PB.choose("currency", e.target.value) },
      choices.map(([value, text]) => PB.el("option", { value, selected: value === PB.chosen.currency }, text))));
};

document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
PB.drawFilters = draw;
