// What every view uses: the data, elements, figures, marks of status. Texts of documents only ever become text nodes.
const PB = (window.PB = { views: {} });
PB.front = JSON.parse(document.getElementById("front").textContent);

/** An element: attributes by name, "on…" as listeners; children are elements or texts. */
PB.el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return made;
};

/** A packed part of the file, opened once and kept for a while. */
const opened = new Map();
PB.unpacked = (name) => {
  if (!opened.has(name)) {
    if (opened.size > 40) opened.delete(opened.keys().next().value);
    opened.set(name, inflated(name));
  }
  return opened.get(name);
};
const inflated = async (name) => {
  const part = document.getElementById(name);
  if (!part) return null;
  const bytes = Uint8Array.from(atob(part.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
};
/** Runs a library that the file carries, the first time that it is needed; the policy of the page knows its digest. */
PB.library = (name) => {
  const kept = document.getElementById(name);
  if (kept.dataset.ran) return;
  kept.dataset.ran = "yes";
  const script = document.createElement("script");
  script.textContent = kept.textContent;
  document.head.append(script);
};
PB.picture = (documentId, page) => document.getElementById(`picture-${documentId}-${page}`)?.textContent;

PB.projects = new Map(PB.front.projects.map((p, at) => [p.id, { ...p, at }]));
PB.documents = new Map(PB.front.documents.map((d) => [d.document_id, d]));
PB.list = (value) => (Array.isArray(value) ? value : value ? [value] : []);

/** A project is counted unless it is a part of another one, or a later edition leaves it out. */
PB.counted = (p) => !p.parent_project_id && !p.missing_from;

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
PB.number = (text) => (text === undefined || text === "" ? "" : whole.format(Number(text)));
PB.money = (text, currency) => (text === undefined || text === "" ? "" : `${currency ? currency + " " : ""}${PB.number(text)}`);
PB.brief = (number) => new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(number);
PB.share = (text) => (text === undefined || text === "" ? "" : new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 }).format(Number(text)));
PB.count = (number, one, many) => `${PB.number(number)} ${number === 1 ? one : many || one + "s"}`;

const MARKS = { proved: "✓✓", stated: "✓", inferred: "≈", doubtful: "?", error: "✕", warning: "!", note: "i" };
PB.MEANS = {
  proved: "confirmed by something independent: the document's own sums, or a second place that agrees",
  stated: "read cleanly from the document",
  inferred: "worked out from other values; the receipt says from which",
  doubtful: "contradicted or ambiguous; look at the source",
};
/** The status of a value in a word and a sign, so that colour alone says nothing. */
PB.badge = (status) =>
  status ? PB.el("span", { class: `badge ${status}`, title: PB.MEANS[status] || null }, `${MARKS[status] || ""} ${status}`) : "";
PB.worst = (statuses) => PB.front.statuses[Math.max(-1, ...statuses.map((s) => PB.front.statuses.indexOf(s)))] || "";

/** A value as a person reads it: figures with thousands and currency, lists on one line. */
PB.text = (table, column, value, row = {}) => {
  const one = [].concat(value ?? "").join("; ");
  const figure = PB.front.labels[table]?.[column]?.[2] === "decimal" || table === "checks";
  if (!figure || one === "" || Number.isNaN(Number(one))) return one;
  if (column === "funded_share") return PB.share(one);
  return PB.money(one, column.endsWith("_converted") ? row.converted_currency : row.currency);
};
/** A sentence in which words between backquotes are code. */
PB.prose = (text) => text.split("`").map((part, at) => (at % 2 ? PB.el("code", {}, part) : part));
/** What a cell is, in words: not "amount" but "budget", not "donor" but "pledge of Norway: donor". */
PB.named = (detail, name) => {
  const [table, id, column] = PB.parts(name);
  const row = detail.rows.get(`${table}/${id}`) || {};
  const label = PB.label(table, column);
  if (table === "amounts") return [row.kind, row.component, column === "amount" ? "" : label].filter(Boolean).join(", ");
  if (table === "pledges") return `pledge of ${row.donor || "a donor"}${column === "amount" ? "" : `: ${label}`}`;
  if (table === "contacts") return `contact (${row.role}): ${label}`;
  if (table === "places") return `place: ${label}`;
  if (table === "checks") return `check: ${label}`;
  return label;
};
PB.label = (table, column) => PB.front.labels[table]?.[column]?.[0] || column;
PB.says = (table, column) => PB.front.labels[table]?.[column]?.[1] || "";
PB.say = (text) => { document.getElementById("live").textContent = text; };
PB.show = (...children) => document.getElementById("main").replaceChildren(...children.flat(Infinity).filter(Boolean));
PB.link = (id, column = "") => `#/project/${encodeURIComponent(id)}${column ? "/" + encodeURIComponent(column) : ""}`;

/** Copies a text; where the browser allows no clipboard, the text is selected for the reader to copy. */
PB.copy = async (field, text) => {
  try {
    await navigator.clipboard.writeText(text);
    PB.say("Copied.");
    return true;
  } catch {
    field.focus();
    field.select();
    const done = document.execCommand && document.execCommand("copy");
    PB.say(done ? "Copied." : "Selected. Press Ctrl+C to copy.");
    return done;
  }
};

/** A cell's name in its three parts; an identifier may hold a slash. */
PB.parts = (name) => {
  const first = name.indexOf("/"), last = name.lastIndexOf("/");
  return [name.slice(0, first), name.slice(first + 1, last), name.slice(last + 1)];
};
