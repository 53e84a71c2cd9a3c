// What a person should look at: each finding with its places side by side, and a line for corrections.csv to copy.
const SEVERITIES = [["error", "Errors"], ["warning", "Warnings"], ["note", "Notes"]];
const COLUMNS = ["project", "table", "column", "source_value", "corrected_value", "reason", "by", "date", "row"];

const harmless = (text) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text); // as in pipeline/guard.py
const csv = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const kept = { get by() { try { return localStorage.getItem("pledgebook-by") || ""; } catch { return ""; } }, set by(name) { try { localStorage.setItem("pledgebook-by", name); } catch { /* not kept, then */ } } };

/** The form that writes a row of corrections.csv; what stands in it at first says that the value is right. */
const correction = (f) => {
  const c = f.correction;
  const inputs = {
    corrected_value: PB.el("input", { type: "text", value: c.corrected_value || c.source_value || "" }),
    reason: PB.el("input", { type: "text", value: "compared with the page" }),
    by: PB.el("input", { type: "text", value: kept.by || "reader" }),
  };
  const line = PB.el("textarea", { class: "line", readonly: true, rows: 2, "aria-label": "Row of corrections.csv" });
  const write = () => {
    const cells = { ...c, date: today() };
    for (const [name, field] of Object.entries(inputs)) cells[name] = field.value.trim();
    if (inputs.by.value.trim() !== "reader") kept.by = inputs.by.value.trim();
    line.value = COLUMNS.map((name) => csv(harmless(cells[name] || ""))).join(",");
  };
  Object.values(inputs).forEach((field) => field.addEventListener("input", write));
  write();
  const copy = PB.el("button", { type: "button", class: "button main", onclick: async () => { if (await PB.copy(line, line.value)) { copy.textContent = "Copied"; setTimeout(() => { copy.textContent = "Copy the line"; }, 2000); } } }, "Copy the line");
  const head = PB.el("button", { type: "button", class: "link small", onclick: () => PB.copy(line, COLUMNS.join(",")) }, "Copy the head");
  const join = c.column === "project_id";
  const label = (text, field) => PB.el("label", {}, text, field);
  return PB.el("details", { class: "correct" }, PB.el("summary", {}, join ? "Make them one project" : "Correct it, or say that it is right"),
    PB.el("div", { class: "form" }, label(join ? "Becomes a part of" : "What holds (empty: no value)", inputs.corrected_value), label("Why", inputs.reason), label("Who says so", inputs.by)),
    line, PB.el("p", {}, copy, " ", head), PB.el("p", { class: "note small" }, "Put the line into corrections.csv beside the brochures, below the head, and run pledgebook extract again."));
};

/** One of the places that a finding compares: what stands there, and the picture or text. */
const side = async (name, kind) => {
  const project = projectOf(name);
  const detail = project && (await PB.detail(project));
  if (!detail) return "";
  const text = PB.textOf(detail, name);
  return PB.el("div", { class: `side ${kind}` }, PB.el("h3", {}, PB.named(detail, name)), PB.el("p", {}, PB.el("strong", {}, text || "(not stated)")),
    await PB.places(PB.quotes(detail, name).map((q) => [...q, kind])));
};
const homes = new Map();
const projectOf = (name) => homes.get(name);

const fold = async (f, place) => {
  const names = [f.cell, ...(f.others || [])].filter(Boolean).slice(0, 5);
  for (const name of names) if (!homes.has(name)) homes.set(name, await homeOf(name, f.project));
  const sides = await Promise.all(names.map((name, at) => side(name, at ? "other" : "")));
  if (!sides.filter(Boolean).length && f.document) sides.push(...(await PB.places([[f.document, 0, 0, f.page ? Number(f.page) : null, []]])));
  place.replaceChildren(...sides.filter(Boolean));
};
/** The project whose details hold a cell: that of the finding, else the one whose listing it is. */
const homeOf = async (name, project) => {
  const [table, id] = PB.parts(name);
  for (const one of [project, ...PB.projects.keys()]) {
    const detail = one && (await PB.detail(one));
    if (detail?.rows.has(`${table}/${id}`) && detail.own.some((r) => r.table === table && r.id === id)) return one;
  }
  return project;
};

const finding = (f, opened) => {
  const p = PB.projects.get(f.project), d = PB.documents.get(f.document);
  const place = PB.el("div", { class: "sides" });
  const made = PB.el("details", { class: `card review is-${f.severity}`, id: `finding-${f.id}`, ontoggle: () => made.open && !place.firstChild && fold(f, place) },
    PB.el("summary", {}, PB.badge(f.severity), " ", PB.el("span", { class: "says" }, PB.prose(f.says)),
      PB.el("span", { class: "small note about" }, [p ? p.title || p.id : "", d ? d.file : "", f.page ? `page ${f.page}` : ""].filter(Boolean).join(" · "))),
    PB.el("p", { class: "small note" }, p ? PB.el("a", { href: PB.link(p.id) }, p.title || p.id) : "", d ? ` ${d.file}` : "", f.page ? `, page ${f.page}` : "", " · ", PB.el("code", {}, f.code)),
    place, f.correction ? correction(f) : PB.el("p", { class: "note small" }, "There is no single value here that a line could correct."));
  if (opened) { made.open = true; requestAnimationFrame(() => made.scrollIntoView({ block: "start" })); }
  return made;
};

const MOST = 200;
PB.views.review = (wanted) => {
  const left = new Set(PB.left().map((p) => p.id));
  const all = PB.front.findings.filter((f) => !f.project || left.has(f.project) || f.id === wanted);
  const parts = SEVERITIES.map(([severity, title]) => {
    const found = all.filter((f) => f.severity === severity);
    const list = PB.el("div", { class: "list" }, found.slice(0, MOST).map((f) => finding(f, f.id === wanted)));
    const more = found.length > MOST ? PB.el("button", { type: "button", class: "button", onclick: () => { list.append(...found.slice(MOST).map((f) => finding(f))); more.remove(); } }, `Show ${found.length - MOST} more`) : "";
    return found.length ? PB.el("section", {}, PB.el("h2", {}, `${title} (${found.length})`), list, more) : "";
  });
  PB.show(PB.el("h1", {}, "Review"), PB.el("p", { class: "note hint" }, "Open a finding to see the places that it compares."),
    all.length ? parts : PB.el("p", {}, "Nothing needs a look."));
};
PB.onfilter(() => PB.route?.view === "review" && PB.views.review());
