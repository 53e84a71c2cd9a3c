// Where a value comes from: the page with the quote boxed, or the text with the quote marked; rule, steps, what was rejected.

/** Everything that is known of one project: its rows, and the receipts of their cells. */
PB.detail = async (id) => {
  const project = PB.projects.get(id);
  const pack = project && (await PB.unpacked(`projects-${Math.floor(project.at / PB.front.each)}`));
  if (!pack) return null;
  const part = pack[project.at % PB.front.each];
  const rows = new Map(part.rows.map(([table, id_, values]) => [`${table}/${id_}`, { table, id: id_, ...values }]));
  const own = part.rows.slice(0, part.own).map(([table, id_]) => rows.get(`${table}/${id_}`));
  return { rows, own, cells: part.cells, of: (table) => own.filter((r) => r.table === table) };
};

/** Row, value and text of a cell, by its name. */
PB.rowOf = (detail, name) => detail.rows.get(PB.parts(name).slice(0, 2).join("/")) || {};
PB.valueOf = (detail, name) => PB.rowOf(detail, name)[PB.parts(name)[2]] ?? "";
PB.textOf = (detail, name) => {
  const [table, , column] = PB.parts(name);
  return PB.text(table, column, PB.valueOf(detail, name), PB.rowOf(detail, name));
};

/** The quotes behind a cell, also behind one that was taken over or worked out: [document, start, end, page, boxes]. */
PB.quotes = (detail, name, part = null, seen = new Set()) => {
  if (seen.has(name)) return [];
  seen.add(name);
  const receipts = (detail.cells[name] || []).filter((r) => part === null || (r.part || 0) === part);
  return receipts.flatMap((r) => r.quotes ? r.quotes.map((q) => [r.document, ...q]) : (r.from || []).flatMap((n) => PB.quotes(detail, n, null, seen)));
};

const LINES = 3;
/** The lines around a quote, with the quote marked. */
const inText = (text, spans) => {
  const from = Math.min(...spans.map((s) => s[0])), to = Math.max(...spans.map((s) => s[1]));
  let start = from, end = to;
  for (let n = 0; n <= LINES && start > 0; n++) start = text.lastIndexOf("\n", start - 1);
  for (let n = 0; n <= LINES && end >= 0 && end < text.length; n++) end = text.indexOf("\n", end + 1);
  start = Math.max(start < 0 ? 0 : start, from - 700);
  end = Math.min(end < 0 ? text.length : end, to + 700);
  const parts = [];
  let at = start;
  for (const [a, b] of [...spans].sort((x, y) => x[0] - y[0])) {
    if (a < at) continue;
    parts.push(text.slice(at, a), PB.el("mark", {}, text.slice(a, b)));
    at = b;
  }
  return PB.el("blockquote", { class: "text" }, parts, text.slice(at, end));
};

// Positions count characters; JavaScript counts units of 16 bits, two for an emoji or a rare sign.
const positions = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);
const cut = (text, a, b) => (typeof text === "string" ? text.slice(a, b) : text.slice(a, b).join(""));
const textOf = async (documentId) => {
  const text = (await PB.unpacked(`text-${documentId}`)) || "";
  const counted = positions(text);
  if (typeof counted === "string") return [text, (at) => at];
  return [text, (at) => cut(counted, 0, at).length];
};

/** A page as a picture with boxes over it, each with what it is; the boxes are elements, the picture is as printed. */
const onPage = (documentId, page, boxes, full) => {
  const picture = PB.picture(documentId, page), size = PB.front.sizes[documentId]?.[page - 1];
  if (!picture || !size) return null;
  const [width, height] = size;
  const percent = (v, of) => `${((100 * v) / of).toFixed(3)}%`;
  const sheet = PB.el("div", { class: "sheet" },
    PB.el("img", { src: `data:image/webp;base64,${picture}`, alt: `Page ${page} of ${PB.documents.get(documentId)?.file || documentId}`, width, height }),
    boxes.map(([, x0, top, x1, bottom, kind]) => {
      const box = PB.el("div", { class: `box ${kind || ""}`, "data-page": page });
      Object.assign(box.style, { left: percent(x0 - 2, width), top: percent(top - 2, height), width: percent(x1 - x0 + 4, width), height: percent(bottom - top + 4, height) });
      return box;
    }));
  const window_ = PB.el("div", { class: `page${full ? " full" : ""}`, tabindex: "0", role: "group", "aria-label": `Picture of page ${page}; the quote is boxed` }, sheet);
  requestAnimationFrame(() => centre(window_, sheet));
  return window_;
};
const centre = (window_, sheet) => {
  const box = sheet.querySelector(".box");
  if (!box) return;
  window_.scrollTop = box.offsetTop + box.offsetHeight / 2 - window_.clientHeight / 2;
  window_.scrollLeft = box.offsetLeft + box.offsetWidth / 2 - window_.clientWidth / 2;
};

/** The places of quotes: a picture for each page that has one, and the text. */
PB.places = async (quotes) => {
  const shown = [];
  const groups = new Map();
  for (const [documentId, start, end, page, boxes, kind] of quotes) {
    const key = `${documentId}\n${page ?? ""}`;
    const group = groups.get(key) || { documentId, page, boxes: [], spans: [] };
    group.boxes.push(...(boxes || []).map((b) => [...b.slice(0, 5), kind]));
    if (end > start) group.spans.push([start, end]);
    groups.set(key, group);
  }
  for (const { documentId, page, boxes, spans } of groups.values()) shown.push(await place(documentId, page, boxes, spans));
  return shown;
};

const place = async (documentId, page, boxes, spans) => {
  const file = PB.documents.get(documentId)?.file || documentId;
  const [text, at] = await textOf(documentId);
  const marked = spans.length ? inText(text, spans.map(([a, b]) => [at(a), at(b)])) : null;
  const pages = [...new Set(boxes.map((b) => b[0]))];
  const pictures = (pages.length ? pages : page ? [page] : []).map((n) => onPage(documentId, n, boxes.filter((b) => b[0] === n))).filter(Boolean);
  const head = PB.el("p", { class: "where" }, PB.el("strong", {}, file), page ? `, page ${page}` : "");
  if (!pictures.length) return PB.el("div", { class: "place" }, head, marked);
  const larger = PB.el("button", { type: "button", class: "link small", "aria-pressed": "false", onclick: () => {
    for (const picture of pictures) {
      larger.setAttribute("aria-pressed", String(picture.classList.toggle("large")));
      centre(picture, picture.firstChild);
    }
  } }, "Larger");
  return PB.el("div", { class: "place" }, PB.el("div", { class: "bar" }, head, larger), pictures,
    marked ? PB.el("details", {}, PB.el("summary", {}, "The same as text"), marked) : "");
};

const brief = (text) => (text.length > 160 ? text.slice(0, 157) + "…" : text).replaceAll("\n", " ⏎ ");
const steps = (receipt) => receipt.steps && PB.el("details", {}, PB.el("summary", {}, "From the words to the value"),
  PB.el("ol", { class: "steps" }, receipt.steps.map(([step, before, after]) =>
    PB.el("li", {}, PB.el("code", {}, step.length > 60 ? step.slice(0, 57) + "…" : step), ": ", PB.el("q", {}, brief(before)), " → ", PB.el("q", {}, brief(after))))));
const rejected = (receipt) => receipt.rejected && PB.el("details", {}, PB.el("summary", {}, `Other readings (${receipt.rejected.length})`),
  PB.el("ul", {}, receipt.rejected.map((r) => PB.el("li", {}, r))));

const SHOWN_INPUTS = 12;
const rule = async (receipt) => {
  const sentence = ((await PB.unpacked("rules")) || {})[receipt.rule];
  return PB.el("p", { class: "rule" }, sentence || "", " ", PB.el("code", { class: "note" }, receipt.rule || ""));
};

/** One receipt, without the places of its quotes: rule, steps, other readings, and the values that it rests on. */
const receiptOf = async (detail, receipt, go) => PB.el("div", { class: "receipt" }, await rule(receipt), steps(receipt), rejected(receipt),
  receipt.from ? PB.el("div", {}, PB.el("p", { class: "small" }, receipt.quotes ? "Agrees with:" : "Worked out from:"),
    PB.el("ul", { class: "inputs" }, receipt.from.slice(0, SHOWN_INPUTS).map((name) => PB.el("li", {}, input(detail, name, go)))),
    receipt.from.length > SHOWN_INPUTS ? PB.el("p", { class: "small" }, `and ${receipt.from.length - SHOWN_INPUTS} more`) : "") : "");

const input = (detail, name, go) => {
  const value = PB.textOf(detail, name);
  const text = [`${PB.named(detail, name)} `, PB.el("strong", {}, value ? brief(value) : "(not stated)")];
  return detail.cells[name] ? PB.el("button", { type: "button", class: "link", onclick: () => go(name) }, text) : PB.el("span", {}, text);
};

/** A value taken over as it is leads straight to the receipt that it was taken from. */
const behind = (detail, name, part) => {
  const seen = new Set();
  for (;;) {
    const receipts = (detail.cells[name] || []).filter((r) => part === null || (r.part || 0) === part);
    const only = receipts.length === 1 && !receipts[0].quotes && (receipts[0].from || []).length === 1 ? receipts[0] : null;
    if (!only || only.steps || seen.has(name) || !detail.cells[only.from[0]]) return [name, receipts];
    seen.add(name);
    [name] = only.from;
    part = null;
  }
};

/** The whole story of a value, as elements for the panel beside it. */
PB.story = async (detail, name, part, go) => {
  const [table, , column] = PB.parts(name);
  const value = [].concat(PB.valueOf(detail, name));
  const shown = PB.text(table, column, part === null ? value : value[part] ?? value, PB.rowOf(detail, name));
  const [source, receipts] = behind(detail, name, part);
  const quotes = PB.quotes(detail, source, receipts === detail.cells[source] ? null : part);
  const status = PB.worst(receipts.map((r) => r.status));
  const about = PB.front.findings.filter((f) => f.cell === name || f.cell === source);
  return [
    PB.el("h2", { id: "source-head" }, PB.named(detail, name)),
    PB.el("p", { class: "value" }, brief(shown) || "(not stated)", " ", PB.badge(status)),
    PB.el("p", { class: "small note" }, PB.says(table, column), status ? ` ${status}: ${PB.MEANS[status]}.` : ""),
    about.map((f) => PB.el("p", { class: `finding is-${f.severity}` }, PB.badge(f.severity), " ", PB.prose(f.says))),
    await PB.places(quotes),
    await Promise.all(receipts.map((r) => receiptOf(detail, r, go))),
    receipts.length ? "" : PB.el("p", { class: "note" }, "This value has no receipt of its own: it is an identifier or a count."),
  ];
};
